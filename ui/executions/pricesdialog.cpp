// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/pricesdialog.h"

#include "core/executions/executionstore.h"
#include "core/executions/pricefile.h"
#include "ui/executions/pricesmodel.h"
#include "ui/executions/recomputedialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/typography.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTimeZone>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <utility>

namespace promptuary
{

PricesDialog::PricesDialog(ExecutionStore &store, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_model(new PricesModel(this))
    , m_table(new QTableView(this))
    , m_banner(new Banner(this))
    , m_add(new QPushButton(tr("&Add price"), this))
    , m_remove(new QPushButton(tr("&Remove price"), this))
    , m_import(new QPushButton(tr("&Import prices…"), this))
    , m_recompute(new QPushButton(tr("R&ecompute costs…"), this))
    , m_close(new QPushButton(tr("&Close"), this))
    , m_keep(new QPushButton(tr("&Save prices"), this))
{
    setNames(this, "pricesDialog", tr("Model prices"));
    setWindowTitle(tr("Model prices"));
    setNames(m_banner, "pricesBanner", tr("About the prices"));
    setNames(m_add, "pricesAdd", tr("Add a price"));
    setNames(m_remove, "pricesRemove", tr("Remove the price that is chosen"));
    setNames(m_import, "pricesImport", tr("Import prices from a JSON file"));
    setNames(m_recompute, "pricesRecompute", tr("Recompute costs"));
    setNames(m_close, "pricesClose", tr("Close without saving"));
    setNames(m_keep, "pricesSave", tr("Save the prices"));
    makeTable();
    layOut();
    connect(m_model, &PricesModel::edited, this, [this] {
        m_warned = false;
        if (!m_readOnly)
            m_banner->clear();
        showButtons();
    });
    connect(m_model, &PricesModel::refused, this,
            [this](const QString &sentence) { m_banner->tell(BannerKind::Danger, sentence); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &PricesDialog::showButtons);
    connect(m_add, &QPushButton::clicked, this, &PricesDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &PricesDialog::remove);
    connect(m_import, &QPushButton::clicked, this, &PricesDialog::chooseFile);
    connect(m_recompute, &QPushButton::clicked, this, &PricesDialog::recompute);
    connect(m_banner, &Banner::actionTriggered, this, &PricesDialog::recompute);
    connect(m_keep, &QPushButton::clicked, this, &PricesDialog::keep);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    resize(760, 520);
    read();
}

void PricesDialog::makeTable()
{
    setNames(m_table, "pricesTable", tr("Prices of models"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(PricesModel::Model, QHeaderView::Stretch);
    m_table->setColumnWidth(PricesModel::ValidFrom, 150);
    m_table->setFont(tabularFont(m_table->font()));
}

void PricesDialog::layOut()
{
    auto *title = new QLabel(tr("Model prices"), this);
    title->setFont(titleFont());
    auto *meaning = new QLabel(tr("US dollars for a million tokens. They make the cost of executions whose agent named "
                                  "none. What was recorded before keeps its cost until it is recomputed."),
                               this);
    meaning->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_add);
    buttons->addWidget(m_import);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    buttons->addWidget(m_recompute);
    buttons->addWidget(m_close);
    buttons->addWidget(m_keep);
    for (QPushButton *button : {m_add, m_import, m_remove, m_recompute, m_close, m_keep})
        button->setAutoDefault(false); // Enter is for the table
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addWidget(meaning);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_banner);
    layout->addLayout(buttons);
}

void PricesDialog::setReadOnly(const QString &reason)
{
    m_readOnly = true;
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_banner->tell(BannerKind::Information, reason, {}, false);
    showButtons();
}

void PricesDialog::reject()
{
    if (m_model->hasChanges() && !std::exchange(m_warned, true)) {
        m_banner->tell(BannerKind::Warning, tr("These prices are not saved yet. Closing once more discards them."));
        return;
    }
    QDialog::reject();
}

void PricesDialog::read()
{
    m_busy = true;
    showButtons(); // a price that is added before the others are there would be lost
    m_store.prices().then(this, [this](const Result<QList<ModelPrice>> &prices) {
        m_busy = false;
        if (prices)
            m_model->setPrices(*prices);
        else
            say(prices.error());
        showButtons();
    });
}

void PricesDialog::add()
{
    const QDateTime today(QDate::currentDate(), QTime(0, 0), QTimeZone::UTC);
    const int current = m_table->currentIndex().row();
    const QString model = current >= 0 ? m_model->modelAt(current) : QString();
    const int row = m_model->append(model, today);
    const QModelIndex first = m_model->index(row, model.isEmpty() ? PricesModel::Model : PricesModel::ValidFrom);
    m_table->setCurrentIndex(first);
    m_table->scrollTo(first);
    m_table->edit(first);
}

void PricesDialog::remove()
{
    const int row = m_table->currentIndex().row();
    if (m_model->isRemoved(row))
        m_model->restore(row);
    else
        m_model->remove(row);
}

void PricesDialog::chooseFile()
{
    auto *dialog =
        new QFileDialog(this, tr("Choose a list of prices"), QString(), tr("Prices (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PricesDialog::importFrom);
    dialog->open();
}

/// Lists of all models of all providers have megabytes, so they are read aside.
void PricesDialog::importFrom(const QString &path)
{
    m_busy = true;
    showButtons();
    QtConcurrent::run([path]() -> Result<SourcedPrices> {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorKind::NotFound, tr("“%1” could not be read: %2.").arg(path, file.errorString()),
                           tr("The prices are as they were."));
        return readPrices(file.readAll(), QFileInfo(path).fileName());
    }).then(this, [this, path](const Result<SourcedPrices> &source) { showImported(source, path); });
}

void PricesDialog::showImported(const Result<SourcedPrices> &source, const QString &path)
{
    m_busy = false;
    if (!source) {
        showButtons();
        return say(source.error());
    }
    const int first = m_model->rowCount();
    const PricesModel::Taken taken = m_model->take(source->prices);
    if (taken.added > 0) {
        m_table->setCurrentIndex(m_model->index(first, PricesModel::Model));
        m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtTop);
    }
    const QString file = QFileInfo(path).fileName();
    const QString text = taken.added + taken.changed == 0
                             ? tr("Every price of “%1” is here already.").arg(file)
                             : tr("“%1”: %2 new, %3 changed. They count once they are saved.")
                                   .arg(file, locale().toString(taken.added), locale().toString(taken.changed));
    m_banner->tell(BannerKind::Information, (text + u' ' + leftOut(*source)).trimmed());
}

void PricesDialog::keep()
{
    int row = -1;
    if (const QString problem = m_model->problem(&row); !problem.isEmpty()) {
        m_banner->tell(BannerKind::Danger, problem);
        m_table->setCurrentIndex(m_model->index(row, PricesModel::Model));
        return;
    }
    m_busy = true;
    showButtons();
    m_store.setPrices(m_model->changed(), m_model->removed()).then(this, [this](const Result<void> &kept) {
        m_busy = false;
        showButtons();
        if (!kept)
            return say(kept.error());
        m_model->setKept();
        m_banner->tell(BannerKind::Success, tr("The prices are saved. What was recorded before keeps its cost."),
                       tr("Recompute costs…"));
    });
}

void PricesDialog::recompute()
{
    auto *dialog = new RecomputeDialog(m_store, m_model->models(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void PricesDialog::showButtons()
{
    for (QPushButton *button : {m_add, m_import})
        button->setEnabled(!m_readOnly && !m_busy);
    const bool changes = m_model->hasChanges();
    m_keep->setEnabled(!m_readOnly && !m_busy && changes);
    m_recompute->setEnabled(!m_readOnly && !m_busy && !changes);
    m_recompute->setToolTip(changes ? tr("Save the prices first") : QString());
    const int row = m_table->currentIndex().row();
    m_remove->setEnabled(!m_readOnly && !m_busy && row >= 0);
    const bool removed = m_model->isRemoved(row);
    m_remove->setText(removed ? tr("&Keep price") : tr("&Remove price"));
    m_remove->setAccessibleName(removed ? tr("Keep the price that is chosen") : tr("Remove the price that is chosen"));
}

void PricesDialog::say(const Error &error)
{
    m_banner->tell(BannerKind::Danger, error.toString());
}

} // namespace promptuary
