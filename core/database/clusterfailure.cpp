// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/clusterfailure.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QStorageInfo>
#include <QStringList>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

/// The last line in which PostgreSQL names an error; the programs run in the C locale, so the words are known.
QString lastComplaint(const QString &output)
{
    QString found;
    for (const QString &line : output.split(u'\n', Qt::SkipEmptyParts)) {
        for (const auto word : {"FATAL:"_L1, "PANIC:"_L1, "error:"_L1, "ERROR:"_L1}) {
            if (const qsizetype at = line.indexOf(word); at >= 0)
                found = line.sliced(at + word.size()).trimmed();
        }
    }
    return found.isEmpty() ? output.trimmed().section(u'\n', -1) : found;
}

/// What PostgreSQL says where it misses files of a cluster or cannot make sense of them.
bool isDamage(const QString &output)
{
    static const QRegularExpression complaint(
        u"could not (open|read|stat|access) (file|directory)|checkpoint record|incorrect checksum|invalid data in file|"
        "is not a valid data directory"_s);
    return complaint.match(output).hasMatch();
}

/// A server on a full disk cannot even write why it ends.
bool isFull(const QString &folder)
{
    const QStorageInfo disk(QFileInfo::exists(folder) ? folder : QFileInfo(folder).path());
    // What is no disk, like /proc, has no size either.
    return disk.isValid() && disk.bytesTotal() > 0 && disk.bytesAvailable() < 1'000'000;
}

} // namespace

Error damagedCluster(const QString &folder, const QString &complaint)
{
    return {.kind = ErrorKind::NoDatabase,
            .message = u"Files of the private database in %1 are missing or damaged: %2."_s.arg(folder, complaint),
            .remedy = u"Keep a copy of the folder as it is, then restore it from a backup."_s};
}

Error clusterFailure(const QString &what, const QString &output, const QString &folder)
{
    Error error{.kind = ErrorKind::NoDatabase, .message = what, .remedy = {}};
    const QString complaint = lastComplaint(output);
    const bool full = output.contains("No space left on device"_L1) || output.contains("Check free disk space"_L1) ||
                      output.contains("Disk quota exceeded"_L1) || isFull(folder);
    if (full) {
        error.message += u" The disk that holds %1 is full."_s.arg(folder);
        error.remedy = u"Free at least 200 MB there, then start again; what was stored before is safe."_s;
    } else if (output.contains("Permission denied"_L1)) {
        error.kind = ErrorKind::NotPermitted;
        error.message += u" A file or folder of it may not be used: %1."_s.arg(complaint);
        error.remedy = u"Give %1 and everything in it back to your own account, or choose another folder with "
                       "--private."_s.arg(folder);
    } else if (output.contains("Read-only file system"_L1)) {
        error.message += u" The disk that holds %1 can only be read."_s.arg(folder);
        error.remedy = u"Make it writable, or choose another folder with --private."_s;
    } else if (isDamage(output)) {
        const Error damage = damagedCluster(folder, complaint);
        error.message += u' ' + damage.message;
        error.remedy = damage.remedy;
    } else {
        if (!complaint.isEmpty())
            error.message += u" The reason: “%1”."_s.arg(complaint);
        // Where nothing can be made or written there is no log either.
        const QString log = QFileInfo(folder).path() + "/server.log"_L1;
        error.remedy =
            QFileInfo::exists(log) ? u"The file %1 says more."_s.arg(log) : u"Choose another folder with --private."_s;
    }
    return error;
}

} // namespace promptuary
