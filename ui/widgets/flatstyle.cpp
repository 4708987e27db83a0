// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/flatstyle.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/flatpainting.h"
#include "ui/widgets/icons.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QIcon>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleOption>
#include <QTabBar>
#include <QTextDocument>

namespace promptuary
{

namespace
{

constexpr int controlHeight = 30;
constexpr int textInset = 6;  // between a field's border and its text
constexpr int titleInset = 8; // of a panel's title, which then begins where what is in the panel does

} // namespace

FlatStyle::FlatStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void FlatStyle::installWhereNeeded()
{
    const bool fusion = QApplication::style()->name().compare(QLatin1StringView("fusion"), Qt::CaseInsensitive) == 0;
    if (!fusion || qobject_cast<FlatStyle *>(QApplication::style()) ||
        !qEnvironmentVariableIsEmpty("QT_STYLE_OVERRIDE"))
        return;
    QApplication::setStyle(new FlatStyle);
    // There is no desktop whose icons would fit. Qt's own file dialog would still look for each of its own in every
    // folder of every theme, for a quarter of a second; without a theme it takes those that Qt brings.
    QIcon::setThemeSearchPaths({QStringLiteral(":/icons")});
    QIcon::setFallbackSearchPaths({});
}

QIcon FlatStyle::standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const
{
    // The platform would look for them in thousands of files: the first at every start, the others, of docks, whenever
    // something in a dock takes another size.
    if (standard == SP_LineEditClearButton)
        return icon(QStringLiteral("edit-clear"));
    if (standard == SP_TitleBarCloseButton)
        return icon(QStringLiteral("window-close"));
    if (standard == SP_TitleBarNormalButton)
        return icon(QStringLiteral("window-restore"));
    return QProxyStyle::standardIcon(standard, option, widget);
}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const Colors &roles = colors(option->palette);
    const bool enabled = option->state.testFlag(State_Enabled);
    switch (element) {
    case PE_PanelButtonCommand:
        return paintButton(option, painter);
    case PE_PanelButtonTool:
        if (option->state & (State_Sunken | State_On))
            paintBox(painter, option->rect, {.fill = roles.accentSoft});
        else if (enabled && option->state.testFlag(State_MouseOver))
            paintBox(painter, option->rect, {.fill = shifted(roles.raised, roles, 0.06)});
        return;
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_PanelMenuBar:
        return;
    case PE_FrameFocusRect:
        // Buttons and fields show focus in their border already.
        if (!qobject_cast<const QPushButton *>(widget) && !qobject_cast<const QTabBar *>(widget))
            paintBox(painter, option->rect, {.border = roles.accent, .width = 1.5, .corner = 4});
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            paintBox(painter, option->rect, controlBox(option, false));
        else
            painter->fillRect(option->rect.adjusted(1, 1, -1, -1), Qt::transparent);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        if (qobject_cast<const QPlainTextEdit *>(widget))
            return paintBox(painter, option->rect, controlBox(option, false));
        return paintBox(
            painter, option->rect,
            {.border = option->state.testFlag(State_HasFocus) ? roles.accent : roles.hairline, .corner = 3});
    case PE_FrameMenu:
        return paintBox(painter, option->rect, {.border = roles.hairline, .corner = 0});
    case PE_FrameTabWidget:
        return;
    case PE_PanelScrollAreaCorner:
        return painter->fillRect(option->rect, roles.surface);
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), roles.hairline);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return paintCheck(option, painter, false);
    case PE_IndicatorRadioButton:
        return paintCheck(option, painter, true);
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
        return paintChevron(painter, option->rect, Qt::DownArrow, roles.secondaryText);
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        return paintChevron(painter, option->rect, Qt::UpArrow, roles.secondaryText);
    case PE_IndicatorArrowRight:
        return paintChevron(painter, option->rect, Qt::RightArrow, roles.secondaryText);
    case PE_IndicatorArrowLeft:
        return paintChevron(painter, option->rect, Qt::LeftArrow, roles.secondaryText);
    case PE_IndicatorBranch:
        if (option->state.testFlag(State_Children))
            paintChevron(painter, option->rect, option->state.testFlag(State_Open) ? Qt::DownArrow : Qt::RightArrow,
                         roles.secondaryText);
        return;
    default:
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    const Colors &roles = colors(option->palette);
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option); button && isPrimary(option)) {
            QStyleOptionButton inverted(*button);
            inverted.palette.setColor(QPalette::ButtonText, roles.onAccent);
            return QProxyStyle::drawControl(element, &inverted, painter, widget);
        }
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            return paintTab(tab, painter);
        break;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            QStyleOptionTab quiet(*tab);
            if (!tab->state.testFlag(State_Selected))
                quiet.palette.setColor(QPalette::WindowText, roles.secondaryText);
            quiet.state.setFlag(State_HasFocus, false);
            return QProxyStyle::drawControl(element, &quiet, painter, widget);
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, roles.surface);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), roles.hairline);
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, roles.hairline);
        return;
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            const QPoint middle = frame->rect.center();
            if (frame->frameShape == QFrame::HLine)
                return painter->fillRect(QRect(frame->rect.left(), middle.y(), frame->rect.width(), 1), roles.hairline);
            if (frame->frameShape == QFrame::VLine)
                return painter->fillRect(QRect(middle.x(), frame->rect.top(), 1, frame->rect.height()), roles.hairline);
        }
        break;
    case CE_ProgressBarGroove:
        return paintBox(painter, option->rect,
                        {.fill = roles.hairline, .corner = std::min(option->rect.height() / 2.0, cornerRadius)});
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
            bar && bar->maximum > bar->minimum) {
            QRect done = option->rect;
            done.setWidth(
                int(qint64(done.width()) * (bar->progress - bar->minimum) / (qint64(bar->maximum) - bar->minimum)));
            return paintBox(painter, visualRect(option->direction, option->rect, done),
                            {.fill = roles.selection, .border = roles.accent});
        }
        break;
    case CE_DockWidgetTitle:
        if (const auto *title = qstyleoption_cast<const QStyleOptionDockWidget *>(option)) {
            QStyleOptionDockWidget inset(*title);
            inset.rect = visualRect(title->direction, title->rect, title->rect.adjusted(titleInset, 0, 0, 0));
            return QProxyStyle::drawControl(element, &inset, painter, widget);
        }
        break;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            QStyleOptionComboBox fitting(*combo);
            const int room = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget).width() - 2 -
                             (combo->currentIcon.isNull() ? 0 : combo->iconSize.width() + 4);
            fitting.currentText = combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, room);
            return QProxyStyle::drawControl(element, &fitting, painter, widget);
        }
        break;
    case CE_ToolBar:
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, roles.raised);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                   const QWidget *widget) const
{
    if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option); slider && control == CC_ScrollBar)
        return paintScrollBar(slider, painter, subControlRect(control, option, SC_ScrollBarSlider, widget));
    if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option); combo && control == CC_ComboBox) {
        if (combo->frame)
            paintBox(painter, option->rect, controlBox(option, !combo->editable));
        const QRect arrow = subControlRect(control, option, SC_ComboBoxArrow, widget);
        return paintChevron(painter, arrow, Qt::DownArrow, colors(option->palette).secondaryText);
    }
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option); spin && control == CC_SpinBox) {
        if (spin->frame)
            paintBox(painter, option->rect, controlBox(option, false));
        if (spin->buttonSymbols != QAbstractSpinBox::NoButtons) {
            const Colors &roles = colors(option->palette);
            paintChevron(painter, subControlRect(control, option, SC_SpinBoxUp, widget), Qt::UpArrow,
                         roles.secondaryText);
            paintChevron(painter, subControlRect(control, option, SC_SpinBoxDown, widget), Qt::DownArrow,
                         roles.secondaryText);
        }
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !slider) {
        const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
        const bool text = (control == CC_ComboBox && part == SC_ComboBoxEditField) ||
                          (control == CC_SpinBox && part == SC_SpinBoxEditField);
        return text ? rect.adjusted(option->direction == Qt::LeftToRight ? textInset : 0, 0,
                                    option->direction == Qt::LeftToRight ? 0 : -textInset, 0)
                    : rect;
    }
    // No arrow buttons: the whole length is the groove.
    const bool upright = slider->orientation == Qt::Vertical;
    const int length = upright ? slider->rect.height() : slider->rect.width();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    const int shortest = std::min(pixelMetric(PM_ScrollBarSliderMin, option, widget), length);
    const int handle =
        range == 0 ? length : std::max(shortest, int(qint64(slider->pageStep) * length / (range + slider->pageStep)));
    const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - handle,
                                              slider->upsideDown);
    const auto stretch = [&](int from, int size) {
        const QRect rect =
            upright ? QRect(0, from, slider->rect.width(), size) : QRect(from, 0, size, slider->rect.height());
        return visualRect(slider->direction, slider->rect, rect.translated(slider->rect.topLeft()));
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return stretch(start, handle);
    case SC_ScrollBarGroove:
        return stretch(0, length);
    case SC_ScrollBarSubPage:
        return stretch(0, start);
    case SC_ScrollBarAddPage:
        return stretch(start + handle, length - start - handle);
    default:
        return {};
    }
}

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    return element == SE_LineEditContents && frame && frame->lineWidth > 0 ? rect.adjusted(textInset, 0, -textInset, 0)
                                                                           : rect;
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_SplitterWidth: // QSplitter widens the grip of a one-pixel handle by itself
    case PM_DefaultFrameWidth:
    case PM_DockWidgetSeparatorExtent:
        return 1;
    case PM_TabBarTabHSpace:
        return 28;
    case PM_TabBarTabVSpace:
        return 16;
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_ButtonDefaultIndicator:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
        return 16;
    case PM_ToolBarItemSpacing:
    case PM_MenuVMargin:
        return 4;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return 12;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *answer) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup:
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return {size.width() + 28, std::max(size.height() + 10, controlHeight)};
    case CT_ComboBox:
        return {result.width() + 12 + textInset, controlHeight};
    case CT_LineEdit:
    case CT_SpinBox:
        return {result.width() + textInset, controlHeight};
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(std::max(result.height(), 28));
        return result;
    case CT_ItemViewItem:
        return {result.width(), std::max(result.height(), 26)};
    default:
        return result;
    }
}

void FlatStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    // What is typed begins in fields of several lines where it does in those of one, and their corners are as round:
    // the frame is the field, in which a ground of its own would have square ones.
    if (auto *text = qobject_cast<QPlainTextEdit *>(widget)) {
        text->document()->setDocumentMargin(textInset + 2);
        if (text->frameShape() != QFrame::NoFrame)
            text->viewport()->setAutoFillBackground(false);
    }
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QTabBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

} // namespace promptuary
