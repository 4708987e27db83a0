// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/colors.h"

#include <QRect>
#include <QString>
#include <QWidget>

class QPainter;

namespace promptuary
{

/// The small rounded label: "v12" in green where it serves, "newest" in amber, a task type in grey.
enum class PillKind : std::uint8_t { Neutral, Accent, Active, Warning, Danger, Added, Removed };

[[nodiscard]] QSize pillSize(const QFont &font, const QString &text);
void paintPill(QPainter &painter, const QRect &rect, PillKind kind, const QString &text, const Colors &colors);

/// A pill as a widget, for headers.
class Pill : public QWidget
{
    Q_OBJECT
public:
    explicit Pill(QWidget *parent = nullptr);
    void set(PillKind kind, const QString &text);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PillKind m_kind = PillKind::Neutral;
    QString m_text;
};

} // namespace promptuary
