// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pill.h"

#include "ui/widgets/typography.h"

#include <QCache>
#include <QFontMetrics>
#include <QPaintEngine>
#include <QPainter>
#include <QPixmap>

#include <utility>

namespace promptuary
{

namespace
{

struct PillColors {
    QColor back;
    QColor text;
};

/// All that a pill's picture depends on.
struct Picture {
    QFont font;
    QString text;
    PillKind kind;
    QRgb back;
    QRgb front;
    QSize size;
    double ratio;
    bool operator==(const Picture &) const = default;
};

size_t qHash(const Picture &picture, size_t seed = 0)
{
    return qHashMulti(seed, picture.font, picture.text, picture.kind, picture.back, picture.size.width());
}

PillColors colorsOf(PillKind kind, const Colors &colors)
{
    switch (kind) {
    case PillKind::Accent:
        return {colors.accentSoft, colors.accent};
    case PillKind::Active:
        return {colors.activeSoft, colors.active};
    case PillKind::Warning:
        return {colors.warningSoft, colors.warning};
    case PillKind::Danger:
        return {colors.dangerSoft, colors.danger};
    case PillKind::Added:
        return {colors.added, colors.active};
    case PillKind::Removed:
        return {colors.removed, colors.danger};
    case PillKind::Neutral:
        break;
    }
    return {colors.raised, colors.secondaryText};
}

QFont pillFont(QFont font, PillKind kind)
{
    if (kind != PillKind::Neutral)
        font.setWeight(QFont::DemiBold);
    return font;
}

void drawPill(QPainter &painter, const QRect &rect, const QString &text, const PillColors &colors)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.back);
    const double radius = std::min(rect.height() / 2.0, 10.0);
    painter.drawRoundedRect(QRectF(rect), radius, radius);
    painter.setPen(colors.text);
    painter.drawText(rect, Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width() - 8));
}

} // namespace

QSize pillSize(const QFont &font, const QString &text)
{
    static QCache<std::pair<QFont, QString>, QSize> known(500);
    const std::pair key(font, text);
    if (const QSize *size = known.object(key))
        return *size;
    // As wide as the bold form in any kind, so that a change of kind moves nothing.
    const QFontMetrics metrics(pillFont(font, PillKind::Active));
    const int height = metrics.height() + 4;
    const QSize size(std::max(metrics.horizontalAdvance(text) + 14, height), height);
    known.insert(key, new QSize(size));
    return size;
}

void paintPill(QPainter &painter, const QRect &rect, PillKind kind, const QString &text, const Colors &colors)
{
    const PillColors own = colorsOf(kind, colors);
    // A file for print has lines and letters; a picture of them could neither be searched nor enlarged.
    if (painter.paintEngine()->type() != QPaintEngine::Raster || painter.worldTransform().isScaling()) {
        painter.save();
        painter.setFont(pillFont(painter.font(), kind));
        drawPill(painter, rect, text, own);
        painter.restore();
        return;
    }
    // The same few pills stand in all rows, and rounding and shaping one takes longer than the rest of a row.
    static QCache<Picture, QPixmap> known(500);
    const double ratio = painter.device()->devicePixelRatio();
    const Picture picture{painter.font(), text, kind, own.back.rgba(), own.text.rgba(), rect.size(), ratio};
    QPixmap *pixmap = known.object(picture);
    if (!pixmap) {
        pixmap = new QPixmap(rect.size() * ratio);
        pixmap->setDevicePixelRatio(ratio);
        pixmap->fill(Qt::transparent);
        QPainter into(pixmap);
        into.setFont(pillFont(painter.font(), kind));
        drawPill(into, QRect(QPoint(), rect.size()), text, own);
        into.end();
        known.insert(picture, pixmap);
    }
    painter.drawPixmap(rect.topLeft(), *pixmap);
}

Pill::Pill(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setFont(smallFont());
}

void Pill::set(PillKind kind, const QString &text)
{
    if (kind == m_kind && text == m_text)
        return;
    m_kind = kind;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QString Pill::text() const
{
    return m_text;
}

QSize Pill::sizeHint() const
{
    return m_text.isEmpty() ? QSize(0, 0) : pillSize(font(), m_text);
}

void Pill::paintEvent(QPaintEvent *)
{
    if (m_text.isEmpty())
        return;
    QPainter painter(this);
    paintPill(painter, rect(), m_kind, m_text, colors(palette()));
}

} // namespace promptuary
