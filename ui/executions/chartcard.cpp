// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/chartcard.h"

#include "ui/executions/chartlegend.h"
#include "ui/executions/charttablemodel.h"
#include "ui/executions/chartview.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/typography.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSaveFile>
#include <QStackedWidget>
#include <QSvgGenerator>
#include <QTableView>
#include <QToolButton>

namespace promptuary
{

namespace
{

Result<void> written(const QString &file, const QByteArray &bytes)
{
    QSaveFile target(file);
    if (target.open(QIODevice::WriteOnly) && target.write(bytes) == bytes.size() && target.commit())
        return {};
    return failure(ErrorKind::Failed, ChartCard::tr("The chart could not be saved: %1.").arg(target.errorString()),
                   ChartCard::tr("Choose another folder."));
}

} // namespace

ChartCard::ChartCard(const QString &name, QWidget *parent)
    : CardFrame(parent)
    , m_title(new QLabel(this))
    , m_subtitle(new QLabel(this))
    , m_header(new QHBoxLayout)
    , m_legend(new ChartLegend(this))
    , m_more(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new ChartView(this))
    , m_table(new QTableView(this))
    , m_model(new ChartTableModel(this))
{
    setObjectName(name + QLatin1StringView("Card"));
    m_view->setObjectName(name + QLatin1StringView("Chart"));
    m_title->setFont(boldFont());
    for (QLabel *label : {m_title, m_subtitle})
        label->setTextFormat(Qt::PlainText);
    makeTable(name);
    makeMenu(name);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);

    m_header->setSpacing(8);
    m_header->addWidget(m_title);
    m_header->addWidget(m_subtitle);
    m_header->addStretch(1);
    m_header->addWidget(m_more);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 12, 12);
    layout->setSpacing(4);
    layout->addLayout(m_header);
    layout->addWidget(m_legend);
    layout->addWidget(m_stack, 1);
    dress();
}

void ChartCard::makeTable(const QString &name)
{
    m_table->setObjectName(name + QLatin1StringView("Table"));
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(26);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setFont(tabularFont(font()));
}

void ChartCard::makeMenu(const QString &name)
{
    m_more->setObjectName(name + QLatin1StringView("More"));
    m_more->setAutoRaise(true);
    auto *menu = new QMenu(m_more);
    m_asTable = menu->addAction(tr("Show as table"));
    m_asTable->setCheckable(true);
    connect(m_asTable, &QAction::toggled, m_stack, [this](bool table) { m_stack->setCurrentIndex(table ? 1 : 0); });
    menu->addSeparator();
    menu->addAction(tr("Copy data as CSV"), this, &ChartCard::copyCsv);
    menu->addAction(tr("Save as PNG…"), this, [this] { askForFile(QStringLiteral("png"), &ChartCard::savePng); });
    menu->addAction(tr("Save as SVG…"), this, [this] { askForFile(QStringLiteral("svg"), &ChartCard::saveSvg); });
    // Not setMenu(): it would draw an arrow beside the dots.
    connect(m_more, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
}

void ChartCard::setData(const ChartData &chart)
{
    m_title->setText(chart.title);
    m_subtitle->setText(chart.subtitle);
    m_more->setAccessibleName(tr("More for %1").arg(chart.title));
    m_more->setToolTip(m_more->accessibleName());
    m_table->setAccessibleName(tr("%1, as a table").arg(chart.title));
    m_view->setData(chart);
    m_model->setChart(chart);
    dress();
}

void ChartCard::addToHeader(QWidget *widget)
{
    m_header->insertWidget(m_header->count() - 1, widget);
}

void ChartCard::copyCsv() const
{
    QApplication::clipboard()->setText(toCsv(m_view->data()));
}

Result<void> ChartCard::savePng(const QString &file) const
{
    constexpr int scale = 2; // sharp in a document too
    QImage image(m_view->size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(colors(palette()).surface);
    QPainter painter(&image);
    m_view->render(&painter, QRectF(QPointF(), QSizeF(m_view->size())));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return written(file, bytes);
}

Result<void> ChartCard::saveSvg(const QString &file) const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(m_view->size());
    svg.setViewBox(m_view->rect());
    svg.setTitle(m_title->text());
    QPainter painter(&svg);
    painter.fillRect(m_view->rect(), colors(palette()).surface);
    m_view->render(&painter, QRectF(m_view->rect()));
    painter.end();
    return written(file, bytes);
}

void ChartCard::askForFile(const QString &suffix, Result<void> (ChartCard::*save)(const QString &) const)
{
    auto *dialog = new QFileDialog(this, tr("Save the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(m_title->text() + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, save](const QString &file) {
        if (const auto saved = (this->*save)(file); !saved)
            Q_EMIT failed(saved.error());
    });
    dialog->open();
}

void ChartCard::dress()
{
    QPalette secondary = palette();
    secondary.setColor(QPalette::WindowText, colors(palette()).secondaryText);
    m_subtitle->setPalette(secondary);
    m_more->setIcon(icon(QStringLiteral("overflow-menu")));
    QList<std::pair<QString, QColor>> series;
    const QList<ChartSeries> &shown = m_view->data().series;
    for (qsizetype i = 0; i < shown.size(); ++i)
        series.append({shown.at(i).name, m_view->colorOf(i, colors(palette()))});
    m_legend->setSeries(series);
    m_legend->setVisible(series.size() > 1);
}

void ChartCard::changeEvent(QEvent *event)
{
    CardFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

} // namespace promptuary
