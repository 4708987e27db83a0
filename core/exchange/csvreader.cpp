// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csvreader.h"

#include <QScopeGuard>

#include <csv.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

/// libcsv says what a cell holds but not where it began, so it is fed up to each separator and line end, and the places
/// are counted here.
class Reader
{
public:
    Reader(QByteArrayView csv, QString fileName, char separator, const std::function<void(const CsvRecord &)> &record)
        : m_csv(csv)
        , m_separator(separator)
        , m_fileName(std::move(fileName))
        , m_onRecord(record)
    {
    }

    Result<void> read(const std::stop_token &stop)
    {
        constexpr std::size_t growth = 64 * 1024;
        if (csv_init(&m_parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
            return failure(ErrorKind::Failed, u"There is not enough memory to read %1."_s.arg(m_fileName));
        const auto release = qScopeGuard([this] { csv_free(&m_parser); });
        csv_set_blk_size(&m_parser, growth);
        csv_set_delim(&m_parser, static_cast<unsigned char>(m_separator));
        csv_set_space_func(&m_parser, [](unsigned char) { return 0; }); // RFC 4180: spaces are part of the cell

        while (m_at < m_csv.size()) {
            if (stop.stop_requested())
                return failure(ErrorKind::Cancelled, u"Reading %1 was cancelled."_s.arg(m_fileName));
            if (auto fed = feedSegment(); !fed)
                return fed;
        }
        if (csv_fini(&m_parser, &Reader::cellEnded, &Reader::recordEnded, this) != 0)
            return invalid(m_cellLine, m_cellColumn, u"The quote that begins this cell is never closed."_s);
        return {};
    }

private:
    /// Feeds bytes up to and including the next separator or line end: at most one cell ends in there, with its last
    /// byte.
    Result<void> feedSegment()
    {
        const auto rest = m_csv.sliced(m_at);
        const auto end =
            std::ranges::find_if(rest, [this](char c) { return c == m_separator || c == '\n' || c == '\r'; });
        const auto length = std::min<qsizetype>(end - rest.begin() + 1, rest.size());
        if (m_betweenCells) {
            m_cellLine = m_line;
            m_cellColumn = columnAt(m_at);
        }
        m_betweenCells = false;
        m_cellDone = false;
        const auto taken = csv_parse(&m_parser, rest.data(), static_cast<std::size_t>(length), &Reader::cellEnded,
                                     &Reader::recordEnded, this);
        if (taken != static_cast<std::size_t>(length)) {
            return invalid(m_line, columnAt(m_at + static_cast<qsizetype>(taken)),
                           u"A quote stands inside a cell that is not quoted, or text follows a closing quote."_s);
        }
        const char last = rest[length - 1];
        m_at += length;
        if (last == '\n' || (last == '\r' && (m_at == m_csv.size() || m_csv[m_at] != '\n'))) {
            ++m_line;
            m_lineStart = m_at;
        }
        // A line end outside any record (an empty line, the LF of a CRLF) leaves the next cell still to come.
        m_betweenCells =
            m_cellDone || (m_record.isEmpty() && length == 1 && (last == '\n' || last == '\r') && !m_inCell);
        m_inCell = !m_betweenCells;
        return {};
    }

    int columnAt(qsizetype offset) const
    {
        const auto before = m_csv.sliced(m_lineStart, offset - m_lineStart);
        const auto isStart = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
        return static_cast<int>(std::ranges::count_if(before, isStart)) + 1;
    }

    std::unexpected<Error> invalid(int line, int column, const QString &message) const
    {
        return std::unexpected(Error{.kind = ErrorKind::Invalid,
                                     .message = message,
                                     .remedy = u"Mend the file, or save it anew as CSV with quoted cells."_s,
                                     .place = u"%1:%2:%3"_s.arg(m_fileName).arg(line).arg(column)});
    }

    static void cellEnded(void *bytes, std::size_t size, void *self)
    {
        auto *reader = static_cast<Reader *>(self);
        reader->m_record.append({QByteArray(static_cast<const char *>(bytes), static_cast<qsizetype>(size)),
                                 reader->m_cellLine, reader->m_cellColumn});
        reader->m_cellDone = true;
    }

    static void recordEnded(int, void *self)
    {
        auto *reader = static_cast<Reader *>(self);
        reader->m_onRecord(reader->m_record);
        reader->m_record.clear();
    }

    QByteArrayView m_csv;
    char m_separator;
    QString m_fileName;
    const std::function<void(const CsvRecord &)> &m_onRecord;
    csv_parser m_parser = {};
    CsvRecord m_record;
    qsizetype m_at = 0;
    qsizetype m_lineStart = 0;
    int m_line = 1;
    int m_cellLine = 1;
    int m_cellColumn = 1;
    bool m_betweenCells = true;
    bool m_inCell = false;
    bool m_cellDone = false;
};

} // namespace

char csvSeparator(QByteArrayView csv)
{
    constexpr std::array<char, 3> separators{',', ';', '\t'};
    std::array<int, separators.size()> counts{};
    bool quoted = false;
    for (const char each : csv) {
        if (!quoted && (each == '\n' || each == '\r'))
            break;
        quoted = quoted != (each == '"');
        const auto *const found = std::ranges::find(separators, each);
        if (!quoted && found != separators.end())
            ++counts.at(std::size_t(found - separators.begin()));
    }
    return separators.at(std::size_t(std::ranges::max_element(counts) - counts.begin()));
}

Result<void> readCsv(QByteArrayView csv, const QString &fileName, const std::function<void(const CsvRecord &)> &record,
                     const std::stop_token &stop, char separator)
{
    if (csv.startsWith("\xEF\xBB\xBF"))
        csv.slice(3);
    return Reader(csv, fileName, separator, record).read(stop);
}

} // namespace promptuary
