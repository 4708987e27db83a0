// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace promptuary
{

/// What a template is for: classification, extraction… Templates are organised by it, never by agent.
struct TaskType {
    QString key;
    QString name;
    bool operator==(const TaskType &) const = default;
};

/// Where a version can serve: production (the default), staging…
struct Environment {
    QString key;
    bool isDefault = false;
    bool operator==(const Environment &) const = default;
};

/// A template as lists and the tree show it.
struct TemplateSummary {
    TemplateId id;
    QString key;      ///< for agents; derived once from the first name, never changed
    QString name;     ///< for people; free
    QString taskType; ///< a TaskType's key
    QString description;
    QStringList tags;
    int newest = 0;            ///< the newest version's number, which is also their count; 0 for none
    QMap<QString, int> active; ///< environment key → version that serves there
    bool archived = false;
    QDateTime updatedAt;
    bool operator==(const TemplateSummary &) const = default;
};

/// One line of the log of activations.
struct Activation {
    ActivationId id;
    TemplateId templateId;
    QString environment;
    QString kind;     ///< activate, rollback or deactivate
    int previous = 0; ///< the version that served before; 0 for none
    int active = 0;   ///< the version that serves since; 0 for none
    QString reason;
    QString actor;
    QDateTime at;
    QString importedBy = {}; ///< who brought it in; empty where its actor did it here
    bool operator==(const Activation &) const = default;
};

} // namespace promptuary
