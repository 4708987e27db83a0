// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The stations at which a report is exported.
#include "app/promptuary/tour.h"
#include "ui/executions/metricspage.h"
#include "ui/executions/reportpages.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTest>

#include <algorithm>

namespace promptuary
{

namespace
{

/// The first two pages beside each other, as large as the other pictures.
QImage firstPages(const Report &report)
{
    constexpr double gap = 20;
    const ReportPages pages(report, QPageSize(QPageSize::A4));
    QImage image(1440, 900, QImage::Format_RGB32);
    image.setDotsPerMeterX(qRound(reportDpi / 0.0254));
    image.setDotsPerMeterY(qRound(reportDpi / 0.0254));
    image.fill(QColor(0x8A919E));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const double scale = (image.height() - 2 * gap) / pages.size().height();
    const double width = pages.size().width() * scale;
    const qsizetype shown = std::min<qsizetype>(pages.count(), 2);
    painter.translate((image.width() - double(shown) * width - double(shown - 1) * gap) / 2, gap);
    painter.scale(scale, scale);
    for (qsizetype page = 0; page < shown; ++page) {
        painter.fillRect(QRectF(QPointF(), pages.size()), Qt::white);
        pages.paint(painter, page);
        painter.translate(pages.size().width() + gap / scale, 0);
    }
    return image;
}

} // namespace

/// Chooses a file in the dialog, waits for it, and shows the pages that are in it.
void Tour::exportReport(const MetricsPage *page, const QString &name)
{
    const QString file = m_samples.filePath(name + QStringLiteral(".pdf"));
    press("exportReport");
    const auto dialogOf = [page] { return page->findChild<QFileDialog *>(QStringLiteral("reportFile")); };
    waitUntil([&] { return dialogOf() && dialogOf()->isVisible(); }, QStringLiteral("the dialog for the report"));
    dialogOf()->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(file);
    QPushButton *save = dialogOf()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    waitUntil([save] { return save->isEnabled(); }, QStringLiteral("the name of the report to be taken"));
    QTest::mouseClick(save, Qt::LeftButton);
    waitUntil([&] { return QFile::exists(file); }, QStringLiteral("the report"));
    QFile written(file);
    waitUntil([&] { return written.open(QIODevice::ReadOnly) && written.read(5) == "%PDF-"; },
              QStringLiteral("a PDF file"));
    const QString target = announce(name);
    const StallWatch::Pause own(m_stalls);
    firstPages(page->report()).save(target);
}

} // namespace promptuary
