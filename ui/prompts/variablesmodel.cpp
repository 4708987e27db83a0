// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/variablesmodel.h"

#include "core/prompts/jsoncheck.h"
#include "core/prompts/jsontext.h"
#include "core/prompts/variabledetection.h"

#include <algorithm>

namespace promptuary
{

namespace
{

// `json` is in normal form, where only a fraction has a point.
bool isOfType(const QByteArray &json, const QString &type)
{
    const char first = json.front();
    if (type == u"boolean")
        return first == 't' || first == 'f';
    if (type == u"array")
        return first == '[';
    if (type == u"object")
        return first == '{';
    if (type == u"string")
        return first == '"';
    const QByteArray fraction = json.contains('.') ? json.sliced(json.indexOf('.') + 1) : QByteArray();
    const bool whole = fraction.count('0') == fraction.size();
    return QByteArrayView("-0123456789").contains(first) && (type == u"number" || whole);
}

QString defaultText(const Variable &variable)
{
    if (!variable.defaultValue)
        return {};
    const QByteArray &json = *variable.defaultValue;
    const bool bare = variable.type == u"string" && isOfType(json, variable.type) && json != "\"\"";
    return bare ? jsonValue(json).toString() : QString::fromUtf8(json);
}

} // namespace

VariablesModel::VariablesModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void VariablesModel::setVariables(const QList<Variable> &variables)
{
    beginResetModel();
    m_variables = variables;
    endResetModel();
}

int VariablesModel::append(const QString &name)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_variables.append({.name = name});
    endInsertRows();
    Q_EMIT edited();
    return row;
}

void VariablesModel::removeRowAt(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_variables.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

void VariablesModel::removeNamed(const QStringList &names)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (names.contains(m_variables.at(row).name))
            removeRowAt(row);
    }
}

QStringList VariablesModel::types()
{
    return {QStringLiteral("string"),  QStringLiteral("number"), QStringLiteral("integer"),
            QStringLiteral("boolean"), QStringLiteral("array"),  QStringLiteral("object")};
}

int VariablesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_variables.size());
}

int VariablesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant VariablesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Variable &variable = m_variables.at(index.row());
    if (role == Qt::CheckStateRole && index.column() == RequiredColumn)
        return variable.required ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::AccessibleTextRole && index.column() == RequiredColumn)
        return variable.required ? tr("required") : tr("not required");
    if (role == Qt::ToolTipRole && index.column() == DefaultColumn && !variable.defaultValue)
        return variable.required ? tr("No default: an agent that does not send it gets an error.") : tr("No default");
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return variable.name;
    case TypeColumn:
        return variable.type;
    case DefaultColumn:
        return role == Qt::DisplayRole && !variable.defaultValue ? QStringLiteral("—") : defaultText(variable);
    case DescriptionColumn:
        return variable.description;
    default:
        return {};
    }
}

bool VariablesModel::nameFits(int row, const QString &name)
{
    if (!isVariableName(name)) {
        Q_EMIT refused(tr("“%1” is no variable's name: letters, digits and underscores, not a digit first.").arg(name));
        return false;
    }
    if (m_variables.at(row).name != name && std::ranges::contains(m_variables, name, &Variable::name)) {
        Q_EMIT refused(tr("There is a variable “%1” already.").arg(name));
        return false;
    }
    return true;
}

bool VariablesModel::setDefault(Variable &variable, const QString &text)
{
    if (text.isEmpty()) {
        variable.defaultValue.reset();
        return true;
    }
    if (variable.type == u"string") {
        variable.defaultValue = jsonText(text == u"\"\"" ? QString() : text);
        return true;
    }
    const QByteArray json = text.toUtf8();
    if (jsonFault(json) || !isOfType(normalJson(json), variable.type)) {
        Q_EMIT refused(tr("“%1” is no default of type %2.").arg(text, variable.type));
        return false;
    }
    variable.defaultValue = normalJson(json);
    return true;
}

bool VariablesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (m_readOnly || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    Variable changed = m_variables.at(index.row());
    if (role == Qt::CheckStateRole && index.column() == RequiredColumn) {
        changed.required = value.toInt() == Qt::Checked;
    } else if (role != Qt::EditRole) {
        return false;
    } else if (index.column() == NameColumn) {
        changed.name = value.toString().trimmed();
        if (!nameFits(index.row(), changed.name))
            return false;
    } else if (index.column() == TypeColumn) {
        changed.type = value.toString();
        // A default of the old type is none of the new.
        if (changed.defaultValue && !isOfType(*changed.defaultValue, changed.type))
            changed.defaultValue.reset();
    } else if (index.column() == DefaultColumn) {
        if (!setDefault(changed, value.toString()))
            return false;
    } else if (index.column() == DescriptionColumn) {
        changed.description = value.toString();
    } else {
        return false;
    }
    if (changed == m_variables.at(index.row()))
        return true;
    m_variables[index.row()] = changed;
    Q_EMIT dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(ColumnCount - 1));
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags VariablesModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid() || m_readOnly)
        return flags;
    return flags | (index.column() == RequiredColumn ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable);
}

QVariant VariablesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case NameColumn:
        return tr("Name");
    case TypeColumn:
        return tr("Type");
    case RequiredColumn:
        return tr("Required");
    case DefaultColumn:
        return tr("Default");
    case DescriptionColumn:
        return tr("Description");
    default:
        return {};
    }
}

} // namespace promptuary
