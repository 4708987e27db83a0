// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/recentfigures.h"
#include "core/prompts/fuzzymatch.h"
#include "core/prompts/nameorder.h"
#include "core/prompts/template.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QTimer>

#include <optional>
#include <vector>

namespace promptuary
{

/// Task types with their templates below them, in the order of their names; what is archived stands in a group of its
/// own at the end. Groups are told from templates by an invalid parent.
class TemplateTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role : std::uint16_t {
        IdRole = Qt::UserRole + 1, ///< qint64; 0 for a group
        KeyRole,                   ///< a template's key, a group's task type (empty for the archive)
        ActiveRole,                ///< the version that serves in the environment; 0 for none
        NewestRole,                ///< 0 where nothing was saved yet
        NewerRole,                 ///< true where something is active and a newer version waits
        TagsRole,
        ArchivedRole, ///< of a template, or of the group that holds them
        CountRole,    ///< a group's templates
        FiguresRole,  ///< RecentFigures; nothing where none ran
    };

    /// What the filter looks at, made ready once per template.
    struct SearchTexts {
        FuzzyText name;
        FuzzyText key;
        FuzzyText rest; ///< tags and task type
    };

    explicit TemplateTreeModel(QObject *parent = nullptr);

    /// Everything anew; the templates come in NameOrder.
    void setContents(const QList<TaskType> &taskTypes, const QList<TemplateSummary> &templates);
    /// Templates that are new or changed: only their rows change, move or appear.
    void update(const QList<TemplateSummary> &templates);
    void setEnvironment(const QString &environment);
    /// What ran lately in that environment; those that are not among them did not.
    void setFigures(const RecentByTemplate &figures);

    [[nodiscard]] const QList<TaskType> &taskTypes() const { return m_taskTypes; }
    [[nodiscard]] int templateCount() const { return int(m_groupOf.size()); }
    [[nodiscard]] QModelIndex indexOf(TemplateId id) const;
    [[nodiscard]] const TemplateSummary *summary(const QModelIndex &index) const;    ///< nullptr for a group
    [[nodiscard]] int rowOfGroup(quintptr number) const { return groupRow(number); } ///< by an index's internalId
    [[nodiscard]] const SearchTexts &searchTexts(int group, int row);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Entry {
        TemplateSummary summary;
        std::optional<SearchTexts> texts; ///< made when they are needed, or before, when there is time
    };
    using Entries = std::vector<Entry>;
    /// A group keeps its number while rows come and go; the indexes of its templates carry it.
    struct Group {
        quintptr number;
        QString key;
        QString name;
        Entries entries;
    };

    [[nodiscard]] Entries::iterator placeFor(Entries &entries, const TemplateSummary &summary) const;
    [[nodiscard]] SearchTexts textsOf(const TemplateSummary &summary) const;
    void prepareSome();
    [[nodiscard]] int groupRow(quintptr number) const;
    [[nodiscard]] int groupRow(const QString &key) const;
    Group &appendGroup(const QString &key, const QString &name);
    int ensureGroup(const TemplateSummary &summary);
    void removeArchiveIfEmpty();
    [[nodiscard]] int rowOf(const Group &group, TemplateId id) const;
    void insert(const TemplateSummary &summary);
    void replace(int group, int row, const TemplateSummary &summary);
    void tellCount(int group);
    [[nodiscard]] QVariant groupData(const Group &group, int role) const;
    [[nodiscard]] QVariant templateData(const TemplateSummary &summary, int role) const;
    [[nodiscard]] QString describe(const TemplateSummary &summary) const;

    QList<TaskType> m_taskTypes;
    std::vector<Group> m_groups;
    QHash<TemplateId, quintptr> m_groupOf;
    quintptr m_lastNumber = 0;
    QString m_environment = QStringLiteral("production");
    RecentByTemplate m_figures;
    NameOrder m_order;
    QTimer m_preparing;
};

} // namespace promptuary
