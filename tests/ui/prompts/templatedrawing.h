// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/nameorder.h"
#include "ui/prompts/templatetreemodel.h"

#include <QAbstractItemModel>
#include <QStringList>

/// Templates drawn as text and trees printed as text, so that a test reads like what it is about.
namespace promptuary::drawing
{

/// One template per line: "7 extraction Invoice line items v12/14 archived #tag". The part after "v" is what is active
/// in production and what is newest. In NameOrder.
inline QList<TemplateSummary> templates(const QString &drawing)
{
    QList<TemplateSummary> result;
    for (const QString &line : drawing.split(u'\n', Qt::SkipEmptyParts)) {
        QStringList words = line.simplified().split(u' ');
        TemplateSummary summary;
        summary.id = TemplateId{words.takeFirst().toLongLong()};
        summary.taskType = words.takeFirst();
        QStringList name;
        for (const QString &word : std::as_const(words)) {
            if (word == QStringLiteral("archived")) {
                summary.archived = true;
            } else if (word.startsWith(u'#')) {
                summary.tags.append(word.mid(1));
            } else if (word.startsWith(u'v') && word.contains(u'/')) {
                const QStringList numbers = word.mid(1).split(u'/');
                summary.newest = numbers.at(1).toInt();
                if (const int active = numbers.at(0).toInt(); active > 0)
                    summary.active.insert(QStringLiteral("production"), active);
            } else {
                name.append(word);
            }
        }
        summary.name = name.join(u' ');
        summary.key = summary.name.toLower().replace(u' ', u'-');
        result.append(summary);
    }
    NameOrder().sort(result);
    return result;
}

inline QList<TaskType> taskTypes(const QStringList &keys)
{
    QList<TaskType> result;
    for (const QString &key : keys)
        result.append({.key = key, .name = key.left(1).toUpper() + key.mid(1)});
    return result;
}

/// "Extraction 2" and below it, indented, "Invoice line items v12 newer".
inline QString tree(const QAbstractItemModel &model)
{
    QString text;
    for (int group = 0; group < model.rowCount(); ++group) {
        const QModelIndex top = model.index(group, 0);
        text +=
            QStringLiteral("%1 %2\n").arg(top.data().toString()).arg(top.data(TemplateTreeModel::CountRole).toInt());
        for (int row = 0; row < model.rowCount(top); ++row) {
            const QModelIndex index = model.index(row, 0, top);
            text += QStringLiteral("  ") + index.data().toString();
            if (const int active = index.data(TemplateTreeModel::ActiveRole).toInt())
                text += QStringLiteral(" v%1").arg(active);
            if (index.data(TemplateTreeModel::NewerRole).toBool())
                text += QStringLiteral(" newer");
            text += u'\n';
        }
    }
    return text;
}

} // namespace promptuary::drawing
