// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDateTime>

#include <functional>

namespace promptuary
{

enum class Severity : std::uint8_t { Information, Warning, Error };

/// Something the user should know of and may act on, in the place of a message box.
struct Finding {
    Severity severity = Severity::Error;
    QString text;                      ///< what happened, and what is unharmed
    QString remedy = {};               ///< what to do about it
    QString place = {};                ///< where: a line, a file, a template's name
    QString actionName = {};           ///< e.g. "Show" or "Retry"; empty where nothing can be done from here
    std::function<void()> action = {}; ///< what that does
    QDateTime at = {};                 ///< the last time, where it repeated
    int times = 1;

    /// The same trouble again, whenever it was.
    [[nodiscard]] bool repeats(const Finding &other) const
    {
        return severity == other.severity && text == other.text && remedy == other.remedy && place == other.place;
    }
    [[nodiscard]] QString toString() const; ///< for the clipboard
};

[[nodiscard]] Finding findingOf(const Error &error);

} // namespace promptuary
