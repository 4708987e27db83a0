// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/prompttext.h"

#include <QLocale>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// Where UTF-8 goes wrong: the first byte that cannot be decoded.
qsizetype firstBadByte(QByteArrayView bytes)
{
    // A prefix is good or bad once and for all, so the border is found by halving; a prefix that only ends inside a
    // character is good.
    qsizetype good = 0;
    qsizetype bad = bytes.size();
    while (bad - good > 1) {
        const qsizetype middle = good + (bad - good) / 2;
        QStringDecoder decoder(QStringDecoder::Utf8);
        static_cast<void>(QString(decoder(bytes.first(middle))));
        (decoder.hasError() ? bad : good) = middle;
    }
    return good;
}

} // namespace

bool isUtf16(QByteArrayView file)
{
    if (file.startsWith("\xFF\xFE") || file.startsWith("\xFE\xFF"))
        return true;
    constexpr qsizetype enough = 64;
    const QByteArrayView start = file.first(std::min(file.size(), enough));
    const auto alternate = [start](bool nulFirst) {
        for (qsizetype i = 0; i < start.size(); ++i) {
            if ((start[i] == '\0') != ((i % 2 == 0) == nulFirst))
                return false;
        }
        return true;
    };
    return start.size() >= 4 && start.size() % 2 == 0 && (alternate(true) || alternate(false));
}

QString tooLarge(qsizetype bytes, qsizetype maxBytes)
{
    const QLocale english(QLocale::English);
    return u"The text has %1 bytes; at most %2 are taken."_s.arg(english.toString(bytes), english.toString(maxBytes));
}

std::expected<QString, QString> decodePromptText(QByteArrayView bytes, qsizetype maxBytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.slice(3);
    if (bytes.size() > maxBytes)
        return std::unexpected(tooLarge(bytes.size(), maxBytes));
    if (bytes.contains('\0'))
        return std::unexpected(u"The text holds a NUL byte, so it is no text."_s);
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::unexpected(u"The text is not UTF-8 (byte %1)."_s.arg(firstBadByte(bytes) + 1));
    return text.isNull() ? QString(u""_s) : text;
}

} // namespace promptuary
