// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QRandomGenerator>

namespace promptuary
{

/// Texts for property tests; the same seed gives the same texts.
class RandomText
{
public:
    explicit RandomText(quint32 seed)
        : m_random(seed)
    {
    }

    [[nodiscard]] int below(int limit) { return limit <= 0 ? 0 : static_cast<int>(m_random.bounded(limit)); }

    /// A line of a small vocabulary, so that lines repeat; sometimes with bytes that are easily mishandled.
    [[nodiscard]] QByteArray line()
    {
        static const QByteArrayList words{
            "the",  "invoice", "0.10",    "0.1", "{{ x }}", "\t",    "  ", "é",      "日本", "👩‍👩‍👧",
            "\r",   "+a",      "-b",      "@@",  "\\",      "\"q\"", "",   "return", "JSON", "e\xCC\x81",
            "한글", "{}",      "--- a/b", "# c"};
        QByteArray text;
        for (int i = below(6); i > 0; --i)
            text += words[below(static_cast<int>(words.size()))] + (below(3) ? " " : "");
        return text;
    }

    [[nodiscard]] QByteArray text(int mostLines)
    {
        QByteArray all;
        for (int i = below(mostLines + 1); i > 0; --i)
            all += line() + (below(8) ? "\n" : "\r\n");
        if (below(3) == 0)
            all += line();
        return all;
    }

    /// The text with some lines taken out, put in, doubled, moved or changed.
    [[nodiscard]] QByteArray edited(const QByteArray &text, int edits)
    {
        QByteArrayList lines = text.split('\n');
        for (; edits > 0; --edits) {
            const int at = below(static_cast<int>(lines.size()));
            switch (below(6)) {
            case 0:
                if (!lines.isEmpty())
                    lines.removeAt(at);
                break;
            case 1:
                lines.insert(at, line());
                break;
            case 2:
                if (!lines.isEmpty())
                    lines.insert(at, lines[at]);
                break;
            case 3:
                if (!lines.isEmpty())
                    lines.insert(below(static_cast<int>(lines.size())), lines.takeAt(at));
                break;
            case 4:
                if (!lines.isEmpty())
                    lines[at] = line();
                break;
            default:
                if (!lines.isEmpty())
                    lines[at] += line();
                break;
            }
        }
        return lines.join('\n');
    }

private:
    QRandomGenerator m_random;
};

} // namespace promptuary
