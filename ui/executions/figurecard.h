// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/executions/cardframe.h"

class QAbstractTableModel;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace promptuary
{

/// What is drawn, in its frame: title, the table behind it, and a menu to take either away.
class FigureCard : public CardFrame
{
    Q_OBJECT
public:
    void addToHeader(QWidget *widget);

    void copyCsv() const;
    [[nodiscard]] Result<void> saveCsv(const QString &file) const;
    [[nodiscard]] Result<void> savePng(const QString &file) const;
    [[nodiscard]] Result<void> saveSvg(const QString &file) const;

Q_SIGNALS:
    void failed(const promptuary::Error &error);

protected:
    /// The names of its parts begin with `name`.
    FigureCard(const QString &name, QWidget *view, QAbstractTableModel *model, QWidget *parent);

    void setTitle(const QString &title, const QString &subtitle);
    void addBelowHeader(QWidget *widget);
    [[nodiscard]] virtual QString csv() const = 0;
    virtual void paintFigure(QPainter *painter, const QRectF &target) const = 0;

private:
    void makeMenu(const QString &name);
    void makeTable(const QString &name, QAbstractTableModel *model);
    void askForFile(const QString &suffix, Result<void> (FigureCard::*save)(const QString &) const);

    QLabel *m_title;
    QLabel *m_subtitle;
    QHBoxLayout *m_header;
    QVBoxLayout *m_layout;
    QToolButton *m_more;
    QList<QAction *> m_actions; ///< of its menu
    QStackedWidget *m_stack;
    QWidget *m_view;
    QTableView *m_table;
};

} // namespace promptuary
