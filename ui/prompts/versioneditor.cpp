// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/versioneditor.h"

#include "core/prompts/variabledetection.h"
#include "core/prompts/versionjson.h"
#include "ui/prompts/codeeditor.h"
#include "ui/prompts/configsection.h"
#include "ui/prompts/findbar.h"
#include "ui/prompts/messagesection.h"
#include "ui/prompts/textfinder.h"
#include "ui/prompts/variablessection.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/pill.h"

#include <QComboBox>
#include <QFocusEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace promptuary
{

VersionEditor::~VersionEditor() = default;

void VersionEditor::edit(const Version &base, int newest)
{
    m_base = base;
    setBase(base.content, base.summary.number);
    m_newest = std::max(newest, base.summary.number);
    m_strip = Strip::None;
    m_banner->clear();
    fill(m_base.content, {});
    m_scroll->verticalScrollBar()->setValue(0);
}

void VersionEditor::setBase(const VersionContent &content, int number)
{
    m_base.content = content;
    m_base.summary.number = number;
    if (m_base.content.messages.isEmpty())
        m_base.content.messages = {{.role = QStringLiteral("system"), .content = {}}};
    m_baseTexts.clear();
    for (const Message &message : std::as_const(m_base.content.messages))
        m_baseTexts.append(message.content.toUtf8());
}

void VersionEditor::restore(const VersionContent &content, const QString &noteText, const QDateTime &writtenAt)
{
    fill(content, noteText);
    const QDateTime at = writtenAt.toLocalTime();
    const bool today = at.date() == QDate::currentDate();
    const QString when = QLocale().toString(at, today ? QStringLiteral("HH:mm") : QStringLiteral("d MMM HH:mm"));
    m_strip = Strip::Restored;
    m_banner->tell(BannerKind::Information, tr("Restored your unsaved text from %1.").arg(when), tr("Discard it"));
}

void VersionEditor::revert()
{
    m_strip = Strip::None;
    m_banner->clear();
    fill(m_base.content, {});
}

void VersionEditor::fill(const VersionContent &content, const QString &noteText)
{
    {
        const QScopedValueRollback filling(m_filling, true);
        setSectionCount(content.messages.size());
        m_format->setCurrentText(content.format);
        for (qsizetype i = 0; i < m_sections.size(); ++i) {
            m_sections[i]->editor()->setPlaceholderFormat(content.format);
            m_sections[i]->setMessage(content.messages.at(i));
        }
        m_variables->setVariables(content.variables);
        m_config->setConfig(content.modelConfig);
        m_note->setText(noteText);
    }
    m_settle.stop();
    m_variables->setFindings(detectVariables(content));
    arrange();
    updateModified();
    const QList<CodeEditor *> all = editors();
    const auto focused = std::ranges::find_if(all, &QWidget::hasFocus);
    tellCaret(focused == all.end() ? nullptr : *focused);
}

VersionContent VersionEditor::content() const
{
    VersionContent content{.messages = {},
                           .format = m_format->currentText(),
                           .variables = m_variables->variables(),
                           .modelConfig = m_config->config()};
    for (const MessageSection *section : m_sections)
        content.messages.append(section->message());
    return content;
}

QString VersionEditor::note() const
{
    return m_note->text().trimmed();
}

Result<VersionContent> VersionEditor::validated()
{
    VersionContent now = content();
    if (const Result<void> checked = checkContent(now); !checked) {
        m_config->check();
        showPlace(checked.error().place);
        return std::unexpected(checked.error());
    }
    return now;
}

void VersionEditor::markSaved(int number, const VersionContent &saved)
{
    const bool noteIsOld = saved == content();
    m_base.summary.parent = m_base.summary.number;
    setBase(saved, number);
    m_newest = std::max(m_newest, number);
    m_strip = Strip::None;
    m_banner->clear();
    // A note that belongs to keys typed since is still wanted.
    if (noteIsOld)
        m_note->clear();
    updateModified();
}

void VersionEditor::setNewest(int newest)
{
    m_newest = std::max(newest, m_newest);
    updateFooter();
}

void VersionEditor::newestChanged(int newest, const QString &author)
{
    setNewest(newest);
    m_strip = Strip::SavedMeanwhile;
    const QString what = author.isEmpty() ? tr("v%1 was saved meanwhile.").arg(newest)
                                          : tr("v%1 was saved by %2 meanwhile.").arg(QString::number(newest), author);
    m_banner->tell(BannerKind::Warning,
                   what + u' ' +
                       tr("Your text is untouched. To save it as v%1, compare or close this first.").arg(m_newest + 1),
                   tr("Compare with v%1").arg(newest));
}

void VersionEditor::offer(const QString &text, const QString &action)
{
    m_strip = Strip::Offered;
    m_banner->tell(BannerKind::Information, text, action);
}

void VersionEditor::stripAction()
{
    const Strip strip = std::exchange(m_strip, Strip::None);
    if (strip == Strip::Restored) {
        revert();
        Q_EMIT contentEdited();
        Q_EMIT discarded();
    } else if (strip == Strip::Removed) {
        putBack();
    } else if (strip == Strip::Offered) {
        m_banner->clear();
        Q_EMIT offerTaken();
    } else if (strip == Strip::SavedMeanwhile) {
        m_banner->clear();
        Q_EMIT newestSeen(m_newest);
        Q_EMIT compareRequested(m_newest);
    }
}

void VersionEditor::stripClosed()
{
    if (std::exchange(m_strip, Strip::None) == Strip::SavedMeanwhile)
        Q_EMIT newestSeen(m_newest);
}

void VersionEditor::setReadOnly(bool readOnly, const QString &reason)
{
    m_readOnly = readOnly;
    if (readOnly && !reason.isEmpty())
        m_readOnlyBanner->tell(BannerKind::Information, reason, {}, false);
    else
        m_readOnlyBanner->clear();
    for (MessageSection *section : m_sections + m_spare)
        section->setReadOnly(readOnly);
    m_variables->setReadOnly(readOnly);
    m_config->setReadOnly(readOnly);
    m_findBar->setReadOnly(readOnly);
    m_format->setEnabled(!readOnly);
    m_note->setEnabled(!readOnly);
    m_addMessage->setEnabled(!readOnly);
    updateFooter();
}

void VersionEditor::showPlace(const QString &place)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^(messages|variables|model_config)(?:\[(\d+)\])?(?:\S*?:(\d+):(\d+))?)"));
    const QRegularExpressionMatch match = pattern.match(place);
    if (!match.hasMatch())
        return;
    const int index = match.captured(2).toInt();
    if (match.captured(1) == u"messages" && index < m_sections.size()) {
        m_sections[index]->editor()->setFocus();
        follow(m_sections[index]->editor());
    } else if (match.captured(1) == u"variables") {
        m_variables->showRow(index);
        m_scroll->ensureWidgetVisible(m_variables);
    } else if (match.captured(1) == u"model_config") {
        m_config->goTo(std::max(1, match.captured(3).toInt()), std::max(1, match.captured(4).toInt()));
        follow(m_config->editor());
    }
}

void VersionEditor::noteEdit()
{
    if (m_filling)
        return;
    updateModified();
    if (!m_settle.isActive())
        m_unsettled.start();
    // Someone who types without a pause wants a draft kept as well.
    if (!m_settle.isActive() || !m_unsettled.hasExpired(1000))
        m_settle.start();
}

/// What takes longer than a key may is done when the keys pause.
void VersionEditor::settle()
{
    const VersionContent now = content();
    m_variables->setFindings(detectVariables(now));
    m_config->check();
    m_finder->search();
    Q_EMIT contentEdited();
}

bool VersionEditor::differsFromBase() const
{
    const VersionContent &base = m_base.content;
    if (m_sections.size() != base.messages.size() || m_format->currentText() != base.format ||
        m_variables->variables() != base.variables || !m_config->editor()->holds(base.modelConfig))
        return true;
    for (qsizetype i = 0; i < m_sections.size(); ++i) {
        if (!m_sections[i]->holds(base.messages[i].role, m_baseTexts[i]))
            return true;
    }
    return false;
}

void VersionEditor::updateModified()
{
    const bool modified = differsFromBase();
    const bool changed = modified != m_modified;
    m_modified = modified;
    updateFooter();
    if (changed)
        Q_EMIT modifiedChanged(modified);
}

void VersionEditor::zoom(int step)
{
    m_zoom = step == 0 ? 0 : std::clamp(m_zoom + step, -5, 15);
    for (CodeEditor *editor : editors())
        editor->setZoom(m_zoom);
    for (MessageSection *section : std::as_const(m_spare))
        section->editor()->setZoom(m_zoom);
}

void VersionEditor::follow(CodeEditor *editor)
{
    const QRect caret = editor->caretRect();
    const QPoint at = editor->mapTo(m_scroll->widget(), caret.center());
    m_scroll->ensureVisible(at.x(), at.y(), 0, caret.height() * 2);
}

void VersionEditor::tellCaret(CodeEditor *editor)
{
    if (!editor) {
        Q_EMIT cursorMoved(0, 0);
        return;
    }
    m_writtenIn = editor;
    Q_EMIT cursorMoved(editor->caretLine(), editor->caretColumn());
}

void VersionEditor::leave(CodeEditor *editor, int by)
{
    const QList<CodeEditor *> all = editors();
    CodeEditor *other = all.value(all.indexOf(editor) + by);
    if (!other)
        return;
    other->SendScintilla(by > 0 ? QsciScintillaBase::SCI_DOCUMENTSTART : QsciScintillaBase::SCI_DOCUMENTEND);
    other->setFocus();
    follow(other);
}

QList<CodeEditor *> VersionEditor::editors() const
{
    QList<CodeEditor *> result;
    for (const MessageSection *section : m_sections)
        result.append(section->editor());
    return result << m_config->editor();
}

void VersionEditor::openFind(bool replacing)
{
    m_finder->open(replacing && !m_readOnly);
}

/// Not a focus proxy: one that changes with the messages breaks the order in which Tab goes.
void VersionEditor::focusInEvent(QFocusEvent *event)
{
    if (!m_sections.isEmpty())
        m_sections.first()->editor()->setFocus(event->reason());
}

void VersionEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    for (CodeEditor *editor : editors())
        editor->setPageHeight(m_scroll->viewport()->height());
}

} // namespace promptuary
