// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartlegend.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QPainter>
#include <QTextDocument>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int swatch = 10;
constexpr int swatchGap = 5;
constexpr int nameGap = 14;

} // namespace

ChartLegend::ChartLegend(QWidget *parent)
    : QWidget(parent)
{
    setFont(smallFont());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChartLegend::setSeries(const QList<std::pair<QString, QColor>> &series)
{
    if (series == m_series)
        return;
    m_series = series;
    QStringList names;
    for (const auto &[name, color] : std::as_const(m_series))
        names << name;
    setToolTip(Qt::convertFromPlainText(names.join(u'\n')));
    update();
}

QSize ChartLegend::sizeHint() const
{
    return {120, fontMetrics().height() + 2};
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    if (m_series.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QList<int> widths;
    for (const auto &[name, color] : std::as_const(m_series))
        widths << painter.fontMetrics().horizontalAdvance(name);
    const int room = width() - int(m_series.size()) * (swatch + swatchGap + nameGap);
    int most = std::ranges::max(widths);
    const auto needed = [&] {
        int sum = 0;
        for (const int name : std::as_const(widths))
            sum += std::min(name, most);
        return sum;
    };
    while (most > 24 && needed() > room)
        most -= 4;
    int x = 0;
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        const auto &[name, color] = m_series.at(i);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(x, (height() - swatch) / 2.0, swatch, swatch), 2, 2);
        x += swatch + swatchGap;
        const int given = std::min(widths.at(i), most);
        painter.setPen(colors(palette()).secondaryText);
        painter.drawText(QRect(x, 0, given + 2, height()), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(name, Qt::ElideRight, given + 1));
        x += given + nameGap;
    }
}

} // namespace promptuary
