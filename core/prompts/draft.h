// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/version.h"

#include <QDateTime>

namespace promptuary
{

/// A text that was being written and is not saved: valid or not, it is kept as it stood.
struct Draft {
    QString database; ///< which database the template is in; the session says
    TemplateId templateId;
    int parent = 0; ///< the version it was edited from
    int newest = 0; ///< the newest version known then: a newer one since means that someone saved meanwhile
    VersionContent content;
    QString note;
    QDateTime at; ///< when it was last typed in
    bool operator==(const Draft &) const = default;
};

/// The draft as a file's bytes, with a checksum, and back. An error says that the file is damaged.
[[nodiscard]] QByteArray draftToBytes(const Draft &draft);
[[nodiscard]] Result<Draft> draftFromBytes(QByteArrayView bytes);

} // namespace promptuary
