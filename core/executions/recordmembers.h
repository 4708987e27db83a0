// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QSet>
#include <QString>
#include <QStringList>

namespace promptuary
{

/// Finds members of records that record_executions() does not know, which it passes over: a name that is spelled wrong
/// would be missed only much later.
class RecordMembers
{
public:
    /// Sentences about names in this line that were in none before, empty for none. What is no JSON object has none.
    [[nodiscard]] QStringList unknownIn(QByteArrayView line);

private:
    QSet<QString> m_told;
};

} // namespace promptuary
