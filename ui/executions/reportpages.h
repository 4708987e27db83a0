// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/report.h"
#include "ui/executions/reportstyle.h"

#include <QPageSize>

#include <functional>
#include <memory>

class QLocale;

namespace promptuary
{

class ReportTableLayout;

/// A report laid out on pages: what belongs together stays on one page, a table that goes on has its header again, no
/// row is cut. A page can be painted on anything, as a whole or piece by piece; a piece takes as long as a chart at
/// most.
class ReportPages
{
public:
    ReportPages(const Report &report, const QPageSize &paper);

    [[nodiscard]] qsizetype count() const { return m_pages.size(); }
    [[nodiscard]] QSizeF size() const { return m_size; } ///< of a page, in pixels of reportDpi
    void paint(QPainter &painter, qsizetype page) const;

    [[nodiscard]] qsizetype pieceCount(qsizetype page) const { return m_pages.at(page).size(); }
    [[nodiscard]] QRectF pieceRoom(qsizetype page, qsizetype piece) const { return m_pages.at(page).at(piece).room; }
    void paintPiece(QPainter &painter, qsizetype page, qsizetype piece) const;

private:
    using Paint = std::function<void(QPainter &, const QRectF &)>;

    struct Piece {
        QRectF room;
        Paint paint;
    };

    void addTitle(const Report &report);
    void addFacts(const QList<ReportFact> &facts);
    void addFigures(const Report &report);
    void add(const ChartData &chart);
    void add(const UsageMap &usage);
    void add(const ReportTable &table);
    void addRows(const std::shared_ptr<const ReportTableLayout> &table);
    void addText(const QString &text, const QFont &font, const QColor &color);
    void addRemark(const Impact &remark);
    void addFooters(const Report &report);
    /// Below what is there already, on the next page where this one has no room for it.
    void place(double height, const Paint &paint);
    void leave(double gap);   ///< between two pieces; none at the top of a page
    void keep(double height); ///< begins a page unless this one has so much room
    [[nodiscard]] QRectF content() const;
    [[nodiscard]] bool besideEachOther(const QString &title, const QString &subtitle) const;
    [[nodiscard]] double headingHeight(const QString &title, const QString &subtitle) const;
    void addHeading(const QString &title, const QString &subtitle);

    ReportStyle m_style;
    QSizeF m_size;
    QList<QList<Piece>> m_pages;
    double m_y = 0; ///< where the next piece begins
};

/// What people print on there: A4, or Letter in the Americas.
[[nodiscard]] QPageSize paperOf(const QLocale &locale);

} // namespace promptuary
