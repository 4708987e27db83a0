// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/version.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace promptuary
{

/// A version that could be brought in.
struct PlannedVersion {
    VersionContent content = {};
    QString note = {};
    QString author = {};      ///< as the source names them; empty: the one who imports
    QDateTime createdAt = {}; ///< invalid: now
    QString source = {}; ///< where it came from, e.g. "git:<commit>:<path>"; recognised when the import is repeated
    QStringList otherSources = {}; ///< sources of neighbours with the same content, for which this one stands
    bool operator==(const PlannedVersion &) const = default;
};

/// A template that could be brought in, with its versions, oldest first.
struct PlannedTemplate {
    QString name = {};
    QString taskType = {}; ///< a task type's name; made where it does not exist
    QString description = {};
    QStringList tags = {};
    QString place = {}; ///< FILE:LINE or a path, for the report
    QString source =
        {}; ///< stable identity across imports, e.g. "git:<root commit>:<first path>"; may be empty: by name
    QList<PlannedVersion> versions = {};
    bool operator==(const PlannedTemplate &) const = default;
};

/// Something that cannot be brought in, and why.
struct ImportProblem {
    QString place;  ///< FILE:LINE:COLUMN, or path@commit
    QString reason; ///< a sentence
    bool operator==(const ImportProblem &) const = default;
};

/// What a source holds, read without a database: stage one of every import.
struct ImportPlan {
    QList<PlannedTemplate> templates;
    QList<ImportProblem> problems;
    int files = 0; ///< how many a repository holds, chosen or not
    bool operator==(const ImportPlan &) const = default;
};

/// What an import did, or would do.
struct ImportReport {
    struct Row {
        QString place;
        QString name;
        QString taskType;
        bool newTemplate = false;
        int newVersions = 0;
        int unchanged = 0; ///< versions already there
        bool operator==(const Row &) const = default;
    };
    QList<Row> rows;
    QList<ImportProblem> problems;
    [[nodiscard]] int templates() const; ///< new ones
    [[nodiscard]] int versions() const;  ///< new ones
    [[nodiscard]] int unchanged() const;
    bool operator==(const ImportReport &) const = default;
};

} // namespace promptuary
