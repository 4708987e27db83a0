// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/reportpages.h"

#include "ui/executions/chartpicture.h"
#include "ui/executions/reportfigures.h"
#include "ui/executions/reporttablelayout.h"
#include "ui/widgets/flatpainting.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>

namespace promptuary
{

namespace
{

constexpr double edge = 48;
constexpr double footerRoom = 24;
constexpr double partGap = 20;
constexpr double smallGap = 4;
constexpr double headingGap = 8;
constexpr double factNameWidth = 96;
constexpr double chartHeight = 156; // so that a page has the key figures and three of them
constexpr double usageHeight = 200;
constexpr double remarkPadding = 8;

QString tr(const char *text)
{
    return QCoreApplication::translate("Report", text);
}

} // namespace

ReportPages::ReportPages(const Report &report, const QPageSize &paper)
    : m_style(reportStyle())
    , m_size(paper.size(QPageSize::Inch) * reportDpi)
{
    m_pages.append(QList<Piece>());
    m_y = content().top();
    addTitle(report);
    addFacts(report.facts);
    if (!report.nothing.isEmpty()) {
        leave(partGap);
        addText(report.nothing, m_style.heading, m_style.roles.text);
    }
    addFigures(report);
    for (const ReportPart &part : report.parts)
        std::visit([this](const auto &known) { add(known); }, part);
    addFooters(report);
}

QRectF ReportPages::content() const
{
    return QRectF(QPointF(), m_size).adjusted(edge, edge, -edge, -edge - footerRoom);
}

void ReportPages::place(double height, const Paint &paint)
{
    keep(height);
    m_pages.last().append({.room = QRectF(content().left(), m_y, content().width(), height), .paint = paint});
    m_y += height;
}

void ReportPages::leave(double gap)
{
    if (!m_pages.constLast().isEmpty())
        m_y += gap;
}

void ReportPages::keep(double height)
{
    if (m_y + height <= content().bottom() || m_pages.constLast().isEmpty())
        return;
    m_pages.append(QList<Piece>());
    m_y = content().top();
}

void ReportPages::addText(const QString &text, const QFont &font, const QColor &color)
{
    if (text.isEmpty())
        return;
    place(textHeight(text, font, content().width()),
          [=](QPainter &painter, const QRectF &room) { paintText(painter, room, text, font, color); });
}

void ReportPages::addTitle(const Report &report)
{
    addText(report.title, m_style.title, m_style.roles.text);
    addText(report.made, m_style.body, m_style.roles.secondaryText);
    leave(2 * smallGap);
}

void ReportPages::addFacts(const QList<ReportFact> &facts)
{
    for (const ReportFact &fact : facts) {
        const double width = content().width() - factNameWidth;
        place(textHeight(fact.value, m_style.body, width) + smallGap / 2,
              [fact, style = m_style](QPainter &painter, const QRectF &room) {
                  paintText(painter, room, fact.name, style.body, style.roles.secondaryText);
                  paintText(painter, room.adjusted(factNameWidth, 0, 0, 0), fact.value, style.body, style.roles.text);
              });
    }
}

void ReportPages::addFigures(const Report &report)
{
    if (report.figures.isEmpty())
        return;
    leave(partGap);
    place(figuresHeight(report.figures.size()),
          [figures = report.figures, style = m_style](QPainter &painter, const QRectF &room) {
              paintFigures(painter, room, figures, style);
          });
    leave(smallGap);
    addText(report.figuresNote, m_style.small, m_style.roles.secondaryText);
}

bool ReportPages::besideEachOther(const QString &title, const QString &subtitle) const
{
    return textWidth(title, m_style.heading) + headingGap + textWidth(subtitle, m_style.small) <= content().width();
}

double ReportPages::headingHeight(const QString &title, const QString &subtitle) const
{
    const double height = textHeight(title, m_style.heading, content().width()) + smallGap;
    return besideEachOther(title, subtitle) ? height : height + textHeight(subtitle, m_style.small, content().width());
}

void ReportPages::addHeading(const QString &title, const QString &subtitle)
{
    const bool beside = besideEachOther(title, subtitle);
    const double first = textHeight(title, m_style.heading, content().width());
    const QPointF offset =
        beside ? QPointF(textWidth(title, m_style.heading) + headingGap,
                         QFontMetricsF(m_style.heading).ascent() - QFontMetricsF(m_style.small).ascent())
               : QPointF(0, first);
    place(headingHeight(title, subtitle), [=, style = m_style](QPainter &painter, const QRectF &room) {
        paintText(painter, room, title, style.heading, style.roles.text);
        paintText(painter, room.adjusted(offset.x(), offset.y(), 0, 0), subtitle, style.small,
                  style.roles.secondaryText);
    });
}

void ReportPages::add(const ChartData &chart)
{
    const double width = content().width();
    const double legend = legendHeight(chart, m_style, width);
    leave(partGap);
    keep(headingHeight(chart.title, chart.subtitle) + legend + chartHeight);
    addHeading(chart.title, chart.subtitle);
    if (chart.isEmpty()) {
        addText(chart.nothing.isEmpty() ? tr("Nothing was measured in this time.") : chart.nothing, m_style.body,
                m_style.roles.secondaryText);
        return;
    }
    if (legend > 0)
        place(legend, [chart, style = m_style](QPainter &painter, const QRectF &room) {
            paintLegend(painter, room, chart, style);
        });
    place(chartHeight, [chart](QPainter &painter, const QRectF &room) { paintChart(painter, room, chart); });
}

void ReportPages::add(const UsageMap &usage)
{
    leave(partGap);
    keep(headingHeight(usage.title, usage.subtitle) + usageHeight);
    addHeading(usage.title, usage.subtitle);
    place(usageHeight, [usage](QPainter &painter, const QRectF &room) { paintUsage(painter, room, usage); });
}

void ReportPages::add(const ReportTable &table)
{
    const auto layout = std::make_shared<const ReportTableLayout>(table, m_style, content().width());
    const double remark = textHeight(table.remark.sentence, m_style.body, content().width() - 2 * remarkPadding);
    const double firstRow = layout->rowCount() > 0 ? layout->headerHeight() + layout->rowHeight(0) : 0;
    leave(partGap);
    keep(headingHeight(table.title, table.subtitle) + remark + 4 * remarkPadding + firstRow);
    addHeading(table.title, table.subtitle);
    addRemark(table.remark);
    if (layout->rowCount() == 0) {
        addText(table.nothing, m_style.body, m_style.roles.secondaryText);
        return;
    }
    addRows(layout);
    leave(smallGap);
    addText(table.caution, m_style.small, m_style.roles.secondaryText);
}

void ReportPages::addRows(const std::shared_ptr<const ReportTableLayout> &table)
{
    const auto addHeader = [&] {
        place(table->headerHeight(),
              [table](QPainter &painter, const QRectF &room) { table->paintHeader(painter, room.topLeft()); });
    };
    addHeader();
    for (qsizetype row = 0; row < table->rowCount(); ++row) {
        keep(table->rowHeight(row));
        if (m_pages.constLast().isEmpty())
            addHeader();
        place(table->rowHeight(row),
              [table, row](QPainter &painter, const QRectF &room) { table->paintRow(painter, room.topLeft(), row); });
    }
}

void ReportPages::addRemark(const Impact &remark)
{
    if (remark.sentence.isEmpty())
        return;
    const double height = textHeight(remark.sentence, m_style.body, content().width() - 2 * remarkPadding);
    place(height + 2 * remarkPadding, [remark, style = m_style](QPainter &painter, const QRectF &room) {
        const Colors &roles = style.roles;
        const auto [front, back] = remark.tone == Verdict::Good  ? std::pair(roles.active, roles.activeSoft)
                                   : remark.tone == Verdict::Bad ? std::pair(roles.danger, roles.dangerSoft)
                                   : remark.mixed                ? std::pair(roles.warning, roles.warningSoft)
                                                                 : std::pair(roles.secondaryText, roles.raised);
        paintBox(&painter, room, {.fill = back});
        paintText(painter, room.adjusted(remarkPadding, remarkPadding, -remarkPadding, 0), remark.sentence, style.body,
                  front);
    });
    leave(smallGap);
}

/// Only now it is known how many pages there are.
void ReportPages::addFooters(const Report &report)
{
    const QRectF room(edge, m_size.height() - edge - footerRoom / 2, content().width(), footerRoom / 2);
    const QString what = QStringLiteral("%1 · %2").arg(report.title, report.made).simplified();
    for (qsizetype page = 0; page < count(); ++page) {
        const QString number = tr("Page %1 of %2").arg(page + 1).arg(count());
        m_pages[page].append(
            {.room = room, .paint = [what, number, style = m_style](QPainter &painter, const QRectF &in) {
                 const double left = in.width() - textWidth(number, style.small) - partGap;
                 const QString shown = QFontMetricsF(style.small).elidedText(what, Qt::ElideMiddle, left);
                 paintText(painter, in, shown, style.small, style.roles.secondaryText);
                 paintText(painter, in, number, style.small, style.roles.secondaryText, Qt::AlignRight);
             }});
    }
}

void ReportPages::paint(QPainter &painter, qsizetype page) const
{
    for (qsizetype piece = 0; piece < pieceCount(page); ++piece)
        paintPiece(painter, page, piece);
}

void ReportPages::paintPiece(QPainter &painter, qsizetype page, qsizetype piece) const
{
    const Piece &known = m_pages.at(page).at(piece);
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    known.paint(painter, known.room);
    painter.restore();
}

QPageSize paperOf(const QLocale &locale)
{
    // By Unicode's CLDR; Qt tells the system of measures, which is another thing.
    static constexpr std::array letter{
        QLocale::Belize,      QLocale::Canada,     QLocale::Chile,        QLocale::Colombia,  QLocale::CostaRica,
        QLocale::ElSalvador,  QLocale::Guatemala,  QLocale::Mexico,       QLocale::Nicaragua, QLocale::Panama,
        QLocale::Philippines, QLocale::PuertoRico, QLocale::UnitedStates, QLocale::Venezuela};
    const bool known = std::ranges::find(letter, locale.territory()) != letter.end();
    return QPageSize(known ? QPageSize::Letter : QPageSize::A4);
}

} // namespace promptuary
