// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executionmodel.h"

#include "core/base/relativetime.h"
#include "core/executions/executionstore.h"
#include "ui/executions/executiontexts.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

constexpr int pageRows = 200;
/// How much of the head is read again: what was recorded late, after it ran for long, comes in between.
constexpr int headRows = 1000;
/// More than these at once are read from the start.
constexpr int mostNewRows = 10 * headRows;

/// What a row is known by, whatever of it changes.
using Key = std::pair<QUuid, qint64>;

Key rowKey(const Execution &execution)
{
    return {execution.id, execution.startedAt.toMSecsSinceEpoch()};
}

} // namespace

ExecutionModel::ExecutionModel(ExecutionStore &store, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_clock([] { return QDateTime::currentDateTime(); })
    , m_nameOf([](TemplateId) { return QString(); })
{
}

void ExecutionModel::setFilter(const ExecutionFilter &filter)
{
    if (filter.templateId != m_filter.templateId)
        remove(0, m_rows.size());
    m_filter = filter;
    reload();
}

void ExecutionModel::reload()
{
    ++m_generation;
    m_moreWanted = false;
    m_refreshWanted = false;
    m_head.clear();
    setState(State::Loading);
    ask(pageRows, {}, &ExecutionModel::replace);
}

void ExecutionModel::refresh()
{
    if (m_state == State::Loading)
        return;
    if (m_state == State::Failed)
        return reload();
    if (m_busy) {
        m_refreshWanted = true;
        return;
    }
    ask(int(std::clamp<qsizetype>(m_rows.size(), pageRows, headRows)), {}, &ExecutionModel::takeHead);
}

bool ExecutionModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_state == State::Ready && !m_complete && !m_rows.isEmpty();
}

void ExecutionModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    if (m_busy)
        m_moreWanted = true;
    else
        ask(pageRows, m_rows.last(), &ExecutionModel::append);
}

void ExecutionModel::ask(int limit, const std::optional<Execution> &after, Take take)
{
    m_busy = true;
    m_store.page(m_filter, limit, after)
        .then(this, [this, generation = m_generation, limit, take](const Result<QList<Execution>> &read) {
            if (generation != m_generation)
                return;
            if (!read) {
                m_busy = false;
                return fail(read.error());
            }
            // Busy until the rows are in: a view that learns of them asks for more, and would be given them again.
            (this->*take)(*read, read->size() < limit);
            if (generation != m_generation)
                return; // whoever learned of them wants others now
            m_busy = false;
            goOn();
        });
}

/// One question at a time: two that overlap would bring a row twice.
void ExecutionModel::goOn()
{
    if (!m_head.isEmpty())
        ask(headRows, m_head.last(), &ExecutionModel::takeHead);
    else if (std::exchange(m_moreWanted, false))
        fetchMore({});
    else if (std::exchange(m_refreshWanted, false))
        refresh();
}

void ExecutionModel::fail(const Error &error)
{
    m_moreWanted = false;
    m_refreshWanted = false;
    m_head.clear();
    m_error = error;
    if (m_state == State::Loading)
        setState(State::Failed);
    else
        Q_EMIT failed(error);
}

void ExecutionModel::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void ExecutionModel::replace(const QList<Execution> &rows, bool last)
{
    beginResetModel();
    m_rows = rows;
    m_complete = last;
    m_state = State::Ready;
    endResetModel();
    Q_EMIT stateChanged();
}

void ExecutionModel::append(const QList<Execution> &rows, bool last)
{
    m_complete = last;
    insert(m_rows.size(), rows);
}

void ExecutionModel::takeHead(const QList<Execution> &rows, bool last)
{
    m_head += rows;
    const bool apart = !last && !m_rows.isEmpty() && m_head.last().startedAt > m_rows.first().startedAt;
    if (apart && m_head.size() < mostNewRows)
        return;
    const QList<Execution> head = std::exchange(m_head, {});
    if (apart)
        replace(head, false);
    else
        merge(head, last);
    Q_EMIT refreshed();
}

/// `head` are the newest rows as they are now; `all` of them where there are no others. Both lists are in the
/// database's order, which cannot be computed here (times are cut to milliseconds), so rows are told by their keys.
void ExecutionModel::merge(const QList<Execution> &head, bool all)
{
    const auto past = all || head.isEmpty()
                          ? m_rows.cend()
                          : std::ranges::partition_point(std::as_const(m_rows), [&](const Execution &row) {
                                return row.startedAt >= head.last().startedAt;
                            });
    QHash<Key, qsizetype> places;
    for (auto row = m_rows.cbegin(); row != past; ++row)
        places.insert(rowKey(*row), row - m_rows.cbegin());

    const qsizetype covered = past - m_rows.cbegin();
    qsizetype row = 0;   // up to here m_rows is as the head is
    qsizetype shift = 0; // how far the known rows behind have moved
    for (qsizetype next = 0; next < head.size();) {
        if (const auto known = places.constFind(rowKey(head[next])); known != places.cend()) {
            shift -= remove(row, *known + shift);
            update(row++, head[next++]);
            continue;
        }
        const auto fresh = std::find_if(head.begin() + next, head.end(),
                                        [&](const Execution &execution) { return places.contains(rowKey(execution)); });
        const QList<Execution> rows(head.begin() + next, fresh);
        insert(row, rows);
        row += rows.size();
        next += rows.size();
        shift += rows.size();
    }
    // Of the same millisecond as the head's last, a row may stand behind it.
    qsizetype gone = row;
    while (gone < covered + shift && (all || m_rows[gone].startedAt > head.last().startedAt))
        ++gone;
    remove(row, gone);
    m_complete = m_complete || all;
}

void ExecutionModel::insert(qsizetype row, const QList<Execution> &rows)
{
    if (rows.isEmpty())
        return;
    beginInsertRows({}, int(row), int(row + rows.size() - 1));
    m_rows.insert(row, rows.size(), Execution());
    std::ranges::copy(rows, m_rows.begin() + row);
    endInsertRows();
    if (row == 0)
        Q_EMIT arrived(int(rows.size()));
}

/// The rows from `from` up to, not with, `to`; how many they were.
qsizetype ExecutionModel::remove(qsizetype from, qsizetype to)
{
    if (from >= to)
        return 0;
    beginRemoveRows({}, int(from), int(to - 1));
    m_rows.remove(from, to - from);
    endRemoveRows();
    return to - from;
}

void ExecutionModel::update(qsizetype row, const Execution &execution)
{
    if (m_rows[row] == execution)
        return;
    m_rows[row] = execution;
    Q_EMIT dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
}

void ExecutionModel::tellTime()
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, Time), index(int(m_rows.size()) - 1, Time), {Qt::DisplayRole});
}

void ExecutionModel::noteReview(const Execution &execution, const QString &outcome)
{
    const auto found = std::ranges::find(std::as_const(m_rows), rowKey(execution), rowKey);
    if (found == m_rows.cend())
        return;
    Execution reviewed = *found;
    reviewed.reviewOutcome = outcome;
    update(found - m_rows.cbegin(), reviewed);
}

bool ExecutionModel::isNumber(int column) const
{
    return column >= Cost;
}

QString ExecutionModel::display(const Execution &execution, int column) const
{
    switch (column) {
    case Time:
        return relativeTime(execution.startedAt, m_clock());
    case Template:
        return m_nameOf(execution.templateId);
    case Version:
        return tr("v%1").arg(execution.version);
    case Environment:
        return execution.environment;
    case Model:
        return execution.model.isEmpty() ? QStringLiteral("–") : execution.model;
    case InputTokens:
        return ExecutionTexts::tokens(execution.inputTokens);
    case CachedTokens:
        return ExecutionTexts::tokens(execution.cachedInputTokens);
    case OutputTokens:
        return ExecutionTexts::tokens(execution.outputTokens);
    case Cost:
        return ExecutionTexts::cost(execution.costUsd);
    case Latency:
        return ExecutionTexts::latency(execution.latencyMs);
    case Confidence:
        return ExecutionTexts::confidence(execution.confidence);
    case Outcome:
        return ExecutionTexts::outcome(execution);
    default:
        return {};
    }
}

QString ExecutionModel::plain(const Execution &execution, int column) const
{
    const auto number = [](const auto &value) { return value ? QString::number(*value, 'g', 12) : QString(); };
    const auto count = [](const std::optional<int> &value) { return value ? QString::number(*value) : QString(); };
    switch (column) {
    case Time:
        return execution.startedAt.toUTC().toString(Qt::ISODateWithMs);
    case Version:
        return QString::number(execution.version);
    case Model:
        return QString(execution.model).replace(u'\t', u' ');
    case InputTokens:
        return count(execution.inputTokens);
    case CachedTokens:
        return count(execution.cachedInputTokens);
    case OutputTokens:
        return count(execution.outputTokens);
    case Cost:
        return number(execution.costUsd);
    case Latency:
        return number(execution.latencyMs);
    case Confidence:
        return number(execution.confidence);
    default:
        return display(execution, column).replace(u'\t', u' ');
    }
}

QString ExecutionModel::text(const QList<int> &rows) const
{
    QStringList heading;
    for (int column = 0; column < ColumnCount; ++column)
        heading << headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    QStringList lines{(heading << tr("ID")).join(u'\t')};
    for (const int row : rows) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column)
            cells << plain(at(row), column);
        lines << (cells << at(row).id.toString(QUuid::WithoutBraces)).join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

QString ExecutionModel::toolTip(const Execution &execution, int column) const
{
    switch (column) {
    case Time:
        return exactTime(execution.startedAt);
    case Cost:
        return ExecutionTexts::exactCost(execution);
    case Model:
    case Template:
    case Outcome:
        return display(execution, column);
    default:
        return {};
    }
}

int ExecutionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ExecutionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExecutionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Execution &execution = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(execution, index.column());
    case Qt::ToolTipRole:
        return toolTip(execution, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Time ? exactTime(execution.startedAt) : display(execution, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignVCenter |
                                                  (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant ExecutionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignVCenter |
                                                  (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole)
        return ExecutionTexts::columnMeaning(section);
    return role == Qt::DisplayRole ? ExecutionTexts::columnName(section) : QVariant();
}

} // namespace promptuary
