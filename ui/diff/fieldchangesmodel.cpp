// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/fieldchangesmodel.h"

#include "ui/widgets/pill.h"

#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

constexpr qsizetype mostShown = 2'000;

}

void FieldChangesModel::setDiff(const VersionDiff &diff)
{
    beginResetModel();
    m_fields = diff.fields;
    m_unchanged = diff.unchangedFields.join(u", "_s);
    endResetModel();
}

int FieldChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_fields.size()) + (m_unchanged.isEmpty() ? 0 : 1);
}

int FieldChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FieldChangesModel::text(const FieldChange &field, int column) const
{
    switch (column) {
    case LeftColumn:
        return field.left.value_or(u"—"_s);
    case RightColumn:
        return field.right.value_or(u"—"_s);
    default:
        return field.part == FieldChange::Part::Variable ? tr("variable %1").arg(field.name) : field.name;
    }
}

QVariant FieldChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    if (index.row() >= m_fields.size()) {
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
            return column == NameColumn ? m_unchanged : column == LeftColumn ? tr("unchanged") : QString();
        return {};
    }
    const FieldChange &field = m_fields[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(field, column).left(mostShown).simplified(); // one line of a cell needs no more
    case Qt::ToolTipRole: {
        QString tip = text(field, column);
        if (tip.size() > mostShown)
            tip = tip.left(mostShown) + u'…';
        return Qt::convertFromPlainText(tip, Qt::WhiteSpacePre);
    }
    case Qt::EditRole: // what is copied
        return text(field, column);
    case PillRole:
        if (column == LeftColumn && field.left)
            return static_cast<int>(PillKind::Removed);
        if (column == RightColumn && field.right)
            return static_cast<int>(field.newRequirement ? PillKind::Warning : PillKind::Added);
        return {};
    default:
        return {};
    }
}

QVariant FieldChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Field");
    case LeftColumn:
        return tr("Before");
    default:
        return tr("Now");
    }
}

} // namespace promptuary
