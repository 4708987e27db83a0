// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/activitybar.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/typography.h"

#include <QActionGroup>
#include <QPainter>
#include <QStyleOption>
#include <QToolButton>

namespace promptuary
{

namespace
{

constexpr int pictureSize = 22;

constexpr auto countProperty = "promptuaryCount";

/// On the icon's upper right corner.
void paintCount(QPainter &painter, const QRect &picture, int count, const Colors &roles)
{
    const QString text = count > 99 ? QStringLiteral("99+") : QString::number(count);
    painter.save();
    painter.setFont(smallFont());
    const QSize size = pillSize(smallFont(), text);
    const QRect place(QPoint(picture.right() - 6, picture.top() - 6), size.boundedTo(QSize(size.width(), 16)));
    paintPill(painter, place, PillKind::Danger, text, roles);
    painter.restore();
}

class ActivityButton : public QToolButton
{
public:
    using QToolButton::QToolButton;

    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(smallFont());
        return {std::max(56, metrics.horizontalAdvance(defaultAction()->iconText()) + 12),
                pictureSize + metrics.height() + 20};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Colors &roles = colors(palette());
        const QRectF back = QRectF(rect()).adjusted(2, 2, -2, -2);
        if (isChecked())
            paintBox(&painter, back, {.fill = roles.accentSoft});
        else if (underMouse())
            paintBox(&painter, back, {.fill = shifted(roles.raised, roles, 0.05)});
        if (hasFocus())
            paintBox(&painter, back, {.border = roles.accent, .width = 1.5});
        const QRect picture((width() - pictureSize) / 2, 9, pictureSize, pictureSize);
        icon().paint(&painter, picture);
        if (const int count = defaultAction()->property(countProperty).toInt(); count > 0)
            paintCount(painter, picture, count, roles);
        painter.setFont(smallFont());
        painter.setPen(isChecked() ? roles.accent : roles.secondaryText);
        painter.drawText(rect().adjusted(0, picture.bottom() + 3, 0, 0), Qt::AlignHCenter | Qt::AlignTop,
                         defaultAction()->iconText());
    }
};

} // namespace

ActivityBar::ActivityBar(QWidget *parent)
    : QToolBar(tr("Activities"), parent)
    , m_group(new QActionGroup(this))
{
    setNames(this, "activityBar", tr("Activities"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu); // it would offer to hide the only way back
    toggleViewAction()->setVisible(false);
    setOrientation(Qt::Vertical);
    setIconSize(QSize(pictureSize, pictureSize));
}

void ActivityBar::addActivity(QAction *action, const QString &iconName)
{
    action->setCheckable(true);
    m_group->addAction(action);
    m_icons.append({action, iconName});
    connect(action, &QAction::toggled, this, &ActivityBar::dress);
    auto *button = new ActivityButton(this);
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::TabFocus);
    button->setObjectName(action->objectName() + QLatin1StringView("Button"));
    button->setAccessibleName(action->iconText());
    button->setToolTip(
        QStringLiteral("%1 (%2)").arg(action->iconText(), action->shortcut().toString(QKeySequence::NativeText)));
    addWidget(button);
    dress();
}

void ActivityBar::setCurrent(qsizetype activity)
{
    m_icons.at(activity).first->setChecked(true);
}

void ActivityBar::setCount(qsizetype activity, int count)
{
    QAction *action = m_icons.at(activity).first;
    if (action->property(countProperty).toInt() == count)
        return;
    action->setProperty(countProperty, count);
    if (QWidget *button = findChild<QWidget *>(action->objectName() + QLatin1StringView("Button"))) {
        button->setAccessibleName(count > 0 ? tr("%1, %2 wait").arg(action->iconText()).arg(count)
                                            : action->iconText());
        button->update();
    }
}

void ActivityBar::dress()
{
    const Colors &roles = colors(palette());
    for (const auto &[action, name] : std::as_const(m_icons)) {
        QPalette own = palette();
        own.setColor(QPalette::Text, action->isChecked() ? roles.accent : roles.secondaryText);
        action->setIcon(icon(name, own));
        action->setIconVisibleInMenu(false);
    }
}

void ActivityBar::changeEvent(QEvent *event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void ActivityBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &roles = colors(palette());
    painter.fillRect(rect(), roles.raised);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), roles.hairline);
}

} // namespace promptuary
