// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/typography.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr int bannerHeight = 40; // of one line
constexpr int padding = 10;      // above and below more lines

std::pair<QColor, QColor> bannerColors(BannerKind kind, const Colors &roles)
{
    switch (kind) {
    case BannerKind::Success:
        return {roles.activeSoft, roles.active};
    case BannerKind::Warning:
        return {roles.warningSoft, roles.warning};
    case BannerKind::Danger:
        return {roles.dangerSoft, roles.danger};
    case BannerKind::Information:
        break;
    }
    return {roles.accentSoft, roles.accent};
}

} // namespace

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setNames(this, "banner", tr("Message"));
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(1); // a long path in it must not widen the window
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_action->setAutoDefault(false);
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    setNames(m_close, "bannerClose", tr("Close this message"));
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, &Banner::dismiss);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 8, 0);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    setFixedHeight(bannerHeight);
    dress();
    hide();
}

void Banner::tell(BannerKind kind, const QString &text, const QString &action, bool closable)
{
    m_kind = kind;
    m_closable = closable;
    m_text->setText(text);
    setAccessibleDescription(text);
    setNames(m_action, "bannerAction", action);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_close->setVisible(closable);
    dress();
    if (isVisible()) {
        fit();
    } else {
        setFixedHeight(bannerHeight); // until its width is known
        show();
    }
    update();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Banner::fit()
{
    layout()->activate();
    setFixedHeight(std::max(bannerHeight, m_text->heightForWidth(m_text->width()) + 2 * padding));
}

void Banner::clear()
{
    hide();
    m_text->clear();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::dismiss()
{
    clear();
    Q_EMIT closed();
}

void Banner::dress()
{
    const Colors &roles = colors(palette());
    QPalette texts = palette();
    texts.setColor(QPalette::WindowText, roles.text);
    m_text->setPalette(texts);
    m_close->setIcon(icon(QStringLiteral("window-close")));
}

void Banner::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void Banner::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_closable)
        dismiss();
    else
        QWidget::keyPressEvent(event);
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (isVisible() && event->size().width() != event->oldSize().width())
        fit();
}

void Banner::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fit();
}

void Banner::paintEvent(QPaintEvent *)
{
    const auto [back, strong] = bannerColors(m_kind, colors(palette()));
    QPainter painter(this);
    painter.fillRect(rect(), back);
    painter.fillRect(QRect(0, 0, 4, height()), strong); // the kind is told by more than the background's hue
    painter.fillRect(QRect(0, 0, width(), 1), colors(palette()).hairline);
}

} // namespace promptuary
