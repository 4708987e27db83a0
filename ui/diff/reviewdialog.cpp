// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/reviewdialog.h"

#include "core/diff/versiondiff.h"
#include "core/executions/keyfigures.h"
#include "ui/diff/diffviewer.h"
#include "ui/diff/reviewfigures.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr QSize usualSize(960, 744);
constexpr int edge = 16; // as the difference between head and reason has it

QStringList newRequirements(const VersionDiff &diff)
{
    QStringList names;
    for (const FieldChange &field : diff.fields) {
        if (field.newRequirement)
            names.append(field.name);
    }
    return names;
}

} // namespace

ReviewDialog::ReviewDialog(const ReviewRequest &request, QWidget *parent)
    : QDialog(parent)
    , m_viewer(new DiffViewer(this))
    , m_banner(new Banner(this))
{
    setNames(this, "reviewDialog", tr("Review"));
    m_viewer->setBarVisible(false);
    m_first = new QLabel(this);
    m_first->setObjectName(u"reviewFirstActivation"_s);
    m_first->setContentsMargins(edge, 10, edge, 10);
    m_warning = new QLabel(this);
    m_warning->setObjectName(u"reviewWarning"_s);
    m_warning->setTextFormat(Qt::RichText);
    m_warning->setWordWrap(true);
    m_warning->setAutoFillBackground(true);
    m_warning->setContentsMargins(12, 8, 12, 8);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_head = makeHead();
    layout->addWidget(m_head);
    layout->addWidget(m_first);
    layout->addWidget(m_viewer, 1);
    layout->addWidget(makeReason());
    layout->addWidget(m_banner);
    m_foot = makeFoot();
    layout->addWidget(m_foot);
    // The buttons stand by importance from the right, and Tab goes by importance.
    setTabOrderThrough({m_viewer, m_reason, m_banner, m_confirm, m_cancel, m_other});

    connect(m_viewer, &DiffViewer::compared, this, &ReviewDialog::showSummary);
    connect(m_banner, &Banner::actionTriggered, this, &ReviewDialog::answerBanner);
    const auto key = [this](const QKeySequence &keys, auto slot, auto *receiver) {
        connect(new QShortcut(keys, this), &QShortcut::activated, receiver, slot);
    };
    key(Qt::CTRL | Qt::Key_Return, &ReviewDialog::confirm, this);
    key(Qt::CTRL | Qt::Key_Enter, &ReviewDialog::confirm, this);
    // The changes can be stepped through while the reason is being typed.
    key(Qt::Key_F7, &DiffViewer::nextChange, m_viewer);
    key(Qt::SHIFT | Qt::Key_F7, &DiffViewer::previousChange, m_viewer);
    resize(usualSize);
    setRequest(request);
    m_reason->setFocus();
}

QWidget *ReviewDialog::makeHead()
{
    auto *head = new QWidget(this);
    m_title = new QLabel(head);
    m_title->setObjectName(u"reviewTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(titleFont());
    m_subtitle = new ElidedLabel(head);
    m_subtitle->setObjectName(u"reviewSubtitle"_s);
    m_origin = new ElidedLabel(head);
    m_origin->setObjectName(u"reviewOrigin"_s);
    auto *pills = new QHBoxLayout;
    pills->setSpacing(8);
    for (Pill **pill : {&m_lines, &m_fields, &m_required, &m_daily}) {
        *pill = new Pill(head);
        (*pill)->setFixedHeight(pillSize(smallFont(), u"+"_s).height()); // its room, also while there is nothing to say
        pills->addWidget(*pill);
    }
    m_lines->setObjectName(u"reviewLines"_s);
    m_fields->setObjectName(u"reviewFields"_s);
    m_daily->setObjectName(u"reviewDaily"_s);
    m_required->setObjectName(u"reviewRequired"_s);
    pills->addStretch(1);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    words->addWidget(m_origin);
    words->addSpacing(4);
    words->addLayout(pills);
    m_figures = new ReviewFigures(head);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(edge, 16, edge, 12);
    layout->setSpacing(16);
    layout->addLayout(words, 1);
    layout->addWidget(m_figures, 0, Qt::AlignTop);
    return head;
}

QWidget *ReviewDialog::makeReason()
{
    auto *part = new QWidget(this);
    m_reasonLabel = new QLabel(tr("&Reason (kept in the log)"), part);
    m_reason = new QPlainTextEdit(part);
    setNames(m_reason, "reviewReason", tr("Reason, kept in the log"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(m_reason->fontMetrics().lineSpacing() * 2 + 20);
    m_reasonLabel->setBuddy(m_reason);
    m_note = new ElidedLabel(part);
    m_note->setObjectName(u"reviewNote"_s);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(edge, 12, edge, 12);
    layout->setSpacing(8);
    layout->addWidget(m_warning);
    layout->addWidget(m_reasonLabel);
    layout->addWidget(m_reason);
    layout->addWidget(m_note);
    return part;
}

QWidget *ReviewDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    m_other = new QPushButton(foot);
    m_cancel = new QPushButton(tr("Cancel"), foot);
    setNames(m_cancel, "reviewCancel", tr("Cancel"));
    m_confirm = new QPushButton(foot);
    m_confirm->setDefault(true);
    connect(m_other, &QPushButton::clicked, this, [this] { Q_EMIT environmentRequested(m_request.otherEnvironment); });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &ReviewDialog::confirm);
    auto *layout = new QHBoxLayout(foot);
    layout->setContentsMargins(edge, 12, edge, 12);
    layout->setSpacing(8);
    layout->addWidget(m_other);
    layout->addStretch(1);
    layout->addWidget(m_cancel);
    layout->addWidget(m_confirm);
    return foot;
}

void ReviewDialog::setRequest(const ReviewRequest &request)
{
    m_request = request;
    m_outdated = false;
    m_unseen = !request.notice.isEmpty() && !servesAlready();
    for (Pill *pill : {m_lines, m_fields, m_daily, m_required})
        pill->set(PillKind::Neutral, QString());
    m_executionsADay = 0;
    m_warning->hide();
    m_figures->setRows({});
    updateTexts();
    dress();
    m_busy = false;
    m_banner->clear();
    if (!request.notice.isEmpty())
        m_banner->tell(BannerKind::Warning, request.notice, m_unseen ? tr("Continue") : QString(), !m_unseen);
    updateButtons();
    const DiffSide nothing{.label = tr("nothing"),
                           .content = {.messages = {}, .format = request.candidate.content.format}};
    // Against nothing, half of the room would be hatching.
    m_viewer->setLayoutMode(request.serving ? DiffViewer::Layout::SideBySide : DiffViewer::Layout::Unified);
    m_viewer->setSides(request.serving.value_or(nothing), request.candidate);
}

void ReviewDialog::setFigures(const QList<VersionFigures> &figures, double executionsADay)
{
    m_figures->setRows(figures);
    m_executionsADay = executionsADay;
    const QString change =
        figures.size() == 2 ? costChangeADay(figures.at(0).metrics, figures.at(1).metrics, executionsADay) : QString();
    // What ran elsewhere had other work to do.
    const QString elsewhere = figures.isEmpty() || figures.constLast().environment == m_request.environment
                                  ? QString()
                                  : figures.constLast().environment;
    m_daily->set(PillKind::Accent, change.isEmpty()      ? change
                                   : elsewhere.isEmpty() ? tr("about %1 a day").arg(change)
                                                         : tr("about %1 a day by %2's costs").arg(change, elsewhere));
    updateTexts();
}

void ReviewDialog::updateTexts()
{
    const bool activating = m_request.action == ReviewRequest::Action::Activate;
    const QString version = u'v' + QString::number(m_request.version);
    const QString question = activating ? tr("Activate %1 in %2?") : tr("Roll back to %1 in %2?");
    m_title->setText(question.arg(version, m_request.environment));
    setWindowTitle(m_title->text());
    setAccessibleName(m_title->text());
    QStringList facts{m_request.templateName};
    if (m_request.serving && !m_request.servingSince.isEmpty())
        facts << m_request.servingSince;
    if (m_executionsADay >= 1)
        facts << tr("%1 a day").arg(executionsText(qRound64(m_executionsADay)));
    m_subtitle->setText(facts.join(u" · "_s));
    const QString note = m_request.note.simplified();
    m_origin->setText(note.isEmpty() ? m_request.origin : tr("%1: “%2”").arg(m_request.origin, note));
    m_origin->setVisible(!m_request.origin.isEmpty());
    m_first->setText(tr("Nothing serves in %1 yet. %2 would be the first.").arg(m_request.environment, version));
    m_first->setVisible(!m_request.serving);
    const QString verb = activating ? tr("Activate %1").arg(version) : tr("Roll back to %1").arg(version);
    m_confirm->setText(verb);
    setNames(m_confirm, "reviewConfirm", verb);
    m_confirm->setToolTip(tr("%1 in %2 (Ctrl+Enter)").arg(verb, m_request.environment));
    const QString other = activating ? tr("Activate in %1 instead…").arg(m_request.otherEnvironment)
                                     : tr("Roll back in %1 instead…").arg(m_request.otherEnvironment);
    m_other->setText(other);
    setNames(m_other, "reviewOtherEnvironment", other);
    m_other->setVisible(!m_request.otherEnvironment.isEmpty());
    m_note->setText(
        m_request.servingVersion > 0
            ? tr("Rolling back stays one click away: v%1 remains in the timeline.").arg(m_request.servingVersion)
            : tr("It can be deactivated at any time."));
}

QString ReviewDialog::reason() const
{
    return m_reason->toPlainText().trimmed();
}

void ReviewDialog::setReason(const QString &reason)
{
    m_reason->setPlainText(reason);
    m_reason->moveCursor(QTextCursor::End);
}

void ReviewDialog::showSummary(const VersionDiff &diff)
{
    m_lines->set(diff.removed() > diff.added() ? PillKind::Removed : PillKind::Added,
                 (std::max(diff.added(), diff.removed()) == 1 ? tr("+%1 −%2 line") : tr("+%1 −%2 lines"))
                     .arg(locale().toString(diff.added()), locale().toString(diff.removed())));
    const qsizetype fields = diff.fields.size();
    if (fields > 0)
        m_fields->set(PillKind::Accent, fields == 1 ? tr("1 field changed") : tr("%1 fields changed").arg(fields));
    const QStringList required = m_request.serving ? newRequirements(diff) : QStringList();
    if (required.size() == 1)
        m_required->set(PillKind::Warning, tr("1 new required variable: %1").arg(required.first()));
    else if (!required.isEmpty())
        m_required->set(PillKind::Warning, tr("%1 new required variables").arg(required.size()));
    showWarning(diff);
}

void ReviewDialog::showWarning(const VersionDiff &diff)
{
    // Where nothing serves yet there is no agent that could be surprised.
    QStringList names = m_request.serving ? newRequirements(diff) : QStringList();
    m_warning->setVisible(!names.isEmpty());
    if (names.isEmpty())
        return;
    for (QString &name : names)
        name = u"<b>"_s + name.toHtmlEscaped() + u"</b>"_s;
    m_warning->setText(
        names.size() == 1
            ? tr("Agents that do not send %1 will get an error. It has no default.").arg(names.first())
            : tr("Agents that do not send %1 will get an error. They have no default.").arg(names.join(u", "_s)));
}

void ReviewDialog::confirm()
{
    if (m_confirm->isEnabled())
        Q_EMIT confirmed(m_request.environment, reason());
}

void ReviewDialog::answerBanner()
{
    if (m_outdated) {
        Q_EMIT reviewAgainRequested();
        return;
    }
    m_unseen = false;
    updateButtons(); // before the banner goes, so that the focus passes from it to the button
    m_banner->clear();
}

void ReviewDialog::setBusy(bool busy)
{
    m_busy = busy;
    if (busy)
        m_banner->clear();
    updateButtons();
}

void ReviewDialog::updateButtons()
{
    m_confirm->setEnabled(isUndecided() && !m_unseen && !servesAlready());
    m_other->setEnabled(!m_busy);
    m_reason->setReadOnly(m_busy);
}

void ReviewDialog::showError(const Error &error)
{
    m_outdated = error.kind == ErrorKind::Conflict;
    setBusy(false);
    m_banner->tell(BannerKind::Danger, error.toString(), m_outdated ? tr("Review again") : QString(), !m_outdated);
}

void ReviewDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void ReviewDialog::dress()
{
    const Colors &roles = colors(palette());
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, roles.secondaryText);
    for (QWidget *label : std::initializer_list<QWidget *>{m_subtitle, m_origin, m_reasonLabel, m_note, m_first})
        label->setPalette(quiet);
    QPalette warning = palette();
    warning.setColor(QPalette::Window, roles.warningSoft);
    warning.setColor(QPalette::WindowText, roles.warning);
    m_warning->setPalette(warning);
}

void ReviewDialog::paintEvent(QPaintEvent *)
{
    const Colors &roles = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), roles.surface);
    painter.fillRect(0, m_head->geometry().bottom(), width(), 1, roles.hairline);
    painter.fillRect(0, m_viewer->geometry().bottom() + 1, width(), 1, roles.hairline);
    painter.fillRect(0, m_foot->geometry().top(), width(), 1, roles.hairline);
}

} // namespace promptuary
