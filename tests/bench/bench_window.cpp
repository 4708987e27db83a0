// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Times what a user feels in the window, on the private PostgreSQL in the folder named by the first argument: from a
// keystroke in the filter to the tree repainted, and from choosing a template to editor and timeline filled and
// painted. Prints one JSON object: milliseconds, p50 and p95. A second argument, filter or choose, times that only.
#include "app/promptuary/application.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QTreeView>

#include <algorithm>

using namespace promptuary;

namespace
{

/// Counts the paint events of a widget: what was asked for is on the screen when the next one is done.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QWidget *widget)
        : QObject(widget)
    {
        widget->installEventFilter(this);
    }
    int painted = 0;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            ++painted;
        return QObject::eventFilter(watched, event);
    }
};

QJsonObject summary(QList<double> times)
{
    std::ranges::sort(times);
    return {{QStringLiteral("p50"), times[times.size() / 2]},
            {QStringLiteral("p95"), times[times.size() * 95 / 100]},
            {QStringLiteral("n"), times.size()}};
}

/// Runs events until the condition holds; finer than QTest::qWaitFor, which sleeps in steps of ten milliseconds.
void spinUntil(const std::function<bool()> &condition, const char *what)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.elapsed() > 20'000)
            qFatal("The window did not answer within 20 s: %s.", what);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    }
}

QList<double> timeFilter(MainWindow &window)
{
    auto *filter = window.findChild<QLineEdit *>(QStringLiteral("templateFilter"));
    QWidget *rows = window.findChild<QTreeView *>(QStringLiteral("templateTree"))->viewport();
    PaintWatch watch(rows);
    PaintWatch line(filter);
    QList<double> times;
    filter->setFocus();
    for (const QString &word : {QStringLiteral("invoice"), QStringLiteral("support reply"),
                                QStringLiteral("summary 77"), QStringLiteral("template 12"), QStringLiteral("xq")}) {
        filter->clear();
        QTest::qWait(300);
        for (const QChar letter : word) {
            watch.painted = line.painted = 0;
            QElapsedTimer timer;
            timer.start();
            QTest::sendKeyEvent(QTest::Click, filter, Qt::Key(0), QString(letter), Qt::NoModifier);
            // The rows are those of the new text by now; where they are the same as before, they need not be painted,
            // and where nothing matches, a text is in their place.
            rows->update();
            spinUntil([&] { return rows->isVisible() ? watch.painted > 0 : line.painted > 0; }, "filter");
            times.append(double(timer.nsecsElapsed()) / 1e6);
        }
    }
    filter->clear();
    QTest::qWait(300);
    return times;
}

QList<double> timeChoosing(MainWindow &window)
{
    QWidget *viewport = window.findChild<QListView *>(QStringLiteral("timeline"))->viewport();
    PaintWatch timeline(viewport);
    const QList<TemplateSummary> templates = window.workspace()->catalog().templates();
    bool filled = false;
    QObject::connect(&window, &MainWindow::filled, &window, [&] { filled = true; });
    bool history = false;
    QObject::connect(window.workspace(), &PromptsWorkspace::historyShown, &window, [&] { history = true; });
    QList<double> times;
    for (int i = 1; i <= 100; ++i) {
        const TemplateSummary &next = templates[(i * 97) % templates.size()];
        if (next.id == window.workspace()->document()->id())
            continue;
        filled = history = false;
        QElapsedTimer timer;
        timer.start();
        window.workspace()->open(next.id);
        spinUntil([&] { return filled && history; }, "editor and timeline");
        // It may have been painted on the way already; once more, so that it surely shows what was read.
        timeline.painted = 0;
        viewport->update();
        spinUntil([&] { return timeline.painted > 0; }, "timeline painted");
        times.append(double(timer.nsecsElapsed()) / 1e6);
        QTest::qWait(60);
    }
    return times;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication qt(argc, argv);
    const QTemporaryDir scratch;
    Application application({.server = {.conninfo = {}, .privateDirectory = QApplication::arguments().value(1)},
                             .settingsFile = scratch.filePath(QStringLiteral("settings.ini")),
                             .draftDirectory = scratch.filePath(QStringLiteral("drafts")),
                             .scheme = {}});
    MainWindow *window = application.openWindow();
    application.session().open();
    bool filled = false;
    QObject::connect(window, &MainWindow::filled, window, [&] { filled = true; });
    window->show();
    spinUntil([&] { return filled; }, "first filling");
    QTest::qWait(500);

    const QString only = QApplication::arguments().value(2);
    QJsonObject result;
    if (only != QStringLiteral("choose"))
        result.insert(QStringLiteral("filter"), summary(timeFilter(*window)));
    if (only != QStringLiteral("filter"))
        result.insert(QStringLiteral("choose"), summary(timeChoosing(*window)));
    QTextStream(stdout) << QJsonDocument(result).toJson(QJsonDocument::Compact) << Qt::endl;
    return 0;
}
