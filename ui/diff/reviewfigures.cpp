// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/reviewfigures.h"

#include "core/executions/keyfigures.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include <array>

namespace promptuary
{

namespace
{

enum Column : std::uint8_t { Name, Executions, Success, CostEach, Latency, ColumnCount };
constexpr int rowCount = 3;

QString cost(const std::optional<Estimate> &each)
{
    return each ? figureText(Unit::Money, each->value) : QStringLiteral("–");
}

QString latency(const std::optional<double> &milliseconds)
{
    return milliseconds ? figureText(Unit::Duration, *milliseconds) : QStringLiteral("–");
}

} // namespace

ReviewFigures::ReviewFigures(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("reviewFigures"));
    m_grid->setContentsMargins(0, 4, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    for (int row = 0; row < rowCount; ++row) {
        for (int column = 0; column < ColumnCount; ++column)
            m_labels.append(addLabel(row, column));
        m_grid->setRowMinimumHeight(row, QFontMetrics(smallFont()).height());
    }
    dress();
}

QLabel *ReviewFigures::addLabel(int row, int column)
{
    auto *label = new QLabel(this);
    label->setObjectName(QStringLiteral("reviewFigure%1%2").arg(row).arg(column));
    label->setTextFormat(Qt::PlainText);
    label->setFont(tabularFont(smallFont()));
    m_grid->addWidget(label, row, column, (column == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return label;
}

void ReviewFigures::setRows(const QList<VersionFigures> &rows)
{
    for (QLabel *label : std::as_const(m_labels)) {
        label->clear();
        label->setToolTip({});
    }
    setAccessibleName({});
    if (rows.isEmpty())
        return;
    const std::array heading{tr("Last 30 days"), tr("Executions"), tr("Success"), tr("Cost each"), tr("p95")};
    for (int column = 0; column < ColumnCount; ++column)
        m_labels.at(column)->setText(heading.at(std::size_t(column)));
    QStringList spoken;
    for (int row = 1; row < rowCount && row <= rows.size(); ++row) {
        showRow(row, rows.at(row - 1));
        spoken << m_labels.at(qsizetype{row} * ColumnCount)->text() + QStringLiteral(": ") +
                      keyFiguresText(rows.at(row - 1).metrics);
    }
    setAccessibleName(heading.front() + QStringLiteral(": ") + spoken.join(QStringLiteral("; ")));
}

void ReviewFigures::showRow(int row, const VersionFigures &figures)
{
    const auto cell = [this, row](Column column) { return m_labels.at(qsizetype{row} * ColumnCount + column); };
    const Metrics &metrics = figures.metrics;
    if (metrics.executions == 0) {
        cell(Name)->setText(figures.serves ? tr("v%1 serves, and did not run").arg(figures.version)
                                           : tr("v%1 did not run anywhere").arg(figures.version));
        return;
    }
    cell(Name)->setText(figures.serves ? tr("v%1 serves %2").arg(figures.version).arg(figures.environment)
                                       : tr("v%1 in %2").arg(figures.version).arg(figures.environment));
    cell(Executions)->setText(figureText(Unit::Count, double(metrics.executions)));
    cell(Success)->setText(rateText(metrics.successRate()));
    cell(CostEach)->setText(cost(metrics.meanCost()));
    cell(Latency)->setText(latency(metrics.latencyP95));
    cell(Success)->setToolTip(intervalText(Unit::Rate, metrics.successRate()));
    cell(CostEach)->setToolTip(intervalText(Unit::Money, metrics.meanCost()));
}

/// What would serve is what is being decided about; the rest is there to compare.
void ReviewFigures::dress()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, colors(palette()).secondaryText);
    for (int column = 0; column < ColumnCount; ++column)
        m_labels.at(column)->setPalette(quiet);
}

void ReviewFigures::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

} // namespace promptuary
