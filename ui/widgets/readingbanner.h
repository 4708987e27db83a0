// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/widgets/banner.h"

namespace promptuary
{

/// Says why something could not be read, in plain words: what the server said is in the tooltip. That there is no
/// connection the window says, and as long as it does, a page does not say it again.
class ReadingBanner : public Banner
{
    Q_OBJECT
public:
    using Banner::Banner;

    /// `sentence` has a place for the reason, which is a sentence too.
    void tellOf(const Error &error, const QString &sentence, const QString &action = {}, bool closable = false);
    void setConnected(bool connected);

private:
    bool m_connected = true;
    bool m_ofConnection = false;
};

/// The error as it is told, but for what of a lost connection only whoever looks after the server can read.
[[nodiscard]] QString plainReason(const Error &error);

} // namespace promptuary
