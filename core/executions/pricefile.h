// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/execution.h"

#include <QByteArray>
#include <QList>

namespace promptuary
{

/// The prices of a file, and what it has beyond them.
struct SourcedPrices {
    QList<ModelPrice> prices;
    qsizetype unpriced = 0; ///< models that were left out: no price for input and output that holds all day
    qsizetype several = 0;  ///< models that several providers have prices of; those of the first were taken
};

/// Reads a JSON list of prices: as genai-prices publishes it (providers with models), as LiteLLM and tokencost do (an
/// object by model, USD for a single token), or as `prices list --json` prints it. Of several providers of a model the
/// first with a price counts, unless `provider` names one. A price by the amount of use counts with its base; one by
/// the time of day and one without input and output are left out.
[[nodiscard]] Result<SourcedPrices> readPrices(const QByteArray &bytes, const QString &fileName,
                                               const QString &provider = {});

/// What is not in the prices and why, in sentences; empty where nothing was left out.
[[nodiscard]] QString leftOut(const SourcedPrices &source);

} // namespace promptuary
