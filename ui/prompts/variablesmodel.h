// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/version.h"

#include <QAbstractTableModel>

namespace promptuary
{

/// The declared variables of a version, edited in place. A default is written as JSON, and as bare text where the type
/// is string; an empty cell means none, "" the empty string.
class VariablesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { NameColumn, TypeColumn, RequiredColumn, DefaultColumn, DescriptionColumn, ColumnCount };

    explicit VariablesModel(QObject *parent = nullptr);

    void setVariables(const QList<Variable> &variables);
    [[nodiscard]] const QList<Variable> &variables() const { return m_variables; }
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    int append(const QString &name); ///< the new row
    void removeRowAt(int row);
    void removeNamed(const QStringList &names);
    [[nodiscard]] static QStringList types();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void edited();                         ///< by the user, not by setVariables()
    void refused(const QString &sentence); ///< what was typed cannot be taken

private:
    [[nodiscard]] bool nameFits(int row, const QString &name);
    [[nodiscard]] bool setDefault(Variable &variable, const QString &text);

    QList<Variable> m_variables;
    bool m_readOnly = false;
};

} // namespace promptuary
