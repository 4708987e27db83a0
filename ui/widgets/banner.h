// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QToolButton;

namespace promptuary
{

class ElidedLabel;

enum class BannerKind : std::uint8_t { Information, Success, Warning, Danger };

/// A strip that says what happened without interrupting: one line, at most one button, a cross to close it. Its height
/// is fixed, whatever it says; below the content it covers no one's place and moves nothing that is being read.
class Banner : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr); ///< hidden until told something

    /// A new message replaces the one shown. Without `action` there is no button; a message that must stay until its
    /// cause is gone (no connection) is not `closable`.
    void tell(BannerKind kind, const QString &text, const QString &action = {}, bool closable = true);
    void clear();
    [[nodiscard]] QString text() const;
    [[nodiscard]] BannerKind kind() const { return m_kind; }

Q_SIGNALS:
    void actionTriggered();
    void closed(); ///< by the user, not by clear()

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void dismiss();
    void dress();

    BannerKind m_kind = BannerKind::Information;
    bool m_closable = true;
    ElidedLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace promptuary
