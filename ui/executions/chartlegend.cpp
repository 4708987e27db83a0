// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartlegend.h"

#include "ui/widgets/flatpainting.h"
#include "ui/widgets/typography.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int swatch = 10;
constexpr int swatchGap = 5;
constexpr int padding = 4;
constexpr int nameGap = 6;
constexpr int leastName = 24;

/// A series' name; its colour fills the square while it is shown.
class LegendButton : public QAbstractButton
{
public:
    explicit LegendButton(QWidget *parent)
        : QAbstractButton(parent)
    {
        setCheckable(true);
        setFont(smallFont());
        setCursor(Qt::PointingHandCursor);
    }

    void setColor(const QColor &color)
    {
        m_color = color;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Colors &roles = colors(palette());
        if (underMouse())
            paintBox(&painter, rect(), {.fill = shifted(roles.surface, roles, 0.06), .corner = 3});
        painter.setPen(QPen(m_color, 1.5));
        painter.setBrush(isChecked() ? QBrush(m_color) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(QRectF(padding + 0.75, (height() - swatch) / 2.0 + 0.75, swatch - 1.5, swatch - 1.5), 2,
                                2);
        QFont own = font();
        own.setStrikeOut(!isChecked());
        painter.setFont(own);
        painter.setPen(roles.secondaryText);
        const QRect room = rect().adjusted(padding + swatch + swatchGap, 0, -padding + 2, 0);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
        if (hasFocus())
            paintBox(&painter, rect(), {.border = roles.accent, .width = 1.5, .corner = 3});
    }

private:
    QColor m_color;
};

} // namespace

ChartLegend::ChartLegend(QWidget *parent)
    : QWidget(parent)
{
    setFont(smallFont());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChartLegend::setSeries(const QList<std::pair<QString, QColor>> &series, const QSet<QString> &hidden)
{
    m_series = series;
    makeButtons();
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        const auto &[name, color] = m_series.at(i);
        auto *button = static_cast<LegendButton *>(m_buttons.at(i));
        button->setText(name);
        button->setAccessibleName(name);
        button->setColor(color);
        button->setChecked(!hidden.contains(name));
        button->setToolTip((button->isChecked() ? tr("Hide %1") : tr("Show %1")).arg(name));
    }
    place();
}

/// As many as there are series; those that were there stay, and with them the keyboard's focus.
void ChartLegend::makeButtons()
{
    while (m_buttons.size() > m_series.size())
        delete m_buttons.takeLast();
    while (m_buttons.size() < m_series.size()) {
        auto *button = new LegendButton(this);
        button->setObjectName(QStringLiteral("legend%1").arg(m_buttons.size()));
        button->setFocusPolicy(m_buttons.isEmpty() ? Qt::TabFocus : Qt::NoFocus);
        button->installEventFilter(this);
        button->show();
        connect(button, &QAbstractButton::clicked, this,
                [this, button](bool shown) { Q_EMIT toggled(button->text(), shown); });
        m_buttons.append(button);
    }
}

QSize ChartLegend::sizeHint() const
{
    return {120, fontMetrics().height() + 6};
}

void ChartLegend::place()
{
    if (m_buttons.isEmpty())
        return;
    QList<int> widths;
    for (const auto &[name, color] : std::as_const(m_series))
        widths << fontMetrics().horizontalAdvance(name) + 2;
    const int around = 2 * padding + swatch + swatchGap;
    const int room = width() - int(m_series.size()) * (around + nameGap);
    int most = std::ranges::max(widths);
    const auto needed = [&] {
        int sum = 0;
        for (const int name : std::as_const(widths))
            sum += std::min(name, most);
        return sum;
    };
    while (most > leastName && needed() > room)
        most -= 4;
    int x = -padding; // the first square stands below the title's first letter
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        const int given = around + std::min(widths.at(i), most);
        m_buttons.at(i)->setGeometry(x, 0, given, height());
        x += given + nameGap;
    }
}

void ChartLegend::step(qsizetype from, int by)
{
    const qsizetype to = std::clamp<qsizetype>(from + by, 0, m_buttons.size() - 1);
    m_buttons.at(from)->setFocusPolicy(Qt::NoFocus);
    m_buttons.at(to)->setFocusPolicy(Qt::TabFocus);
    m_buttons.at(to)->setFocus(Qt::TabFocusReason);
}

bool ChartLegend::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const qsizetype place = m_buttons.indexOf(qobject_cast<QAbstractButton *>(watched));
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (place >= 0 && (key == Qt::Key_Left || key == Qt::Key_Right)) {
            step(place, key == Qt::Key_Left ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ChartLegend::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace promptuary
