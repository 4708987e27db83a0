// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/figurecard.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/tablecopy.h"
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
    return failure(ErrorKind::Failed, FigureCard::tr("The chart could not be saved: %1.").arg(target.errorString()),
                   FigureCard::tr("Choose another folder."));
}

} // namespace

FigureCard::FigureCard(const QString &name, QWidget *view, QAbstractTableModel *model, QWidget *parent)
    : CardFrame(parent)
    , m_title(new QLabel(this))
    , m_subtitle(new QLabel(this))
    , m_header(new QHBoxLayout)
    , m_layout(new QVBoxLayout(this))
    , m_more(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_view(view)
    , m_table(new QTableView(this))
{
    setObjectName(name + QLatin1StringView("Card"));
    m_view->setObjectName(name + QLatin1StringView("Chart"));
    m_title->setFont(boldFont());
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_title, m_subtitle})
        label->setTextFormat(Qt::PlainText);
    makeTable(name, model);
    makeMenu(name);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);

    m_header->setSpacing(8);
    m_header->addWidget(m_title);
    m_header->addWidget(m_subtitle);
    m_header->addStretch(1);
    m_header->addWidget(m_more);
    m_layout->setContentsMargins(16, 8, 12, 12);
    m_layout->setSpacing(4);
    m_layout->addLayout(m_header);
    m_layout->addWidget(m_stack, 1);
}

void FigureCard::makeTable(const QString &name, QAbstractTableModel *model)
{
    m_table->setObjectName(name + QLatin1StringView("Table"));
    m_table->setModel(model);
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
    makeCopyable(m_table);
}

void FigureCard::makeMenu(const QString &name)
{
    m_more->setObjectName(name + QLatin1StringView("More"));
    m_more->setAutoRaise(true);
    m_more->setIcon(icon(QStringLiteral("overflow-menu")));
    auto *menu = new QMenu(m_more);
    const auto add = [&](const char *suffix, const QString &text) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name + QLatin1StringView(suffix));
        action->setWhatsThis(text); // and of what, once that is known
        m_actions.append(action);
        return action;
    };
    QAction *asTable = add("AsTable", tr("Show as table"));
    asTable->setCheckable(true);
    connect(asTable, &QAction::toggled, m_stack, [this](bool table) { m_stack->setCurrentIndex(table ? 1 : 0); });
    menu->addSeparator();
    connect(add("AsCsv", tr("Copy data as CSV")), &QAction::triggered, this, &FigureCard::copyCsv);
    menu->addSeparator();
    connect(add("SaveCsv", tr("Save as CSV…")), &QAction::triggered, this,
            [this] { askForFile(QStringLiteral("csv"), &FigureCard::saveCsv); });
    connect(add("AsPng", tr("Save as PNG…")), &QAction::triggered, this,
            [this] { askForFile(QStringLiteral("png"), &FigureCard::savePng); });
    connect(add("AsSvg", tr("Save as SVG…")), &QAction::triggered, this,
            [this] { askForFile(QStringLiteral("svg"), &FigureCard::saveSvg); });
    // Not setMenu(): it would draw an arrow beside the dots.
    connect(m_more, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
}

void FigureCard::setTitle(const QString &title, const QString &subtitle)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_more->setAccessibleName(tr("More for %1").arg(title));
    m_more->setToolTip(m_more->accessibleName());
    m_table->setAccessibleName(tr("%1, as a table").arg(title));
    for (QAction *action : std::as_const(m_actions))
        action->setWhatsThis(QStringLiteral("%1: %2").arg(title, action->text()));
}

void FigureCard::addToHeader(QWidget *widget)
{
    m_header->insertWidget(m_header->count() - 1, widget);
}

void FigureCard::addBelowHeader(QWidget *widget)
{
    m_layout->insertWidget(1, widget);
}

void FigureCard::copyCsv() const
{
    QApplication::clipboard()->setText(csv());
}

Result<void> FigureCard::saveCsv(const QString &file) const
{
    return written(file, csv().toUtf8());
}

Result<void> FigureCard::savePng(const QString &file) const
{
    constexpr int scale = 2; // sharp in a document too
    QImage image(m_view->size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(colors(palette()).surface);
    QPainter painter(&image);
    paintFigure(&painter, QRectF(QPointF(), QSizeF(m_view->size())));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return written(file, bytes);
}

Result<void> FigureCard::saveSvg(const QString &file) const
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
    paintFigure(&painter, QRectF(m_view->rect()));
    painter.end();
    return written(file, bytes);
}

void FigureCard::askForFile(const QString &suffix, Result<void> (FigureCard::*save)(const QString &) const)
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

} // namespace promptuary
