// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QLocale>

namespace promptuary
{

/// "1 template", "272 templates": numbers of what an import deals in, as part of a sentence.
class Counted
{
    Q_DECLARE_TR_FUNCTIONS(Counted)
public:
    static QString templates(int n) { return n == 1 ? tr("1 template") : tr("%1 templates").arg(number(n)); }
    static QString newTemplates(int n) { return n == 1 ? tr("1 new template") : tr("%1 new templates").arg(number(n)); }
    static QString versions(int n) { return n == 1 ? tr("1 version") : tr("%1 versions").arg(number(n)); }
    static QString newVersions(int n) { return n == 1 ? tr("1 new version") : tr("%1 new versions").arg(number(n)); }

private:
    static QString number(int n) { return QLocale().toString(n); }
};

} // namespace promptuary
