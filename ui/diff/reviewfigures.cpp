// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/reviewfigures.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/tonecolor.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <array>

namespace promptuary
{

namespace
{

enum Column : std::uint8_t { Name, Executions, Success, CostEach, TokensEach, Latency, ColumnCount };
constexpr int differenceRow = 3;
constexpr int rowCount = 4;

std::optional<double> tokensEach(const Metrics &metrics)
{
    const auto input = metrics.inputTokensEach();
    const auto output = metrics.outputTokensEach();
    if (!input && !output)
        return {};
    return input.value_or(0) + output.value_or(0);
}

QString tokens(const std::optional<double> &each)
{
    return each ? figureText(Unit::Count, *each) : QStringLiteral("–");
}

QString verdict(const std::optional<Difference> &difference)
{
    if (!difference)
        return ReviewFigures::tr("There are too few executions to say whether that is more than noise.");
    return difference->isReal() ? ReviewFigures::tr("More than noise (95 % confidence).")
                                : ReviewFigures::tr("No more than noise.");
}

/// The same, short, as it stands beside the difference.
QString verdictWord(const std::optional<Difference> &difference)
{
    if (!difference)
        return ReviewFigures::tr("too few");
    return difference->isReal() ? ReviewFigures::tr("real", "a difference") : ReviewFigures::tr("noise");
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
    m_grid->setHorizontalSpacing(12);
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
    m_tones.clear();
    setAccessibleName({});
    if (rows.isEmpty())
        return;
    const std::array heading{tr("Last 30 days"), tr("Executions"), tr("Success"),
                             tr("Cost each"),    tr("Tokens"),     tr("p95")};
    const bool ran =
        std::ranges::any_of(rows, [](const VersionFigures &figures) { return figures.metrics.executions > 0; });
    for (int column = 0; column < (ran ? ColumnCount : Executions); ++column)
        m_labels.at(column)->setText(heading.at(std::size_t(column)));
    QStringList spoken;
    for (int row = 1; row < differenceRow && row <= rows.size(); ++row) {
        showRow(row, rows.at(row - 1));
        spoken << m_labels.at(qsizetype{row} * ColumnCount)->text() + QStringLiteral(": ") +
                      keyFiguresText(rows.at(row - 1).metrics);
    }
    if (rows.size() == 2 && rows.at(0).metrics.executions > 0 && rows.at(1).metrics.executions > 0) {
        showDifference(rows.at(0), rows.at(1));
        QStringList differences;
        for (int column = Success; column < ColumnCount; ++column) {
            const QString text = m_labels.at(differenceRow * ColumnCount + column)->text();
            if (!text.isEmpty())
                differences << heading.at(std::size_t(column)) + u' ' +
                                   QString(text).replace(QStringLiteral(" · "), QStringLiteral(", "));
        }
        spoken << tr("difference: %1").arg(differences.join(QStringLiteral("; ")));
    }
    dress();
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
    cell(CostEach)->setText(costEachText(metrics));
    cell(TokensEach)->setText(tokens(tokensEach(metrics)));
    cell(TokensEach)->setToolTip(tr("Of each execution that named them, in and out"));
    cell(Latency)->setText(latency(metrics.latencyP95));
    cell(Success)->setToolTip(intervalText(Unit::Rate, metrics.successRate()));
    cell(CostEach)->setToolTip(costExplanation(metrics));
}

void ReviewFigures::showDifference(const VersionFigures &before, const VersionFigures &after)
{
    using Measure = KeyFigure::Measure;
    const Metrics &left = before.metrics;
    const Metrics &right = after.metrics;
    const auto cell = [this](Column column) { return m_labels.at(differenceRow * ColumnCount + column); };
    cell(Name)->setText(tr("Difference"));
    showJudged(Success, differenceText(Unit::Rate, right.successRate()->value - left.successRate()->value),
               Measure::Success, left, right);
    const auto leftCost = left.meanCost();
    const auto rightCost = right.meanCost();
    if (leftCost && rightCost)
        showJudged(CostEach, growthText(rightCost->value, leftCost->value), Measure::Cost, left, right);
    if (tokensEach(left) && tokensEach(right))
        cell(TokensEach)->setText(differenceText(Unit::Count, *tokensEach(right) - *tokensEach(left)));
    if (left.latencyP95 && right.latencyP95)
        cell(Latency)->setText(growthText(*right.latencyP95, *left.latencyP95));
}

void ReviewFigures::showJudged(int column, const QString &text, KeyFigure::Measure measure, const Metrics &before,
                               const Metrics &after)
{
    if (text.isEmpty())
        return;
    const auto difference = compare(measure, before, after);
    QLabel *cell = m_labels.at(differenceRow * ColumnCount + column);
    cell->setText(tr("%1 · %2").arg(text, verdictWord(difference)));
    cell->setToolTip(verdict(difference));
    const bool real = difference && difference->isReal();
    m_tones.insert(column, real ? toneOf(measure, difference->change.value) : Verdict::Neutral);
}

/// What would serve is what is being decided about; the rest is there to compare.
void ReviewFigures::dress()
{
    const Colors &roles = colors(palette());
    const auto dressIn = [this](QLabel *label, const QColor &color) {
        QPalette texts = palette();
        texts.setColor(QPalette::WindowText, color);
        label->setPalette(texts);
    };
    for (int column = 0; column < ColumnCount; ++column) {
        dressIn(m_labels.at(column), roles.secondaryText);
        const bool judged = m_tones.contains(column);
        dressIn(m_labels.at(differenceRow * ColumnCount + column),
                judged ? toneColor(m_tones.value(column), roles) : roles.text);
    }
}

void ReviewFigures::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

} // namespace promptuary
