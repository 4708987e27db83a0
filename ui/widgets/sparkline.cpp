// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sparkline.h"

#include <QPainter>

#include <algorithm>

namespace promptuary
{

void paintSparkline(QPainter &painter, const QRectF &rect, const QList<std::optional<double>> &course,
                    const QColor &color)
{
    double low = 0;
    double high = 0;
    qsizetype known = 0;
    for (const auto &value : course) {
        if (!value)
            continue;
        low = known == 0 ? *value : std::min(low, *value);
        high = known == 0 ? *value : std::max(high, *value);
        ++known;
    }
    if (known < 2)
        return;
    const double length = high > low ? high - low : 1;
    const double step = rect.width() / double(course.size() - 1);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPolygonF line;
    const auto finish = [&] {
        painter.drawPolyline(line);
        line.clear();
    };
    for (qsizetype i = 0; i < course.size(); ++i) {
        if (const auto &value = course.at(i))
            line.append({rect.left() + double(i) * step, rect.bottom() - (*value - low) / length * rect.height()});
        else
            finish();
    }
    finish();
}

void paintBars(QPainter &painter, const QRect &rect, const QList<double> &amounts, const QColor &color)
{
    const double most = amounts.isEmpty() ? 0 : *std::ranges::max_element(amounts);
    if (most <= 0)
        return;
    constexpr int gap = 1;
    const int width = std::max(1, int((rect.width() + gap) / amounts.size()) - gap);
    for (qsizetype i = 0; i < amounts.size(); ++i) {
        if (amounts.at(i) <= 0)
            continue;
        const int height = std::max(1, qRound(amounts.at(i) / most * rect.height()));
        painter.fillRect(rect.left() + int(i) * (width + gap), rect.bottom() + 1 - height, width, height, color);
    }
}

} // namespace promptuary
