// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/diff/diffside.h"

#include <QDialog>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace promptuary
{

class Banner;
class DiffViewer;
class ElidedLabel;
class ReviewFigures;
struct VersionDiff;
struct VersionFigures;

/// What is about to be activated or rolled back to, and what it would replace.
struct ReviewRequest {
    enum class Action : std::uint8_t { Activate, RollBack };
    Action action = Action::Activate;
    int version = 0;
    QString templateName;
    QString environment;
    int servingVersion = 0;               ///< 0 where nothing serves there yet
    QString servingSince = {};            ///< "v12 has served for 9 days"; empty where unknown
    std::optional<DiffSide> serving = {}; ///< nothing where nothing serves
    DiffSide candidate = {};
    QString origin = {};           ///< who made the version and when
    QString note = {};             ///< what they wrote about it
    QString otherEnvironment = {}; ///< offered instead; empty offers none
    QString notice = {};           ///< what changed while it was being reviewed; to be seen before it can be confirmed
};

/// The last look before a version serves: what changes against what serves now, what agents must send from now on, the
/// reason for the log, and the button. It stays open until its owner accepts or closes it, so that a refusal is
/// answered in place.
class ReviewDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ReviewDialog(const ReviewRequest &request, QWidget *parent = nullptr);

    /// Another environment, or what serves has changed meanwhile; the reason typed so far stays.
    void setRequest(const ReviewRequest &request);
    [[nodiscard]] const ReviewRequest &request() const { return m_request; }
    [[nodiscard]] QString reason() const;
    void setReason(const QString &reason);
    /// What the versions did lately, the one that serves first, and how often the template runs there: 0 where it does
    /// not. They come when they are read.
    void setFigures(const QList<VersionFigures> &figures, double executionsADay = 0);
    [[nodiscard]] DiffViewer *viewer() const { return m_viewer; }
    /// It shows what would be replaced, and the decision is the user's.
    [[nodiscard]] bool isUndecided() const { return !m_busy && !m_outdated; }

    void setBusy(bool busy);            ///< the activation is under way
    void showError(const Error &error); ///< it was refused; ends being busy

Q_SIGNALS:
    void confirmed(const QString &environment, const QString &reason);
    void environmentRequested(const QString &environment); ///< review there instead: answer with setRequest()
    void reviewAgainRequested();                           ///< after a conflict: answer with setRequest()

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeFoot();
    QWidget *makeReason();
    void confirm();
    void answerBanner();
    [[nodiscard]] bool servesAlready() const { return m_request.version == m_request.servingVersion; }
    void showSummary(const VersionDiff &diff);
    void showWarning(const VersionDiff &diff);
    void updateTexts();
    void updateButtons();
    void dress();

    ReviewRequest m_request;
    double m_executionsADay = 0;
    bool m_busy = false;
    bool m_outdated = false; ///< someone activated meanwhile: what is shown is not what would be replaced
    bool m_unseen = false;   ///< …and here it is, but the user has not said that they saw it
    ReviewFigures *m_figures = nullptr;
    QLabel *m_title = nullptr;
    ElidedLabel *m_subtitle = nullptr;
    ElidedLabel *m_origin = nullptr;
    Pill *m_lines = nullptr;
    Pill *m_fields = nullptr;
    Pill *m_daily = nullptr;
    Pill *m_required = nullptr;
    DiffViewer *m_viewer = nullptr;
    QLabel *m_first = nullptr;
    QLabel *m_warning = nullptr;
    QLabel *m_reasonLabel = nullptr;
    QPlainTextEdit *m_reason = nullptr;
    ElidedLabel *m_note = nullptr;
    Banner *m_banner = nullptr;
    QWidget *m_head = nullptr;
    QWidget *m_foot = nullptr;
    QPushButton *m_other = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_confirm = nullptr;
};

} // namespace promptuary
