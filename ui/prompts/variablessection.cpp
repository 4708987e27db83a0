// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/variablessection.h"

#include "ui/prompts/sectionheader.h"
#include "ui/prompts/variablesmodel.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QWheelEvent>

namespace promptuary
{

namespace
{

/// The type is chosen from a list, opened at once.
class TypeDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        auto *box = new QComboBox(parent);
        setNames(box, "variableTypeBox", VariablesModel::tr("Type"));
        box->addItems(VariablesModel::types());
        return box;
    }
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        static_cast<QComboBox *>(editor)->setCurrentText(index.data(Qt::EditRole).toString());
    }
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        model->setData(index, static_cast<QComboBox *>(editor)->currentText(), Qt::EditRole);
    }
};

/// As high as its rows: the page scrolls, not the table.
class WholeTable : public QTableView
{
public:
    using QTableView::QTableView;

protected:
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};

} // namespace

VariablesSection::VariablesSection(QWidget *parent)
    : QWidget(parent)
    , m_model(new VariablesModel(this))
    , m_view(new WholeTable(this))
    , m_hint(new QLabel(this))
    , m_detect(new QPushButton(tr("Detect from text"), this))
    , m_add(new QPushButton(tr("Add variable"), this))
    , m_remove(new QPushButton(tr("Remove variable"), this))
    , m_declare(new QPushButton(this))
    , m_removeUnused(new QPushButton(this))
{
    setNames(m_view, "variablesTable", tr("Variables"));
    setNames(m_detect, "variablesDetectButton", tr("Detect variables from the text"));
    setNames(m_add, "variablesAddButton", tr("Add variable"));
    setNames(m_remove, "variablesRemoveButton", tr("Remove variable"));
    setNames(m_declare, "variablesDeclareButton", tr("Declare the variables that are used"));
    setNames(m_removeUnused, "variablesRemoveUnusedButton", tr("Remove the variables that are not used"));
    m_view->setModel(m_model);
    m_view->setItemDelegateForColumn(VariablesModel::TypeColumn, new TypeDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(28);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->setTabKeyNavigation(false);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionResizeMode(VariablesModel::DescriptionColumn, QHeaderView::Stretch);
    m_view->setColumnWidth(VariablesModel::NameColumn, 180);
    m_view->setColumnWidth(VariablesModel::TypeColumn, 100);
    m_view->setColumnWidth(VariablesModel::RequiredColumn, 80);
    m_view->setColumnWidth(VariablesModel::DefaultColumn, 160);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);

    auto *header = new SectionHeader(this);
    header->addTitle(tr("Variables"));
    for (QPushButton *button : {m_detect, m_add, m_remove})
        header->addRight(button);
    auto *hints = new QHBoxLayout;
    hints->setContentsMargins(12, 4, 12, 4);
    hints->setSpacing(8);
    hints->addWidget(m_hint, 1);
    hints->addWidget(m_declare);
    hints->addWidget(m_removeUnused);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    auto *table = new QVBoxLayout;
    table->setContentsMargins(8, 0, 12, 0);
    table->addWidget(m_view);
    layout->addLayout(table);
    layout->addLayout(hints);

    connect(m_model, &VariablesModel::edited, this, &VariablesSection::edited);
    connect(m_model, &VariablesModel::refused, m_hint, &QLabel::setText);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &VariablesSection::fitHeight); // clazy:exclude=connect-non-signal
    connect(m_model, &QAbstractItemModel::modelReset, this, &VariablesSection::fitHeight);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &VariablesSection::updateButtons);
    connect(m_add, &QPushButton::clicked, this, &VariablesSection::addVariable);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_model->removeRowAt(m_view->currentIndex().row()); });
    connect(m_detect, &QPushButton::clicked, this, &VariablesSection::detectionRequested);
    connect(m_declare, &QPushButton::clicked, this, [this] {
        for (const QString &name : QStringList(m_findings.undeclared))
            m_model->append(name);
        Q_EMIT detectionRequested();
    });
    connect(m_removeUnused, &QPushButton::clicked, this, [this] {
        m_model->removeNamed(QStringList(m_findings.unused));
        Q_EMIT detectionRequested();
    });
    fitHeight();
    showFindings();
}

void VariablesSection::setVariables(const QList<Variable> &variables)
{
    m_model->setVariables(variables);
}

const QList<Variable> &VariablesSection::variables() const
{
    return m_model->variables();
}

void VariablesSection::setFindings(const VariableFindings &findings)
{
    m_findings = findings;
    showFindings();
}

void VariablesSection::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_model->setReadOnly(readOnly);
    showFindings();
}

void VariablesSection::showRow(int row)
{
    m_view->setCurrentIndex(m_model->index(row, 0));
    m_view->setFocus();
}

void VariablesSection::addVariable()
{
    QString name = tr("variable");
    for (int i = 2; std::ranges::contains(m_model->variables(), name, &Variable::name); ++i)
        name = tr("variable%1").arg(i);
    const QModelIndex index = m_model->index(m_model->append(name), VariablesModel::NameColumn);
    m_view->setCurrentIndex(index);
    m_view->setFocus();
    m_view->edit(index);
}

void VariablesSection::showFindings()
{
    QStringList parts;
    const QString comma = QStringLiteral(", ");
    if (!m_findings.plain.isEmpty()) {
        const QString names = QStringLiteral("{{%1}}").arg(m_findings.plain.join(QStringLiteral("}}, {{")));
        parts.append((m_findings.plain.size() == 1 ? tr("%1 is plain text in this format.")
                                                   : tr("%1 are plain text in this format."))
                         .arg(names) +
                     u' ' + tr("Choose mustache or jinja2 to have it filled in."));
    }
    if (!m_findings.undeclared.isEmpty())
        parts.append(tr("Used and not declared: %1.").arg(m_findings.undeclared.join(comma)));
    if (!m_findings.unused.isEmpty())
        parts.append(tr("Declared and not used: %1.").arg(m_findings.unused.join(comma)));
    if (parts.isEmpty())
        parts.append(m_model->rowCount() == 0
                         ? tr("No variables. Declare what agents send, or have it detected from the text.")
                         : tr("The texts use what is declared, and nothing else."));
    m_hint->setText(parts.join(u' '));
    m_declare->setText(m_findings.undeclared.size() == 1
                           ? tr("Declare %1").arg(m_findings.undeclared.front())
                           : tr("Declare %1 variables").arg(m_findings.undeclared.size()));
    m_removeUnused->setText(m_findings.unused.size() == 1 ? tr("Remove %1").arg(m_findings.unused.front())
                                                          : tr("Remove %1 unused").arg(m_findings.unused.size()));
    m_declare->setVisible(!m_readOnly && !m_findings.undeclared.isEmpty());
    m_removeUnused->setVisible(!m_readOnly && !m_findings.unused.isEmpty());
    updateButtons();
}

void VariablesSection::updateButtons()
{
    m_add->setEnabled(!m_readOnly);
    m_detect->setEnabled(!m_readOnly);
    m_remove->setEnabled(!m_readOnly && m_view->selectionModel()->hasSelection());
}

void VariablesSection::fitHeight()
{
    const int rows = m_model->rowCount();
    m_view->setVisible(rows > 0);
    m_view->setFixedHeight(m_view->horizontalHeader()->sizeHint().height() + rows * 28 + 2);
    updateButtons();
}

} // namespace promptuary
