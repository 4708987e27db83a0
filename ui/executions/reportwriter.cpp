// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/reportwriter.h"

#include "ui/executions/reportpages.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSaveFile>
#include <QtConcurrentRun>

namespace promptuary
{

namespace
{

/// Text takes less than this and a chart somewhat more; what the window may be held up by is 50.
constexpr int turnMilliseconds = 8;

} // namespace

ReportWriter::ReportWriter(const Report &report, const QPageSize &paper, const QString &file, QObject *parent)
    : QObject(parent)
    , m_report(report)
    , m_paper(paper)
    , m_file(file)
    , m_pdf(&m_bytes)
{
    connect(&m_turn, &QTimer::timeout, this, &ReportWriter::goOn);
    m_turn.setInterval(0);
}

ReportWriter::~ReportWriter() = default;

void ReportWriter::start()
{
    m_turn.start();
}

void ReportWriter::goOn()
{
    if (!m_pages) {
        m_pages = std::make_unique<ReportPages>(m_report, m_paper);
        m_bytes.open(QIODevice::WriteOnly);
        m_pdf.setResolution(reportDpi);
        m_pdf.setPageSize(m_paper);
        m_pdf.setPageMargins(QMarginsF());
        m_pdf.setTitle(m_report.title);
        m_pdf.setCreator(QStringLiteral("Promptuary"));
        m_painter.begin(&m_pdf);
        return;
    }
    if (m_page == m_pages->count()) {
        save();
        return;
    }
    QElapsedTimer spent;
    spent.start();
    while (m_page < m_pages->count() && spent.elapsed() < turnMilliseconds)
        paintPiece();
}

void ReportWriter::paintPiece()
{
    m_pages->paintPiece(m_painter, m_page, m_piece);
    if (++m_piece < m_pages->pieceCount(m_page))
        return;
    m_piece = 0;
    if (++m_page < m_pages->count())
        m_pdf.newPage();
}

void ReportWriter::save()
{
    m_turn.stop();
    m_painter.end();
    m_bytes.close();
    QtConcurrent::run(&saveReport, m_file, m_bytes.data()).then(this, [this](const Result<void> &saved) {
        if (saved)
            Q_EMIT written(m_file);
        else
            Q_EMIT failed(saved.error());
        deleteLater();
    });
}

Result<void> saveReport(const QString &file, const QByteArray &bytes)
{
    QSaveFile target(file);
    if (target.open(QIODevice::WriteOnly) && target.write(bytes) == bytes.size() && target.commit())
        return {};
    return failure(ErrorKind::Failed,
                   ReportWriter::tr("The report could not be written to %1: %2. What was there before is unharmed.")
                       .arg(QDir::toNativeSeparators(file), target.errorString()),
                   ReportWriter::tr("Export it to another folder."));
}

} // namespace promptuary
