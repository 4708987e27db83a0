// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csvimport.h"

#include "core/exchange/csvcolumns.h"
#include "core/exchange/csvreader.h"
#include "core/exchange/prompttext.h"

#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

using Use = CsvColumns::Use;

/// Turns records into templates; the first record is the header.
class Planner
{
public:
    Planner(QString fileName, const CsvOptions &options)
        : m_fileName(std::move(fileName))
        , m_options(options)
    {
    }

    void take(const CsvRecord &record)
    {
        if (m_error)
            return;
        if (!m_columns) {
            takeHeader(record);
            return;
        }
        const auto isBlank = [](const CsvCell &cell) { return cell.bytes.trimmed().isEmpty(); };
        if (std::ranges::all_of(record, isBlank))
            return; // what spreadsheets leave after the last row
        if (record.size() != m_columns->names.size()) {
            problem(record, record.last(),
                    u"The row has %1 cells, the header %2."_s.arg(record.size()).arg(m_columns->names.size()));
            return;
        }
        takeRow(record);
    }

    Result<ImportPlan> finish()
    {
        if (m_error)
            return std::unexpected(*m_error);
        if (!m_columns) {
            return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                         .message = u"The file is empty."_s,
                                         .remedy = u"Choose a file whose first line names the columns."_s,
                                         .place = m_fileName + u":1:1"_s});
        }
        nameApart();
        return std::move(m_plan);
    }

private:
    void takeHeader(const CsvRecord &record)
    {
        QStringList names;
        for (const CsvCell &cell : record) {
            const auto name = decodePromptText(cell.bytes, m_options.maxTextBytes);
            if (!name) {
                refuse(cell, {.kind = ErrorKind::Invalid, .message = name.error()});
                return;
            }
            names.append(*name);
        }
        auto columns = CsvColumns::find(names, m_options);
        if (columns)
            m_columns = *columns;
        else
            refuse(record.first(), columns.error());
    }

    void refuse(const CsvCell &cell, Error error)
    {
        error.place = u"%1:%2:%3"_s.arg(m_fileName).arg(cell.line).arg(cell.column);
        m_error = std::move(error);
    }

    /// The place is the record's first line, and the cell's column where it begins on that line.
    void problem(const CsvRecord &record, const CsvCell &cell, const QString &reason)
    {
        const int line = record.first().line;
        const int column = cell.line == line ? cell.column : 1;
        m_plan.problems.append({u"%1:%2:%3"_s.arg(m_fileName).arg(line).arg(column), reason});
    }

    void takeRow(const CsvRecord &record)
    {
        QStringList cells;
        for (qsizetype i = 0; i < record.size(); ++i) {
            const auto text = decodePromptText(record[i].bytes, m_options.maxTextBytes);
            if (!text) {
                problem(record, record[i], u"Column “%1”: %2"_s.arg(m_columns->names[i], text.error()));
                return;
            }
            cells.append(*text);
        }
        const QString name = cells[m_columns->name].simplified();
        const QString &text = cells[m_columns->text];
        if (name.isEmpty() || text.trimmed().isEmpty()) {
            const auto column = name.isEmpty() ? m_columns->name : m_columns->text;
            problem(record, record[column], u"Column “%1” is empty."_s.arg(m_columns->names[column]));
            return;
        }
        PlannedTemplate planned{.name = name,
                                .taskType = m_options.taskType.trimmed(),
                                .place = u"%1:%2"_s.arg(m_fileName).arg(record.first().line)};
        keepTheRest(planned, cells);
        if (planned.taskType.isEmpty())
            planned.taskType = u"Imported"_s;
        planned.versions.append({.content = {.messages = {{u"user"_s, text}}}});
        m_plan.templates.append(planned);
    }

    void keepTheRest(PlannedTemplate &planned, const QStringList &cells) const
    {
        QStringList lines;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QString cell = cells[i].trimmed();
            const QString &column = m_columns->names[i];
            if (cell.isEmpty())
                continue;
            switch (m_columns->uses[i]) {
            case Use::Name:
            case Use::Text:
                break;
            case Use::Description:
                lines.prepend(cell);
                break;
            case Use::Tags:
                for (const QString &tag : cell.split(QRegularExpression(u"[,;]"_s)))
                    addTag(planned, tag);
                break;
            case Use::Label:
                addTag(planned, cell);
                break;
            case Use::TaskType:
                if (planned.taskType.isEmpty())
                    planned.taskType = cell.simplified();
                break;
            case Use::Other:
                if (cell.compare(u"true"_s, Qt::CaseInsensitive) == 0)
                    addTag(planned, column);
                else if (cell.compare(u"false"_s, Qt::CaseInsensitive) != 0)
                    lines.append(column.isEmpty() ? cell : u"%1: %2"_s.arg(column, cell));
                break;
            }
        }
        planned.description = lines.join(u'\n');
    }

    static void addTag(PlannedTemplate &planned, const QString &text)
    {
        const QString tag = text.simplified();
        if (!tag.isEmpty() && !planned.tags.contains(tag, Qt::CaseInsensitive))
            planned.tags.append(tag);
    }

    /// Gives different texts of one name different names, none of which another row has.
    void nameApart()
    {
        QSet<QString> taken;
        for (const auto &planned : std::as_const(m_plan.templates))
            taken.insert(planned.name.toLower());
        struct Given {
            QString text;
            QString name;
        };
        QHash<QString, QList<Given>> given; // by the name in lower case
        for (auto &planned : m_plan.templates) {
            const QString text = planned.versions.first().content.messages.first().content;
            auto &same = given[planned.name.toLower()];
            const auto known = std::ranges::find(same, text, &Given::text);
            if (known != same.end()) {
                planned.name = known->name;
                continue;
            }
            QString name = planned.name;
            for (int n = 2; !same.isEmpty() && taken.contains(name.toLower()); ++n)
                name = u"%1 (%2)"_s.arg(planned.name).arg(n);
            taken.insert(name.toLower());
            same.append({text, name});
            planned.name = name;
        }
    }

    QString m_fileName;
    const CsvOptions &m_options;
    std::optional<CsvColumns> m_columns;
    std::optional<Error> m_error;
    ImportPlan m_plan;
};

} // namespace

Result<QStringList> csvColumnNames(QByteArrayView csv, const QString &fileName)
{
    QStringList names;
    std::stop_source firstOnly;
    const auto read = readCsv(
        csv, fileName,
        [&](const CsvRecord &record) {
            if (!firstOnly.stop_requested()) {
                for (const CsvCell &cell : record)
                    names.append(QString::fromUtf8(cell.bytes).trimmed());
            }
            firstOnly.request_stop();
        },
        firstOnly.get_token());
    if (!read && read.error().kind != ErrorKind::Cancelled)
        return std::unexpected(read.error());
    return names;
}

Result<ImportPlan> planCsvImport(QByteArrayView csv, const QString &fileName, const CsvOptions &options,
                                 const std::stop_token &stop)
{
    if (isUtf16(csv)) {
        return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                     .message = u"The file is UTF-16."_s,
                                     .remedy = u"Save it as “CSV UTF-8”."_s,
                                     .place = fileName + u":1:1"_s});
    }
    Planner planner(fileName, options);
    auto read = readCsv(csv, fileName, [&planner](const CsvRecord &record) { planner.take(record); }, stop);
    if (!read)
        return std::unexpected(read.error());
    return planner.finish();
}

} // namespace promptuary
