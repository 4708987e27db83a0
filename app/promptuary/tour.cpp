// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuary/tour.h"

#include "ui/shell/mainwindow.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatedocument.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QScreen>
#include <QTabWidget>
#include <QTest>
#include <QTextStream>

#include <stdexcept>

namespace promptuary
{

namespace
{

constexpr int patience = 60'000; // milliseconds; making the private PostgreSQL on a busy machine is the longest wait

/// A station that did not come about. Only the tour throws, and only to its own run().
struct TourError : std::runtime_error {
    explicit TourError(const QString &what)
        : std::runtime_error(what.toStdString())
    {
    }
};

/// Writes the sample repository: four prompts, seven commits, one of which renames.
void makeRepository(const QString &directory)
{
    const auto git = [](const QStringList &arguments, const QString &input = {}) {
        QProcess process;
        if (!input.isEmpty())
            process.setStandardInputFile(input);
        process.start(QStringLiteral("git"), arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            throw TourError(QStringLiteral("git %1: %2").arg(arguments.join(u' '), QString::fromUtf8(process.readAllStandardError())));
    };
    const QString stream = directory + QStringLiteral(".stream");
    QFile::copy(QStringLiteral(":/samples/invoice-team.fast-export"), stream);
    git({QStringLiteral("init"), QStringLiteral("--quiet"), QStringLiteral("--bare"), QStringLiteral("-b"), QStringLiteral("main"), directory});
    git({QStringLiteral("-C"), directory, QStringLiteral("fast-import"), QStringLiteral("--quiet")}, stream);
}

} // namespace

Tour::Tour(Application &application, const QDir &pictures, const QDir &samples)
    : m_application(application)
    , m_pictures(pictures)
    , m_samples(samples)
{
}

bool Tour::run()
{
    try {
        start();
        importHistory();
        importCsv();
        openTemplate();
        editAndSave();
        compare();
        reviewAndActivate();
        rollBack();
        findQuickly();
        darkAndNarrow();
    } catch (const TourError &error) {
        picture(QStringLiteral("stopped-here"));
        QTextStream(stderr) << "The tour stopped: " << error.what() << Qt::endl;
        return false;
    }
    return true;
}

void Tour::waitUntil(const std::function<bool()> &condition, const QString &what)
{
    if (!QTest::qWaitFor(condition, patience))
        throw TourError(QStringLiteral("waited for %1").arg(what));
}

template<typename Widget>
Widget *Tour::find(const char *name)
{
    const QString wanted = QString::fromLatin1(name);
    Widget *found = nullptr;
    const auto look = [&] {
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (!top->isVisible())
                continue;
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

void Tour::press(const char *button)
{
    auto *widget = find<QAbstractButton>(button);
    waitUntil([widget] { return widget->isEnabled(); }, QStringLiteral("%1 to be enabled").arg(QString::fromLatin1(button)));
    QTest::mouseClick(widget, Qt::LeftButton);
}

void Tour::type(QWidget *where, const QString &text)
{
    where->setFocus();
    for (const QChar character : text)
        QTest::keyClick(where, character == u'\n' ? Qt::Key_Return : Qt::Key(0), Qt::NoModifier), QTest::sendKeyEvent(QTest::Click, where, Qt::Key(0), QString(character), Qt::NoModifier);
}

void Tour::picture(const QString &name)
{
    QTest::qWait(150); // lets hover and focus settle into what a person would see
    const QString file = QStringLiteral("%1-%2.png").arg(++m_number, 2, 10, u'0').arg(name);
    QApplication::primaryScreen()->grabWindow(0).save(m_pictures.filePath(file));
    QTextStream(stdout) << file << Qt::endl;
}

} // namespace promptuary
