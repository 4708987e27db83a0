// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/configsection.h"

#include "core/prompts/versionjson.h"
#include "ui/prompts/codeeditor.h"
#include "ui/prompts/sectionheader.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace promptuary
{

ConfigSection::ConfigSection(QWidget *parent)
    : QWidget(parent)
    , m_editor(new CodeEditor(PromptLexer::Language::Json, this))
    , m_state(new QLabel(this))
{
    setNames(m_editor, "modelConfigText", tr("Model configuration, JSON"));
    setNames(m_state, "modelConfigState", tr("State of the model configuration"));
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::WindowText);
    m_state->setContentsMargins(12, 4, 12, 4);
    m_editor->setMinimumLines(2);
    auto *header = new SectionHeader(this);
    header->addTitle(tr("Model configuration"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addWidget(m_editor);
    layout->addWidget(m_state);
    connect(m_editor, &CodeEditor::edited, this, &ConfigSection::edited);
    check();
}

void ConfigSection::setConfig(const QByteArray &json)
{
    m_editor->setContent(json);
    check();
}

QByteArray ConfigSection::config() const
{
    return m_editor->utf8();
}

void ConfigSection::setReadOnly(bool readOnly)
{
    m_editor->setReadOnly(readOnly);
}

void ConfigSection::check()
{
    const Result<void> result = checkContent(
        {.messages = {{.role = QStringLiteral("user"), .content = QStringLiteral("-")}}, .modelConfig = config()});
    m_valid = result.has_value();
    const QString place = m_valid ? QString() : result.error().place.section(u':', 1);
    m_state->setText(m_valid ? tr("Valid JSON, kept exactly as written.")
                     : place.isEmpty()
                         ? result.error().message
                         : tr("Line %1, column %2: %3")
                               .arg(place.section(u':', 0, 0), place.section(u':', 1, 1), result.error().message));
    dress();
}

void ConfigSection::goTo(int line, int column)
{
    m_editor->setCursorPosition(line - 1, column - 1);
    m_editor->setFocus();
}

void ConfigSection::dress()
{
    const Colors &c = colors(palette());
    QPalette mine = palette();
    mine.setColor(QPalette::WindowText, m_valid ? c.secondaryText : c.danger);
    if (m_state->palette().color(QPalette::WindowText) != mine.color(QPalette::WindowText))
        m_state->setPalette(mine);
}

void ConfigSection::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

} // namespace promptuary
