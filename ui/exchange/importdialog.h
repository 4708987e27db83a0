// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/importstore.h"
#include "ui/exchange/importsource.h"

#include <QDialog>
#include <QStringList>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;
class QVBoxLayout;

namespace promptuary
{

class ElidedLabel;
class ImportModel;
class ImportSourceBar;
class ImportWork;

/// Brings in prompts: choose a source, see row by row what it would bring, import what is ticked, read what became of
/// each row. Nothing in it waits on the GUI thread. Closing it meanwhile cancels, and nothing has changed then.
class ImportDialog : public QDialog
{
    Q_OBJECT
public:
    /// `taskTypes` are names to offer; others can be typed. The store outlives the dialog.
    ImportDialog(ImportStore &store, const QStringList &taskTypes, QWidget *parent = nullptr);
    ~ImportDialog() override;

    void setSource(const QString &path); ///< as though the user had chosen it
    void reject() override;

Q_SIGNALS:
    void imported(const promptuary::ImportReport &report);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Phase : std::uint8_t { Empty, Reading, Comparing, Ready, Importing, Done, Failed };

    void buildHead(QVBoxLayout *layout);
    void buildTable(QVBoxLayout *layout);
    void buildFoot(QVBoxLayout *layout);
    void connectWork();

    void read(const ImportSource &source);
    void takeReading(const ImportReading &reading);
    void takePreview(const Result<ImportReport> &report);
    void takeResult(const Result<ImportReport> &report);
    void import();
    void cancel();
    void fail(const Error &error);
    void setPhase(Phase phase);
    void updateFoot();
    void updateTickAll();
    void showEmptyHint();
    void showProgress(int done, int total);
    void say(const QString &sentence, bool wrong = false);
    void dress();
    [[nodiscard]] QString previewSentence() const;
    [[nodiscard]] QString resultSentence(const ImportReport &report) const;
    [[nodiscard]] static QString problemRows(int problems);
    [[nodiscard]] QList<int> shownRows() const;
    void tickShown(bool ticked);
    void copyReport();

    ImportWork *m_work;
    ImportModel *m_model;
    QSortFilterProxyModel *m_shown;
    ImportSourceBar *m_sourceBar;
    QLabel *m_title;
    QLabel *m_subtitle;
    QLineEdit *m_filter;
    QCheckBox *m_tickAll;
    QTableView *m_table;
    QLabel *m_emptyHint;
    ElidedLabel *m_message;
    QProgressBar *m_progress;
    QCheckBox *m_strict;
    QCheckBox *m_activate;
    QPushButton *m_copy;
    QPushButton *m_cancel;
    QPushButton *m_import;

    Phase m_phase = Phase::Empty;
    ImportSource m_source;
    ImportPlan m_plan;
    bool m_wrong = false; ///< the message is about something that went wrong
};

} // namespace promptuary
