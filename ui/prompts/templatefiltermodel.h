// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/fuzzymatch.h"
#include "core/prompts/template.h"

#include <QAbstractItemModel>
#include <QSet>

namespace promptuary
{

class TemplateTreeModel;

/// The tree as the filter leaves it: what matches name, key, tags or task type loosely, and what a search of the texts
/// found; best matches first within each group. Without a filter it passes the tree and its changes on one for one.
/// Not a QSortFilterProxyModel, which looks at every row through QVariants and reports every gap: with ten thousand
/// templates a keystroke took it longer than a frame.
class TemplateFilterModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role : std::uint16_t {
        MatchRole = Qt::UserRole + 100, ///< QList<int>: the matched characters of the name
        TextMatchRole,                  ///< true where only the text search found it
    };

    explicit TemplateFilterModel(TemplateTreeModel *source, QObject *parent = nullptr);

    void setFilter(const QString &filter);
    void setTextMatches(const QSet<TemplateId> &ids); ///< forgotten with the filter
    [[nodiscard]] bool isFiltering() const { return !m_pattern.isEmpty(); }
    [[nodiscard]] QModelIndex bestMatch() const;

    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct ShownGroup {
        int sourceRow;
        quintptr number; ///< as in the source
        QList<int> rows; ///< of the source, best first
    };

    void passChangesOn();
    void passMovesOn();
    void changeData(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);
    void refilter();
    [[nodiscard]] std::optional<int> score(int group, int row) const;
    [[nodiscard]] int shownRow(quintptr number) const;

    TemplateTreeModel *m_source;
    QString m_filter;
    FuzzyPattern m_pattern;
    QSet<TemplateId> m_textMatches;
    QList<ShownGroup> m_shown; ///< while filtering
    std::pair<int, int> m_best{-1, -1};
};

} // namespace promptuary
