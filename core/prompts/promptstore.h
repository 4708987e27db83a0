// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/template.h"
#include "core/prompts/version.h"

#include <QFuture>

namespace promptuary
{

class Database;

/// What a save needs beside the content.
struct SaveRequest {
    TemplateId templateId;
    int parent = 0;         ///< the version that was edited; 0 for a template's first
    int expectedNewest = 0; ///< the newest version the editor knew of; a newer one makes the save a Conflict
    VersionContent content;
    QString note;
};

/// What activating, rolling back or deactivating did.
struct ActivationResult {
    int active = 0;   ///< 0 for none
    int previous = 0; ///< 0 for none
    bool operator==(const ActivationResult &) const = default;
};

/// What the connected role may do (DESIGN invariant 9).
struct Rights {
    bool view = false;
    bool edit = false;
    bool publish = false;
    bool administer = false;
    QString role; ///< the name the server knows the user by
    bool operator==(const Rights &) const = default;
};

/// What a window shows before a template is chosen, on its way.
struct PromptLists {
    QFuture<Result<Rights>> rights;
    QFuture<Result<QList<Environment>>> environments;
    QFuture<Result<QList<TaskType>>> taskTypes;
    QFuture<Result<QList<TemplateSummary>>> templates;
};

/// Templates and versions in the database. Every call runs on a connection thread; every rule is the database's own.
/// Conflicts carry in Error::detail what was found instead, e.g. {"newest": 7} or {"active": 4}.
class PromptStore
{
public:
    explicit PromptStore(Database &database);

    [[nodiscard]] PromptLists lists(); ///< the four below at once, the longest first
    [[nodiscard]] QFuture<Result<Rights>> rights();
    [[nodiscard]] QFuture<Result<QList<TaskType>>> taskTypes();
    [[nodiscard]] QFuture<Result<QList<Environment>>> environments();
    /// All, archived ones included, in NameOrder; so are those below.
    [[nodiscard]] QFuture<Result<QList<TemplateSummary>>> templates();
    [[nodiscard]] QFuture<Result<QList<TemplateSummary>>> templates(const QList<TemplateId> &ids);
    /// Ids of the templates whose newest or active text, name, key, tags or description hold `text` (any case).
    [[nodiscard]] QFuture<Result<QList<TemplateId>>> search(const QString &text);
    /// By key, else by name. NotFound names the nearest.
    [[nodiscard]] QFuture<Result<TemplateSummary>> find(const QString &nameOrKey);

    [[nodiscard]] QFuture<Result<TaskType>> createTaskType(const QString &name);
    [[nodiscard]] QFuture<Result<TemplateSummary>>
    create(const QString &name, const QString &taskType, const QString &description = {}, const QStringList &tags = {});
    /// The same where the task type may be a new one: its key, or a name, of which one is made where there is none.
    /// Both are made or neither.
    [[nodiscard]] QFuture<Result<TemplateSummary>> createInTaskType(const QString &name, const QString &taskType,
                                                                    const QString &description = {});
    [[nodiscard]] QFuture<Result<TemplateSummary>> rename(TemplateId id, const QString &name);
    [[nodiscard]] QFuture<Result<TemplateSummary>> move(TemplateId id, const QString &taskType);
    [[nodiscard]] QFuture<Result<TemplateSummary>> describe(TemplateId id, const QString &description,
                                                            const QStringList &tags);
    [[nodiscard]] QFuture<Result<TemplateSummary>> archive(TemplateId id);
    [[nodiscard]] QFuture<Result<TemplateSummary>> restore(TemplateId id);

    [[nodiscard]] QFuture<Result<QList<VersionSummary>>> history(TemplateId id); ///< oldest first
    [[nodiscard]] QFuture<Result<Version>> version(TemplateId id, int number);
    [[nodiscard]] QFuture<Result<QList<Version>>> versions(TemplateId id, const QList<int> &numbers);
    [[nodiscard]] QFuture<Result<int>> save(const SaveRequest &request); ///< the new number

    /// `expectedActive` is the version the caller saw serving (0 for none); nullopt skips the check.
    [[nodiscard]] QFuture<Result<ActivationResult>> activate(TemplateId id, int number, const QString &environment,
                                                             const QString &reason,
                                                             std::optional<int> expectedActive = {});
    /// To `number`, or with 0 to the version active before the present one.
    [[nodiscard]] QFuture<Result<ActivationResult>> rollBack(TemplateId id, int number, const QString &environment,
                                                             const QString &reason,
                                                             std::optional<int> expectedActive = {});
    [[nodiscard]] QFuture<Result<ActivationResult>> deactivate(TemplateId id, const QString &environment,
                                                               const QString &reason,
                                                               std::optional<int> expectedActive = {});
    /// Activations that happened elsewhere, oldest first: template, environment, active, reason, actor and time count.
    /// All or none; each after what the log ends with.
    [[nodiscard]] QFuture<Result<void>> importActivations(const QList<Activation> &activations);
    [[nodiscard]] QFuture<Result<QList<Activation>>> activations(TemplateId id); ///< newest first

private:
    Database &m_database;
};

} // namespace promptuary
