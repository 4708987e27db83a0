// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/retentiondialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/colors.h"

#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <algorithm>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// How long executions are kept, and what that means.
class TestRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dialog = std::make_unique<RetentionDialog>(QDate(2026, 11, 22));
        m_dialog->show();
        m_days = find<QSpinBox>("retentionRawDays");
        m_save = find<QPushButton>("saveRetention");
        m_consequence = find<QLabel>("retentionConsequence");
    }

    void nothingCanBeChangedBeforeItIsRead()
    {
        QVERIFY(!m_days->isEnabled() && !m_save->isEnabled());
        m_dialog->showSettings({});
        QVERIFY(m_days->isEnabled());
        QCOMPARE(m_days->value(), 30);
        QVERIFY(!m_save->isEnabled()); // nothing is changed
    }

    void saysWhatItMeans()
    {
        m_dialog->showSettings({});
        QVERIFY2(m_consequence->text().contains(u"23 Oct 2026"), qPrintable(m_consequence->text()));
        m_days->setValue(14);
        QVERIFY2(m_consequence->text().contains(u"drops all executions from before 8 Nov 2026"),
                 qPrintable(m_consequence->text()));
        m_days->setValue(60);
        QVERIFY2(m_consequence->text().contains(u"does not come back"), qPrintable(m_consequence->text()));
    }

    void refusesWhatDoesNotFit()
    {
        m_dialog->showSettings({});
        m_days->setValue(91);
        QVERIFY(!m_save->isEnabled());
        QVERIFY(m_consequence->text().contains(u"or longer"));
        find<QSpinBox>("retentionHourlyDays")->setValue(91);
        QVERIFY(m_save->isEnabled());
    }

    void asksForWhatWasChosenAndSaysWhatCameOfIt()
    {
        m_dialog->showSettings({});
        QList<ExecutionSettings> asked;
        connect(m_dialog.get(), &RetentionDialog::saveRequested, this,
                [&asked](const ExecutionSettings &settings) { asked << settings; });
        m_days->setValue(14);
        QTest::mouseClick(m_save, Qt::LeftButton);
        QCOMPARE(asked, QList<ExecutionSettings>{{.rawDays = 14}});
        QVERIFY(!m_save->isEnabled() && !m_days->isEnabled()); // until there is an answer
        auto *banner = find<Banner>("retentionBanner");
        m_dialog->showError({.kind = ErrorKind::NoDatabase, .message = u"The server went away."_s});
        QCOMPARE(banner->kind(), BannerKind::Danger);
        QVERIFY(m_save->isEnabled());
        QCOMPARE(m_days->value(), 14); // nothing is lost
        QTest::mouseClick(m_save, Qt::LeftButton);
        QVERIFY(!banner->isVisible());
        m_dialog->showSaved();
        QCOMPARE(banner->kind(), BannerKind::Success);
        QVERIFY(banner->isVisible() && !m_save->isEnabled());
        m_days->setValue(15);
        QVERIFY(!banner->isVisible());
    }

    void readsOnly()
    {
        m_dialog->setReadOnly(u"You may read."_s);
        m_dialog->showSettings({});
        for (const QSpinBox *box : m_dialog->findChildren<QSpinBox *>())
            QVERIFY(!box->isEnabled());
        QVERIFY(!m_save->isEnabled());
        QVERIFY(find<Banner>("retentionBanner")->text().contains(u"You may read."));
    }

    void bannerCutsNothing()
    {
        const auto areWhole = [this] {
            return std::ranges::all_of(m_dialog->findChildren<QLabel *>(), [](const QLabel *label) {
                return !label->isVisible() || !label->wordWrap() ||
                       label->height() >= label->heightForWidth(label->width());
            });
        };
        m_dialog->showSettings({});
        const int without = m_dialog->layout()->totalHeightForWidth(m_dialog->width());
        m_dialog->resize(m_dialog->width(), without);
        QTRY_VERIFY(areWhole());
        m_dialog->setReadOnly(
            u"You may read how long data is kept. Whoever changes it needs another role. "_s.repeated(3));
        QTRY_VERIFY(m_dialog->height() > without);
        QTRY_VERIFY(areWhole());
    }

    void coloursFollowThePalette()
    {
        m_dialog->showSettings({});
        for (const QPalette &palette : {darkPalette(), lightPalette()}) {
            m_dialog->setPalette(palette);
            const auto labels = m_dialog->findChildren<QLabel *>();
            QVERIFY(std::ranges::any_of(labels, [&palette](const QLabel *label) {
                return label->palette().color(QPalette::WindowText) == colors(palette).secondaryText;
            }));
        }
    }

private:
    template<typename Widget>
    Widget *find(const char *name)
    {
        auto *found = m_dialog->findChild<Widget *>(QLatin1StringView(name));
        if (!found)
            qFatal("There is no %s.", name);
        return found;
    }

    std::unique_ptr<RetentionDialog> m_dialog;
    QSpinBox *m_days = nullptr;
    QPushButton *m_save = nullptr;
    QLabel *m_consequence = nullptr;
};

QTEST_MAIN(TestRetention)
#include "tst_retention.moc"
