// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/executiondetails.h"

#include "ui/executions/executionfacts.h"
#include "ui/executions/executionpayloadview.h"
#include "ui/executions/executiontexts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/typography.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace promptuary
{

namespace
{

/// Of a setting that someone else may have written, only what a browser opens is opened.
bool isWebAddress(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QLatin1StringView("https") || url.scheme() == QLatin1StringView("http"));
}

} // namespace

ExecutionDetails::ExecutionDetails(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner(this))
    , m_facts(new ExecutionFacts(this))
    , m_texts(new ExecutionPayloadView(this))
{
    setNames(this, "executionDetails", tr("The chosen execution"));
    setNames(m_banner, "executionBanner", tr("About the review"));
    auto *parts = new QSplitter(this);
    setNames(parts, "executionParts", tr("Figures and texts"));
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_facts);
    parts->addWidget(m_texts);
    parts->setStretchFactor(0, 2);
    parts->setStretchFactor(1, 3);
    parts->setSizes({340, 500});
    parts->setHandleWidth(1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget *part : std::initializer_list<QWidget *>{makeHeader(), makeTrace(), m_banner})
        layout->addWidget(part);
    layout->addWidget(parts, 1);
    layout->addWidget(makeReview());
    setFocusProxy(m_texts);
    connect(m_banner, &Banner::closed, m_note, qOverload<>(&QWidget::setFocus));
}

QWidget *ExecutionDetails::makeHeader()
{
    auto *header = new QWidget(this);
    m_title = new ElidedLabel(header);
    m_title->setObjectName(QStringLiteral("executionTitle"));
    m_title->setFont(boldFont());
    m_outcome = new Pill(header);
    m_review = new Pill(header);
    m_openTrace = new QPushButton(header);
    setNames(m_openTrace, "executionOpenTrace", tr("Open the trace in the browser"));
    m_openTrace->setAutoDefault(false);
    connect(m_openTrace, &QPushButton::clicked, this, &ExecutionDetails::openTrace);
    m_editTrace = new QToolButton(header);
    setNames(m_editTrace, "executionEditTrace", tr("Change where traces are"));
    m_editTrace->setToolTip(tr("Change where traces are"));
    m_editTrace->setIcon(icon(QStringLiteral("document-edit")));
    m_editTrace->setAutoRaise(true);
    connect(m_editTrace, &QToolButton::clicked, this, [this] {
        m_traceRow->show();
        m_traceField->setFocus();
    });
    auto *close = new QToolButton(header);
    setNames(close, "executionClose", tr("Close the details"));
    close->setToolTip(tr("Close the details (Esc)"));
    close->setIcon(icon(QStringLiteral("window-close")));
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &ExecutionDetails::closeRequested);

    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_outcome, m_review})
        layout->addWidget(part);
    layout->addStretch(1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_openTrace, m_editTrace, close})
        layout->addWidget(part);
    return header;
}

QWidget *ExecutionDetails::makeTrace()
{
    m_traceRow = new QWidget(this);
    auto *label = new QLabel(tr("Address of a trace"), m_traceRow);
    m_traceField = new QLineEdit(m_traceRow);
    setNames(m_traceField, "executionTraceTemplate", tr("Address of a trace"));
    m_traceField->setPlaceholderText(tr("https://traces.example.com/{trace_id} — {span_id} is known as well"));
    label->setBuddy(m_traceField);
    auto *keep = new QPushButton(tr("Keep address"), m_traceRow);
    setNames(keep, "executionKeepTrace", tr("Keep the address of traces"));
    keep->setAutoDefault(false);
    connect(keep, &QPushButton::clicked, this, &ExecutionDetails::takeTraceTemplate);
    connect(m_traceField, &QLineEdit::returnPressed, this, &ExecutionDetails::takeTraceTemplate);
    auto *layout = new QHBoxLayout(m_traceRow);
    layout->setContentsMargins(12, 0, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(label);
    layout->addWidget(m_traceField, 1);
    layout->addWidget(keep);
    m_traceRow->hide();
    return m_traceRow;
}

QWidget *ExecutionDetails::makeReview()
{
    auto *row = new QWidget(this);
    m_note = new QLineEdit(row);
    setNames(m_note, "executionNote", tr("Note of the review"));
    m_note->setPlaceholderText(tr("Note (kept with the review)"));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_note, 1);
    m_takeBack = addReview("executionTakeBack", tr("Take &back"), QString());
    m_reject = addReview("executionReject", tr("Mark re&jected"), QStringLiteral("rejected"));
    m_approve = addReview("executionApprove", tr("Mark a&pproved"), QStringLiteral("approved"));
    for (QPushButton *button : {m_takeBack, m_reject, m_approve})
        layout->addWidget(button);
    return row;
}

QPushButton *ExecutionDetails::addReview(const char *name, const QString &text, const QString &outcome)
{
    auto *button = new QPushButton(text, this);
    setNames(button, name, QString(text).remove(u'&'));
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, button, outcome] {
        if (button->hasFocus()) // so that the next one is a key away
            Q_EMIT leaveRequested();
        m_asked = true;
        showReview();
        Q_EMIT reviewRequested(outcome, m_note->text().trimmed());
    });
    return button;
}

void ExecutionDetails::showExecution(const Execution &execution, const QString &templateName)
{
    const bool other = !execution.isSameAs(m_execution);
    m_execution = execution;
    m_templateName = templateName;
    if (other) {
        m_payload = {};
        m_asked = false;
        m_note->clear();
        m_banner->clear();
        m_traceRow->hide();
        m_texts->showReading();
        showTrace();
    }
    QStringList title{tr("%1, v%2").arg(templateName).arg(execution.version)};
    if (!execution.model.isEmpty())
        title << execution.model;
    m_title->setText(title.join(QStringLiteral(" · ")));
    m_facts->showExecution(m_execution, m_templateName, m_payload);
    showMarks();
    showReview();
}

void ExecutionDetails::showMarks()
{
    const QList<ExecutionTexts::Mark> marks = ExecutionTexts::marks(m_execution);
    m_outcome->set(marks.first().kind, marks.first().text);
    const ExecutionTexts::Mark review = marks.value(1);
    m_review->set(review.kind, review.text);
    m_review->setVisible(!review.text.isEmpty());
}

void ExecutionDetails::setPayload(const Result<ExecutionPayload> &payload)
{
    if (!payload) {
        m_texts->showProblem(payload.error().toString());
        return;
    }
    m_payload = *payload;
    m_facts->showExecution(m_execution, m_templateName, m_payload);
    m_texts->showPayload(m_execution, m_payload);
    showTrace();
}

void ExecutionDetails::setMayReview(bool may)
{
    m_mayReview = may;
    showReview();
}

void ExecutionDetails::showReview()
{
    const bool may = m_mayReview && !m_asked;
    const QString &outcome = m_execution.reviewOutcome;
    m_approve->setEnabled(may && outcome != QLatin1StringView("approved"));
    m_reject->setEnabled(may && outcome != QLatin1StringView("rejected"));
    m_takeBack->setEnabled(may);
    m_takeBack->setVisible(!outcome.isEmpty());
    m_note->setEnabled(m_mayReview);
    const QString reason = m_mayReview ? QString() : tr("Reviewing needs the role promptuary_editor.");
    for (QWidget *part : std::initializer_list<QWidget *>{m_note, m_approve, m_reject, m_takeBack})
        part->setToolTip(reason);
}

void ExecutionDetails::tellReview(const Result<void> &answer)
{
    m_asked = false;
    showReview();
    if (answer) {
        m_note->clear();
        m_banner->clear();
    } else {
        m_banner->tell(BannerKind::Danger, answer.error().toString());
    }
}

void ExecutionDetails::setTraceTemplate(const QString &urlTemplate)
{
    m_traceTemplate = urlTemplate;
    m_traceField->setText(urlTemplate);
    showTrace();
}

void ExecutionDetails::showTrace()
{
    const bool traced = !m_payload.traceId.isEmpty();
    m_openTrace->setVisible(traced);
    m_editTrace->setVisible(traced && !m_traceTemplate.isEmpty());
    m_openTrace->setText(m_traceTemplate.isEmpty() ? tr("Link traces…") : tr("Open trace"));
    m_openTrace->setToolTip(ExecutionTexts::traceAddress(m_traceTemplate, m_payload));
}

void ExecutionDetails::openTrace()
{
    const QString address = ExecutionTexts::traceAddress(m_traceTemplate, m_payload);
    if (isWebAddress(address)) {
        QDesktopServices::openUrl(QUrl(address, QUrl::StrictMode));
        return;
    }
    m_traceRow->show();
    m_traceField->setFocus();
}

void ExecutionDetails::takeTraceTemplate()
{
    const QString urlTemplate = m_traceField->text().trimmed();
    ExecutionPayload sample;
    sample.traceId = QStringLiteral("1");
    sample.spanId = QStringLiteral("1");
    if (!urlTemplate.isEmpty() && !isWebAddress(ExecutionTexts::traceAddress(urlTemplate, sample))) {
        m_banner->tell(BannerKind::Danger, tr("That is no address of a web page. It begins with https:// or http://."));
        return;
    }
    m_banner->clear();
    m_traceRow->hide();
    setTraceTemplate(urlTemplate);
    Q_EMIT traceTemplateChanged(urlTemplate);
}

void ExecutionDetails::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QWidget::keyPressEvent(event);
    if (m_traceRow->isVisible())
        m_traceRow->hide();
    else
        Q_EMIT leaveRequested();
}

} // namespace promptuary
