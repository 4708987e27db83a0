// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/fieldchangesmodel.h"

#include <QTableView>

namespace promptuary
{

/// The changes of configuration and variables beneath a comparison: as high as its rows, up to six of them.
class FieldChangesTable : public QTableView
{
    Q_OBJECT
public:
    explicit FieldChangesTable(QWidget *parent = nullptr);

    void setDiff(const VersionDiff &diff);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    FieldChangesModel *m_model;
};

} // namespace promptuary
