// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>

namespace promptuary
{

/// A value as compact JSON.
[[nodiscard]] QByteArray jsonText(const QJsonValue &value);

/// The value of a JSON text without a jsonFault; undefined where it holds a number that no double can.
[[nodiscard]] QJsonValue jsonValue(QByteArrayView validJson);

/// The one way of writing a value that PostgreSQL's jsonb takes for the same: no blanks, members sorted, of equal names
/// the last, numbers digit by digit without an exponent (1.50e1 is 15.0). No number goes through a double.
[[nodiscard]] QByteArray normalJson(QByteArrayView validJson);

} // namespace promptuary
