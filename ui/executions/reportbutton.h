// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QPushButton>

namespace promptuary
{

struct Report;

/// "Export report…": asks for a file, has the report written there and says what becomes of it. Whoever has the figures
/// gives them when it is clicked; it is disabled until there are some.
class ReportButton : public QPushButton
{
    Q_OBJECT
public:
    explicit ReportButton(QWidget *parent = nullptr);

    void setReady(bool ready); ///< there are figures
    void ask(const Report &report);
    void write(const Report &report, const QString &file);

Q_SIGNALS:
    void told(const QString &sentence); ///< that it began, and that it is there
    void failed(const promptuary::Error &error);
};

} // namespace promptuary
