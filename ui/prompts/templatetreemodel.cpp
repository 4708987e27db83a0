// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/templatetreemodel.h"

#include "core/executions/keyfigures.h"

#include <QTextDocument>

#include <algorithm>
#include <chrono>
#include <utility>

namespace promptuary
{

namespace
{

constexpr auto preparePause = std::chrono::milliseconds(300);

/// Where a template stands: under its task type, or among the archived ones.
QString groupKey(const TemplateSummary &summary)
{
    return summary.archived ? QString() : summary.taskType;
}

} // namespace

TemplateTreeModel::TemplateTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{
    m_preparing.setInterval(preparePause);
    connect(&m_preparing, &QTimer::timeout, this, &TemplateTreeModel::prepareSome);
}

TemplateTreeModel::Entries::iterator TemplateTreeModel::placeFor(Entries &entries, const TemplateSummary &summary) const
{
    return std::ranges::upper_bound(
        entries, summary,
        [this](const TemplateSummary &first, const TemplateSummary &second) { return m_order.before(first, second); },
        &Entry::summary);
}

TemplateTreeModel::SearchTexts TemplateTreeModel::textsOf(const TemplateSummary &summary) const
{
    QString rest = summary.tags.join(u' ');
    const auto type = std::ranges::find(m_taskTypes, summary.taskType, &TaskType::key);
    rest += u' ' + (type == m_taskTypes.end() ? summary.taskType : type->name);
    return {.name = FuzzyText(summary.name), .key = FuzzyText(summary.key), .rest = FuzzyText(rest)};
}

/// Between the first picture and the first key there is time enough; before the picture it would be in the way.
void TemplateTreeModel::prepareSome()
{
    constexpr int atOnce = 200;
    int prepared = 0;
    for (Group &group : m_groups) {
        for (Entry &entry : group.entries) {
            if (entry.texts)
                continue;
            entry.texts = textsOf(entry.summary);
            if (++prepared == atOnce)
                return m_preparing.start(std::chrono::milliseconds(0));
        }
    }
    m_preparing.stop();
}

int TemplateTreeModel::groupRow(quintptr number) const
{
    return int(std::ranges::find(m_groups, number, &Group::number) - m_groups.begin());
}

int TemplateTreeModel::groupRow(const QString &key) const
{
    return int(std::ranges::find(m_groups, key, &Group::key) - m_groups.begin());
}

TemplateTreeModel::Group &TemplateTreeModel::appendGroup(const QString &key, const QString &name)
{
    return m_groups.emplace_back(++m_lastNumber, key, name);
}

void TemplateTreeModel::setContents(const QList<TaskType> &taskTypes, const QList<TemplateSummary> &templates)
{
    beginResetModel();
    m_taskTypes = taskTypes;
    m_groups.clear();
    m_groupOf.clear();
    m_groupOf.reserve(templates.size());
    for (const TaskType &type : taskTypes)
        appendGroup(type.key, type.name);
    for (const TemplateSummary &summary : templates) {
        const QString key = groupKey(summary);
        if (!key.isEmpty() && groupRow(key) == int(m_groups.size()))
            appendGroup(key, key);
    }
    if (std::ranges::any_of(templates, &TemplateSummary::archived))
        appendGroup({}, tr("Archived"));
    for (const TemplateSummary &summary : templates) {
        Group &group = m_groups[size_t(groupRow(groupKey(summary)))];
        group.entries.push_back({summary, {}});
        m_groupOf.insert(summary.id, group.number);
    }
    endResetModel();
    m_preparing.start(preparePause);
}

void TemplateTreeModel::update(const QList<TemplateSummary> &templates)
{
    for (const TemplateSummary &summary : templates) {
        const auto known = m_groupOf.constFind(summary.id);
        if (known == m_groupOf.constEnd()) {
            insert(summary);
            continue;
        }
        const int group = groupRow(*known);
        replace(group, rowOf(m_groups[size_t(group)], summary.id), summary);
    }
    removeArchiveIfEmpty();
}

int TemplateTreeModel::rowOf(const Group &group, TemplateId id) const
{
    return int(std::ranges::find(group.entries, id, [](const Entry &entry) { return entry.summary.id; }) -
               group.entries.begin());
}

/// A task type made elsewhere appears before the archive, the archive last.
int TemplateTreeModel::ensureGroup(const TemplateSummary &summary)
{
    const QString key = groupKey(summary);
    const int found = groupRow(key);
    if (found < int(m_groups.size()))
        return found;
    const bool archiveLast = !m_groups.empty() && m_groups.back().key.isEmpty();
    const int row = int(m_groups.size()) - (archiveLast ? 1 : 0);
    beginInsertRows({}, row, row);
    m_groups.insert(m_groups.begin() + row, {++m_lastNumber, key, key.isEmpty() ? tr("Archived") : key, {}});
    endInsertRows();
    return row;
}

void TemplateTreeModel::removeArchiveIfEmpty()
{
    if (m_groups.empty() || !m_groups.back().key.isEmpty() || !m_groups.back().entries.empty())
        return;
    const int row = int(m_groups.size()) - 1;
    beginRemoveRows({}, row, row);
    m_groups.pop_back();
    endRemoveRows();
}

void TemplateTreeModel::tellCount(int group)
{
    const QModelIndex index = createIndex(group, 0, quintptr(0));
    Q_EMIT dataChanged(index, index, {CountRole});
}

void TemplateTreeModel::insert(const TemplateSummary &summary)
{
    const int row = ensureGroup(summary);
    Group &group = m_groups[size_t(row)];
    Entry entry{summary, textsOf(summary)};
    const auto place = placeFor(group.entries, summary);
    const int at = int(place - group.entries.begin());
    beginInsertRows(createIndex(row, 0, quintptr(0)), at, at);
    group.entries.insert(place, std::move(entry));
    m_groupOf.insert(summary.id, group.number);
    endInsertRows();
    tellCount(row);
}

void TemplateTreeModel::replace(int from, int row, const TemplateSummary &summary)
{
    if (m_groups[size_t(from)].entries[size_t(row)].summary == summary)
        return;
    const int to = ensureGroup(summary); // inserts after every task type, so `from` stays unless it is the archive
    from = groupRow(m_groupOf.value(summary.id));
    Group &source = m_groups[size_t(from)];
    Group &target = m_groups[size_t(to)];
    Entry entry{summary, textsOf(summary)};
    const int place = int(placeFor(target.entries, summary) - target.entries.begin());
    const bool stays = from == to && (place == row || place == row + 1);
    if (stays) {
        source.entries[size_t(row)] = std::move(entry);
    } else {
        beginMoveRows(createIndex(from, 0, quintptr(0)), row, row, createIndex(to, 0, quintptr(0)), place);
        source.entries.erase(source.entries.begin() + row);
        const int landed = from == to && place > row ? place - 1 : place;
        target.entries.insert(target.entries.begin() + landed, std::move(entry));
        m_groupOf.insert(summary.id, target.number);
        endMoveRows();
    }
    const QModelIndex index = indexOf(summary.id);
    Q_EMIT dataChanged(index, index);
    if (from != to) {
        tellCount(from);
        tellCount(to);
    }
}

void TemplateTreeModel::setEnvironment(const QString &environment)
{
    if (environment == m_environment)
        return;
    m_environment = environment;
    for (int row = 0; row < int(m_groups.size()); ++row) {
        const Group &group = m_groups[size_t(row)];
        if (!group.entries.empty()) {
            Q_EMIT dataChanged(createIndex(0, 0, group.number),
                               createIndex(int(group.entries.size()) - 1, 0, group.number),
                               {ActiveRole, NewerRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
        }
    }
}

void TemplateTreeModel::setFigures(const RecentByTemplate &figures)
{
    const RecentByTemplate before = std::exchange(m_figures, figures);
    const auto tell = [this](TemplateId id) {
        if (const QModelIndex index = indexOf(id); index.isValid())
            Q_EMIT dataChanged(index, index, {FiguresRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
    };
    for (const auto &[id, one] : figures.asKeyValueRange()) {
        if (before.value(id) != one)
            tell(id);
    }
    for (const auto &[id, one] : before.asKeyValueRange()) {
        if (!figures.contains(id))
            tell(id);
    }
}

QModelIndex TemplateTreeModel::indexOf(TemplateId id) const
{
    const auto known = m_groupOf.constFind(id);
    if (known == m_groupOf.constEnd())
        return {};
    return createIndex(rowOf(m_groups[size_t(groupRow(*known))], id), 0, *known);
}

const TemplateSummary *TemplateTreeModel::summary(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    return &m_groups[size_t(groupRow(index.internalId()))].entries[size_t(index.row())].summary;
}

const TemplateTreeModel::SearchTexts &TemplateTreeModel::searchTexts(int group, int row)
{
    Entry &entry = m_groups[size_t(group)].entries[size_t(row)];
    if (!entry.texts)
        entry.texts = textsOf(entry.summary);
    return *entry.texts;
}

QModelIndex TemplateTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_groups[size_t(parent.row())].number : quintptr(0));
}

QModelIndex TemplateTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    return createIndex(groupRow(index.internalId()), 0, quintptr(0));
}

int TemplateTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    return parent.internalId() == 0 && parent.column() == 0 ? int(m_groups[size_t(parent.row())].entries.size()) : 0;
}

int TemplateTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant TemplateTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (const TemplateSummary *own = summary(index))
        return templateData(*own, role);
    return groupData(m_groups[size_t(index.row())], role);
}

QVariant TemplateTreeModel::groupData(const Group &group, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return group.name;
    case Qt::AccessibleTextRole:
        return group.entries.size() == 1 ? tr("%1, 1 template").arg(group.name)
                                         : tr("%1, %2 templates").arg(group.name).arg(group.entries.size());
    case IdRole:
        return qint64(0);
    case KeyRole:
        return group.key;
    case CountRole:
        return int(group.entries.size());
    case ArchivedRole:
        return group.key.isEmpty();
    default:
        return {};
    }
}

QVariant TemplateTreeModel::templateData(const TemplateSummary &summary, int role) const
{
    const int active = summary.active.value(m_environment);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return summary.name;
    case Qt::ToolTipRole:
        return Qt::convertFromPlainText(describe(summary), Qt::WhiteSpaceNormal); // a name may look like markup
    case Qt::AccessibleTextRole:
        return describe(summary);
    case IdRole:
        return summary.id.value;
    case KeyRole:
        return summary.key;
    case ActiveRole:
        return active;
    case NewestRole:
        return summary.newest;
    case NewerRole:
        return active > 0 && summary.newest > active;
    case TagsRole:
        return summary.tags;
    case ArchivedRole:
        return summary.archived;
    case FiguresRole:
        return m_figures.contains(summary.id) ? QVariant::fromValue(m_figures.value(summary.id)) : QVariant();
    default:
        return {};
    }
}

QString TemplateTreeModel::describe(const TemplateSummary &summary) const
{
    const int active = summary.active.value(m_environment);
    QString text = summary.name + u'\n' + summary.key + u'\n';
    if (active > 0)
        text += tr("v%1 active in %2").arg(active).arg(m_environment);
    else
        text += tr("Nothing active in %1").arg(m_environment);
    if (summary.newest > active)
        text += summary.newest == 1 && active == 0 ? tr(", one version") : tr(", newest is v%1").arg(summary.newest);
    if (m_figures.contains(summary.id))
        text += u'\n' + tr("Last 7 days: %1").arg(keyFiguresText(m_figures.value(summary.id).total));
    if (!summary.tags.isEmpty())
        text += u'\n' + summary.tags.join(QStringLiteral(", "));
    if (!summary.description.isEmpty())
        text += u'\n' + summary.description;
    return text;
}

Qt::ItemFlags TemplateTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (index.internalId() == 0)
        return Qt::ItemIsEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren;
}

} // namespace promptuary
