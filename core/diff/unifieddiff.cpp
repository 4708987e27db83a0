// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/unifieddiff.h"

#include "core/diff/linepairs.h"
#include "core/diff/worddiff.h"

#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

using Lines = QList<QByteArrayView>;

// The regions that one @@ header stands for: indices [first, last) into the diff's hunks.
struct Group {
    UnifiedHunk range;
    qsizetype first = 0;
    qsizetype last = 0;
};

constexpr QByteArrayView noNewline = "\\ No newline at end of file";

// A byte that is no UTF-8 is the lone surrogate of this number plus the byte, which valid text never holds: so lines
// that differ in any byte are different texts, and come out as they were.
constexpr ushort strayByte = 0xDC00;

QList<Group> groups(const LineDiff &diff, int leftLines, int rightLines, int context)
{
    QList<Group> all;
    context = std::max(context, 0);
    for (qsizetype first = 0; first < diff.hunks.size();) {
        qsizetype last = first + 1;
        while (last < diff.hunks.size() &&
               diff.hunks[last].leftStart - diff.hunks[last - 1].leftEnd() <= 2 * qint64(context))
            ++last;
        const LineHunk &a = diff.hunks[first];
        const LineHunk &z = diff.hunks[last - 1];
        const int before = std::min(context, a.leftStart);
        const int after = std::min(context, leftLines - z.leftEnd());
        UnifiedHunk range{.oldStart = a.leftStart - before,
                          .oldLines = z.leftEnd() + after - a.leftStart + before,
                          .newStart = a.rightStart - before,
                          .newLines = std::min(z.rightEnd() + after, rightLines) - a.rightStart + before};
        // Lines count from 1, except that an empty range is named by the line before it.
        range.oldStart += range.oldLines > 0 ? 1 : 0;
        range.newStart += range.newLines > 0 ? 1 : 0;
        all.append({range, first, last});
        first = last;
    }
    return all;
}

// As git and GNU diff write names: quoted where a character would break the line, ended by a tab where a blank would.
QByteArray fileName(const QString &name)
{
    const QByteArray plain = name.toUtf8();
    const auto special = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '"' || c == '\\';
    };
    if (std::ranges::none_of(plain, special))
        return plain.contains(' ') ? plain + '\t' : plain;
    QByteArray quoted = "\"";
    for (const char c : plain) {
        if (!special(c)) {
            quoted += c;
        } else if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else {
            quoted += '\\' + QByteArray::number(static_cast<unsigned char>(c), 8).rightJustified(3, '0');
        }
    }
    return quoted + '"';
}

QByteArray fileHeader(const QString &leftName, const QString &rightName)
{
    return "--- " + fileName(leftName) + "\n+++ " + fileName(rightName) + '\n';
}

QByteArray rangeHeader(const UnifiedHunk &range)
{
    const auto part = [](int start, int lines) {
        return QByteArray::number(start) + (lines == 1 ? QByteArray() : ',' + QByteArray::number(lines));
    };
    return "@@ -" + part(range.oldStart, range.oldLines) + " +" + part(range.newStart, range.newLines) + " @@\n";
}

void appendLine(QByteArray &text, char sign, QByteArrayView line)
{
    text += sign;
    text += line;
    if (!line.endsWith('\n'))
        text += '\n' + noNewline.toByteArray() + '\n';
}

QByteArrayView withoutEnd(QByteArrayView line)
{
    return line.endsWith('\n') ? line.chopped(1) : line;
}

// How many bytes a character takes that begins with `first`.
qsizetype lengthOf(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0xC0)
        return 1;
    return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// Unlike QString::fromUtf8, which drops a byte order mark and makes one character of all stray bytes.
QString decoded(QByteArrayView bytes)
{
    const auto valid = [](QByteArrayView part) -> QString {
        return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom).decode(part);
    };
    if (bytes.isValidUtf8())
        return valid(bytes);
    QString text;
    qsizetype begin = 0; // of what is valid up to `at`
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype length = std::min(lengthOf(bytes[at]), bytes.size() - at);
        if (bytes.sliced(at, length).isValidUtf8()) {
            at += length;
            continue;
        }
        text += valid(bytes.sliced(begin, at - begin));
        text += QChar(static_cast<ushort>(strayByte + static_cast<unsigned char>(bytes[at])));
        begin = ++at;
    }
    return text + valid(bytes.sliced(begin));
}

QByteArray encoded(QStringView text)
{
    QByteArray bytes;
    qsizetype begin = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at].isHighSurrogate()) {
            ++at;
        } else if (text[at].isLowSurrogate()) {
            bytes += text.sliced(begin, at - begin).toUtf8();
            bytes += static_cast<char>(text[at].unicode() - strayByte);
            begin = at + 1;
        }
    }
    return bytes + text.sliced(begin).toUtf8();
}

QString marked(const QString &left, const QString &right)
{
    const WordDiff words = diffWords(left, right);
    QString text;
    qsizetype l = 0;
    qsizetype r = 0;
    auto removed = words.left.begin();
    auto added = words.right.begin();
    while (l < left.size() || r < right.size()) {
        if (removed != words.left.end() && removed->start == l) {
            text += u"[-"_s + left.sliced(l, removed->length) + u"-]"_s;
            l = removed++->end();
        } else if (added != words.right.end() && added->start == r) {
            text += u"{+"_s + right.sliced(r, added->length) + u"+}"_s;
            r = added++->end();
        } else {
            const qsizetype toRemoved = (removed == words.left.end() ? left.size() : removed->start) - l;
            const qsizetype toAdded = (added == words.right.end() ? right.size() : added->start) - r;
            const qsizetype same = std::min(toRemoved, toAdded);
            text += left.sliced(l, same);
            l += same;
            r += same;
        }
    }
    return text;
}

// Where a side's last line has no newline, a line of its own says so, marked where that is no longer or newly so.
void appendEnd(QByteArray &text, bool leftEnds, bool rightEnds)
{
    if (!leftEnds && !rightEnds)
        text += noNewline.toByteArray() + '\n';
    else if (!leftEnds)
        text += "[-" + noNewline.toByteArray() + "-]\n";
    else if (!rightEnds)
        text += "{+" + noNewline.toByteArray() + "+}\n";
}

void appendMarked(QByteArray &text, const LineHunk &hunk, const Lines &left, const Lines &right)
{
    const Lines leftLines = left.sliced(hunk.leftStart, hunk.leftCount);
    const Lines rightLines = right.sliced(hunk.rightStart, hunk.rightCount);
    QStringList leftTexts;
    QStringList rightTexts;
    for (const QByteArrayView line : leftLines)
        leftTexts.append(decoded(withoutEnd(line)));
    for (const QByteArrayView line : rightLines)
        rightTexts.append(decoded(withoutEnd(line)));
    const auto pairs = pairLines({leftTexts.begin(), leftTexts.end()}, {rightTexts.begin(), rightTexts.end()});
    for (const LinePair &pair : pairs) {
        if (pair.right < 0)
            text += "[-" + encoded(leftTexts[pair.left]) + "-]\n";
        else if (pair.left < 0)
            text += "{+" + encoded(rightTexts[pair.right]) + "+}\n";
        else
            text += encoded(marked(leftTexts[pair.left], rightTexts[pair.right])) + '\n';
        const auto ends = [](const Lines &lines, int at) { return at < 0 || lines[at].endsWith('\n'); };
        appendEnd(text, ends(leftLines, pair.left), ends(rightLines, pair.right));
    }
}

} // namespace

QList<UnifiedHunk> unifiedHunks(const LineDiff &diff, int leftLines, int rightLines, int context)
{
    QList<UnifiedHunk> ranges;
    for (const Group &group : groups(diff, leftLines, rightLines, context))
        ranges.append(group.range);
    return ranges;
}

QByteArray unifiedDiff(QByteArrayView left, QByteArrayView right, const LineDiff &diff, const QString &leftName,
                       const QString &rightName, int context)
{
    if (diff.equal())
        return {};
    const Lines leftLines = splitLines(left);
    const Lines rightLines = splitLines(right);
    QByteArray text = fileHeader(leftName, rightName);
    for (const Group &group :
         groups(diff, static_cast<int>(leftLines.size()), static_cast<int>(rightLines.size()), context)) {
        text += rangeHeader(group.range);
        int at = group.range.oldStart - (group.range.oldLines > 0 ? 1 : 0);
        const int end = at + group.range.oldLines;
        for (qsizetype h = group.first; h < group.last; ++h) {
            const LineHunk &hunk = diff.hunks[h];
            for (; at < hunk.leftStart; ++at)
                appendLine(text, ' ', leftLines[at]);
            for (; at < hunk.leftEnd(); ++at)
                appendLine(text, '-', leftLines[at]);
            for (int i = hunk.rightStart; i < hunk.rightEnd(); ++i)
                appendLine(text, '+', rightLines[i]);
        }
        for (; at < end; ++at)
            appendLine(text, ' ', leftLines[at]);
    }
    return text;
}

QByteArray wordMarkedDiff(QByteArrayView left, QByteArrayView right, const LineDiff &diff, const QString &leftName,
                          const QString &rightName, int context)
{
    if (diff.equal())
        return {};
    const Lines leftLines = splitLines(left);
    const Lines rightLines = splitLines(right);
    QByteArray text = fileHeader(leftName, rightName);
    for (const Group &group :
         groups(diff, static_cast<int>(leftLines.size()), static_cast<int>(rightLines.size()), context)) {
        text += rangeHeader(group.range);
        int at = group.range.oldStart - (group.range.oldLines > 0 ? 1 : 0);
        const int end = at + group.range.oldLines;
        const auto copyTo = [&](int line) {
            for (; at < line; ++at) {
                const bool ends = leftLines[at].endsWith('\n');
                text += withoutEnd(leftLines[at]).toByteArray() + '\n';
                appendEnd(text, ends, ends);
            }
        };
        for (qsizetype h = group.first; h < group.last; ++h) {
            copyTo(diff.hunks[h].leftStart);
            appendMarked(text, diff.hunks[h], leftLines, rightLines);
            at = diff.hunks[h].leftEnd();
        }
        copyTo(end);
    }
    return text;
}

} // namespace promptuary
