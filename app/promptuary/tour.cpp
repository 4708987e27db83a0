// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/promptuary/tour.h"

#include "ui/diff/diffviewer.h"
#include "ui/shell/appearance.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTextStream>

namespace promptuary
{

namespace
{

constexpr int patience = 60'000; // milliseconds; making the private PostgreSQL on a busy machine is the longest wait

/// Writes the sample repository: four prompts, seven commits, one of which renames.
void makeRepository(const QString &directory)
{
    const auto git = [](const QStringList &arguments, const QString &input = {}) {
        QProcess process;
        if (!input.isEmpty())
            process.setStandardInputFile(input);
        process.start(QStringLiteral("git"), arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            throw TourError(QStringLiteral("git %1: %2")
                                .arg(arguments.join(u' '), QString::fromUtf8(process.readAllStandardError())));
    };
    const QString stream = directory + QStringLiteral(".stream");
    QFile::copy(QStringLiteral(":/samples/invoice-team.fast-export"), stream);
    git({QStringLiteral("init"), QStringLiteral("--quiet"), QStringLiteral("--bare"), QStringLiteral("-b"),
         QStringLiteral("main"), directory});
    git({QStringLiteral("-C"), directory, QStringLiteral("fast-import"), QStringLiteral("--quiet")}, stream);
}

} // namespace

Tour::Tour(Application &application, const QDir &pictures, const QDir &samples, StallWatch &stalls)
    : m_application(application)
    , m_pictures(pictures)
    , m_samples(samples)
    , m_stalls(stalls)
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
        measure();
        lookAtExecutions();
        lookAtRecords();
        beAlerted();
        lookAtHealth();
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

void Tour::press(const char *button)
{
    auto *widget = find<QAbstractButton>(button);
    waitUntil([widget] { return widget->isEnabled(); },
              QStringLiteral("%1 to be enabled").arg(QString::fromLatin1(button)));
    QTest::mouseClick(widget, Qt::LeftButton);
}

void Tour::type(QWidget *where, const QString &text)
{
    where->setFocus();
    for (const QChar character : text) {
        if (character == u'\n')
            QTest::keyClick(where, Qt::Key_Return);
        else
            QTest::sendKeyEvent(QTest::Click, where, Qt::Key(0), QString(character), Qt::NoModifier);
        QCoreApplication::processEvents(); // a person's keys do not come all at once
    }
}

void Tour::trigger(const char *action)
{
    auto *found = m_window->findChild<QAction *>(QString::fromLatin1(action));
    if (!found || !found->isEnabled())
        throw TourError(QStringLiteral("the command %1 is not to be had").arg(QString::fromLatin1(action)));
    found->trigger();
}

int Tour::newest() const
{
    const TemplateDocument *document = m_window->workspace() ? m_window->workspace()->document() : nullptr;
    return document ? document->summary().newest : 0;
}

int Tour::active() const
{
    const TemplateDocument *document = m_window->workspace() ? m_window->workspace()->document() : nullptr;
    return document ? document->activeIn(m_window->workspace()->environment()) : 0;
}

void Tour::start()
{
    {
        // Nobody waits for a window that is not there yet; how long a start takes is a figure of its own.
        const StallWatch::Pause own(m_stalls);
        m_application.start();
    }
    m_window = find<MainWindow>("mainWindow");
    if (!QTest::qWaitForWindowExposed(m_window, patience))
        throw TourError(QStringLiteral("the window does not come on the screen"));
    picture(QStringLiteral("first-start"));
    waitUntil([this] { return m_window->workspace() && m_window->workspace()->document() && newest() > 0; },
              QStringLiteral("the seeded templates"));
    picture(QStringLiteral("fresh-desk"));
}

void Tour::importFrom(const QString &source, const QString &name)
{
    trigger("importPrompts");
    auto *path = find<QLineEdit>("importPath");
    path->clear();
    type(path, source);
    QTest::keyClick(path, Qt::Key_Return);
    auto *button = find<QPushButton>("importButton");
    waitUntil([button] { return button->isEnabled(); }, QStringLiteral("the preview of ") + source);
    picture(name + QStringLiteral("-preview"));
    const qsizetype before = m_window->workspace()->catalog().templates().size();
    QTest::mouseClick(button, Qt::LeftButton);
    waitUntil([this, before] { return m_window->workspace()->catalog().templates().size() > before; },
              QStringLiteral("the imported templates"));
    picture(name + QStringLiteral("-report"));
    press("importButton");
}

void Tour::importHistory()
{
    const QString repository = m_samples.filePath(QStringLiteral("invoice-team.git"));
    {
        const StallWatch::Pause own(m_stalls);
        makeRepository(repository);
    }
    importFrom(repository, QStringLiteral("git-history"));
}

void Tour::importCsv()
{
    const QString file = m_samples.filePath(QStringLiteral("prompts.csv"));
    QFile::copy(QStringLiteral(":/samples/prompts.csv"), file);
    importFrom(file, QStringLiteral("csv"));
}

void Tour::openTemplate()
{
    auto *filter = find<QLineEdit>("templateFilter");
    type(filter, QStringLiteral("invli"));
    picture(QStringLiteral("filter"));
    QTest::keyClick(filter, Qt::Key_Return);
    waitUntil(
        [this] {
            return m_window->workspace()->document()->summary().name.contains(QStringLiteral("invoice")) &&
                   newest() > 1;
        },
        QStringLiteral("the imported template"));
    filter->clear();
    picture(QStringLiteral("template"));
    // What was imported serves nowhere until someone says so; version 2 has served for a while in this story.
    auto *timeline = find<QListView>("timeline");
    timeline->setFocus();
    QTest::keyClick(timeline, Qt::Key_End);
    QTest::keyClick(timeline, Qt::Key_Up);
    press("activateVersion");
    picture(QStringLiteral("first-activation"));
    type(find<QPlainTextEdit>("reviewReason"), QStringLiteral("What the worker ran so far"));
    press("reviewConfirm");
    waitUntil([this] { return active() == 2; }, QStringLiteral("version 2 to serve"));
    QTest::keyClick(timeline, Qt::Key_Home);
}

void Tour::editAndSave()
{
    const int before = newest();
    m_window->workspace()->editSelected();
    auto *editor = find<QWidget>("messageText1");
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_F, Qt::ControlModifier);
    auto *search = find<QLineEdit>("findText");
    type(search, QStringLiteral("quantity, unit, price."));
    picture(QStringLiteral("find"));
    QTest::keyClick(search, Qt::Key_Escape);
    type(editor, QStringLiteral("quantity, unit, price, currency."));
    QTest::keyClick(editor, Qt::Key_End, Qt::ControlModifier);
    type(editor, QStringLiteral("If the currency is not printed, use {{ default_currency }}.\n"));
    type(find<QLineEdit>("noteText"), QStringLiteral("Ask for the currency of every line"));
    picture(QStringLiteral("unsaved"));
    // The text came in as plain text; with its format named, placeholders are marked and variables can be declared.
    auto *format = find<QComboBox>("formatBox");
    format->setFocus();
    type(format, QStringLiteral("mus"));
    press("variablesDeclareButton");
    picture(QStringLiteral("declared-variables"));
    press("saveButton");
    waitUntil([this, before] { return newest() == before + 1; }, QStringLiteral("the saved version"));
    picture(QStringLiteral("saved"));
}

void Tour::compare()
{
    press("compareVersion");
    auto *viewer = find<DiffViewer>("diffViewer");
    waitUntil([viewer] { return !viewer->isComparing(); }, QStringLiteral("the comparison"));
    picture(QStringLiteral("diff-side-by-side"));
    viewer->setLayoutMode(DiffViewer::Layout::Unified);
    waitUntil([viewer] { return !viewer->isComparing(); }, QStringLiteral("the unified comparison"));
    picture(QStringLiteral("diff-unified"));
    viewer->setLayoutMode(DiffViewer::Layout::SideBySide);
}

void Tour::reviewAndActivate()
{
    const int wanted = newest();
    press("activateVersion");
    type(find<QPlainTextEdit>("reviewReason"), QStringLiteral("Currency was missing on invoices from abroad"));
    picture(QStringLiteral("review"));
    press("reviewConfirm");
    waitUntil([this, wanted] { return active() == wanted; }, QStringLiteral("the activation"));
    picture(QStringLiteral("activated"));
}

void Tour::rollBack()
{
    press("rollBack");
    type(find<QPlainTextEdit>("reviewReason"), QStringLiteral("Totals came out twice; back to what served before"));
    picture(QStringLiteral("roll-back-review"));
    press("reviewConfirm");
    waitUntil([this] { return active() == 2; }, QStringLiteral("the roll back"));
    find<QTabBar>("timelineTabs")->setCurrentIndex(1);
    picture(QStringLiteral("activation-log"));
    find<QTabBar>("timelineTabs")->setCurrentIndex(0);
}

void Tour::goTo(const QString &name)
{
    trigger("openPalette");
    type(find<QLineEdit>("paletteInput"), name);
    QTest::keyClick(find<QLineEdit>("paletteInput"), Qt::Key_Return);
    waitUntil([&] { return m_window->workspace()->document()->summary().name.startsWith(name); },
              QStringLiteral("the template chosen in the palette"));
    QTest::qWait(300); // its versions are read and shown
}

void Tour::findQuickly()
{
    trigger("showEditor");
    trigger("openPalette");
    type(find<QLineEdit>("paletteInput"), QStringLiteral("i"));
    picture(QStringLiteral("palette"));
    QTest::keyClick(find<QLineEdit>("paletteInput"), Qt::Key_Escape);
    goTo(QStringLiteral("Educational script"));
    picture(QStringLiteral("jinja-template"));
}

void Tour::darkAndNarrow()
{
    m_window->resize(1280, 800);
    picture(QStringLiteral("at-1280"));
    m_window->resize(1440, 900);
    goTo(QStringLiteral("invoice-line"));
    setScheme(Appearance::Scheme::Dark);
    picture(QStringLiteral("dark-editor"));
    trigger("showDiff");
    auto *viewer = find<DiffViewer>("diffViewer");
    waitUntil([viewer] { return !viewer->isComparing(); }, QStringLiteral("the comparison"));
    picture(QStringLiteral("dark-diff"));
    trigger("showExecutions");
    auto *table = find<QTableView>("executionTable");
    table->selectRow(2);
    QTest::keyClick(table, Qt::Key_Return);
    picture(QStringLiteral("dark-executions"));
}

void Tour::picture(const QString &name)
{
    QTest::qWait(150); // lets hover and focus settle into what a person would see
    const QString target = announce(name);
    const StallWatch::Pause own(m_stalls);
    QApplication::primaryScreen()->grabWindow(0).save(target);
}

void Tour::darkPicture(const QString &name)
{
    const Appearance::Scheme before = m_application.appearance().scheme();
    setScheme(Appearance::Scheme::Dark);
    picture(name);
    setScheme(before);
}

/// Nobody does anything else in the same moment.
void Tour::setScheme(Appearance::Scheme scheme)
{
    m_application.appearance().setScheme(scheme);
    QCoreApplication::processEvents();
}

QString Tour::announce(const QString &name)
{
    const StallWatch::Stall stall = m_stalls.take();
    m_longestStall =
        std::max(m_longestStall, stall, [](const auto &one, const auto &other) { return one.waited < other.waited; });
    const QString file = QStringLiteral("%1-%2.png").arg(++m_number, 2, 10, QChar(u'0')).arg(name);
    QTextStream(stdout) << file << QStringLiteral("  longest stall before: ") << stall.toString() << Qt::endl;
    return m_pictures.filePath(file);
}

} // namespace promptuary
