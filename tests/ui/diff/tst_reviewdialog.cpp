// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/diff/sampleversions.h"
#include "ui/diff/diffview.h"
#include "ui/diff/diffviewer.h"
#include "ui/diff/reviewdialog.h"
#include "ui/diff/reviewfigures.h"
#include "ui/widgets/banner.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace promptuary;

namespace
{

const SampleVersions sample;

ReviewRequest activation()
{
    return {.version = 14,
            .templateName = u"Invoice line items"_s,
            .environment = u"production"_s,
            .servingVersion = 12,
            .servingSince = u"v12 has served for 9 days"_s,
            .serving = DiffSide{.label = u"v12 · active"_s, .kind = PillKind::Active, .content = sample.before},
            .candidate = {.label = u"v14 · newest"_s, .kind = PillKind::Warning, .content = sample.after},
            .otherEnvironment = u"staging"_s};
}

struct Shown {
    ReviewDialog dialog;
    QSignalSpy compared{dialog.viewer(), &DiffViewer::compared};
    QSignalSpy confirmed{&dialog, &ReviewDialog::confirmed};

    explicit Shown(const ReviewRequest &request)
        : dialog(request)
    {
        dialog.show();
    }

    bool ready() { return !compared.isEmpty() || compared.wait(20'000); }

    template<typename T>
    T *find(const char *name) const
    {
        return dialog.findChild<T *>(QLatin1StringView(name));
    }

    [[nodiscard]] QString label(const char *name) const { return find<QLabel>(name)->text(); }
};

} // namespace

class TestReviewDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatChanges();
    void rollsBack();
    void firstActivation();
    void confirmsWithReason();
    void confirmsByKey();
    void stepsThroughChangesWhileTyping();
    void busyConfirmsNothing();
    void conflictIsReviewedAgain();
    void whatChangedMeanwhileIsSeenFirst();
    void whatServesIsNotActivatedAgain();
    void otherErrorsCanBeTriedAgain();
    void otherEnvironment();
    void showsWhatVersionsDid();
    void saysHowVersionsDiffer();
    void saysWhoMadeTheVersion();
    void cancels();
    void oneLineIsALine();
    void namesAreEscaped();
};

void TestReviewDialog::oneLineIsALine()
{
    ReviewRequest request = activation();
    request.candidate.content = request.serving->content;
    request.candidate.content.messages.first().content.prepend(u"Now: "_s);
    Shown shown(request);
    QVERIFY(shown.ready());
    QCOMPARE(shown.find<Pill>("reviewLines")->text(), u"+1 −1 line"_s);
}

void TestReviewDialog::saysWhatChanges()
{
    Shown shown(activation());
    QCOMPARE(shown.label("reviewTitle"), u"Activate v14 in production?"_s);
    QCOMPARE(shown.label("reviewSubtitle"), u"Invoice line items · v12 has served for 9 days"_s);
    QVERIFY(shown.ready());
    QCOMPARE(shown.find<Pill>("reviewLines")->text(), u"+5 −4 lines"_s);
    QCOMPARE(shown.find<Pill>("reviewFields")->text(), u"2 fields changed"_s);
    QCOMPARE(shown.find<Pill>("reviewRequired")->text(), u"1 new required variable: default_currency"_s);
    QVERIFY(shown.find<QLabel>("reviewWarning")->isVisible());
    QCOMPARE(shown.label("reviewWarning"),
             u"Agents that do not send <b>default_currency</b> will get an error. It has no default."_s);
    QVERIFY(!shown.find<QLabel>("reviewFirstActivation")->isVisible());
    QVERIFY(shown.label("reviewNote").contains(u"v12"_s));
    QCOMPARE(shown.find<QPushButton>("reviewConfirm")->text(), u"Activate v14"_s);
    QVERIFY(shown.find<QPushButton>("reviewConfirm")->isDefault());
}

void TestReviewDialog::rollsBack()
{
    ReviewRequest request = activation();
    request.action = ReviewRequest::Action::RollBack;
    request.version = 11;
    std::swap(request.serving->content, request.candidate.content);
    request.otherEnvironment.clear();
    Shown shown(request);
    QVERIFY(shown.ready());
    QCOMPARE(shown.label("reviewTitle"), u"Roll back to v11 in production?"_s);
    QCOMPARE(shown.find<QPushButton>("reviewConfirm")->text(), u"Roll back to v11"_s);
    QVERIFY(!shown.find<QLabel>("reviewWarning")->isVisible()); // a variable that goes asks nothing of agents
    QVERIFY(!shown.find<QPushButton>("reviewOtherEnvironment")->isVisible());
}

void TestReviewDialog::firstActivation()
{
    ReviewRequest request = activation();
    request.serving.reset();
    request.servingVersion = 0;
    Shown shown(request);
    QVERIFY(shown.ready());
    QVERIFY(shown.find<QLabel>("reviewFirstActivation")->isVisible());
    QCOMPARE(shown.label("reviewFirstActivation"), u"Nothing serves in production yet. v14 would be the first."_s);
    QVERIFY(!shown.find<QLabel>("reviewWarning")->isVisible());
    QVERIFY(shown.find<Pill>("reviewLines")->text().endsWith(u"−0 lines"_s));
}

void TestReviewDialog::confirmsWithReason()
{
    Shown shown(activation());
    QVERIFY(shown.find<QPlainTextEdit>("reviewReason")->hasFocus() ||
            shown.dialog.focusWidget() == shown.find<QPlainTextEdit>("reviewReason"));
    QTest::keyClicks(shown.find<QPlainTextEdit>("reviewReason"), u" Currency was missing "_s);
    QTest::mouseClick(shown.find<QPushButton>("reviewConfirm"), Qt::LeftButton);
    QCOMPARE(shown.confirmed.size(), 1);
    QCOMPARE(shown.confirmed.first(), (QVariantList{u"production"_s, u"Currency was missing"_s}));
    QVERIFY(shown.dialog.isVisible()); // its owner closes it once it is done
}

void TestReviewDialog::confirmsByKey()
{
    Shown shown(activation());
    QVERIFY(QTest::qWaitForWindowActive(&shown.dialog));
    QTest::keyClick(shown.find<QPlainTextEdit>("reviewReason"), Qt::Key_Return); // a line of the reason
    QCOMPARE(shown.confirmed.size(), 0);
    QTest::keyClick(shown.find<QPlainTextEdit>("reviewReason"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.confirmed.size(), 1);
}

void TestReviewDialog::stepsThroughChangesWhileTyping()
{
    Shown shown(activation());
    QVERIFY(shown.ready());
    QVERIFY(QTest::qWaitForWindowActive(&shown.dialog));
    auto *view = shown.find<DiffView>("diffView");
    QCOMPARE(view->currentChange(), 0);
    QTest::keyClick(shown.find<QPlainTextEdit>("reviewReason"), Qt::Key_F7);
    QCOMPARE(view->currentChange(), 1);
    QTest::keyClick(shown.find<QPlainTextEdit>("reviewReason"), Qt::Key_F7, Qt::ShiftModifier);
    QCOMPARE(view->currentChange(), 0);
}

void TestReviewDialog::busyConfirmsNothing()
{
    Shown shown(activation());
    QVERIFY(QTest::qWaitForWindowActive(&shown.dialog));
    shown.dialog.setBusy(true);
    QTest::mouseClick(shown.find<QPushButton>("reviewConfirm"), Qt::LeftButton);
    QTest::keyClick(shown.find<QPlainTextEdit>("reviewReason"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.confirmed.size(), 0);
    shown.dialog.setBusy(false);
    QTest::mouseClick(shown.find<QPushButton>("reviewConfirm"), Qt::LeftButton);
    QCOMPARE(shown.confirmed.size(), 1);
}

void TestReviewDialog::conflictIsReviewedAgain()
{
    Shown shown(activation());
    shown.dialog.setReason(u"Currency"_s);
    shown.dialog.setBusy(true);
    shown.dialog.showError({.kind = ErrorKind::Conflict,
                            .message = u"ada activated v13 in production a moment ago."_s,
                            .remedy = u"Nothing was changed."_s});
    auto *banner = shown.find<Banner>("banner");
    QVERIFY(banner->isVisible());
    QCOMPARE(banner->text(), u"ada activated v13 in production a moment ago. Nothing was changed."_s);
    QVERIFY(!shown.find<QPushButton>("reviewConfirm")->isEnabled()); // what is shown is not what would be replaced
    QSignalSpy again(&shown.dialog, &ReviewDialog::reviewAgainRequested);
    QTest::mouseClick(shown.find<QPushButton>("bannerAction"), Qt::LeftButton);
    QCOMPARE(again.size(), 1);
    ReviewRequest request = activation();
    request.servingVersion = 13;
    request.serving->label = u"v13 · active"_s;
    shown.dialog.setRequest(request);
    QVERIFY(!banner->isVisible());
    QVERIFY(shown.find<QPushButton>("reviewConfirm")->isEnabled());
    QCOMPARE(shown.dialog.reason(), u"Currency"_s);
    QVERIFY(shown.label("reviewNote").contains(u"v13"_s));
}

void TestReviewDialog::whatChangedMeanwhileIsSeenFirst()
{
    Shown shown(activation());
    QVERIFY(QTest::qWaitForWindowActive(&shown.dialog));
    shown.dialog.setReason(u"Currency"_s);
    ReviewRequest request = activation();
    request.servingVersion = 13;
    request.serving->label = u"v13 · active"_s;
    request.notice = u"ada activated v13 in production meanwhile."_s;
    shown.dialog.setRequest(request);
    const auto *banner = shown.find<Banner>("banner");
    QCOMPARE(banner->text(), request.notice);
    auto *reason = shown.find<QPlainTextEdit>("reviewReason");
    QVERIFY(reason->hasFocus());
    QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier); // a hand that was on its way
    QCOMPARE(shown.confirmed.size(), 0);
    // By keyboard: the strip comes next, then the button.
    QTest::keyClick(reason, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), shown.find<QPushButton>("bannerAction"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(!banner->isVisible());
    QCOMPARE(QApplication::focusWidget(), shown.find<QPushButton>("reviewConfirm"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(shown.confirmed.size(), 1);
    QCOMPARE(shown.confirmed.first().at(1).toString(), u"Currency"_s);
}

void TestReviewDialog::whatServesIsNotActivatedAgain()
{
    ReviewRequest request = activation();
    request.servingVersion = request.version;
    request.notice = u"ada activated v14 in production meanwhile. It serves already."_s;
    Shown shown(request);
    QVERIFY(shown.find<Banner>("banner")->isVisible());
    QVERIFY(!shown.find<QPushButton>("bannerAction")->isVisible()); // there is nothing to go on to
    QVERIFY(!shown.find<QPushButton>("reviewConfirm")->isEnabled());
    QVERIFY(shown.find<QPushButton>("reviewOtherEnvironment")->isEnabled());
}

void TestReviewDialog::otherErrorsCanBeTriedAgain()
{
    Shown shown(activation());
    shown.dialog.setBusy(true);
    shown.dialog.showError({.kind = ErrorKind::NoDatabase, .message = u"The server is away."_s});
    QVERIFY(shown.find<Banner>("banner")->isVisible());
    QVERIFY(!shown.find<QPushButton>("bannerAction")->isVisible());
    QTest::mouseClick(shown.find<QPushButton>("reviewConfirm"), Qt::LeftButton);
    QCOMPARE(shown.confirmed.size(), 1);
    shown.dialog.setBusy(true);
    QVERIFY(!shown.find<Banner>("banner")->isVisible());
}

void TestReviewDialog::otherEnvironment()
{
    Shown shown(activation());
    auto *other = shown.find<QPushButton>("reviewOtherEnvironment");
    QCOMPARE(other->text(), u"Activate in staging instead…"_s);
    QSignalSpy requested(&shown.dialog, &ReviewDialog::environmentRequested);
    QTest::mouseClick(other, Qt::LeftButton);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().toString(), u"staging"_s);
    QCOMPARE(shown.confirmed.size(), 0);
    ReviewRequest request = activation();
    request.environment = u"staging"_s;
    request.otherEnvironment = u"production"_s;
    shown.dialog.setRequest(request);
    QCOMPARE(shown.label("reviewTitle"), u"Activate v14 in staging?"_s);
    QTest::mouseClick(shown.find<QPushButton>("reviewConfirm"), Qt::LeftButton);
    QCOMPARE(shown.confirmed.first().first().toString(), u"staging"_s);
}

void TestReviewDialog::showsWhatVersionsDid()
{
    Shown shown(activation());
    QVERIFY(shown.ready());
    const int height = shown.find<QWidget>("reviewFigures")->height();
    const QPoint viewer = shown.dialog.viewer()->pos();
    const Metrics serving{.executions = 1000, .successes = 987, .priced = 1000, .costUsd = 1.12, .latencyP95 = 2050};
    shown.dialog.setFigures(
        {{.version = 12, .environment = u"production"_s, .serves = true, .metrics = serving}, {.version = 14}});
    QCOMPARE(shown.label("reviewFigure10"), u"v12 serves production"_s);
    QCOMPARE(shown.label("reviewFigure11"), u"1,000"_s);
    QVERIFY(shown.label("reviewFigure12").startsWith(u"98.7"_s));
    QCOMPARE(shown.label("reviewFigure13"), u"$0.00112"_s);
    QCOMPARE(shown.label("reviewFigure14"), u"–"_s);
    QCOMPARE(shown.label("reviewFigure15"), u"2.05\u202Fs"_s);
    QCOMPARE(shown.label("reviewFigure20"), u"v14 did not run anywhere"_s);
    QCOMPARE(shown.label("reviewFigure30"), QString()); // nothing to compare with
    QCOMPARE(shown.label("reviewFigure21"), QString());
    QVERIFY(
        shown.find<QWidget>("reviewFigures")->accessibleName().contains(u"v12 serves production: 1,000 executions"_s));
    QCoreApplication::processEvents();
    QCOMPARE(shown.find<QWidget>("reviewFigures")->height(), height); // its room was kept
    QCOMPARE(shown.dialog.viewer()->pos(), viewer);
    shown.dialog.setRequest(activation());
    QCOMPARE(shown.label("reviewFigure10"), QString()); // until they are read for it
}

void TestReviewDialog::saysHowVersionsDiffer()
{
    Shown shown(activation());
    QVERIFY(shown.ready());
    const Metrics serving{.executions = 1000,
                          .successes = 950,
                          .inputTokens = 500'000,
                          .outputTokens = 50'000,
                          .priced = 1000,
                          .costUsd = 1.0,
                          .costSquares = 0.002,
                          .latencyP95 = 2000,
                          .inputCounted = 1000,
                          .outputCounted = 1000};
    const Metrics candidate{.executions = 100,
                            .successes = 99,
                            .inputTokens = 53'000,
                            .outputTokens = 5'800,
                            .priced = 100,
                            .costUsd = 0.11,
                            .costSquares = 0.00025,
                            .latencyP95 = 1500,
                            .inputCounted = 100,
                            .outputCounted = 100};
    shown.dialog.setFigures({{.version = 12, .environment = u"production"_s, .serves = true, .metrics = serving},
                             {.version = 14, .environment = u"staging"_s, .metrics = candidate}},
                            6400);
    QVERIFY(shown.label("reviewSubtitle").endsWith(u" · 6,400 executions a day"));
    QVERIFY(shown.find<Pill>("reviewDaily")->text().isEmpty()); // the difference of cost is no more than noise
    const auto text = [&](const char *name) { return shown.label(name).replace(QChar(0x202F), u' '); };
    QCOMPARE(text("reviewFigure14"), u"550"_s);
    QCOMPARE(text("reviewFigure30"), u"Difference"_s);
    QCOMPARE(text("reviewFigure32"), u"+4.0 pts · noise"_s);
    QCOMPARE(text("reviewFigure33"), u"+10 % · noise"_s);
    QCOMPARE(text("reviewFigure34"), u"+38"_s);
    QCOMPARE(text("reviewFigure35"), u"\u221225 %"_s);
    QCOMPARE(shown.find<QLabel>("reviewFigure33")->toolTip(), u"No more than noise."_s);
    QVERIFY(shown.dialog.width() <= 960); // the table leaves the question its room
    const QString spoken = shown.find<QWidget>("reviewFigures")->accessibleName();
    QVERIFY2(spoken.contains(u"difference: Success +4.0"), qPrintable(spoken));
    QVERIFY2(spoken.contains(u"pts, noise; Cost each"), qPrintable(spoken));
    const auto colorOf = [&](const char *name) {
        return shown.find<QLabel>(name)->palette().color(QPalette::WindowText);
    };
    const Colors &roles = colors(shown.dialog.palette());
    QCOMPARE(colorOf("reviewFigure33"), roles.secondaryText);
    Metrics dearer = candidate;
    dearer.costUsd = 0.2;
    dearer.costSquares = 0.0005;
    shown.dialog.setFigures({{.version = 12, .environment = u"production"_s, .serves = true, .metrics = serving},
                             {.version = 14, .environment = u"staging"_s, .metrics = dearer}},
                            6400);
    QCOMPARE(shown.find<Pill>("reviewDaily")->text(), u"about +$6.40 a day by staging's costs"_s);
    shown.dialog.setFigures({{.version = 12, .environment = u"production"_s, .serves = true, .metrics = serving},
                             {.version = 14, .environment = u"production"_s, .metrics = dearer}},
                            6400);
    QCOMPARE(shown.find<Pill>("reviewDaily")->text(), u"about +$6.40 a day"_s);
    QCOMPARE(text("reviewFigure33"), u"+100 % · real"_s); // what is more than noise looks so
    QCOMPARE(colorOf("reviewFigure33"), roles.danger);
    QVERIFY(shown.find<QWidget>("reviewFigures")->accessibleName().contains(u", real"));
    dearer.executions = 12;
    dearer.successes = 12;
    shown.dialog.setFigures({{.version = 12, .environment = u"production"_s, .serves = true, .metrics = serving},
                             {.version = 14, .environment = u"staging"_s, .metrics = dearer}});
    QVERIFY2(text("reviewFigure32").endsWith(u" · too few"), qPrintable(text("reviewFigure32")));
    shown.dialog.setRequest(activation());
    QVERIFY(shown.find<Pill>("reviewDaily")->text().isEmpty());
    QVERIFY(!shown.label("reviewSubtitle").contains(u"a day"));
}

void TestReviewDialog::saysWhoMadeTheVersion()
{
    ReviewRequest request = activation();
    Shown shown(request);
    QVERIFY(shown.ready());
    QVERIFY(!shown.find<QWidget>("reviewOrigin")->isVisible());
    request.origin = u"v14 by ada, 2 days ago"_s;
    request.note = u"Shorter\nanswers "_s;
    shown.dialog.setRequest(request);
    QCOMPARE(shown.label("reviewOrigin"), u"v14 by ada, 2 days ago: “Shorter answers”"_s);
    QVERIFY(shown.find<QWidget>("reviewOrigin")->isVisible());
}

void TestReviewDialog::cancels()
{
    Shown shown(activation());
    QSignalSpy rejected(&shown.dialog, &QDialog::rejected);
    QTest::keyClick(&shown.dialog, Qt::Key_Escape);
    QCOMPARE(rejected.size(), 1);
    shown.dialog.show();
    QTest::mouseClick(shown.find<QPushButton>("reviewCancel"), Qt::LeftButton);
    QCOMPARE(rejected.size(), 2);
    QCOMPARE(shown.confirmed.size(), 0);
}

void TestReviewDialog::namesAreEscaped()
{
    ReviewRequest request = activation();
    request.candidate.content.variables.append({.name = u"<img src=x>"_s});
    Shown shown(request);
    QVERIFY(shown.ready());
    QVERIFY(shown.label("reviewWarning").contains(u"&lt;img src=x&gt;"_s));
}

QTEST_MAIN(TestReviewDialog)
#include "tst_reviewdialog.moc"
