// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/rulemodel.h"

#include "core/alerts/alerttexts.h"

#include <algorithm>

namespace promptuary
{

RuleModel::RuleModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_nameOf([](TemplateId) { return QString(); })
{
}

void RuleModel::setReadOnly(bool readOnly)
{
    beginResetModel();
    m_readOnly = readOnly;
    endResetModel();
}

void RuleModel::setRules(const QList<AlertRule> &rules)
{
    beginResetModel();
    m_rules = rules;
    endResetModel();
}

int RuleModel::rowOf(qint64 id) const
{
    const auto found = std::ranges::find(m_rules, id, &AlertRule::id);
    return found == m_rules.cend() ? -1 : int(found - m_rules.cbegin());
}

int RuleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rules.size());
}

int RuleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RuleModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const AlertRule &rule = m_rules.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(rule, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Name && m_readOnly)
            return tr("%1\nRules are switched by the role promptuary_publisher.").arg(rule.name);
        return text(rule, index.column());
    case Qt::CheckStateRole:
        return index.column() == Name ? QVariant(rule.enabled ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::UserRole:
        return int(rule.severity);
    case Qt::AccessibleTextRole:
        if (index.column() == Name)
            return rule.enabled ? tr("%1, on").arg(rule.name) : tr("%1, off").arg(rule.name);
        return text(rule, index.column());
    default:
        return {};
    }
}

bool RuleModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || m_readOnly)
        return false;
    const AlertRule &rule = m_rules.at(index.row());
    const bool enabled = value.value<Qt::CheckState>() == Qt::Checked;
    if (enabled != rule.enabled)
        Q_EMIT switchRequested(rule.id, enabled);
    return false; // the row changes when the database has it
}

Qt::ItemFlags RuleModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name && !m_readOnly)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant RuleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Rule");
    case Severity:
        return tr("Severity");
    case When:
        return tr("Fires when");
    case Scope:
        return tr("Watches");
    default:
        return {};
    }
}

QString RuleModel::text(const AlertRule &rule, int column) const
{
    switch (column) {
    case Name:
        return rule.name;
    case Severity:
        return nameOf(rule.severity);
    case When:
        return tr("%1, of %2 or more").arg(ruleText(rule), executionsText(rule.minimumSample));
    case Scope:
        return scopeText(rule);
    default:
        return {};
    }
}

QString RuleModel::scopeText(const AlertRule &rule) const
{
    QString scope = tr("Every template");
    if (rule.templateId)
        scope = m_nameOf(rule.templateId);
    else if (!rule.taskType.isEmpty())
        scope = tr("Task type %1").arg(rule.taskType);
    return rule.environment.isEmpty() ? scope : tr("%1 in %2").arg(scope, rule.environment);
}

} // namespace promptuary
