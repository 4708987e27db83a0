// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/timelinemodel.h"

#include "core/base/relativetime.h"
#include "core/executions/keyfigures.h"

#include <QTextDocument>

#include <algorithm>
#include <chrono>

namespace promptuary
{

using namespace std::chrono_literals;

TimelineModel::TimelineModel(Clock clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(std::move(clock))
{
    m_minute.setInterval(1min);
    connect(&m_minute, &QTimer::timeout, this, &TimelineModel::repaintAll);
    m_minute.start();
}

/// A version never changes but for its archive mark, so a history that goes on agrees in everything else.
bool TimelineModel::continues(const QList<VersionSummary> &versions) const
{
    if (m_versions.isEmpty() || versions.size() < m_versions.size())
        return false;
    const qsizetype added = versions.size() - m_versions.size();
    return std::ranges::equal(m_versions, versions.sliced(added),
                              [](const VersionSummary &old, const VersionSummary &now) {
                                  return old.number == now.number && old.createdAt == now.createdAt &&
                                         old.sha256 == now.sha256 && old.author == now.author;
                              });
}

bool TimelineModel::setHistory(const QList<VersionSummary> &history)
{
    QList<VersionSummary> versions = history;
    std::ranges::sort(versions, std::ranges::greater(), &VersionSummary::number);
    if (versions == m_versions)
        return true;
    if (!continues(versions)) {
        beginResetModel();
        m_versions = versions;
        m_lineage = lineageOf(versions);
        m_sizes.clear();
        m_figures.reset();
        endResetModel();
        return false;
    }
    const qsizetype added = versions.size() - m_versions.size();
    if (added > 0)
        beginInsertRows({}, 0, int(added) - 1);
    m_versions = versions;
    m_lineage = lineageOf(versions);
    if (added > 0)
        endInsertRows();
    repaintAll(); // which is the newest, and how the lines run
    return true;
}

void TimelineModel::setActive(const QMap<QString, int> &active, const QString &environment)
{
    if (active == m_active && environment == m_environment)
        return;
    if (environment != m_environment)
        m_figures.reset(); // they are of the other one
    m_active = active;
    m_environment = environment;
    repaintAll();
}

void TimelineModel::setSizes(const QHash<int, std::pair<int, int>> &sizes)
{
    if (sizes == m_sizes)
        return;
    m_sizes = sizes;
    repaintAll();
}

void TimelineModel::setServings(const std::optional<Servings> &servings)
{
    if (servings == m_servings)
        return;
    m_servings = servings;
    repaintAll();
}

void TimelineModel::setFigures(const RecentByVersion &figures)
{
    if (figures == m_figures)
        return;
    m_figures = figures;
    repaintAll();
}

void TimelineModel::repaintAll()
{
    if (!m_versions.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_versions.size()) - 1));
}

TimelineModel::Row TimelineModel::row(const QModelIndex &index) const
{
    const VersionSummary &version = m_versions.at(index.row());
    Row row{.version = version, .lineage = m_lineage.at(index.row())};
    if (const auto size = m_sizes.constFind(version.number); size != m_sizes.constEnd())
        row.size = *size;
    for (auto it = m_active.cbegin(); it != m_active.cend(); ++it) {
        if (it.value() == version.number && it.key() != m_environment)
            row.activeIn.append(it.key());
    }
    row.activeIn.sort();
    row.activeHere = activeHere() == version.number;
    if (row.activeHere)
        row.activeIn.prepend(m_environment);
    row.newest = index.row() == 0;
    if (m_servings)
        row.servings = m_servings->value(version.number);
    if (m_figures)
        row.figures = m_figures->value(version.number);
    return row;
}

QModelIndex TimelineModel::indexOf(int number) const
{
    const auto found = std::ranges::find(m_versions, number, &VersionSummary::number);
    return found == m_versions.cend() ? QModelIndex() : index(int(found - m_versions.cbegin()));
}

int TimelineModel::numberAt(const QModelIndex &index) const
{
    return index.isValid() ? m_versions.at(index.row()).number : 0;
}

int TimelineModel::newest() const
{
    return m_versions.isEmpty() ? 0 : m_versions.constFirst().number;
}

QString TimelineModel::age(const QDateTime &time) const
{
    return relativeTime(time, m_clock());
}

QString TimelineModel::record(const Row &row) const
{
    if (!row.figures)
        return {};
    if (row.figures->total.executions > 0)
        return briefFiguresText(row.figures->total);
    if (row.activeHere)
        return tr("not run lately"); // short, beside the author and the age; the tooltip says it in full
    if (!row.servings)
        return {};
    const auto here = std::ranges::find(*row.servings, m_environment, &Serving::environment);
    if (here != row.servings->end())
        return tr("served %1").arg(servingDays(*here, m_clock()));
    if (row.servings->isEmpty())
        return row.activeIn.isEmpty() ? tr("never active") : QString();
    const Serving &elsewhere = row.servings->constFirst();
    const QString days = servingDays(elsewhere, m_clock());
    return elsewhere.to.isValid() ? tr("served %1 in %2").arg(days, elsewhere.environment)
                                  : tr("serves in %1 %2").arg(elsewhere.environment, days);
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_versions.size());
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole: // what type-ahead looks at
        return tr("v%1").arg(numberAt(index));
    case Qt::ToolTipRole:
        return Qt::convertFromPlainText(describe(row(index)), Qt::WhiteSpaceNormal);
    case Qt::AccessibleTextRole:
        return describe(row(index));
    default:
        return {};
    }
}

QString TimelineModel::describe(const Row &row) const
{
    const VersionSummary &version = row.version;
    QString text = tr("v%1").arg(version.number);
    if (!row.activeIn.isEmpty())
        text += tr(", active in %1").arg(row.activeIn.join(QStringLiteral(", ")));
    else if (row.newest)
        text += tr(", newest");
    if (version.archived)
        text += tr(", archived");
    text += u'\n' + (version.note.isEmpty() ? tr("No note") : version.note) + u'\n' +
            tr("%1, %2").arg(version.author, exactTime(version.createdAt));
    if (!version.importedBy.isEmpty())
        text += u'\n' + tr("Imported by %1").arg(version.importedBy);
    if (version.parent > 0)
        text += u'\n' + tr("Edited from v%1").arg(version.parent);
    if (row.size)
        text += (row.size->first == 1 ? tr(": 1 line added") : tr(": %1 lines added").arg(row.size->first)) +
                tr(", %1 removed").arg(row.size->second);
    return text + describeServings(row);
}

QString TimelineModel::describeServings(const Row &row) const
{
    constexpr qsizetype told = 3; // the log of activations has them all
    QString text;
    if (row.figures && row.figures->total.executions > 0)
        text += u'\n' + tr("Last 30 days in %1: %2; %3")
                            .arg(m_environment, keyFiguresText(row.figures->total), daysText(row.figures->days));
    else if (row.figures)
        text += u'\n' + tr("No executions in %1 in the last 30 days").arg(m_environment);
    if (!row.servings)
        return text;
    for (const Serving &serving : row.servings->first(std::min(told, row.servings->size())))
        text += u'\n' + servingText(serving);
    if (const qsizetype more = row.servings->size() - told; more > 0)
        text += u'\n' + (more == 1 ? tr("And once before") : tr("And %1 times before").arg(more));
    if (row.servings->isEmpty() && row.activeIn.isEmpty())
        text += u'\n' + tr("Never active in any environment");
    return text;
}

} // namespace promptuary
