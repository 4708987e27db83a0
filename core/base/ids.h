// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QtTypes>

#include <compare>

namespace promptuary
{

/// A row's key that cannot be mistaken for the key of another table. 0 means "none".
template<typename Tag>
struct Id {
    qint64 value = 0;

    [[nodiscard]] explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id &) const = default;
};

template<typename Tag>
size_t qHash(Id<Tag> id, size_t seed = 0) // found by its argument's namespace; clazy:exclude=qhash-namespace
{
    return ::qHash(id.value, seed);
}

using TemplateId = Id<struct TemplateTag>;
using ActivationId = Id<struct ActivationTag>;

} // namespace promptuary
