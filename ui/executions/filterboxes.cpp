// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/filterboxes.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>

#include <algorithm>

namespace promptuary
{

namespace
{

constexpr const char *keptWhole = "keptWhole";
constexpr int mostKept = 150;

} // namespace

void letGiveWay(QComboBox *box)
{
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(3);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QObject::connect(box->model(), &QAbstractItemModel::rowsInserted, box->view(), [view = box->view()] {
        constexpr int scrollBar = 24;
        view->setMinimumWidth(view->sizeHintForColumn(0) + scrollBar);
    });
}

void keepWhole(QComboBox *box)
{
    box->setProperty(keptWhole, true);
}

void fitToChoice(QComboBox *box, QHBoxLayout *row)
{
    constexpr int edges = 38; // and the arrow
    const int width = box->fontMetrics().horizontalAdvance(box->currentText()) + edges;
    box->setMaximumWidth(width);
    if (box->property(keptWhole).toBool())
        box->setMinimumWidth(std::min(width, mostKept));
    row->setStretchFactor(box, width);
    box->setToolTip(
        QCoreApplication::translate("FilterBoxes", "%1: %2").arg(box->accessibleName(), box->currentText()));
}

} // namespace promptuary
