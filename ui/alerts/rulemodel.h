// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"

#include <QAbstractTableModel>
#include <QList>

#include <functional>

namespace promptuary
{

/// What is watched. The first column's box switches a rule on and off, by a signal: the row shows it when it is so.
class RuleModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : std::uint8_t { Name, Severity, When, Scope, ColumnCount };

    using NameOf = std::function<QString(TemplateId)>;
    explicit RuleModel(QObject *parent = nullptr);
    void setTemplateNames(NameOf nameOf) { m_nameOf = std::move(nameOf); }
    void setReadOnly(bool readOnly);

    void setRules(const QList<AlertRule> &rules);
    [[nodiscard]] const AlertRule &at(int row) const { return m_rules.at(row); }
    [[nodiscard]] int rowOf(qint64 id) const; ///< -1 where it is not there

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void switchRequested(qint64 id, bool enabled);

private:
    [[nodiscard]] QString text(const AlertRule &rule, int column) const;
    [[nodiscard]] QString scopeText(const AlertRule &rule) const;

    QList<AlertRule> m_rules;
    NameOf m_nameOf;
    bool m_readOnly = false;
};

} // namespace promptuary
