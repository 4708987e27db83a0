// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/pathnames.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

struct Path {
    QStringList folders;
    QString stem;
    QString ending;      ///< without the dot
    qsizetype shown = 0; ///< folders that are part of the name
    bool withEnding = false;

    bool inPromptFolder = false; ///< the folder is one prompt, its files the messages

    explicit Path(const QString &path)
        : folders(path.split(u'/'))
    {
        stem = folders.takeLast();
        if (const auto dot = stem.lastIndexOf(u'.'); dot > 0) {
            ending = stem.sliced(dot + 1);
            stem.truncate(dot);
        }
        inPromptFolder = isGeneric();
    }

    QString folder() const { return folders.join(u'/'); }

    /// True where the name says nothing without the folder, which is then the prompt itself.
    bool isGeneric() const
    {
        static const QSet<QString> names{u"system"_s,  u"user"_s,  u"assistant"_s,   u"developer"_s, u"prompt"_s,
                                         u"readme"_s,  u"index"_s, u"template"_s,    u"main"_s,      u"default"_s,
                                         u"prompts"_s, u"skill"_s, u"instructions"_s};
        return names.contains(stem.toLower());
    }

    QString name() const
    {
        QStringList parts = folders.last(shown);
        parts.append(withEnding && !ending.isEmpty() ? stem + u'.' + ending : stem);
        return parts.join(u'/');
    }

    /// Makes the name longer; false where nothing is left to add.
    bool extend()
    {
        if (shown < folders.size()) {
            ++shown;
            return true;
        }
        return !std::exchange(withEnding, true);
    }

    QString taskType() const
    {
        const qsizetype own = inPromptFolder ? 1 : 0;
        return folders.size() > own ? folders[folders.size() - 1 - own] : u"Imported"_s;
    }

    /// True where the file is named for a role.
    bool isMessage() const
    {
        const QString lower = stem.toLower();
        return lower == "system"_L1 || lower == "user"_L1 || lower == "assistant"_L1;
    }

    QString role() const { return isMessage() ? stem.toLower() : u"user"_s; }

    QString format() const
    {
        const QString lower = ending.toLower();
        if (lower == "j2"_L1 || lower == "jinja"_L1 || lower == "jinja2"_L1)
            return u"jinja2"_s;
        return lower == "mustache"_L1 ? lower : u"text"_s;
    }
};

} // namespace

QList<PromptFile> namePromptFiles(const QStringList &paths)
{
    QList<Path> files(paths.begin(), paths.end());
    QSet<QString> promptFolders;
    for (const Path &file : std::as_const(files)) {
        if (file.isMessage() && !file.folders.isEmpty())
            promptFolders.insert(file.folder());
    }
    for (Path &file : files) {
        file.inPromptFolder |= promptFolders.contains(file.folder());
        file.shown = std::min<qsizetype>(file.inPromptFolder ? 1 : 0, file.folders.size());
    }
    for (bool extended = true; extended;) {
        extended = false;
        QHash<QString, QList<Path *>> byName;
        for (Path &file : files)
            byName[file.name().toCaseFolded()].append(&file);
        for (const auto &same : std::as_const(byName)) {
            if (same.size() < 2)
                continue;
            for (Path *file : same)
                extended |= file->extend();
        }
    }
    QList<PromptFile> result;
    for (const Path &file : std::as_const(files))
        result.append({file.name(), file.taskType(), file.role(), file.format()});
    return result;
}

} // namespace promptuary
