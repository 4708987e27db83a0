// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QRegularExpression>

namespace promptuary
{

/// A pattern for paths: `*` and `?` stay inside a folder, `**` crosses folders, `[a-z]`, `{md,txt}`, a backslash for a
/// character as it is. A pattern without a slash is tried on the file's name, in any folder.
class PathGlob
{
public:
    [[nodiscard]] static Result<PathGlob> parse(const QString &pattern);
    [[nodiscard]] bool matches(const QString &path) const;

private:
    QRegularExpression m_expression;
    bool m_nameOnly = false;
};

} // namespace promptuary
