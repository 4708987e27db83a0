// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/desk/desk.h"

#include "ui/prompts/versioneditor.h"
#include "ui/shell/findingspanel.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"
#include "ui/widgets/banner.h"

#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QTreeView>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

template<typename T>
T valueOf(const QFuture<Result<T>> &future)
{
    // The GUI goes on meanwhile, as it would if this were another program.
    Desk::waitFor([&] { return future.isFinished(); }, "an answer of the database");
    const Result<T> result = future.result();
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return *result;
}

} // namespace

Desk::Desk(const QString &conninfo)
    : Desk(ServerChoice{.conninfo = conninfo, .privateDirectory = {}})
{
}

Desk::Desk(const ServerChoice &server)
    : m_server(server)
    , m_drafts(draftDirectory())
{
}

Desk::~Desk() = default;

void Desk::start()
{
    m_application = std::make_unique<Application>(Application::Options{
        .server = m_server, .settingsFile = settingsFile(), .draftDirectory = m_drafts, .scheme = {}});
    QObject::connect(&m_application->session(), &Session::failed, m_application.get(),
                     [](const Error &error) { qInfo("%s", qPrintable(error.toString())); });
    m_application->session().open();
    const bool first = !QFile::exists(settingsFile());
    m_window = m_application->openWindow();
    // The platform without a screen has a small one; tests that want a small window say so.
    if (first && QGuiApplication::platformName() == u"offscreen")
        m_window->resize(1440, 900);
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window, patience))
        qFatal("The window does not appear.");
}

void Desk::open()
{
    start();
    waitUntilFilled();
}

void Desk::waitUntilFilled()
{
    waitFor(
        [this] {
            const PromptsWorkspace *workspace = m_window->workspace();
            const TemplateDocument *document = workspace ? workspace->document() : nullptr;
            const auto *timeline = m_window->findChild<QListView *>(u"timeline"_s);
            return document && m_window->windowTitle().startsWith(document->summary().name) &&
                   document->history().size() == document->summary().newest &&
                   timeline->model()->rowCount() == document->summary().newest && !text().isEmpty();
        },
        "the window to be filled");
}

void Desk::close()
{
    m_window->close();
    waitFor([this] { return m_window.isNull(); }, "the window to go");
    m_application.reset();
}

void Desk::choose(const QString &templateKey)
{
    const auto &templates = m_window->workspace()->catalog().templates();
    const auto wanted = std::ranges::find(templates, templateKey, &TemplateSummary::key);
    if (wanted == templates.end())
        qFatal("No template %s.", qPrintable(templateKey));
    auto *filter = find<QLineEdit>("templateFilter");
    filter->setText(wanted->name);
    QTest::keyClick(filter, Qt::Key_Return);
    filter->clear();
    waitFor([&] { return document().summary().key == templateKey; }, "the chosen template");
    waitUntilFilled();
}

MainWindow &Desk::window() const
{
    return *m_window;
}

TemplateDocument &Desk::document() const
{
    return *m_window->workspace()->document();
}

VersionEditor &Desk::editor() const
{
    return *m_window->findChild<VersionEditor *>();
}

int Desk::newest() const
{
    return document().summary().newest;
}

int Desk::active() const
{
    return document().activeIn(m_window->workspace()->environment());
}

QString Desk::text() const
{
    return editor().content().messages.value(0).content;
}

int Desk::findings() const
{
    return m_window->findChild<FindingsPanel *>()->count();
}

QString Desk::findingText(int row) const
{
    const auto *view = m_window->findChild<QTreeView *>(u"findingsView"_s);
    return view->model()->index(row, 0).data().toString();
}

QString Desk::banner(const char *name) const
{
    const auto *banner = m_window->findChild<Banner *>(QString::fromLatin1(name));
    return banner && !banner->isHidden() ? banner->text() : QString();
}

void Desk::append(const QString &typed)
{
    auto *editor = find<QWidget>("messageText1");
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_End, Qt::ControlModifier);
    type(editor, typed);
}

void Desk::type(QWidget *where, const QString &typed) const
{
    where->setFocus();
    for (const QChar character : typed)
        QTest::sendKeyEvent(QTest::Click, where, Qt::Key(0), QString(character), Qt::NoModifier);
}

void Desk::press(const char *button) const
{
    auto *widget = find<QAbstractButton>(button);
    waitFor([widget] { return widget->isEnabled(); }, button);
    QTest::mouseClick(widget, Qt::LeftButton);
}

void Desk::pressInBanner(const char *banner, const char *button) const
{
    auto *widget = find(banner)->findChild<QAbstractButton *>(QString::fromLatin1(button));
    waitFor([widget] { return widget && widget->isVisible(); }, button);
    QTest::mouseClick(widget, Qt::LeftButton);
}

void Desk::trigger(const char *action) const
{
    auto *found = m_window->findChild<QAction *>(QString::fromLatin1(action));
    if (!found || !found->isEnabled())
        qFatal("The command %s is not to be had.", action);
    found->trigger();
}

void Desk::waitFor(const std::function<bool()> &condition, const char *what)
{
    if (!QTest::qWaitFor(condition, patience))
        qFatal("Waited in vain for %s.", what);
}

QString Desk::keptText(const QString &draftDirectory)
{
    QString all;
    const QDir folder(draftDirectory);
    for (const QString &name : folder.entryList({u"*.draft"_s})) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue; // saved or put away between the listing and now
        if (const Result<Draft> draft = draftFromBytes(file.readAll()))
            all += draft->content.messages.value(0).content;
    }
    return all;
}

TemplateSummary Elsewhere::find(const QString &key)
{
    return valueOf(m_store.find(key));
}

int Elsewhere::saveText(const QString &key, const QString &text)
{
    const TemplateSummary summary = find(key);
    VersionContent next = content(key, summary.newest).content;
    next.messages[0].content = text;
    return valueOf(m_store.save({.templateId = summary.id,
                                 .parent = summary.newest,
                                 .expectedNewest = summary.newest,
                                 .content = next,
                                 .note = u"From elsewhere"_s}));
}

void Elsewhere::activate(const QString &key, int number)
{
    std::ignore = valueOf(m_store.activate(find(key).id, number, u"production"_s, u"From elsewhere"_s));
}

void Elsewhere::deactivate(const QString &key)
{
    std::ignore = valueOf(m_store.deactivate(find(key).id, u"production"_s, u"From elsewhere"_s));
}

VersionSummary Elsewhere::version(const QString &key, int number)
{
    return content(key, number).summary;
}

Version Elsewhere::content(const QString &key, int number)
{
    return valueOf(m_store.version(find(key).id, number));
}

QString firstTemplate()
{
    return u"clarification-question-generation"_s;
}

QString secondTemplate()
{
    return u"educational-script-generation"_s;
}

} // namespace promptuary
