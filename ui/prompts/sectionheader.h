// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace promptuary
{

/// The bar over a part of the editor's page: what the part is at the left, what can be done with it at the right.
class SectionHeader : public QWidget
{
    Q_OBJECT
public:
    explicit SectionHeader(QWidget *parent = nullptr);

    void addTitle(const QString &title);
    void addLeft(QWidget *widget);
    void addRight(QWidget *widget);
    void setFilling(QWidget *widget); ///< takes all the room, in place of the gap between left and right

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_layout;
    int m_left = 0;
};

} // namespace promptuary
