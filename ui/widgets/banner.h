// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace promptuary
{

enum class BannerKind : std::uint8_t { Information, Success, Warning, Danger };

/// A strip that says what happened without interrupting: a text, at most one button, a cross to close it. What has room
/// in one line is always as high; more lines only take what would else be lost, which is mostly what to do about it.
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
    [[nodiscard]] bool hasHeightForWidth() const override { return false; } ///< it sees to its height itself

Q_SIGNALS:
    void actionTriggered();
    void closed(); ///< by the user, not by clear()

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void dismiss();
    void fit();
    void dress();

    BannerKind m_kind = BannerKind::Information;
    bool m_closable = true;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace promptuary
