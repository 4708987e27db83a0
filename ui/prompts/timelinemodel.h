// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/recentfigures.h"
#include "core/prompts/serving.h"
#include "core/prompts/template.h"
#include "core/prompts/version.h"
#include "ui/prompts/lineage.h"

#include <QAbstractListModel>
#include <QTimer>

#include <functional>
#include <optional>

namespace promptuary
{

/// A template's versions, newest first.
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT
public:
    /// The rows are read with row(): a delegate that unpacks a dozen QVariants a row is slower and no clearer.
    struct Row {
        VersionSummary version;
        Lineage lineage;
        std::optional<std::pair<int, int>> size = {}; ///< lines added and removed against the parent, once known
        QStringList activeIn = {};                    ///< environments, the present one first
        bool activeHere = false;                      ///< serves in the present environment
        bool newest = false;
        std::optional<QList<Serving>> servings = {}; ///< when and where it served, the newest first, once read
        std::optional<RecentFigures> figures = {};   ///< of the last 30 days in the present environment, once read
    };
    using Clock = std::function<QDateTime()>;

    explicit TimelineModel(Clock clock, QObject *parent = nullptr);

    /// In any order. Where it goes on from what is shown, only the new rows are inserted; returns false where it is
    /// another template's history: then all rows are new and their
    /// sizes unknown.
    bool setHistory(const QList<VersionSummary> &history);
    void setActive(const QMap<QString, int> &active, const QString &environment);
    void setSizes(const QHash<int, std::pair<int, int>> &sizes);
    void setServings(const std::optional<Servings> &servings); ///< nullopt until the log is read
    void setFigures(const RecentByVersion &figures);

    [[nodiscard]] Row row(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(int number) const;
    [[nodiscard]] int numberAt(const QModelIndex &index) const; ///< 0 where there is none
    [[nodiscard]] int newest() const;
    [[nodiscard]] int activeHere() const { return m_active.value(m_environment); }
    [[nodiscard]] const QString &environment() const { return m_environment; }
    [[nodiscard]] QString age(const QDateTime &time) const;
    /// What came of a version, as short as a row has room for: how it did lately here, else when it served. Nothing
    /// where that is not known yet.
    [[nodiscard]] QString record(const Row &row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] bool continues(const QList<VersionSummary> &versions) const;
    void repaintAll();
    [[nodiscard]] QString describe(const Row &row) const;
    [[nodiscard]] QString describeServings(const Row &row) const;

    Clock m_clock;
    QList<VersionSummary> m_versions; ///< newest first
    QList<Lineage> m_lineage;
    QMap<QString, int> m_active;
    QString m_environment = QStringLiteral("production");
    QHash<int, std::pair<int, int>> m_sizes;
    std::optional<Servings> m_servings;       ///< null until they are read for this template
    std::optional<RecentByVersion> m_figures; ///< null until they are read for this template and environment
    QTimer m_minute;                          ///< "2 h ago" grows old by itself
};

} // namespace promptuary
