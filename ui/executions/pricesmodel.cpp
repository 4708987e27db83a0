// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/pricesmodel.h"

#include "ui/widgets/typography.h"

#include <QGuiApplication>
#include <QHash>
#include <QLocale>
#include <QSet>
#include <QTimeZone>

#include <algorithm>
#include <utility>

namespace promptuary
{

namespace
{

double *amountOf(ModelPrice &price, int column)
{
    switch (column) {
    case PricesModel::Input:
        return &price.inputUsd;
    case PricesModel::CachedInput:
        return &price.cachedInputUsd;
    case PricesModel::Output:
        return &price.outputUsd;
    default:
        return nullptr;
    }
}

/// What a price is known by.
std::pair<QString, QDateTime> keyOf(const ModelPrice &price)
{
    return {price.model, price.validFrom};
}

QVariant struckOut()
{
    QFont font = QGuiApplication::font();
    font.setStrikeOut(true);
    return font;
}

QString dateText(const QDateTime &time)
{
    const QDateTime utc = time.toUTC();
    return utc.toString(utc.time() == QTime(0, 0) ? QStringLiteral("yyyy-MM-dd") : QStringLiteral("yyyy-MM-dd HH:mm"));
}

} // namespace

void PricesModel::setPrices(const QList<ModelPrice> &prices)
{
    beginResetModel();
    m_rows.clear();
    for (const ModelPrice &price : prices)
        m_rows.append({.price = price});
    endResetModel();
    Q_EMIT edited();
}

int PricesModel::append(const QString &model, const QDateTime &validFrom)
{
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.append({.price = {.model = model, .validFrom = validFrom}, .fresh = true, .changed = true});
    endInsertRows();
    Q_EMIT edited();
    return row;
}

PricesModel::Taken PricesModel::take(const QList<ModelPrice> &prices)
{
    QHash<std::pair<QString, QDateTime>, qsizetype> places;
    for (qsizetype row = 0; row < m_rows.size(); ++row)
        places.insert(keyOf(m_rows[row].price), row);
    Taken taken;
    QList<Row> fresh;
    for (const ModelPrice &price : prices) {
        const auto known = places.constFind(keyOf(price));
        if (known == places.cend()) {
            fresh.append({.price = price, .fresh = true, .changed = true});
            continue;
        }
        Row &row = m_rows[*known];
        if (row.price == price && !row.removed)
            continue;
        row.changed = row.changed || row.price != price;
        row.price = price;
        row.removed = false;
        ++taken.changed;
        Q_EMIT dataChanged(index(int(*known), 0), index(int(*known), ColumnCount - 1));
    }
    taken.added = int(fresh.size());
    if (!fresh.isEmpty()) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size() - 1));
        m_rows += fresh;
        endInsertRows();
    }
    Q_EMIT edited();
    return taken;
}

void PricesModel::remove(int row)
{
    if (!m_rows.at(row).fresh)
        return mark(row, true);
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

void PricesModel::restore(int row)
{
    mark(row, false);
}

void PricesModel::mark(int row, bool removed)
{
    m_rows[row].removed = removed;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT edited();
}

bool PricesModel::isRemoved(int row) const
{
    return row >= 0 && row < m_rows.size() && m_rows[row].removed;
}

QList<ModelPrice> PricesModel::changed() const
{
    QList<ModelPrice> prices;
    for (const Row &row : m_rows) {
        if (row.changed && !row.removed)
            prices.append(row.price);
    }
    return prices;
}

QList<ModelPrice> PricesModel::removed() const
{
    QList<ModelPrice> prices;
    for (const Row &row : m_rows) {
        if (row.removed)
            prices.append(row.price);
    }
    return prices;
}

bool PricesModel::hasChanges() const
{
    return std::ranges::any_of(m_rows, [](const Row &row) { return row.changed || row.removed; });
}

QStringList PricesModel::models() const
{
    QStringList models;
    for (const Row &row : m_rows)
        models << row.price.model;
    models.sort();
    models.removeDuplicates();
    return models;
}

void PricesModel::setKept()
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (!isRemoved(row))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    for (Row &row : m_rows)
        row.changed = row.fresh = false;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT edited();
}

QString PricesModel::problem(int *row) const
{
    QSet<std::pair<QString, QDateTime>> known;
    for (qsizetype at = 0; at < m_rows.size(); ++at) {
        if (m_rows[at].removed)
            continue;
        const ModelPrice &price = m_rows[at].price;
        if (row)
            *row = int(at);
        if (price.model.isEmpty())
            return tr("A price needs the name of its model, as agents send it.");
        if (known.contains(keyOf(price)))
            return tr("There are two prices of %1 from the same time on.").arg(price.model);
        known.insert(keyOf(price));
    }
    return {};
}

int PricesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PricesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PricesModel::text(const Row &row, int column, bool toEdit) const
{
    if (column == Model)
        return row.price.model;
    if (column == ValidFrom) {
        if (row.price.validFrom.isValid())
            return dateText(row.price.validFrom);
        return toEdit ? QString() : tr("always");
    }
    ModelPrice price = row.price;
    const double *amount = amountOf(price, column);
    if (!amount)
        return {};
    return toEdit ? QString::number(*amount, 'g', 12) : QLocale().toString(*amount, 'f', 4);
}

QVariant PricesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(row, index.column(), role == Qt::EditRole);
    case Qt::FontRole:
        return row.removed ? struckOut() : row.changed ? boldFont() : QVariant();
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return row.removed ? tr("Goes when the prices are saved") : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignVCenter |
                                                  (index.column() >= Input ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

bool PricesModel::takeDate(ModelPrice &price, const QString &text)
{
    if (text.isEmpty()) {
        price.validFrom = {};
        return true;
    }
    const bool day = text.size() <= 10;
    QDateTime time =
        QDateTime::fromString(text, day ? QStringLiteral("yyyy-MM-dd") : QStringLiteral("yyyy-MM-dd HH:mm"));
    if (!time.isValid()) {
        Q_EMIT refused(
            tr("“%1” is no date such as 2026-01-31 or 2026-01-31 18:00 (UTC). An empty one means always.").arg(text));
        return false;
    }
    time.setTimeZone(QTimeZone::UTC);
    price.validFrom = time;
    return true;
}

bool PricesModel::takeAmount(double &amount, const QString &text)
{
    constexpr double most = 1e9;
    bool read = false;
    const double value = QString(text).remove(u'$').trimmed().toDouble(&read);
    if (!read || !(value >= 0 && value < most)) {
        Q_EMIT refused(tr("“%1” is no amount of US dollars for a million tokens, such as 2.50.").arg(text));
        return false;
    }
    amount = value;
    return true;
}

bool PricesModel::write(ModelPrice &price, int column, const QString &text)
{
    if (column == ValidFrom)
        return takeDate(price, text);
    if (double *amount = amountOf(price, column))
        return takeAmount(*amount, text);
    price.model = text;
    return true;
}

bool PricesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    Row &row = m_rows[index.row()];
    ModelPrice price = row.price;
    if (!write(price, index.column(), value.toString().trimmed()))
        return false;
    if (price == row.price)
        return true;
    // Cached tokens cost what others do until something else is said.
    if (row.fresh && index.column() == Input && price.cachedInputUsd == row.price.inputUsd)
        price.cachedInputUsd = price.inputUsd;
    row.price = price;
    row.changed = true;
    Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags PricesModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const Row &row = m_rows[index.row()];
    flags.setFlag(Qt::ItemIsEditable, !row.removed && (index.column() >= Input || row.fresh));
    return flags;
}

QVariant PricesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignVCenter |
                                                  (section >= Input ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Model:
        return tr("Model");
    case ValidFrom:
        return tr("Valid from (UTC)");
    case Input:
        return tr("Input");
    case CachedInput:
        return tr("Cached input");
    case Output:
        return tr("Output");
    default:
        return {};
    }
}

} // namespace promptuary
