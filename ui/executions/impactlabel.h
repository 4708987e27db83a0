// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/dashboardcharts.h"

#include <QLabel>

namespace promptuary
{

/// What a change did, as a sentence in the colour of its outcome; hidden while there is nothing to say.
class ImpactLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ImpactLabel(QWidget *parent = nullptr);

    void setImpact(const Impact &impact);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Of the text and of what is behind it.
    [[nodiscard]] std::pair<QColor, QColor> tones() const;
    void dress();

    Impact m_impact;
};

} // namespace promptuary
