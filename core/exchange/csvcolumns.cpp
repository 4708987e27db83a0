// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csvcolumns.h"

#include "core/exchange/csvimport.h"

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// The column that `chosen` names, else the first of `usual` that the header has; -1 where there is none.
qsizetype pick(const QStringList &names, const QString &chosen, const QStringList &usual)
{
    const auto indexOf = [&names](const QString &name) {
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (names[i].compare(name, Qt::CaseInsensitive) == 0)
                return i;
        }
        return qsizetype(-1);
    };
    if (!chosen.isEmpty())
        return indexOf(chosen.trimmed());
    for (const QString &name : usual) {
        if (const auto index = indexOf(name); index >= 0)
            return index;
    }
    return -1;
}

CsvColumns::Use useOf(const QString &name)
{
    using Use = CsvColumns::Use;
    static const QHash<QString, Use> known{
        {u"description"_s, Use::Description},
        {u"summary"_s, Use::Description},
        {u"tags"_s, Use::Tags},
        {u"tag"_s, Use::Tags},
        {u"labels"_s, Use::Tags},
        {u"keywords"_s, Use::Tags},
        {u"type"_s, Use::Label},
        {u"category"_s, Use::Label},
        {u"topic"_s, Use::Label},
        {u"language"_s, Use::Label},
        {u"task_type"_s, Use::TaskType},
        {u"task type"_s, Use::TaskType},
    };
    return known.value(name.toLower(), Use::Other);
}

/// What many spreadsheets write in place of commas; empty where that is not the trouble.
QString otherSeparator(const QStringList &names)
{
    if (names.size() != 1)
        return {};
    if (names.first().contains(u'\t'))
        return u"tabs"_s;
    return names.first().contains(u';') ? u"semicolons"_s : QString();
}

std::unexpected<Error> missing(const QString &what, const QString &chosen, const QStringList &names)
{
    const QString message = chosen.isEmpty() ? u"The first line names no column for the %1."_s.arg(what)
                                             : u"There is no column “%1” for the %2."_s.arg(chosen, what);
    if (const QString separator = otherSeparator(names); !separator.isEmpty())
        return failure(ErrorKind::Invalid, message,
                       u"Columns are separated by commas, and “%1” has %2 instead. Save the file with commas."_s.arg(
                           names.first().simplified(), separator));
    const QString have = u"The columns are: %1."_s.arg(names.join(u", "_s));
    return failure(ErrorKind::Invalid, message, chosen.isEmpty() ? have + u" Choose the one that holds it."_s : have);
}

} // namespace

Result<CsvColumns> CsvColumns::find(const QStringList &header, const CsvOptions &options)
{
    CsvColumns columns;
    for (const QString &name : header) {
        columns.names.append(name.trimmed());
        columns.uses.append(useOf(name.trimmed()));
    }
    columns.text = pick(columns.names, options.textColumn,
                        {u"prompt"_s, u"text"_s, u"content"_s, u"template"_s, u"prompt_text"_s, u"body"_s});
    if (columns.text < 0)
        return missing(u"text"_s, options.textColumn, columns.names);
    columns.name =
        pick(columns.names, options.nameColumn, {u"act"_s, u"title"_s, u"name"_s, u"prompt_name"_s, u"key"_s});
    if (columns.name < 0)
        return missing(u"name"_s, options.nameColumn, columns.names);
    if (columns.name == columns.text)
        return failure(ErrorKind::Invalid,
                       u"Name and text cannot both come from column “%1”."_s.arg(columns.names[columns.name]));
    columns.uses[columns.name] = Use::Name;
    columns.uses[columns.text] = Use::Text;
    return columns;
}

} // namespace promptuary
