// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/executions/report.h"

#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTimer>

#include <memory>

namespace promptuary
{

class ReportPages;

/// Writes a report as PDF while the window goes on: charts can be painted on the GUI thread only, so pages are painted
/// there piece by piece between events, into memory; the disk, which may be slow or far away, is another thread's. A
/// file that cannot be written leaves what was there before. It deletes itself when it is done.
class ReportWriter : public QObject
{
    Q_OBJECT
public:
    ReportWriter(const Report &report, const QPageSize &paper, const QString &file, QObject *parent = nullptr);
    ~ReportWriter() override;

    void start();

Q_SIGNALS:
    void written(const QString &file);
    void failed(const promptuary::Error &error);

private:
    void goOn();
    void paintPiece();
    void save();

    Report m_report;
    QPageSize m_paper;
    QString m_file;
    QTimer m_turn;
    std::unique_ptr<ReportPages> m_pages; ///< laid out in the first turn
    qsizetype m_page = 0;
    qsizetype m_piece = 0;
    QBuffer m_bytes;
    QPdfWriter m_pdf;
    QPainter m_painter; // the last, so that it is gone before what it paints on
};

/// All of the file or nothing of it.
[[nodiscard]] Result<void> saveReport(const QString &file, const QByteArray &bytes);

} // namespace promptuary
