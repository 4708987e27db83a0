// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/reportbutton.h"

#include "core/executions/report.h"
#include "ui/executions/reportpages.h"
#include "ui/executions/reportwriter.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/typography.h"

#include <QDir>
#include <QFileDialog>
#include <QLocale>

namespace promptuary
{

ReportButton::ReportButton(QWidget *parent)
    : QPushButton(tr("Export report…"), parent)
{
    setNames(this, "exportReport", tr("Export report"));
    setIcon(promptuary::icon(QStringLiteral("document-export")));
    setReady(false);
}

void ReportButton::setReady(bool ready)
{
    setEnabled(ready);
    setToolTip(ready ? tr("Save these figures as a PDF file, to send or to print")
                     : tr("There is a report as soon as the figures are here"));
}

void ReportButton::ask(const Report &report)
{
    // The folder is the one that was used last: the dialog remembers it.
    auto *dialog = new QFileDialog(this, tr("Export the report"), {}, tr("PDF files (*.pdf)"));
    dialog->setObjectName(QStringLiteral("reportFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(report.fileName);
    connect(dialog, &QFileDialog::fileSelected, this, [this, report](const QString &file) { write(report, file); });
    dialog->open();
}

void ReportButton::write(const Report &report, const QString &file)
{
    auto *writer = new ReportWriter(report, paperOf(QLocale()), file, this);
    connect(writer, &ReportWriter::failed, this, &ReportButton::failed);
    connect(writer, &ReportWriter::written, this, [this](const QString &written) {
        Q_EMIT told(tr("The report is in %1.").arg(QDir::toNativeSeparators(written)));
    });
    Q_EMIT told(tr("Writing the report…"));
    writer->start();
}

} // namespace promptuary
