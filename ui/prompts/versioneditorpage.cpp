// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the editor's page is put together; what it does is in versioneditor.cpp.
#include "core/prompts/versionjson.h"
#include "ui/prompts/codeeditor.h"
#include "ui/prompts/configsection.h"
#include "ui/prompts/findbar.h"
#include "ui/prompts/messagesection.h"
#include "ui/prompts/sectionheader.h"
#include "ui/prompts/textfinder.h"
#include "ui/prompts/variablessection.h"
#include "ui/prompts/versioneditor.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <chrono>

using namespace std::chrono_literals;

namespace promptuary
{

VersionEditor::VersionEditor(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner(this))
    , m_readOnlyBanner(new Banner(this))
    , m_scroll(new QScrollArea(this))
    , m_format(new QComboBox(this))
    , m_origin(new QLabel(this))
    , m_addMessage(new QPushButton(tr("Add message"), this))
    , m_variables(new VariablesSection(this))
    , m_config(new ConfigSection(this))
    , m_findBar(new FindBar(this))
    , m_finder(new TextFinder(m_findBar, this))
    , m_note(new QLineEdit(this))
    , m_unsaved(new Pill(this))
    , m_save(new QPushButton(this))
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(200ms);
    connect(&m_settle, &QTimer::timeout, this, &VersionEditor::settle);
    connect(m_banner, &Banner::actionTriggered, this, &VersionEditor::stripAction);
    connect(m_banner, &Banner::closed, this, &VersionEditor::stripClosed);
    connect(m_finder, &TextFinder::shown, this, &VersionEditor::follow);
    setNames(m_banner, "editorBanner", tr("Notice about this text"));
    setNames(m_readOnlyBanner, "editorReadOnlyBanner", tr("Why this cannot be edited"));
    makePage();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_readOnlyBanner);
    layout->addWidget(m_banner);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_findBar);
    makeFooter();
    connect(m_variables, &VariablesSection::edited, this, &VersionEditor::noteEdit);
    connect(m_variables, &VariablesSection::detectionRequested, this, &VersionEditor::settle);
    connect(m_config, &ConfigSection::edited, this, &VersionEditor::noteEdit);
    connectEditor(m_config->editor());
    edit({}, 0);
}

void VersionEditor::makePage()
{
    setNames(m_format, "formatBox", tr("Format of the placeholders"));
    m_format->addItems(
        {QStringLiteral("text"), QStringLiteral("fstring"), QStringLiteral("mustache"), QStringLiteral("jinja2")});
    m_format->setItemData(0, tr("No placeholders"), Qt::ToolTipRole);
    m_format->setItemData(1, QStringLiteral("{name}"), Qt::ToolTipRole);
    m_format->setItemData(2, QStringLiteral("{{name}}"), Qt::ToolTipRole);
    m_format->setItemData(3, QStringLiteral("{{ name }}, {% if … %}"), Qt::ToolTipRole);
    connect(m_format, &QComboBox::currentTextChanged, this, [this](const QString &format) {
        for (MessageSection *section : std::as_const(m_sections))
            section->editor()->setPlaceholderFormat(format);
        noteEdit();
    });
    m_origin->setForegroundRole(QPalette::PlaceholderText);
    setNames(m_addMessage, "addMessageButton", tr("Add message"));
    connect(m_addMessage, &QPushButton::clicked, this, &VersionEditor::addMessage);

    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("editorPage"));
    auto *head = new SectionHeader(page);
    head->addLeft(new QLabel(tr("Format"), head));
    head->addLeft(m_format);
    head->addRight(m_origin);
    head->addRight(m_addMessage);
    m_messages = new QVBoxLayout;
    m_messages->setSpacing(0);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addLayout(m_messages);
    layout->addWidget(m_variables);
    layout->addWidget(m_config);
    layout->addStretch(1);
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    setNames(m_scroll, "editorScroll", tr("Messages, variables and configuration"));
    m_scroll->setWidget(page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Always there: appearing, it would make the texts narrower and have all of them wrapped a second time.
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_scroll->setFocusPolicy(Qt::NoFocus);
}

void VersionEditor::makeFooter()
{
    setNames(m_note, "noteText", tr("What changed and why"));
    setNames(m_save, "saveButton", tr("Save version"));
    setNames(m_unsaved, "unsavedPill", tr("Unsaved changes"));
    m_note->setPlaceholderText(tr("What changed and why"));
    m_save->setDefault(true);
    m_unsaved->set(PillKind::Warning, tr("unsaved"));
    // Its room is kept, so that nothing moves with the first key.
    QSizePolicy kept = m_unsaved->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_unsaved->setSizePolicy(kept);
    auto *footer = new SectionHeader(this);
    footer->setMinimumHeight(48);
    auto *row = new QWidget(footer);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->setSpacing(8);
    layout->addWidget(m_note, 1);
    layout->addWidget(m_unsaved);
    layout->addWidget(m_save);
    footer->setFilling(row);
    static_cast<QVBoxLayout *>(this->layout())->addWidget(footer);
    connect(m_note, &QLineEdit::textEdited, this, &VersionEditor::noteEdit);
    connect(m_note, &QLineEdit::returnPressed, m_save, &QPushButton::click);
    connect(m_save, &QPushButton::clicked, this, &VersionEditor::saveRequested);
}

void VersionEditor::connectEditor(CodeEditor *editor)
{
    connect(editor, &CodeEditor::caretMoved, this, [this, editor] {
        if (!editor->hasFocus())
            return;
        follow(editor);
        tellCaret(editor);
    });
    connect(editor, &QsciScintillaBase::SCN_FOCUSIN, this, [this, editor] { tellCaret(editor); });
    connect(editor, &CodeEditor::zoomStepped, this, &VersionEditor::zoom);
    connect(editor, &CodeEditor::findRequested, this, &VersionEditor::openFind);
    connect(editor, &CodeEditor::findStepped, this,
            [this](int step) { step > 0 ? m_finder->next() : m_finder->previous(); });
    connect(editor, &CodeEditor::leftUpwards, this, [this, editor] { leave(editor, -1); });
    connect(editor, &CodeEditor::leftDownwards, this, [this, editor] { leave(editor, 1); });
}

MessageSection *VersionEditor::makeSection()
{
    if (!m_spare.isEmpty())
        return m_spare.takeLast();
    auto *section = new MessageSection(m_scroll->widget());
    section->setReadOnly(m_readOnly);
    section->editor()->setZoom(m_zoom);
    section->editor()->setPageHeight(m_scroll->viewport()->height());
    // The width it is going to have, so that its text is wrapped once.
    section->editor()->resize(m_scroll->viewport()->width(), section->editor()->height());
    connectEditor(section->editor());
    connect(section, &MessageSection::edited, this, &VersionEditor::noteEdit);
    connect(section, &MessageSection::moveRequested, this, [this, section](int by) { moveMessage(section, by); });
    connect(section, &MessageSection::removeRequested, this, [this, section] { removeMessage(section); });
    return section;
}

void VersionEditor::setSectionCount(qsizetype count)
{
    while (m_sections.size() > count) {
        MessageSection *section = m_sections.takeLast();
        section->hide();
        m_messages->removeWidget(section);
        m_spare.append(section);
    }
    while (m_sections.size() < count) {
        MessageSection *section = makeSection();
        m_sections.append(section);
        m_messages->addWidget(section);
        section->show();
    }
}

void VersionEditor::arrange()
{
    QList<QWidget *> order{m_banner, m_readOnlyBanner, m_format, m_addMessage};
    for (int i = 0; i < m_sections.size(); ++i) {
        MessageSection *section = m_sections[i];
        if (m_messages->indexOf(section) != i) {
            m_messages->removeWidget(section);
            m_messages->insertWidget(i, section);
        }
        section->setPlace(i, int(m_sections.size()));
        order.append(section);
    }
    setTabOrderThrough(order << m_variables << m_config << m_findBar << m_note << m_save);
    m_finder->setEditors(editors());
}

void VersionEditor::addMessage()
{
    MessageSection *section = makeSection();
    const bool lastIsUser = !m_sections.isEmpty() && m_sections.last()->role() == u"user";
    section->setMessage({.role = lastIsUser ? QStringLiteral("assistant") : QStringLiteral("user"), .content = {}});
    section->editor()->setPlaceholderFormat(m_format->currentText());
    m_sections.append(section);
    m_messages->addWidget(section);
    section->show();
    arrange();
    section->editor()->setFocus();
    noteEdit();
}

void VersionEditor::moveMessage(MessageSection *section, int by)
{
    const qsizetype from = m_sections.indexOf(section);
    const qsizetype to = from + by;
    if (from < 0 || to < 0 || to >= m_sections.size())
        return;
    m_sections.move(from, to);
    arrange();
    noteEdit();
}

void VersionEditor::removeMessage(MessageSection *section)
{
    const qsizetype index = m_sections.indexOf(section);
    if (m_sections.size() < 2 || index < 0)
        return;
    m_removed = section->message();
    m_removedFrom = int(index);
    takeOut(section);
    arrange();
    noteEdit();
    m_strip = Strip::Removed;
    m_banner->tell(BannerKind::Information, tr("Removed the %1 message.").arg(m_removed.role), tr("Put message back"));
}

void VersionEditor::takeOut(MessageSection *section)
{
    m_sections.removeOne(section);
    section->hide();
    m_messages->removeWidget(section);
    m_spare.append(section);
}

void VersionEditor::removeBlankMessages()
{
    bool written = false;
    for (MessageSection *section : QList(m_sections)) {
        if (m_sections.size() == 1 || !isBlank(section->message()))
            continue;
        written = written || section->editor()->hasFocus();
        takeOut(section);
    }
    arrange();
    if (written)
        m_sections.first()->editor()->setFocus();
    noteEdit();
}

void VersionEditor::putBack()
{
    MessageSection *section = makeSection();
    section->setMessage(m_removed);
    section->editor()->setPlaceholderFormat(m_format->currentText());
    m_sections.insert(std::min<qsizetype>(m_removedFrom, m_sections.size()), section);
    section->show();
    arrange();
    m_banner->clear();
    noteEdit();
}

void VersionEditor::updateFooter()
{
    m_save->setText(tr("Save as v%1").arg(m_newest + 1));
    const QList<CodeEditor *> all = editors();
    setEnabledOr(m_save, m_modified && !m_readOnly, all.contains(m_writtenIn) ? m_writtenIn : all.constFirst());
    m_save->setToolTip(m_modified ? tr("Save as a new version (Ctrl+S). It serves nowhere until it is activated.")
                                  : tr("Nothing has changed since v%1.").arg(base()));
    m_unsaved->setVisible(m_modified);
    m_origin->setText(base() == 0          ? tr("First version")
                      : base() == m_newest ? tr("From v%1, the newest").arg(base())
                                           : tr("From v%1").arg(base()));
}

} // namespace promptuary
