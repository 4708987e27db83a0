// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/placeholders.h"
#include "ui/prompts/scintilla.h"
#include "ui/widgets/colors.h"

#include <memory>
#include <vector>

namespace KSyntaxHighlighting
{
class State;
}

namespace promptuary
{

/// Colours an editor's text: KSyntaxHighlighting reads the lines (Markdown or JSON), core marks the placeholders on
/// top. Works from the changed line on until nothing differs any more; the state at each line's start is kept for that.
/// The syntax repository is shared by all and made when the first text is painted.
class PromptLexer : public QsciLexerCustom
{
    Q_OBJECT
public:
    enum class Language : std::uint8_t { Prose, Json };

    /// What a stretch of text can look like; also Scintilla's style numbers.
    enum Style : std::uint8_t {
        Text,
        Strong,
        Emphasis,
        Muted,
        Code,
        Key,
        Number,
        Link,
        Wrong,
        Value,
        Tag,
        Comment,
        Escape,
        StyleCount
    };

    explicit PromptLexer(Language language, QObject *parent = nullptr);
    ~PromptLexer() override;

    void setEditor(QsciScintilla *editor) override;
    /// The format whose placeholders are marked; "text" has none.
    void setPlaceholderFormat(const QString &format);
    void setColors(const Colors &colors);
    [[nodiscard]] const Colors &usedColors() const { return m_colors; }

    [[nodiscard]] const char *language() const override;
    [[nodiscard]] QString description(int style) const override;
    [[nodiscard]] QColor defaultColor(int style) const override;
    [[nodiscard]] QColor defaultPaper(int style) const override;
    [[nodiscard]] QFont defaultFont(int style) const override;
    void styleText(int start, int end) override;

    /// How many lines were read since the lexer was made; tests see with it that a small change stays small.
    [[nodiscard]] qint64 linesRead() const { return m_linesRead; }

private:
    class LineReader;

    void noteChange(int position, int type, int length, int linesAdded);
    void restyleAll();
    void updatePlaceholders(QByteArrayView text);
    void overlayPlaceholders(qsizetype lineStart, qsizetype lineEnd);
    [[nodiscard]] QByteArrayView editorText() const;

    Language m_language;
    QString m_format = QStringLiteral("text");
    Colors m_colors;
    std::unique_ptr<LineReader> m_reader;
    /// The state at the start of each line read so far; the first entry is the empty state.
    std::vector<KSyntaxHighlighting::State> m_states;
    QList<Placeholder> m_placeholders;
    bool m_placeholdersStale = true;
    qsizetype m_validEnd = 0;   ///< up to here styles are right, but for the dirty stretch
    qsizetype m_dirtyStart = 0; ///< what changed since: bytes [start, end)
    qsizetype m_dirtyEnd = 0;
    std::vector<char> m_styles; ///< of the line being painted
    qint64 m_linesRead = 0;
};

} // namespace promptuary
