// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/execution.h"

#include <QAbstractTableModel>

#include <functional>

namespace promptuary
{

class ExecutionStore;

/// The log of executions, newest first, page by page as far as it is looked at. It never counts, so millions of rows
/// cost what is shown of them. refresh() takes in what came since without moving what is there.
class ExecutionModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t {
        Time,
        Outcome,
        Template,
        Version,
        Model,
        Environment,
        Cost,
        Latency,
        InputTokens,
        OutputTokens,
        Confidence,
        CachedTokens, ///< for those who copy rows
        ColumnCount
    };
    enum class State : std::uint8_t { Loading, Ready, Failed };
    using Clock = std::function<QDateTime()>;
    using NameOf = std::function<QString(TemplateId)>;

    /// The store outlives the model.
    explicit ExecutionModel(ExecutionStore &store, QObject *parent = nullptr);
    void setClock(Clock clock) { m_clock = std::move(clock); }
    void setTemplateNames(NameOf nameOf) { m_nameOf = std::move(nameOf); }

    /// Reads from the start. Rows stay until the answer is there, unless they are another template's.
    void setFilter(const ExecutionFilter &filter);
    void reload();
    /// Reads the newest again: inserts what came, also between known rows, and updates what was reviewed.
    void refresh();
    void tellTime();                                                     ///< ages grow
    void noteReview(const Execution &execution, const QString &outcome); ///< at once, however deep the row lies

    [[nodiscard]] const ExecutionFilter &filter() const { return m_filter; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Error &error() const { return m_error; } ///< where failed
    [[nodiscard]] const Execution &at(int row) const { return m_rows.at(row); }
    [[nodiscard]] bool isNumber(int column) const;
    /// The rows as tab-separated text with a heading, numbers as programs read them.
    [[nodiscard]] QString text(const QList<int> &rows) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void stateChanged();
    void refreshed();                            ///< what refresh() asked for is here
    void arrived(int count);                     ///< newer than all that were there
    void failed(const promptuary::Error &error); ///< to read on or again; the rows stay

private:
    using Take = void (ExecutionModel::*)(const QList<Execution> &rows, bool last);
    void ask(int limit, const std::optional<Execution> &after, Take take);
    void goOn();
    void fail(const Error &error);
    void setState(State state);
    void replace(const QList<Execution> &rows, bool last);
    void append(const QList<Execution> &rows, bool last);
    void takeHead(const QList<Execution> &rows, bool last);
    void merge(const QList<Execution> &head, bool all);
    void insert(qsizetype row, const QList<Execution> &rows);
    qsizetype remove(qsizetype from, qsizetype to);
    void update(qsizetype row, const Execution &execution);
    [[nodiscard]] QString display(const Execution &execution, int column) const;
    [[nodiscard]] QString plain(const Execution &execution, int column) const;
    [[nodiscard]] QString toolTip(const Execution &execution, int column) const;

    ExecutionStore &m_store;
    Clock m_clock;
    NameOf m_nameOf;
    ExecutionFilter m_filter;
    State m_state = State::Loading;
    Error m_error;
    QList<Execution> m_rows;
    QList<Execution> m_head; ///< the newest, while they are read again and there are more of them
    int m_generation = 0;    ///< answers to earlier questions are not wanted any more
    bool m_busy = false;
    bool m_moreWanted = false;
    bool m_refreshWanted = false;
    bool m_complete = false; ///< the oldest row is here
};

} // namespace promptuary
