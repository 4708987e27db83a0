// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diff/fieldchanges.h"

#include "core/diff/jsonleaves.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

QString described(const Variable &variable, bool withDescription)
{
    QString text = variable.type + (variable.required ? u", required"_s : u", optional"_s);
    text += variable.defaultValue ? u", default "_s + QString::fromUtf8(*variable.defaultValue) : u", no default"_s;
    if (withDescription)
        text += variable.description.isEmpty() ? u", no description"_s : u", “"_s + variable.description + u'”';
    return text;
}

// An agent that leaves the variable out gets an error.
bool mustBeSent(const Variable &variable)
{
    return variable.required && !variable.defaultValue;
}

QStringList names(const QList<Variable> &variables)
{
    QStringList all;
    for (const Variable &variable : variables)
        all.append(variable.name);
    return all;
}

FieldChange changeOf(const Variable *left, const Variable *right)
{
    FieldChange change{
        .part = FieldChange::Part::Variable, .name = left ? left->name : right->name, .left = {}, .right = {}};
    const bool describe = left && right && left->description != right->description;
    if (left)
        change.left = described(*left, describe);
    if (right)
        change.right = described(*right, describe);
    change.newRequirement = right && mustBeSent(*right) && !(left && mustBeSent(*left));
    return change;
}

void compareVariables(const QList<Variable> &left, const QList<Variable> &right, FieldChanges &result)
{
    QHash<QString, const Variable *> rightByName;
    for (const Variable &variable : right)
        rightByName.insert(variable.name, &variable);
    QSet<QString> known;
    const qsizetype changedBefore = result.changed.size();
    for (const Variable &variable : left) {
        known.insert(variable.name);
        const Variable *other = rightByName.value(variable.name);
        if (!other || *other != variable)
            result.changed.append(changeOf(&variable, other));
        else
            result.unchanged.append(u"variable "_s + variable.name);
    }
    for (const Variable &variable : right) {
        if (!known.contains(variable.name))
            result.changed.append(changeOf(nullptr, &variable));
    }
    if (left != right && result.changed.size() == changedBefore)
        result.changed.append({FieldChange::Part::Variable, u"order of variables"_s, names(left).join(u", "_s),
                               names(right).join(u", "_s)});
}

// What is not JSON is compared as one text.
QList<JsonLeaf> leavesOf(const QByteArray &config, const std::stop_token &stop)
{
    const std::optional<QList<JsonLeaf>> leaves = jsonLeaves(config, stop);
    return leaves ? *leaves
                  : QList<JsonLeaf>{{u"model configuration"_s, u"model configuration"_s, QString::fromUtf8(config)}};
}

QString pathName(const JsonLeaf &leaf)
{
    return leaf.path.isEmpty() ? u"model configuration"_s : leaf.path;
}

QString layout(const QByteArray &config, const QByteArray &other)
{
    QString text = u"%1 bytes"_s.arg(config.size());
    if (config.size() == other.size())
        text += u", same values in another order"_s;
    return text;
}

void compareConfigs(const QByteArray &left, const QByteArray &right, FieldChanges &result, const std::stop_token &stop)
{
    constexpr auto part = FieldChange::Part::ModelConfig;
    // An empty object or list says only that its members are absent, which theirs say by themselves.
    const auto isEmptyHolder = [](const JsonLeaf &leaf) {
        return leaf.path.isEmpty() && (leaf.text == "{}"_L1 || leaf.text == "[]"_L1);
    };
    const QList<JsonLeaf> leftLeaves = leavesOf(left, stop);
    const QList<JsonLeaf> rightLeaves = leavesOf(right, stop);
    const qsizetype changedBefore = result.changed.size();
    QHash<QString, QString> rightTexts;
    for (const JsonLeaf &leaf : rightLeaves)
        rightTexts.insert(leaf.path, leaf.text);
    QSet<QString> known;
    QSet<QString> changedMembers;
    QStringList members;
    for (const JsonLeaf &leaf : leftLeaves) {
        if (stop.stop_requested())
            return;
        known.insert(leaf.path);
        if (members.isEmpty() || members.last() != leaf.member)
            members.append(leaf.member);
        const auto other = rightTexts.constFind(leaf.path);
        if (other != rightTexts.constEnd() && *other == leaf.text)
            continue;
        changedMembers.insert(leaf.member);
        if (other != rightTexts.constEnd())
            result.changed.append({part, pathName(leaf), plainValue(leaf.text), plainValue(*other)});
        else if (!isEmptyHolder(leaf))
            result.changed.append({part, pathName(leaf), plainValue(leaf.text), std::nullopt});
    }
    for (const JsonLeaf &leaf : rightLeaves) {
        if (stop.stop_requested())
            return;
        if (known.contains(leaf.path))
            continue;
        changedMembers.insert(leaf.member);
        if (!isEmptyHolder(leaf))
            result.changed.append({part, pathName(leaf), std::nullopt, plainValue(leaf.text)});
    }
    for (const QString &member : std::as_const(members)) {
        if (!member.isEmpty() && !changedMembers.contains(member))
            result.unchanged.append(member);
    }
    if (left != right && result.changed.size() == changedBefore)
        result.changed.append({part, u"layout"_s, layout(left, right), layout(right, left)});
}

} // namespace

FieldChanges compareFields(const VersionContent &left, const VersionContent &right, const std::stop_token &stop)
{
    FieldChanges result;
    if (left.format != right.format)
        result.changed.append({FieldChange::Part::Format, u"format"_s, left.format, right.format});
    compareVariables(left.variables, right.variables, result);
    compareConfigs(left.modelConfig, right.modelConfig, result, stop);
    return result;
}

} // namespace promptuary
