// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/codeeditor.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QEvent>
#include <QFontMetrics>
#include <QMimeData>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>
#include <cstring>

namespace promptuary
{

namespace
{

constexpr int findMark = 8; ///< Scintilla's indicators from 8 on are the application's
constexpr int currentMark = 9;
/// A text up to this size is shown whole, wrapped at once so that the page does not grow while it is looked at.
/// Wrapping a larger one would be felt; it scrolls by itself in as much room as the page shows, and is wrapped while
/// idle.
constexpr long largestWhole = 64'000;

/// A colour as Scintilla takes it: red in the lowest byte.
long sciColor(const QColor &color)
{
    return color.red() | (color.green() << 8) | (color.blue() << 16);
}

QsciScintilla::EolMode dominantLineEnd(QByteArrayView utf8)
{
    const auto newlines = utf8.count('\n');
    const auto pairs = utf8.count("\r\n");
    const auto returns = utf8.count('\r') - pairs;
    if (pairs > 0 && pairs * 2 >= newlines + returns)
        return QsciScintilla::EolWindows;
    return returns > newlines ? QsciScintilla::EolMac : QsciScintilla::EolUnix;
}

} // namespace

CodeEditor::CodeEditor(PromptLexer::Language language, QWidget *parent)
    : QsciScintilla(parent)
    , m_lexer(new PromptLexer(language, this))
{
    setUtf8(true);
    applyBehaviour();
    m_lexer->setColors(colors(palette()));
    setLexer(m_lexer);
    applyColors();
    applyFonts();
    m_fit.setSingleShot(true);
    m_fit.setInterval(0);
    connect(&m_fit, &QTimer::timeout, this, &CodeEditor::fitHeight);
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this, [this](int, int type, const char *, int, int linesAdded) {
        if (!(type & (SC_MOD_INSERTTEXT | SC_MOD_DELETETEXT)) || m_loading)
            return;
        if (linesAdded != 0)
            fitMargin();
        m_fit.start();
        Q_EMIT edited();
    });
    connect(this, &QsciScintillaBase::SCN_UPDATEUI, this, [this] {
        const int line = caretLine();
        const int column = caretColumn();
        if (line == m_line && column == m_column)
            return;
        m_line = line;
        m_column = column;
        Q_EMIT caretMoved(line, column);
    });
    // Scintilla wraps large texts while idle and tells of the result by its scroll bar's range only.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, &m_fit, qOverload<>(&QTimer::start));
}

void CodeEditor::applyBehaviour()
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWrapMode(WrapWord);
    setWrapIndentMode(WrapIndentSame);
    SendScintilla(SCI_SETENDATLASTLINE, 1UL);
    SendScintilla(SCI_SETLAYOUTCACHE, static_cast<unsigned long>(SC_CACHE_PAGE));
    setTabWidth(4);
    setIndentationsUseTabs(false);
    setAutoIndent(true);
    setBackspaceUnindents(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setCaretWidth(2);
    setMarginLineNumbers(0, true);
    setMarginWidth(1, 0);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 8L);
    SendScintilla(SCI_SETMARGINRIGHT, 0UL, 8L);
    indicatorDefine(StraightBoxIndicator, findMark);
    indicatorDefine(StraightBoxIndicator, currentMark);
    // Keys the application or the page has its own use for.
    for (const int key : {int(Qt::Key_D), int(Qt::Key_L), int(Qt::Key_T), int(Qt::Key_U), int(Qt::Key_Plus),
                          int(Qt::Key_Minus), int(Qt::Key_Slash)}) {
        for (const int modifiers : {int(Qt::CTRL), int(Qt::CTRL | Qt::SHIFT)}) {
            if (QsciCommand *command = standardCommands()->boundTo(modifiers | key)) {
                command->setKey(0);
                command->setAlternateKey(0);
            }
        }
    }
    if (QsciCommand *redo = standardCommands()->find(QsciCommand::Redo))
        redo->setAlternateKey((Qt::CTRL | Qt::SHIFT | Qt::Key_Z).toCombined());
    setAccessibleDescription(tr("Ctrl+Tab leaves the text, Tab indents."));
}

void CodeEditor::setContent(const QString &text)
{
    setContent(text.toUtf8());
}

void CodeEditor::setContent(const QByteArray &utf8)
{
    QByteArray kept = utf8;
    kept.removeIf([](char c) { return c == '\0'; });
    m_loading = true;
    const bool readOnly = isReadOnly();
    QsciScintilla::setReadOnly(false);
    // Placing the caret would wrap all of the text, and fitting the height once more.
    SendScintilla(SCI_SETWRAPMODE, static_cast<unsigned long>(SC_WRAP_NONE));
    SendScintilla(SCI_CLEARALL);
    SendScintilla(SCI_ALLOCATE, static_cast<unsigned long>(kept.size() + 1));
    SendScintilla(SCI_ADDTEXT, static_cast<unsigned long>(kept.size()), kept.constData());
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    SendScintilla(SCI_GOTOPOS, 0UL);
    SendScintilla(SCI_SETWRAPMODE, static_cast<unsigned long>(SC_WRAP_WORD));
    QsciScintilla::setReadOnly(readOnly);
    setEolMode(dominantLineEnd(kept));
    m_loading = false;
    fitMargin();
    fitHeight();
}

void CodeEditor::replaceContent(const QString &text)
{
    const QByteArray before = utf8();
    const QByteArray after = text.toUtf8();
    const auto [a, b] = std::ranges::mismatch(before, after);
    const qsizetype same = a - before.begin();
    qsizetype tail = 0;
    while (tail < std::min(before.size(), after.size()) - same &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(same), long(before.size() - tail));
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(after.size() - tail - same), after.constData() + same);
}

QByteArray CodeEditor::utf8() const
{
    const auto length = SendScintilla(SCI_GETLENGTH);
    return {static_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER)), length};
}

QString CodeEditor::content() const
{
    const QByteArray bytes = utf8();
    const QString text = QString::fromUtf8(bytes);
    // QString takes a leading byte order mark for an encoding's sign; in a prompt it is text.
    return bytes.startsWith("\xEF\xBB\xBF") ? QChar(QChar::ByteOrderMark) + text : text;
}

bool CodeEditor::holds(QByteArrayView utf8) const
{
    if (SendScintilla(SCI_GETLENGTH) != utf8.size())
        return false;
    return utf8.isEmpty() ||
           std::memcmp(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER), utf8.data(), size_t(utf8.size())) == 0;
}

void CodeEditor::setPlaceholderFormat(const QString &format)
{
    m_lexer->setPlaceholderFormat(format);
}

void CodeEditor::setZoom(int points)
{
    zoomTo(points);
    m_marginDigits = 0;
    applyFonts();
    fitMargin();
    fitHeight();
}

void CodeEditor::setMinimumLines(int lines)
{
    m_minimumLines = lines;
    fitHeight();
}

int CodeEditor::caretLine() const
{
    return int(SendScintilla(SCI_LINEFROMPOSITION, SendScintilla(SCI_GETCURRENTPOS))) + 1;
}

int CodeEditor::caretColumn() const
{
    const auto position = SendScintilla(SCI_GETCURRENTPOS);
    const auto start = SendScintilla(SCI_POSITIONFROMLINE, SendScintilla(SCI_LINEFROMPOSITION, position));
    return int(SendScintilla(SCI_COUNTCHARACTERS, static_cast<unsigned long>(start), position)) + 1;
}

QRect CodeEditor::caretRect() const
{
    const auto position = SendScintilla(SCI_GETCURRENTPOS);
    return {int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, position)),
            int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, position)), 2, lineHeight()};
}

void CodeEditor::setMarks(const QList<std::pair<qsizetype, qsizetype>> &stretches, int current)
{
    const auto length = SendScintilla(SCI_GETLENGTH);
    for (const int indicator : {findMark, currentMark}) {
        SendScintilla(SCI_SETINDICATORCURRENT, indicator);
        SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, length);
    }
    for (qsizetype i = 0; i < stretches.size(); ++i) {
        SendScintilla(SCI_SETINDICATORCURRENT, i == current ? currentMark : findMark);
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(stretches[i].first),
                      static_cast<long>(stretches[i].second - stretches[i].first));
    }
}

QSize CodeEditor::sizeHint() const
{
    return {480, m_height};
}

QSize CodeEditor::minimumSizeHint() const
{
    return {160, m_height};
}

int CodeEditor::lineHeight() const
{
    return int(SendScintilla(SCI_TEXTHEIGHT, 0UL));
}

void CodeEditor::fitMargin()
{
    const int digits = std::max(2, int(QString::number(lines()).size()));
    if (digits == m_marginDigits)
        return;
    m_marginDigits = digits;
    setMarginWidth(0, QString(digits + 2, u'8'));
}

void CodeEditor::fitHeight()
{
    const bool scrolls = SendScintilla(SCI_GETLENGTH) > largestWhole;
    if (scrolls != m_scrolls) {
        m_scrolls = scrolls;
        setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    }
    int height = std::max(m_pageHeight - 4 * lineHeight(), 10 * lineHeight());
    if (!scrolls) {
        const auto last = SendScintilla(SCI_GETLINECOUNT);
        SendScintilla(SCI_ENSUREVISIBLE, static_cast<unsigned long>(last - 1));
        const auto shown = SendScintilla(SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(last));
        height = int(std::max<long>(shown, m_minimumLines)) * lineHeight() + 8;
    }
    if (height == m_height)
        return;
    m_height = height;
    setFixedHeight(height);
    updateGeometry();
}

void CodeEditor::setPageHeight(int pixels)
{
    m_pageHeight = pixels;
    if (m_scrolls)
        m_fit.start();
}

void CodeEditor::applyFonts()
{
    const QFontMetrics metrics(fixedFont());
    // 1.5 lines: half of a line's height more, shared by above and below.
    const int extra = metrics.height() / 2;
    SendScintilla(SCI_SETEXTRAASCENT, extra / 2);
    SendScintilla(SCI_SETEXTRADESCENT, extra - extra / 2);
    // The highest font of all styles makes the lines' height, and styles that the lexer does not use have the
    // interface's font from the second palette on.
    QByteArray family(SendScintilla(SCI_STYLEGETFONT, static_cast<unsigned long>(STYLE_DEFAULT), 0L), '\0');
    SendScintilla(SCI_STYLEGETFONT, static_cast<unsigned long>(STYLE_DEFAULT), static_cast<void *>(family.data()));
    const long size = SendScintilla(SCI_STYLEGETSIZEFRACTIONAL, static_cast<unsigned long>(STYLE_DEFAULT));
    for (int style = 0; style <= STYLE_MAX; ++style) {
        if (!m_lexer->description(style).isEmpty())
            continue;
        SendScintilla(SCI_STYLESETFONT, static_cast<unsigned long>(style), family.constData());
        SendScintilla(SCI_STYLESETSIZEFRACTIONAL, static_cast<unsigned long>(style), size);
    }
}

void CodeEditor::applyColors()
{
    const Colors &c = colors(palette());
    setPaper(c.surface);
    setColor(c.text);
    setCaretForegroundColor(c.text);
    QColor line = c.raised;
    setCaretLineBackgroundColor(line);
    setSelectionBackgroundColor(c.selection);
    SendScintilla(SCI_SETSELFORE, 0UL, 0L);
    setMarginsBackgroundColor(c.surface);
    setMarginsForegroundColor(c.secondaryText);
    setMarginsFont(fixedFont());
    setMatchedBraceBackgroundColor(c.accentSoft);
    setMatchedBraceForegroundColor(c.accent);
    setUnmatchedBraceBackgroundColor(c.surface);
    setUnmatchedBraceForegroundColor(c.text);
    setEdgeColor(c.hairline);
    for (const int indicator : {findMark, currentMark}) {
        SendScintilla(SCI_INDICSETFORE, static_cast<unsigned long>(indicator), sciColor(c.accent));
        SendScintilla(SCI_INDICSETALPHA, static_cast<unsigned long>(indicator), indicator == findMark ? 40L : 110L);
        SendScintilla(SCI_INDICSETOUTLINEALPHA, static_cast<unsigned long>(indicator),
                      indicator == findMark ? 90L : 255L);
        SendScintilla(SCI_INDICSETUNDER, static_cast<unsigned long>(indicator), 1L);
    }
}

void CodeEditor::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !isVisible())
        m_stale = true; // a change of colours has enough to do with what is seen
    else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

void CodeEditor::dress()
{
    m_stale = false;
    m_lexer->setColors(colors(palette()));
    applyColors();
    applyFonts();
    m_marginDigits = 0;
    fitMargin();
    m_fit.start();
}

void CodeEditor::showEvent(QShowEvent *event)
{
    if (m_stale)
        dress();
    QsciScintilla::showEvent(event);
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QsciScintilla::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        m_fit.start();
}

QByteArray CodeEditor::fromMimeData(const QMimeData *source, bool &rectangular) const
{
    QByteArray bytes = QsciScintilla::fromMimeData(source, rectangular);
    bytes.removeIf([](char c) { return c == '\0'; });
    return bytes;
}

} // namespace promptuary
