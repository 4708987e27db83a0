// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/template.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTabWidget;

namespace promptuary
{

class ElidedLabel;
class Pill;

/// The centre of the window: which template is open and what serves now, above the tabs that show it.
class PromptPage : public QWidget
{
    Q_OBJECT
public:
    enum Tab : std::uint8_t { EditorTab, DiffTab, MetricsTab, ExecutionsTab };

    PromptPage(QWidget *editor, QWidget *diff, QWidget *parent = nullptr);

    void setEnvironments(const QList<Environment> &environments, const QString &current);
    [[nodiscard]] QString environment() const;
    void setTemplate(const TemplateSummary &summary, const QString &taskTypeName);
    /// Shows a sentence in place of the tabs: while starting, or while nothing is chosen.
    void showMessage(const QString &title, const QString &sentence);
    void showTab(Tab tab);
    /// Fills a tab that is made when it is shown first.
    void fillTab(Tab tab, QWidget *content);
    [[nodiscard]] bool isFilled(Tab tab) const;
    [[nodiscard]] Tab tab() const;
    void setModified(bool modified);

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    void environmentChosen(const QString &environment);
    void tabShown(promptuary::PromptPage::Tab tab);

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeMessage();
    void showActive();
    void fitHeader();

    TemplateSummary m_summary;
    QWidget *m_header = nullptr;
    ElidedLabel *m_name = nullptr;
    Pill *m_taskType = nullptr;
    Pill *m_active = nullptr;
    Pill *m_archived = nullptr;
    QComboBox *m_environment = nullptr;
    QTabWidget *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    ElidedLabel *m_messageTitle = nullptr;
    QLabel *m_message = nullptr;
};

} // namespace promptuary
