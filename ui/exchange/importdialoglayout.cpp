// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the import dialog is made of and where it stands; importdialog.cpp is what it does.
#include "ui/exchange/importdialog.h"
#include "ui/exchange/importmodel.h"
#include "ui/exchange/importsourcebar.h"
#include "ui/exchange/importstatedelegate.h"
#include "ui/exchange/importwork.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/typography.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

namespace promptuary
{

namespace
{

constexpr int gap = 8;
constexpr int edge = 16;

} // namespace

ImportDialog::ImportDialog(ImportStore &store, const QStringList &taskTypes, QWidget *parent)
    : QDialog(parent)
    , m_work(new ImportWork(store, this))
    , m_model(new ImportModel(this))
    , m_shown(new QSortFilterProxyModel(this))
    , m_sourceBar(new ImportSourceBar(taskTypes, this))
    , m_title(new QLabel(tr("Import prompts"), this))
    , m_subtitle(new QLabel(tr("From a CSV file, or from a Git repository with each file's whole history. "
                               "What is there already is recognised."),
                            this))
    , m_filter(new QLineEdit(this))
    , m_tickAll(new QCheckBox(tr("&All shown"), this))
    , m_table(new QTableView(this))
    , m_emptyHint(new QLabel(m_table))
    , m_message(new ElidedLabel(this))
    , m_progress(new QProgressBar(this))
    , m_strict(new QCheckBox(tr("Import &nothing if anything cannot be imported"), this))
    , m_activate(new QCheckBox(tr("Activate &each newest version"), this))
    , m_copy(new QPushButton(tr("C&opy report"), this))
    , m_cancel(new QPushButton(tr("&Close"), this))
    , m_import(new QPushButton(this))
{
    setObjectName("importDialog");
    setWindowTitle(tr("Import prompts"));
    setAcceptDrops(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(edge, edge, edge, edge);
    layout->setSpacing(gap);
    buildHead(layout);
    buildTable(layout);
    buildFoot(layout);
    connectWork();
    resize(1040, 680);
    setPhase(Phase::Empty);
}

void ImportDialog::buildHead(QVBoxLayout *layout)
{
    m_title->setFont(titleFont());
    m_subtitle->setFont(smallFont());
    layout->addWidget(m_title);
    layout->addWidget(m_subtitle);
    layout->addSpacing(gap / 2);
    layout->addWidget(m_sourceBar);
    layout->addSpacing(gap / 2);
}

void ImportDialog::buildTable(QVBoxLayout *layout)
{
    setNames(m_filter, "importFilter", tr("Filter the rows"));
    m_filter->setPlaceholderText(tr("Filter names, task types and places"));
    m_filter->setClearButtonEnabled(true);
    setNames(m_tickAll, "importTickAll", tr("Import all rows that are shown"));
    m_tickAll->setToolTip(tr("Tick or untick every row that is shown"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(gap);
    bar->addWidget(m_tickAll);
    bar->addStretch(1);
    bar->addWidget(m_filter);
    m_filter->setMinimumWidth(320);
    layout->addLayout(bar);

    m_shown->setSourceModel(m_model);
    m_shown->setFilterKeyColumn(-1);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown->setSortRole(ImportModel::SortRole);
    m_shown->setSortCaseSensitivity(Qt::CaseInsensitive);
    setNames(m_table, "importTable", tr("What would be imported"));
    m_table->setModel(m_shown);
    m_table->setItemDelegate(new ImportStateDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->verticalHeader()->setMinimumSectionSize(28);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->resizeSection(ImportModel::Name, 340);
    header->resizeSection(ImportModel::TaskType, 140);
    header->resizeSection(ImportModel::Versions, 80);
    header->resizeSection(ImportModel::State, 140);
    header->setSortIndicator(-1, Qt::AscendingOrder); // the source's own order, until the user wants another
    header->setSortIndicatorClearable(true);
    m_table->setSortingEnabled(true);
    layout->addWidget(m_table, 1);

    m_emptyHint->setObjectName(QStringLiteral("importEmptyHint"));
    m_emptyHint->setAlignment(Qt::AlignCenter);
    auto *over = new QVBoxLayout(m_table);
    over->addWidget(m_emptyHint, 0, Qt::AlignCenter);
}

void ImportDialog::buildFoot(QVBoxLayout *layout)
{
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(tr("How far the import is"));
    QSizePolicy policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // its room is kept, so nothing jumps when it comes and goes
    m_progress->setSizePolicy(policy);
    layout->addWidget(m_progress);
    m_message->setObjectName("importMessage");
    m_message->setMinimumHeight(20);
    layout->addWidget(m_message);

    setNames(m_strict, "importStrict", tr("Import nothing if anything cannot be imported"));
    setNames(m_activate, "importActivate", tr("Activate each newest version in the default environment"));
    m_activate->setToolTip(tr("In the default environment. Without this nothing that serves changes."));
    setNames(m_copy, "importCopyReport", tr("Copy the rows that are shown"));
    setNames(m_cancel, "importCancel", tr("Cancel or close"));
    setNames(m_import, "importButton", tr("Import the ticked templates"));
    m_import->setDefault(true);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(gap);
    foot->addWidget(m_strict);
    foot->addSpacing(gap);
    foot->addWidget(m_activate);
    foot->addStretch(1);
    foot->addWidget(m_copy);
    foot->addWidget(m_cancel);
    foot->addWidget(m_import);
    layout->addLayout(foot);
}

} // namespace promptuary
