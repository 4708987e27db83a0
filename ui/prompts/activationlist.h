// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/template.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

#include <functional>

namespace promptuary
{

/// The log of what served when, newest first.
class ActivationModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>;
    explicit ActivationModel(Clock clock, QObject *parent = nullptr);

    void setActivations(const QList<Activation> &activations);
    [[nodiscard]] const Activation &at(const QModelIndex &index) const { return m_activations.at(index.row()); }
    [[nodiscard]] const QList<Activation> &activations() const { return m_activations; }
    [[nodiscard]] QString age(const Activation &activation) const;
    /// "v11 → v12", "v12 → none".
    [[nodiscard]] static QString change(const Activation &activation);
    [[nodiscard]] static QString kindName(const QString &kind); ///< "activated", "rolled back", "deactivated"

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    Clock m_clock;
    QList<Activation> m_activations;
};

class ActivationDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace promptuary
