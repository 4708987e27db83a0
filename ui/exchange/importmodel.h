// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/importplan.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace promptuary
{

/// What an import would do or did, one row for each template and each problem. Templates that bring something are
/// ticked; those without a text are not, unless the user ticks them.
class ImportModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t { Name, TaskType, Versions, State, Place, ColumnCount };
    enum Role : std::uint16_t { SortRole = Qt::UserRole + 1, StateRole };
    enum class RowState : std::uint8_t {
        Reading,   ///< not compared with the database yet
        New,       ///< a template that is not there
        HasNews,   ///< a template that is there, with versions that are not
        Unchanged, ///< all of it is there
        Added,     ///< the import brought it
        LeftOut,   ///< not ticked when the import ran
        Problem,
    };
    Q_ENUM(RowState)

    explicit ImportModel(QObject *parent = nullptr);

    void clear();
    void setPlan(const ImportPlan &plan);
    void setPreview(const ImportReport &report); ///< what a dry run of the plan said
    void setResult(const ImportReport &report);  ///< what the import did; nothing can be ticked any more

    [[nodiscard]] QStringList tickedPlaces() const;
    [[nodiscard]] int ticked() const;
    [[nodiscard]] int tickable() const;
    [[nodiscard]] int count(RowState state) const;
    [[nodiscard]] int freshVersions() const; ///< of what is new or has news
    [[nodiscard]] int withoutText() const;   ///< new templates whose text is empty
    void setTicked(const QList<int> &rows, bool ticked);
    /// The rows as tab-separated text with a heading, for the clipboard.
    [[nodiscard]] QString text(const QList<int> &rows) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void tickedChanged();

private:
    struct Row {
        QString name = {};
        QString taskType = {};
        QString place = {};
        QString reason = {}; ///< of a problem
        int planned = 0;
        int fresh = 0;      ///< versions that are not in the database
        bool empty = false; ///< its newest text is
        bool ticked = false;
        RowState state = RowState::Reading;
    };

    [[nodiscard]] bool isTickable(const Row &row) const;
    [[nodiscard]] QString stateText(const Row &row) const;
    [[nodiscard]] QVariant display(const Row &row, int column) const;
    [[nodiscard]] QVariant sortKey(const Row &row, int column) const;
    [[nodiscard]] QString toolTip(const Row &row) const;
    void appendProblems(const QList<ImportProblem> &problems);
    void stateOfAllChanged();

    QList<Row> m_rows;
    QHash<QString, int> m_rowOfPlace; // of templates
    bool m_done = false;
};

} // namespace promptuary
