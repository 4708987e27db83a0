// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/findingsmodel.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/icons.h"

#include <QIcon>
#include <QLocale>

namespace promptuary
{

namespace
{

/// More than anyone reads; what is older goes.
constexpr qsizetype mostKept = 500;

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Information:
        return FindingsModel::tr("Note");
    case Severity::Warning:
        return FindingsModel::tr("Warning");
    case Severity::Error:
        break;
    }
    return FindingsModel::tr("Error");
}

QIcon severityIcon(Severity severity, QPalette palette)
{
    const Colors &c = colors(palette);
    const QColor color = severity == Severity::Error ? c.danger : severity == Severity::Warning ? c.warning : c.accent;
    palette.setColor(QPalette::Text, color);
    palette.setColor(QPalette::HighlightedText, color);
    return icon(severity == Severity::Error     ? QStringLiteral("data-error")
                : severity == Severity::Warning ? QStringLiteral("data-warning")
                                                : QStringLiteral("data-information"),
                palette);
}

} // namespace

QString Finding::toString() const
{
    QString result = place.isEmpty() ? text : QStringLiteral("%1: %2").arg(place, text);
    if (!remedy.isEmpty())
        result += u' ' + remedy;
    return QStringLiteral("%1  %2").arg(at.toString(Qt::ISODate), result);
}

Finding findingOf(const Error &error)
{
    return {.severity = error.kind == ErrorKind::Cancelled ? Severity::Information
                        : error.kind == ErrorKind::Unchanged || error.kind == ErrorKind::Conflict ? Severity::Warning
                                                                                                  : Severity::Error,
            .text = error.message,
            .remedy = error.remedy,
            .place = error.place};
}

FindingsModel::FindingsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void FindingsModel::add(Finding finding)
{
    if (!finding.at.isValid())
        finding.at = QDateTime::currentDateTime();
    const auto same = std::ranges::find_if(m_findings, [&](const Finding &f) { return f.repeats(finding); });
    if (same != m_findings.end()) {
        const int row = static_cast<int>(same - m_findings.begin());
        finding.times += same->times;
        if (row > 0) {
            beginMoveRows({}, row, row, {}, 0);
            m_findings.move(row, 0);
            endMoveRows();
        }
        m_findings.front() = std::move(finding);
        Q_EMIT dataChanged(index(0, 0), index(0, ColumnCount - 1));
        return;
    }
    beginInsertRows({}, 0, 0);
    m_findings.prepend(std::move(finding));
    endInsertRows();
    if (m_findings.size() > mostKept)
        remove(static_cast<int>(m_findings.size()) - 1);
    Q_EMIT countChanged(rowCount());
}

void FindingsModel::remove(int row)
{
    if (row < 0 || row >= m_findings.size())
        return;
    beginRemoveRows({}, row, row);
    m_findings.removeAt(row);
    endRemoveRows();
    Q_EMIT countChanged(rowCount());
}

void FindingsModel::clear()
{
    if (m_findings.isEmpty())
        return;
    beginResetModel();
    m_findings.clear();
    endResetModel();
    Q_EMIT countChanged(0);
}

void FindingsModel::setPalette(const QPalette &palette)
{
    m_palette = palette;
    if (!m_findings.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_findings.size());
}

int FindingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FindingsModel::text(const Finding &finding, int column) const
{
    switch (column) {
    case TextColumn:
        return finding.times > 1 ? tr("%1 (%2 times)").arg(finding.text).arg(finding.times) : finding.text;
    case RemedyColumn:
        return finding.remedy;
    case PlaceColumn:
        return finding.place;
    case TimeColumn:
        return QLocale().toString(finding.at.time(), QLocale::ShortFormat);
    default:
        return {};
    }
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Finding &finding = m_findings.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(finding, index.column());
    case Qt::DecorationRole:
        return index.column() == TextColumn ? severityIcon(finding.severity, m_palette) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == TextColumn ? QVariant() : colors(m_palette).secondaryText;
    case Qt::ToolTipRole:
        return index.column() == TimeColumn ? QLocale().toString(finding.at, QLocale::LongFormat)
                                            : QStringLiteral("%1\n%2").arg(finding.text, finding.remedy).trimmed();
    case Qt::AccessibleTextRole:
        return index.column() == TextColumn
                   ? QStringLiteral("%1: %2").arg(severityName(finding.severity), text(finding, TextColumn))
                   : text(finding, index.column());
    default:
        return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case TextColumn:
        return tr("What happened");
    case RemedyColumn:
        return tr("What to do");
    case PlaceColumn:
        return tr("Where");
    case TimeColumn:
        return tr("When");
    default:
        return {};
    }
}

} // namespace promptuary
