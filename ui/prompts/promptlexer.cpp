// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/promptlexer.h"

#include "ui/widgets/typography.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <algorithm>

static void loadSyntaxResource()
{
    // The definitions lie in a static library, whose resources register themselves only when asked to.
    Q_INIT_RESOURCE(syntax);
}

namespace promptuary
{

namespace
{

/// A line longer than this keeps its plain colour: patterns over it would take longer than a keystroke may.
constexpr qsizetype longestLineRead = 20'000;

KSyntaxHighlighting::Repository &repository()
{
    static const bool loaded = (loadSyntaxResource(), true);
    Q_UNUSED(loaded)
    static KSyntaxHighlighting::Repository shared;
    return shared;
}

PromptLexer::Style styleOf(const KSyntaxHighlighting::Format &format)
{
    using TextStyle = KSyntaxHighlighting::Theme::TextStyle;
    switch (format.textStyle()) {
    case TextStyle::Normal:
        break;
    case TextStyle::Keyword:
    case TextStyle::ControlFlow:
    case TextStyle::Constant:
        return PromptLexer::Strong;
    case TextStyle::Comment:
    case TextStyle::Documentation:
    case TextStyle::Annotation:
    case TextStyle::Operator:
    case TextStyle::RegionMarker:
        return PromptLexer::Muted;
    case TextStyle::String:
    case TextStyle::Char:
    case TextStyle::SpecialString:
    case TextStyle::VerbatimString:
    case TextStyle::SpecialChar:
        return PromptLexer::Code;
    case TextStyle::DataType:
    case TextStyle::Attribute:
    case TextStyle::Variable:
        return PromptLexer::Key;
    case TextStyle::DecVal:
    case TextStyle::BaseN:
    case TextStyle::Float:
        return PromptLexer::Number;
    case TextStyle::Function:
        return PromptLexer::Link;
    case TextStyle::Error:
        return PromptLexer::Wrong;
    default:
        break;
    }
    // No theme is asked: its colours are not ours, and weight and slant come from the definition.
    const KSyntaxHighlighting::Theme none;
    return format.isBold(none)     ? PromptLexer::Strong
           : format.isItalic(none) ? PromptLexer::Emphasis
                                   : PromptLexer::Text;
}

PromptLexer::Style styleOf(PlaceholderKind kind)
{
    switch (kind) {
    case PlaceholderKind::Value:
        return PromptLexer::Value;
    case PlaceholderKind::Tag:
        return PromptLexer::Tag;
    case PlaceholderKind::Comment:
        return PromptLexer::Comment;
    case PlaceholderKind::Escape:
        break;
    }
    return PromptLexer::Escape;
}

/// UTF-16 of a piece of UTF-8. A byte order mark inside a text is a character like any other, not to be dropped.
QString decoded(QByteArrayView utf8)
{
    const QString text = QString::fromUtf8(utf8);
    return utf8.startsWith("\xEF\xBB\xBF") ? QChar(QChar::ByteOrderMark) + text : text;
}

qsizetype utf8Length(QStringView text)
{
    qsizetype bytes = 0;
    for (const QChar c : text)
        bytes += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    return bytes;
}

} // namespace

/// Turns what KSyntaxHighlighting says about one line into style numbers, one per byte.
class PromptLexer::LineReader : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    explicit LineReader(Language language)
    {
        setDefinition(repository().definitionForName(language == Language::Json ? QStringLiteral("JSON")
                                                                                : QStringLiteral("Promptuary prose")));
    }

    KSyntaxHighlighting::State read(QByteArrayView line, const KSyntaxHighlighting::State &state, char *styles)
    {
        const QString text = decoded(line);
        m_text = text;
        m_ascii = text.size() == line.size();
        m_styles = styles;
        m_column = 0;
        m_byte = 0;
        return highlightLine(text, state);
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        const Style style = styleOf(format);
        if (style == Text || length == 0)
            return;
        const qsizetype from = byteOf(offset);
        std::fill(m_styles + from, m_styles + byteOf(offset + length), static_cast<char>(style));
    }

private:
    qsizetype byteOf(qsizetype column)
    {
        if (m_ascii)
            return column;
        // Formats come in order, so counting goes on from the last place.
        if (column < m_column)
            m_column = m_byte = 0;
        m_byte += utf8Length(m_text.sliced(m_column, column - m_column));
        m_column = column;
        return m_byte;
    }

    QStringView m_text;
    char *m_styles = nullptr;
    qsizetype m_column = 0;
    qsizetype m_byte = 0;
    bool m_ascii = true;
};

PromptLexer::PromptLexer(Language language, QObject *parent)
    : QsciLexerCustom(parent)
    , m_language(language)
    , m_colors(colors(QPalette()))
{
}

PromptLexer::~PromptLexer() = default;

void PromptLexer::setEditor(QsciScintilla *newEditor)
{
    if (editor())
        disconnect(editor(), nullptr, this, nullptr);
    QsciLexerCustom::setEditor(newEditor);
    restyleAll();
    if (!newEditor)
        return;
    connect(newEditor, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int type, const char *, int length, int linesAdded) {
                noteChange(position, type, length, linesAdded);
            });
}

void PromptLexer::setPlaceholderFormat(const QString &format)
{
    if (format == m_format)
        return;
    m_format = format;
    restyleAll();
}

void PromptLexer::setColors(const Colors &newColors)
{
    m_colors = newColors;
    // QsciLexer asks for a style's default once and keeps the answer, so that a new one must be said.
    setDefaultColor(m_colors.text);
    setDefaultPaper(m_colors.surface);
    for (int style = 0; style <= QsciScintillaBase::STYLE_MAX; ++style) {
        if (description(style).isEmpty())
            continue;
        setColor(defaultColor(style), style);
        setPaper(defaultPaper(style), style);
    }
    if (editor())
        editor()->setLexer(this);
}

void PromptLexer::restyleAll()
{
    m_states.assign(1, {});
    m_validEnd = 0;
    m_dirtyStart = m_dirtyEnd = 0;
    m_placeholders.clear();
    m_placeholdersStale = true;
    if (editor())
        editor()->SendScintilla(QsciScintillaBase::SCI_STARTSTYLING, 0UL, 0L);
}

void PromptLexer::noteChange(int position, int type, int length, int linesAdded)
{
    const bool inserted = type & QsciScintillaBase::SC_MOD_INSERTTEXT;
    if (!inserted && !(type & QsciScintillaBase::SC_MOD_DELETETEXT))
        return;
    m_placeholdersStale = true;
    const qsizetype at = position;
    const qsizetype grown = inserted ? length : -length;
    const auto moved = [&](qsizetype p) { return p <= at ? p : std::max(at, p + grown); };
    const bool clean = m_dirtyEnd <= m_dirtyStart;
    // The byte before belongs to it: a carriage return there may have become half of a line end, or stopped being it.
    const qsizetype touched = std::max<qsizetype>(0, at - 1);
    m_dirtyStart = clean ? touched : std::min(moved(m_dirtyStart), touched);
    m_dirtyEnd = std::max(clean ? at : moved(m_dirtyEnd), at + (inserted ? grown : 0)) + 1;
    m_validEnd = moved(m_validEnd);
    // Stretches behind the change keep their bytes and move with them; those it touches are found anew.
    for (Placeholder &p : m_placeholders) {
        const qsizetype end = moved(p.start + p.length);
        p.start = moved(p.start);
        p.length = end - p.start;
    }
    const auto line = editor()->SendScintilla(QsciScintillaBase::SCI_LINEFROMPOSITION, position);
    const auto known = static_cast<qsizetype>(m_states.size());
    const qsizetype next = line + 1;
    if (next >= known)
        return;
    if (linesAdded > 0)
        m_states.insert(m_states.begin() + next, static_cast<size_t>(linesAdded), m_states[static_cast<size_t>(line)]);
    else if (linesAdded < 0)
        m_states.erase(m_states.begin() + next, m_states.begin() + std::min<qsizetype>(next - linesAdded, known));
}

void PromptLexer::updatePlaceholders(QByteArrayView text)
{
    if (!m_placeholdersStale)
        return;
    m_placeholdersStale = false;
    const QList<Placeholder> before = std::exchange(m_placeholders, findPlaceholders(text, m_format));
    const auto [was, is] = std::ranges::mismatch(before, m_placeholders);
    if (was == before.end() && is == m_placeholders.end())
        return;
    const auto lastWas = std::mismatch(before.rbegin(), std::make_reverse_iterator(was), m_placeholders.rbegin(),
                                       std::make_reverse_iterator(is));
    const bool clean = m_dirtyEnd <= m_dirtyStart;
    qsizetype from = clean ? text.size() : m_dirtyStart;
    qsizetype to = clean ? 0 : m_dirtyEnd;
    const auto include = [&](const Placeholder &p) {
        from = std::min(from, p.start);
        to = std::max(to, p.start + p.length);
    };
    std::for_each(was, lastWas.first.base(), include);
    std::for_each(is, lastWas.second.base(), include);
    m_dirtyStart = from;
    m_dirtyEnd = std::min(to, text.size());
}

QByteArrayView PromptLexer::editorText() const
{
    // The pointer stays good until the text is changed, which styling does not do.
    const auto length = editor()->SendScintilla(QsciScintillaBase::SCI_GETLENGTH);
    const auto *data =
        static_cast<const char *>(editor()->SendScintillaPtrResult(QsciScintillaBase::SCI_GETCHARACTERPOINTER));
    return {data, length};
}

void PromptLexer::styleText(int start, int end)
{
    if (!editor())
        return;
    if (!m_reader)
        m_reader = std::make_unique<LineReader>(m_language);
    const QByteArrayView text = editorText();
    updatePlaceholders(text);
    const bool clean = m_dirtyEnd <= m_dirtyStart;
    const qsizetype from = std::min({clean ? qsizetype(start) : m_dirtyStart, m_validEnd, qsizetype(start)});
    auto *sci = editor();
    auto line = sci->SendScintilla(QsciScintillaBase::SCI_LINEFROMPOSITION, long(from));
    line = std::min(line, static_cast<long>(m_states.size()) - 1);
    const auto lineStart = [sci](long l) {
        return qsizetype(sci->SendScintilla(QsciScintillaBase::SCI_POSITIONFROMLINE, l));
    };
    const auto lines = sci->SendScintilla(QsciScintillaBase::SCI_GETLINECOUNT);
    qsizetype at = lineStart(line);
    startStyling(static_cast<int>(at));
    for (; line < lines && at < end; ++line) {
        const qsizetype next = line + 1 < lines ? lineStart(line + 1) : text.size();
        const auto endOfLine = qsizetype(sci->SendScintilla(QsciScintillaBase::SCI_GETLINEENDPOSITION, line));
        m_styles.assign(static_cast<size_t>(next - at), static_cast<char>(Text));
        const auto index = static_cast<size_t>(line);
        auto state = m_states[index];
        if (endOfLine - at <= longestLineRead) {
            state = m_reader->read(text.sliced(at, endOfLine - at), state, m_styles.data());
            ++m_linesRead;
        }
        overlayPlaceholders(at, next);
        sci->SendScintilla(QsciScintillaBase::SCI_SETSTYLINGEX, static_cast<unsigned long>(next - at), m_styles.data());
        at = next;
        const bool known = index + 1 < m_states.size();
        const bool same = known && m_states[index + 1] == state;
        if (!known)
            m_states.push_back(state);
        else
            m_states[index + 1] = state;
        if (same && at >= m_dirtyEnd && at <= m_validEnd) {
            // From here on everything is as it was: its styles are in place already.
            startStyling(static_cast<int>(m_validEnd));
            m_dirtyStart = m_dirtyEnd = 0;
            return;
        }
    }
    m_validEnd = at;
    m_dirtyStart = m_dirtyEnd = 0;
}

void PromptLexer::overlayPlaceholders(qsizetype lineStart, qsizetype lineEnd)
{
    const auto first = std::ranges::partition_point(
        m_placeholders, [lineStart](const Placeholder &p) { return p.start + p.length <= lineStart; });
    for (auto p = first; p != m_placeholders.end() && p->start < lineEnd; ++p) {
        const qsizetype from = std::max(p->start, lineStart) - lineStart;
        const qsizetype to = std::min(p->start + p->length, lineEnd) - lineStart;
        std::fill(m_styles.begin() + from, m_styles.begin() + to, static_cast<char>(styleOf(p->kind)));
    }
}

const char *PromptLexer::language() const
{
    return m_language == Language::Json ? "JSON" : "Prompt";
}

QString PromptLexer::description(int style) const
{
    // Scintilla asks every style number and takes an empty answer for "no such style".
    return style >= 0 && style < StyleCount ? QString::number(style) : QString();
}

QColor PromptLexer::defaultColor(int style) const
{
    // Green, amber and red mean state, so code is violet and keys are teal; both keep WCAG AA contrast.
    switch (style) {
    case Muted:
    case Comment:
    case Escape:
        return m_colors.secondaryText;
    case Code:
        return m_colors.dark ? QColor(0xC9AEF5) : QColor(0x6B3FA0);
    case Key:
    case Number:
        return m_colors.dark ? QColor(0x7CCBDB) : QColor(0x0B6478);
    case Link:
    case Value:
    case Tag:
        return m_colors.accent;
    case Wrong:
        return m_colors.danger;
    default:
        return m_colors.text;
    }
}

QColor PromptLexer::defaultPaper(int) const
{
    return m_colors.surface;
}

QFont PromptLexer::defaultFont(int style) const
{
    QFont font = fixedFont();
    font.setBold(style == Strong || style == Value || style == Tag);
    font.setItalic(style == Emphasis || style == Comment);
    return font;
}

} // namespace promptuary
