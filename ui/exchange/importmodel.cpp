// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/importmodel.h"

#include "ui/exchange/counted.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace promptuary
{

ImportModel::ImportModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ImportModel::clear()
{
    setPlan({});
}

void ImportModel::setPlan(const ImportPlan &plan)
{
    beginResetModel();
    m_rows.clear();
    m_rowOfPlace.clear();
    m_done = false;
    for (const ImportProblem &problem : plan.problems)
        m_rows.append({.place = problem.place, .reason = problem.reason, .state = RowState::Problem});
    for (const PlannedTemplate &planned : plan.templates) {
        const auto &messages = planned.versions.last().content.messages;
        const bool empty = std::ranges::all_of(
            messages, [](const Message &message) { return QStringView(message.content).trimmed().isEmpty(); });
        m_rowOfPlace.insert(planned.place, static_cast<int>(m_rows.size()));
        m_rows.append({.name = planned.name,
                       .taskType = planned.taskType,
                       .place = planned.place,
                       .planned = static_cast<int>(planned.versions.size()),
                       .fresh = static_cast<int>(planned.versions.size()),
                       .empty = empty,
                       .ticked = !empty});
    }
    endResetModel();
    Q_EMIT tickedChanged();
}

void ImportModel::setPreview(const ImportReport &report)
{
    for (const ImportReport::Row &found : report.rows) {
        const auto row = m_rowOfPlace.constFind(found.place);
        if (row == m_rowOfPlace.cend())
            continue;
        Row &changed = m_rows[*row];
        changed.name = found.name;
        changed.fresh = found.newVersions;
        changed.state = found.newTemplate       ? RowState::New
                        : found.newVersions > 0 ? RowState::HasNews
                                                : RowState::Unchanged;
        changed.ticked = changed.ticked && changed.state != RowState::Unchanged;
    }
    appendProblems(report.problems);
    stateOfAllChanged();
}

void ImportModel::setResult(const ImportReport &report)
{
    QSet<QString> reported;
    for (const ImportReport::Row &found : report.rows) {
        const auto row = m_rowOfPlace.constFind(found.place);
        if (row == m_rowOfPlace.cend())
            continue;
        Row &changed = m_rows[*row];
        changed.name = found.name;
        changed.fresh = found.newVersions;
        changed.state = found.newTemplate || found.newVersions > 0 ? RowState::Added : RowState::Unchanged;
        reported.insert(found.place);
    }
    appendProblems(report.problems);
    for (Row &row : m_rows) {
        if (row.state != RowState::Problem && row.state != RowState::Unchanged && !reported.contains(row.place))
            row.state = RowState::LeftOut;
    }
    m_done = true;
    stateOfAllChanged();
}

/// A problem with a planned template takes that template's row; one of the source may be shown already.
void ImportModel::appendProblems(const QList<ImportProblem> &problems)
{
    QSet<std::pair<QString, QString>> shown;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.state == RowState::Problem)
            shown.insert({row.place, row.reason});
    }
    for (const ImportProblem &problem : problems) {
        if (shown.contains({problem.place, problem.reason}))
            continue;
        if (const auto known = m_rowOfPlace.constFind(problem.place); known != m_rowOfPlace.cend()) {
            Row &row = m_rows[*known];
            row.state = RowState::Problem;
            row.reason = problem.reason;
            row.ticked = false;
            continue;
        }
        const int at = static_cast<int>(m_rows.size());
        beginInsertRows({}, at, at);
        m_rows.append({.place = problem.place, .reason = problem.reason, .state = RowState::Problem});
        endInsertRows();
    }
}

void ImportModel::stateOfAllChanged()
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, ColumnCount - 1));
    Q_EMIT tickedChanged();
}

bool ImportModel::isTickable(const Row &row) const
{
    return !m_done && row.state != RowState::Problem && row.state != RowState::Unchanged;
}

QStringList ImportModel::tickedPlaces() const
{
    QStringList places;
    for (const Row &row : m_rows) {
        if (row.ticked && isTickable(row))
            places.append(row.place);
    }
    return places;
}

int ImportModel::ticked() const
{
    return static_cast<int>(
        std::ranges::count_if(m_rows, [this](const Row &row) { return row.ticked && isTickable(row); }));
}

int ImportModel::tickable() const
{
    return static_cast<int>(std::ranges::count_if(m_rows, [this](const Row &row) { return isTickable(row); }));
}

int ImportModel::count(RowState state) const
{
    return static_cast<int>(std::ranges::count(m_rows, state, &Row::state));
}

int ImportModel::freshVersions() const
{
    return std::accumulate(m_rows.begin(), m_rows.end(), 0, [](int sum, const Row &row) {
        return sum + (row.state == RowState::New || row.state == RowState::HasNews ? row.fresh : 0);
    });
}

int ImportModel::withoutText() const
{
    return static_cast<int>(
        std::ranges::count_if(m_rows, [](const Row &row) { return row.empty && row.state == RowState::New; }));
}

void ImportModel::setTicked(const QList<int> &rows, bool ticked)
{
    for (const int number : rows) {
        Row &row = m_rows[number];
        if (isTickable(row) && row.ticked != ticked) {
            row.ticked = ticked;
            Q_EMIT dataChanged(index(number, Name), index(number, Name), {Qt::CheckStateRole});
        }
    }
    Q_EMIT tickedChanged();
}

QString ImportModel::text(const QList<int> &rows) const
{
    QStringList lines{tr("Name\tTask type\tVersions\tState\tFrom")};
    for (const int number : rows) {
        const Row &row = m_rows[number];
        const QString state = row.reason.isEmpty() ? stateText(row) : tr("%1: %2").arg(stateText(row), row.reason);
        lines.append(QStringList{row.name, row.taskType, QString::number(row.planned), state, row.place}.join(u'\t'));
    }
    return lines.join(u'\n') + u'\n';
}

int ImportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ImportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ImportModel::stateText(const Row &row) const
{
    switch (row.state) {
    case RowState::Reading:
        return tr("comparing…");
    case RowState::New:
        return row.empty ? tr("empty text") : tr("new");
    case RowState::HasNews:
        return Counted::newVersions(row.fresh);
    case RowState::Unchanged:
        return tr("unchanged");
    case RowState::Added:
        return tr("added");
    case RowState::LeftOut:
        return tr("left out");
    case RowState::Problem:
        return tr("problem");
    }
    return {};
}

QVariant ImportModel::display(const Row &row, int column) const
{
    switch (column) {
    case Name:
        return row.state == RowState::Problem && row.name.isEmpty() ? row.reason : row.name;
    case TaskType:
        return row.taskType;
    case Versions:
        return row.planned == 0 ? QString() : QLocale().toString(row.planned);
    case State:
        return stateText(row);
    case Place:
        return row.place;
    default:
        return {};
    }
}

QVariant ImportModel::sortKey(const Row &row, int column) const
{
    if (column == Versions)
        return row.planned;
    if (column == State)
        return static_cast<int>(row.state);
    return display(row, column);
}

QString ImportModel::toolTip(const Row &row) const
{
    if (!row.reason.isEmpty())
        return tr("%1\n%2").arg(row.place, row.reason);
    return tr("%1\n%2, %3").arg(row.place, Counted::versions(row.planned), Counted::newVersions(row.fresh));
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case SortRole:
        return sortKey(row, index.column());
    case StateRole:
        // A template without a text is left out unless someone ticks it, and looks so.
        return QVariant::fromValue(row.empty && row.state == RowState::New ? RowState::LeftOut : row.state);
    case Qt::ToolTipRole:
        return toolTip(row);
    case Qt::AccessibleTextRole:
        return index.column() == Name ? tr("%1, %2").arg(display(row, Name).toString(), stateText(row))
                                      : display(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignVCenter |
                                                  (index.column() == Versions ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::CheckStateRole:
        if (index.column() == Name && isTickable(row))
            return row.ticked ? Qt::Checked : Qt::Unchecked;
        return {};
    default:
        return {};
    }
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignVCenter |
                                                  (section == Versions ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case TaskType:
        return tr("Task type");
    case Versions:
        return tr("Versions") + u'\u2003'; // as far from the next column as the figures are
    case State:
        return tr("State");
    case Place:
        return tr("From");
    default:
        return {};
    }
}

Qt::ItemFlags ImportModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    flags.setFlag(Qt::ItemIsUserCheckable, index.column() == Name && isTickable(m_rows[index.row()]));
    return flags;
}

bool ImportModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    setTicked({index.row()}, value.toInt() == Qt::Checked);
    return true;
}

} // namespace promptuary
