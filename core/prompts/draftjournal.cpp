// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/draftjournal.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace promptuary
{

namespace
{

constexpr auto writeDelay = 400ms;

Error diskError(const QString &file, const QString &reason)
{
    return {.kind = ErrorKind::Failed,
            .message = DraftJournal::tr("Your unsaved text could not be kept in a file: %1.").arg(reason),
            .remedy =
                DraftJournal::tr("It is still in the editor. Save it as a version, or free some room on the disk."),
            .place = file};
}

/// A rename is on the disk when its folder is.
void syncFolder(const QString &directory)
{
    const int fd = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    ::fsync(fd);
    ::close(fd);
}

std::optional<Error> writeFile(const QString &file, const QString &directory, const Draft &draft)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return diskError(file, out.errorString());
    // Prompts can be confidential: nobody else on the machine may read them.
    out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    out.write(draftToBytes(draft));
    if (!out.commit())
        return diskError(file, out.errorString());
    syncFolder(directory);
    return {};
}

} // namespace

/// One draft file and the lock that makes it ours.
class DraftJournal::Place
{
public:
    /// Nothing where someone else holds it.
    static std::unique_ptr<Place> take(const QString &base)
    {
        const QByteArray lock = QFile::encodeName(base + u".lock"_s);
        while (true) {
            const int fd = ::open(lock.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
            if (fd < 0)
                return nullptr;
            if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
                ::close(fd);
                return nullptr;
            }
            // Whoever had it may have removed the file between our opening and our locking it; then it is nobody's.
            struct stat ours{};
            struct stat named{};
            if (::fstat(fd, &ours) == 0 && ::stat(lock.constData(), &named) == 0 && ours.st_ino == named.st_ino)
                return std::unique_ptr<Place>(new Place(base, fd));
            ::close(fd);
        }
    }
    ~Place()
    {
        QFile::remove(m_base + u".lock"_s);
        ::close(m_fd);
    }
    Place(const Place &) = delete;
    Place &operator=(const Place &) = delete;

    [[nodiscard]] QString file() const { return m_base + u".draft"_s; }
    [[nodiscard]] QString base() const { return m_base.section(u'.', 0, -2); } ///< without the slot
    [[nodiscard]] bool hasDraft() const { return QFile::exists(file()); }

private:
    Place(QString base, int fd)
        : m_base(std::move(base))
        , m_fd(fd)
    {
    }
    QString m_base;
    int m_fd;
};

DraftJournal::DraftJournal(const QString &directory, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
{
    m_thread.setMaxThreadCount(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(writeDelay);
    connect(&m_delay, &QTimer::timeout, this, &DraftJournal::writePending);
}

DraftJournal::~DraftJournal()
{
    flush();
}

QString DraftJournal::baseName(const QString &database, TemplateId id) const
{
    const QByteArray identity =
        QCryptographicHash::hash(database.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
    return u"%1/%2-%3"_s.arg(m_directory, QString::fromLatin1(identity)).arg(id.value);
}

std::unique_ptr<DraftJournal::Place> DraftJournal::freePlace(const QString &base)
{
    for (int slot = 0; slot < 1000; ++slot) {
        auto place = Place::take(u"%1.%2"_s.arg(base).arg(slot));
        if (place && !place->hasDraft())
            return place;
    }
    return nullptr;
}

DraftJournal::Opened DraftJournal::open(const QString &database, TemplateId id)
{
    Opened opened{.place = ++m_lastPlace, .kept = {}, .others = 0, .problems = {}};
    if (!QDir().mkpath(m_directory)) {
        opened.problems.append(diskError(m_directory, tr("the folder cannot be made")));
        return opened;
    }
    QFile::setPermissions(m_directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString base = baseName(database, id);
    // Who comes back to a template at once gets the text that is just being written.
    if (!m_closing.take(base).expired())
        m_thread.waitForDone();
    const QDir folder(m_directory);
    std::shared_ptr<Place> mine;
    const QString pattern = base.sliced(m_directory.size() + 1) + u".*.draft"_s;
    for (const QString &name : folder.entryList({pattern}, QDir::Files)) {
        const QString path = folder.filePath(name);
        std::shared_ptr<Place> place = Place::take(path.chopped(6));
        if (!place)
            continue; // another editor is at it
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            opened.problems.append({.kind = ErrorKind::Failed,
                                    .message = tr("An unsaved text cannot be read: %1.").arg(file.errorString()),
                                    .remedy = tr("Make its file readable for you, then open the template again."),
                                    .place = path});
            continue;
        }
        const Result<Draft> draft = draftFromBytes(file.readAll());
        if (!draft) {
            const QString aside = path.chopped(6) + u".damaged"_s;
            QFile::remove(aside);
            file.rename(aside);
            Error error = draft.error();
            error.message += u' ' + tr("Saved versions are unharmed.");
            error.remedy = tr("What is left of it was put aside in the file named.");
            error.place = aside;
            opened.problems.append(error);
            continue;
        }
        if (opened.kept)
            ++opened.others;
        if (!opened.kept || draft->at >= opened.kept->at) { // within one millisecond, the later place
            opened.kept = *draft;
            mine = place;
        }
    }
    if (!mine)
        mine = freePlace(base);
    if (!mine)
        opened.problems.append(diskError(m_directory, tr("no file can be made there")));
    else
        m_places.insert(opened.place, mine);
    return opened;
}

void DraftJournal::write(int place, const Draft &draft)
{
    if (!m_places.contains(place))
        return;
    // Now, not when the file is written: of several texts the one that was typed last is the newest.
    Draft dated = draft;
    dated.at = QDateTime::currentDateTimeUtc();
    m_pending.insert(place, dated);
    // Not started anew by each key: however fast one types, the first of them is written in time.
    if (!m_delay.isActive())
        m_delay.start();
}

void DraftJournal::discard(int place)
{
    m_pending.remove(place);
    if (const std::shared_ptr<Place> kept = m_places.value(place))
        m_thread.start([kept, directory = m_directory] {
            if (QFile::remove(kept->file()))
                syncFolder(directory);
        });
}

void DraftJournal::close(int place)
{
    if (m_pending.contains(place))
        writePending();
    // The thread's work for it holds the place until it is done.
    if (const std::shared_ptr<Place> kept = m_places.take(place)) {
        m_closing.insert(kept->base(), kept);
        m_thread.start([kept] {});
    }
}

void DraftJournal::flush()
{
    writePending();
    m_thread.waitForDone();
}

void DraftJournal::writePending()
{
    m_delay.stop();
    for (auto [place, draft] : std::exchange(m_pending, {}).asKeyValueRange()) {
        m_thread.start([this, place, draft, kept = m_places.value(place), directory = m_directory] {
            const std::optional<Error> error = writeFile(kept->file(), directory, draft);
            QMetaObject::invokeMethod(this, [this, place, at = draft.at, error] { report(place, at, error); });
        });
    }
}

void DraftJournal::report(int place, const QDateTime &at, const std::optional<Error> &error)
{
    if (error)
        Q_EMIT failed(*error);
    else
        Q_EMIT written(place, at);
}

QList<TemplateId> DraftJournal::templatesWithDrafts(const QString &database) const
{
    const QString prefix = baseName(database, {}).sliced(m_directory.size() + 1).chopped(1);
    QList<TemplateId> ids;
    for (const QString &name : QDir(m_directory).entryList({prefix + u"*.draft"_s}, QDir::Files)) {
        const TemplateId id{name.sliced(prefix.size()).section(u'.', 0, 0).toLongLong()};
        if (id && !ids.contains(id))
            ids.append(id);
    }
    return ids;
}

} // namespace promptuary
