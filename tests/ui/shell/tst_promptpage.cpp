// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/promptpage.h"
#include "ui/widgets/pill.h"

#include <QComboBox>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

/// What stands above the tabs of a template.
class PromptPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatServesWhereIsWhole();
};

/// Beside the panels of a screen of 1280 there is half of it left: what the tree says, too, goes first.
void PromptPageTest::whatServesWhereIsWhole()
{
    PromptPage page(new QWidget, new QWidget);
    page.setEnvironments({{.key = u"production"_s}, {.key = u"staging"_s}}, u"production"_s);
    TemplateSummary summary;
    summary.name = u"Clarification question generation for support"_s;
    summary.active = {{u"production"_s, 12}};
    page.setTemplate(summary, u"Conversation"_s);
    page.resize(1200, 400);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const auto *environment = page.findChild<QComboBox *>(u"environment"_s);
    const auto *active = page.findChild<Pill *>(u"activePill"_s);
    const auto *taskType = page.findChild<Pill *>(u"taskTypePill"_s);
    QVERIFY(taskType->isVisible());
    page.resize(560, 400);
    QTRY_COMPARE(page.width(), 560);
    QTRY_VERIFY(!taskType->isVisible());
    QTRY_VERIFY(environment->mapTo(&page, QPoint(environment->width(), 0)).x() <= page.width());
    QVERIFY(environment->width() >= environment->sizeHint().width());
    QVERIFY(active->width() >= active->sizeHint().width());
    page.resize(1200, 400);
    QTRY_VERIFY(taskType->isVisible());
}

QTEST_MAIN(PromptPageTest)
#include "tst_promptpage.moc"
