// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/draft.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>

namespace promptuary
{

/// Keeps every unsaved text in a file until it is saved or thrown away, so that closing, a crash or a lost server never
/// costs a keystroke. One folder serves all windows and processes of a user.
///
/// Each open editor takes a place. Places are owned through file locks, which the system gives up with the process:
/// two editors on one template have two places and never overwrite each other, and what a killed one left is offered
/// to whoever opens the template next. All calls return at once; files are written on a thread of the journal's own,
/// about half a second after the first change, and are on the disk before written() is emitted.
class DraftJournal : public QObject
{
    Q_OBJECT
public:
    explicit DraftJournal(const QString &directory, QObject *parent = nullptr);
    ~DraftJournal() override; ///< writes what is still pending

    /// What opening a template found.
    struct Opened {
        int place = 0;             ///< for the calls below
        std::optional<Draft> kept; ///< unsaved text that nobody else is editing: the newest, if there are several
        int others = 0;            ///< how many more such texts there are; the next open() offers them
        QList<Error> problems;     ///< damaged files, put aside under another name
    };
    [[nodiscard]] Opened open(const QString &database, TemplateId id);
    void write(int place, const Draft &draft);
    void discard(int place); ///< after a save, or because the user said so; the place stays
    void close(int place);   ///< what is written stays for the next open()
    void flush();            ///< waits until everything is on the disk; for closing

    /// Templates of a database that have unsaved text, their own or others'.
    [[nodiscard]] QList<TemplateId> templatesWithDrafts(const QString &database) const;

Q_SIGNALS:
    void written(int place, const QDateTime &at);
    /// The disk refused. The text is still in the editor, and the next change tries again.
    void failed(const promptuary::Error &error);

private:
    class Place;

    [[nodiscard]] QString baseName(const QString &database, TemplateId id) const;
    [[nodiscard]] std::unique_ptr<Place> freePlace(const QString &base);
    void writePending();
    void report(int place, const QDateTime &at, const std::optional<Error> &error);

    QString m_directory;
    QThreadPool m_thread; ///< one thread: files are written in order
    QTimer m_delay;
    QHash<int, Draft> m_pending;
    QHash<int, std::shared_ptr<Place>> m_places;
    QHash<QString, std::weak_ptr<Place>> m_closing; ///< by base: closed, and not yet on the disk
    int m_lastPlace = 0;
};

} // namespace promptuary
