// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/promptuary/application.h"
#include "app/promptuary/stallwatch.h"
#include "core/base/result.h"

#include <QApplication>
#include <QDir>
#include <QFuture>
#include <QString>
#include <QWidget>

#include <functional>
#include <stdexcept>

namespace promptuary
{

class MainWindow;
class MetricsPage;

/// A station that did not come about. Only the tour throws, and only to its own run().
struct TourError : std::runtime_error {
    explicit TourError(const QString &what)
        : std::runtime_error(what.toStdString())
    {
    }
};

/// The guided tour: the real application on a real database, driven through its widgets with mouse and keys as a user
/// would, leaving numbered pictures. It ends with an error where something does not come about, so it is a test as
/// well.
class Tour
{
public:
    Tour(Application &application, const QDir &pictures, const QDir &samples, StallWatch &stalls);

    /// Runs all stations; false where one failed (standard error says which and why).
    [[nodiscard]] bool run();
    [[nodiscard]] StallWatch::Stall longestStall() const { return m_longestStall; }

private:
    void start();
    void importFrom(const QString &source, const QString &name);
    void importHistory();
    void importCsv();
    void openTemplate();
    void editAndSave();
    void compare();
    void reviewAndActivate();
    void rollBack();
    void lookAtExecutions();
    void lookAtRecords();
    void findQuickly();
    void measure();
    void recordFailures();
    void beAlerted();
    void lookAtWebhooks();
    void lookAtHealth();
    void reportLoads();
    void darkAndNarrow();
    void recordHistory();
    void lookAtHistory();
    void darkPicture(const QString &name); ///< of what is seen, in the dark scheme
    void filterMetrics(const MetricsPage *page);
    void setScheme(Appearance::Scheme scheme);
    void showLastHour(const MetricsPage *page);
    void exportReport(const MetricsPage *page, const QString &name);

    /// Finds a widget of the window or its dialogs by object name; waits for it to be visible.
    template<typename Widget = QWidget>
    Widget *find(const char *name);
    void waitUntil(const std::function<bool()> &condition, const QString &what);
    template<typename Answer>
    Result<Answer> answered(QFuture<Result<Answer>> question, const QString &what);
    void press(const char *button);
    void type(QWidget *where, const QString &text);
    void trigger(const char *action);
    void goTo(const QString &name); ///< through the palette
    void picture(const QString &name);
    /// Counts a picture and says what it took to come there; the file to save it in.
    [[nodiscard]] QString announce(const QString &name);
    [[nodiscard]] int newest() const; ///< of the open template
    [[nodiscard]] int active() const;

    Application &m_application;
    MainWindow *m_window = nullptr;
    QDir m_pictures;
    QDir m_samples;
    QString m_changedTemplate; ///< its versions changed in the middle of the invented history
    StallWatch &m_stalls;
    StallWatch::Stall m_longestStall;
    int m_number = 0;
};

template<typename Widget>
Widget *Tour::find(const char *name)
{
    const QString wanted = QString::fromLatin1(name);
    Widget *found = nullptr;
    const auto look = [&] {
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (!top->isVisible())
                continue;
            if (auto *itself = qobject_cast<Widget *>(top); itself && itself->objectName() == wanted) {
                found = itself;
                return true;
            }
            for (Widget *widget : top->findChildren<Widget *>(wanted)) {
                if (widget->isVisible()) {
                    found = widget;
                    return true;
                }
            }
        }
        return false;
    };
    waitUntil(look, QStringLiteral("the widget %1").arg(wanted));
    return found;
}

template<typename Answer>
Result<Answer> Tour::answered(QFuture<Result<Answer>> question, const QString &what)
{
    waitUntil([&question] { return question.isFinished(); }, what);
    Result<Answer> answer = question.result();
    if (!answer)
        throw TourError(what + QStringLiteral(": ") + answer.error().toString());
    return answer;
}

} // namespace promptuary
