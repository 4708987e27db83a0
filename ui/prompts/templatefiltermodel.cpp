// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/templatefiltermodel.h"

#include "ui/prompts/templatetreemodel.h"

#include <algorithm>

namespace promptuary
{

TemplateFilterModel::TemplateFilterModel(TemplateTreeModel *source, QObject *parent)
    : QAbstractItemModel(parent)
    , m_source(source)
{
    connect(source, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(source, &QAbstractItemModel::modelReset, this, [this] {
        refilter();
        endResetModel();
    });
    connect(source, &QAbstractItemModel::dataChanged, this, &TemplateFilterModel::changeData);
    passChangesOn();
    passMovesOn();
}

// Without a filter source and filter have equal indexes. With one, a change of rows refilters as a whole: it is rare,
// and the view that shows a filter's result keeps its place by template.

void TemplateFilterModel::passChangesOn()
{
    const auto end = [this](auto finish) {
        return [this, finish] {
            if (isFiltering()) {
                refilter();
                endResetModel();
            } else {
                (this->*finish)();
            }
        };
    };
    connect(m_source, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this](const QModelIndex &parent, int first, int last) {
                isFiltering() ? beginResetModel() : beginInsertRows(mapFromSource(parent), first, last);
            });
    connect(m_source, &QAbstractItemModel::rowsInserted, this, end(&TemplateFilterModel::endInsertRows));
    connect(m_source, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &parent, int first, int last) {
                isFiltering() ? beginResetModel() : beginRemoveRows(mapFromSource(parent), first, last);
            });
    connect(m_source, &QAbstractItemModel::rowsRemoved, this, end(&TemplateFilterModel::endRemoveRows));
}

void TemplateFilterModel::passMovesOn()
{
    connect(m_source, &QAbstractItemModel::rowsAboutToBeMoved, this,
            [this](const QModelIndex &parent, int first, int last, const QModelIndex &target, int place) {
                if (isFiltering())
                    beginResetModel();
                else
                    beginMoveRows(mapFromSource(parent), first, last, mapFromSource(target), place);
            });
    connect(m_source, &QAbstractItemModel::rowsMoved, this, [this] {
        if (isFiltering()) {
            refilter();
            endResetModel();
        } else {
            endMoveRows();
        }
    });
}

void TemplateFilterModel::changeData(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
{
    if (!isFiltering()) {
        Q_EMIT dataChanged(mapFromSource(first), mapFromSource(last), roles);
    } else if (roles.isEmpty()) {
        beginResetModel(); // a name may have changed, and with it what matches
        refilter();
        endResetModel();
    } else {
        for (const ShownGroup &group : std::as_const(m_shown)) {
            const int row = shownRow(group.number);
            const QModelIndex parent = createIndex(row, 0, quintptr(0));
            Q_EMIT dataChanged(parent, parent, roles);
            Q_EMIT dataChanged(index(0, 0, parent), index(int(group.rows.size()) - 1, 0, parent), roles);
        }
    }
}

void TemplateFilterModel::setFilter(const QString &filter)
{
    const QString wanted = filter.simplified();
    if (wanted == m_filter)
        return;
    beginResetModel();
    m_filter = wanted;
    m_pattern = FuzzyPattern(wanted);
    m_textMatches.clear();
    refilter();
    endResetModel();
}

void TemplateFilterModel::setTextMatches(const QSet<TemplateId> &ids)
{
    if (!isFiltering() || ids == m_textMatches)
        return;
    beginResetModel();
    m_textMatches = ids;
    refilter();
    endResetModel();
}

std::optional<int> TemplateFilterModel::score(int group, int row) const
{
    // A match of the name counts before one of the key, that before tags and task type, and text comes last.
    constexpr int step = 1 << 24;
    const TemplateTreeModel::SearchTexts &texts = m_source->searchTexts(group, row);
    if (const auto name = m_pattern.score(texts.name))
        return 3 * step + *name;
    if (const auto key = m_pattern.score(texts.key))
        return 2 * step + *key;
    if (const auto rest = m_pattern.score(texts.rest))
        return step + *rest / 64; // how many tags there are beside is no matter
    if (!m_textMatches.isEmpty()) {
        const QModelIndex index = m_source->index(row, 0, m_source->index(group, 0));
        if (m_textMatches.contains(m_source->summary(index)->id))
            return 0;
    }
    return {};
}

void TemplateFilterModel::refilter()
{
    m_shown.clear();
    m_best = {-1, -1};
    if (!isFiltering())
        return;
    int highest = -1;
    QList<std::pair<int, int>> matches; // score, row
    for (int group = 0; group < m_source->rowCount(); ++group) {
        const int count = m_source->rowCount(m_source->index(group, 0));
        matches.clear();
        for (int row = 0; row < count; ++row) {
            if (const auto own = score(group, row))
                matches.emplaceBack(*own, row);
        }
        if (matches.isEmpty())
            continue;
        // Equal scores keep the order of the names.
        std::ranges::stable_sort(matches, std::ranges::greater(), &std::pair<int, int>::first);
        if (matches.constFirst().first > highest) {
            highest = matches.constFirst().first;
            m_best = {int(m_shown.size()), 0};
        }
        ShownGroup shown{group, m_source->index(0, 0, m_source->index(group, 0)).internalId(), {}};
        shown.rows.reserve(matches.size());
        for (const auto &match : std::as_const(matches))
            shown.rows.append(match.second);
        m_shown.append(std::move(shown));
    }
}

QModelIndex TemplateFilterModel::bestMatch() const
{
    return m_best.first < 0 ? QModelIndex() : index(m_best.second, 0, index(m_best.first, 0));
}

int TemplateFilterModel::shownRow(quintptr number) const
{
    return int(std::ranges::find(m_shown, number, &ShownGroup::number) - m_shown.begin());
}

QModelIndex TemplateFilterModel::mapToSource(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (!isFiltering()) {
        const QModelIndex parent = index.parent();
        return m_source->index(index.row(), 0, parent.isValid() ? m_source->index(parent.row(), 0) : QModelIndex());
    }
    if (index.internalId() == 0)
        return m_source->index(m_shown.at(index.row()).sourceRow, 0);
    const ShownGroup &group = m_shown.at(shownRow(index.internalId()));
    return m_source->index(group.rows.at(index.row()), 0, m_source->index(group.sourceRow, 0));
}

QModelIndex TemplateFilterModel::mapFromSource(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (!isFiltering())
        return createIndex(index.row(), 0, index.internalId());
    const int group = index.internalId() != 0
                          ? shownRow(index.internalId())
                          : int(std::ranges::find(m_shown, index.row(), &ShownGroup::sourceRow) - m_shown.begin());
    if (group == m_shown.size())
        return {};
    if (index.internalId() == 0)
        return createIndex(group, 0, quintptr(0));
    const auto row = m_shown.at(group).rows.indexOf(index.row());
    return row < 0 ? QModelIndex() : createIndex(int(row), 0, index.internalId());
}

QModelIndex TemplateFilterModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(0));
    const quintptr number = isFiltering() ? m_shown.at(parent.row()).number
                                          : m_source->index(row, 0, m_source->index(parent.row(), 0)).internalId();
    return createIndex(row, column, number);
}

QModelIndex TemplateFilterModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    if (isFiltering())
        return createIndex(shownRow(index.internalId()), 0, quintptr(0));
    return createIndex(m_source->rowOfGroup(index.internalId()), 0, quintptr(0));
}

int TemplateFilterModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() && parent.internalId() != 0)
        return 0;
    if (!isFiltering())
        return m_source->rowCount(parent.isValid() ? m_source->index(parent.row(), 0) : QModelIndex());
    return int(parent.isValid() ? m_shown.at(parent.row()).rows.size() : m_shown.size());
}

int TemplateFilterModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant TemplateFilterModel::data(const QModelIndex &index, int role) const
{
    const QModelIndex source = mapToSource(index);
    if (isFiltering() && source.isValid()) {
        if (role == TemplateTreeModel::CountRole && index.internalId() == 0)
            return int(m_shown.at(index.row()).rows.size());
        if (role == MatchRole || role == TextMatchRole) {
            const int group = source.parent().row();
            if (group < 0)
                return {};
            if (role == TextMatchRole)
                return score(group, source.row()) == 0;
            const auto match = m_pattern.match(m_source->searchTexts(group, source.row()).name);
            return match ? QVariant::fromValue(match->positions) : QVariant();
        }
    }
    return m_source->data(source, role);
}

Qt::ItemFlags TemplateFilterModel::flags(const QModelIndex &index) const
{
    return m_source->flags(mapToSource(index));
}

} // namespace promptuary
