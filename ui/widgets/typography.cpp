// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/typography.h"

#include <QApplication>
#include <QFontDatabase>
#include <QWidget>

namespace promptuary
{

namespace
{

/// Platforms give their font in points or in pixels; scaling keeps to whichever it is.
QFont scaled(QFont font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    return font;
}

QFont demiBold(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

/// Delegates ask for every row. A font made anew must be matched to the platform's fonts anew, a copy need not.
struct Fonts {
    QFont body = QApplication::font();
    QFont small = scaled(body, 0.875);
    QFont title = demiBold(scaled(body, 1.375));
    QFont bold = demiBold(body);
};

const Fonts &fonts()
{
    static Fonts known;
    if (known.body != QApplication::font())
        known = {};
    return known;
}

} // namespace

QFont smallFont()
{
    return fonts().small;
}

QFont titleFont()
{
    return fonts().title;
}

QFont boldFont()
{
    return fonts().bold;
}

QFont fixedFont()
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

QFont tabularFont(QFont font)
{
    font.setFeature(QFont::Tag("tnum"), 1);
    return font;
}

void setEnabledOr(QWidget *widget, bool enabled, QWidget *heir)
{
    // Also while another window is active: this one gives the focus back to what had it.
    if (!enabled && widget->window()->focusWidget() == widget)
        heir->setFocus();
    widget->setEnabled(enabled);
}

void setNames(QWidget *widget, const char *objectName, const QString &accessibleName)
{
    widget->setObjectName(QLatin1StringView(objectName));
    widget->setAccessibleName(accessibleName);
}

void setTabOrderThrough(const QList<QWidget *> &widgets)
{
    QWidget *before = nullptr;
    const auto add = [&before](QWidget *widget) {
        // Parts with a proxy are reached through it; pop-ups of boxes are windows of their own.
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
            return;
        if (before && before->window() != widget->window())
            return;
        if (before)
            QWidget::setTabOrder(before, widget);
        before = widget;
    };
    for (QWidget *widget : widgets) {
        add(widget);
        for (QWidget *part : widget->findChildren<QWidget *>())
            add(part);
    }
}

} // namespace promptuary
