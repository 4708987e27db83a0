// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QRectF;

namespace promptuary
{

struct ChartData;
struct UsageMap;

/// What a chart's view would show of all its series and times, in the light colours, as lines and letters and not as
/// pixels. The smallest text is as large as that of a report. For the GUI thread only.
void paintChart(QPainter &painter, const QRectF &target, const ChartData &chart);
void paintUsage(QPainter &painter, const QRectF &target, const UsageMap &usage);

} // namespace promptuary
