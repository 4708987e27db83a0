// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartlegend.h"

#include "ui/executions/chartview.h"
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
constexpr int mostLines = 3;

} // namespace

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

    void setSeries(const ChartSeries &series, bool shown)
    {
        m_rest = series.rest;
        m_color = series.color;
        setText(series.name);
        setAccessibleName(series.name);
        setChecked(shown);
        setToolTip((shown ? ChartLegend::tr("Hide %1") : ChartLegend::tr("Show %1")).arg(series.name));
        update();
    }

    [[nodiscard]] int nameWidth() const { return fontMetrics().horizontalAdvance(text()) + 2; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Colors &roles = colors(palette());
        const QColor color = ChartView::colorOf({.rest = m_rest, .color = m_color}, roles);
        if (underMouse())
            paintBox(&painter, rect(), {.fill = shifted(roles.surface, roles, 0.06), .corner = 3});
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(isChecked() ? QBrush(color) : QBrush(Qt::NoBrush));
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
    qsizetype m_color = 0; ///< its place among all series
    bool m_rest = false;
};

ChartLegend::ChartLegend(QWidget *parent)
    : QWidget(parent)
{
    setFont(smallFont());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChartLegend::setSeries(const QList<ChartSeries> &series, const QSet<QString> &hidden)
{
    makeButtons(series.size());
    for (qsizetype i = 0; i < series.size(); ++i)
        m_buttons.at(i)->setSeries(series.at(i), !hidden.contains(series.at(i).name));
    place();
}

/// As many as there are series; those that were there stay, and with them the keyboard's focus.
void ChartLegend::makeButtons(qsizetype count)
{
    while (m_buttons.size() > count)
        delete m_buttons.takeLast();
    while (m_buttons.size() < count) {
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

/// One after the other, of names so wide, none wider than the longest, and a new line where the next one does not fit.
QList<QRect> ChartLegend::placesFor(const QList<int> &names, int longestName) const
{
    constexpr int around = 2 * padding + swatch + swatchGap;
    const int line = sizeHint().height();
    QList<QRect> places;
    QPoint at(-padding, 0); // the first square stands below the title's first letter
    for (const int name : names) {
        const int given = std::min(around + std::min(name, longestName), width());
        if (at.x() > 0 && at.x() + given > width())
            at = {-padding, at.y() + line};
        places.append({at, QSize(given, line)});
        at.rx() += given + nameGap;
    }
    return places;
}

void ChartLegend::place()
{
    if (m_buttons.isEmpty())
        return;
    const int most = mostLines * sizeHint().height();
    QList<int> names;
    for (const LegendButton *button : std::as_const(m_buttons))
        names.append(button->nameWidth());
    int longest = std::min(std::ranges::max(names), width());
    QList<QRect> places = placesFor(names, longest);
    while (longest > leastName && places.constLast().bottom() >= most)
        places = placesFor(names, longest -= 4);
    for (qsizetype i = 0; i < m_buttons.size(); ++i)
        m_buttons.at(i)->setGeometry(places.at(i));
    setFixedHeight(places.constLast().bottom() + 1);
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
        const qsizetype place = m_buttons.indexOf(watched);
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
