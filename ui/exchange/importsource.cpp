// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/importsource.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace promptuary
{

ImportSource::Kind ImportSource::kindOf(const QString &path)
{
    if (path.isEmpty())
        return Kind::None;
    if (QFileInfo(path).isDir())
        return Kind::Git;
    QFile file(path);
    const bool isBundle = file.open(QIODevice::ReadOnly) && file.read(3) == "# v";
    return isBundle ? Kind::Git : Kind::Csv;
}

ImportReading readImportSource(const ImportSource &source, const std::function<void(int, int)> &progress,
                               const std::stop_token &stop)
{
    if (source.kind == ImportSource::Kind::Git)
        return {planGitImport(source.path, source.git, progress, stop)};
    QFile file(source.path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {
            failure(ErrorKind::Failed, QCoreApplication::translate("promptuary::ImportSource", "%1 cannot be read: %2.")
                                           .arg(source.path, file.errorString()))};
    }
    const QByteArray bytes = file.readAll();
    const QString name = QFileInfo(source.path).fileName();
    return {planCsvImport(bytes, name, source.csv, stop), csvColumnNames(bytes, name).value_or(QStringList())};
}

} // namespace promptuary
