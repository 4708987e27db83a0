// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/template.h"
#include "ui/executions/executionmodel.h"

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

#include <optional>

class QSplitter;
class QStackedWidget;

namespace promptuary
{

class EmptyState;
class ExecutionDetails;
class ExecutionFeed;
class ExecutionFilterBar;
class ExecutionTable;
class ReadingBanner;

/// The tab "Executions": filters, the table over the log, and below it the chosen execution in full. While it is shown,
/// what agents record comes in by itself.
class ExecutionList : public QWidget
{
    Q_OBJECT
public:
    /// The store outlives the list.
    explicit ExecutionList(ExecutionStore &store, QWidget *parent = nullptr);

    void setTemplate(const TemplateSummary &summary);
    void setTemplateNames(const ExecutionModel::NameOf &nameOf);
    void setEnvironments(const QStringList &environments, const QString &ofWindow = {});
    void setMayReview(bool may);
    void setConnected(bool connected); ///< while it is not, the window says so
    void setTraceTemplate(const QString &urlTemplate);

    [[nodiscard]] ExecutionModel *model() const { return m_model; }
    void focusContent(); ///< the table, or what stands in its place

Q_SIGNALS:
    void traceTemplateChanged(const QString &urlTemplate);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum Page : std::uint8_t { TablePage, MessagePage };

    void layOut();
    void connectModel();
    void connectDetails();
    void read();
    void readChoices();
    void showState();
    void showEmpty();
    void showFailure(const Error &error);
    void lookForAny();
    void lookForGone();
    [[nodiscard]] QString nothingText() const;
    void showRow(int row);
    void openDetails();
    void closeDetails();
    void stepBack();
    void readPayload();
    void review(const QString &outcome, const QString &note);

    ExecutionStore &m_store;
    ExecutionModel *m_model;
    ExecutionFeed *m_feed;
    ExecutionFilterBar *m_filters;
    ReadingBanner *m_banner;
    ExecutionTable *m_table;
    EmptyState *m_empty;
    ExecutionDetails *m_details;
    QStackedWidget *m_stack;
    QSplitter *m_parts;
    ExecutionModel::NameOf m_nameOf;
    TemplateSummary m_summary;
    QTimer m_payloadPause;        ///< who holds an arrow key wants the last one's texts only
    QDeadlineTimer m_choicesHold; ///< until then the models and error types on offer are good enough
    QTimer m_patience;            ///< what is read sooner needs no words
    bool m_stale = true;          ///< something else is to be shown than was read
    bool m_none = false;          ///< not only under these filters
    /// Executions of which only figures are left.
    struct Gone {
        qint64 executions = 0;
        int keptDays = 0;
    };
    std::optional<Gone> m_gone; ///< where there are none, and it is known
};

} // namespace promptuary
