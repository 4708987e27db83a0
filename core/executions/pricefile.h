// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/execution.h"

#include <QByteArray>
#include <QList>

namespace promptuary
{

/// Reads a JSON list of prices: as genai-prices publishes it (providers with models), as LiteLLM and tokencost do (an
/// object by model, USD for a single token), or as `prices list --json` prints it. Of several providers of a model the
/// first counts, unless `provider` names one. A price by the amount of use counts with its base; one by the time of day
/// and one without input and output are left out.
[[nodiscard]] Result<QList<ModelPrice>> readPrices(const QByteArray &bytes, const QString &fileName,
                                                   const QString &provider = {});

} // namespace promptuary
