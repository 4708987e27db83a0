// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include <QLabel>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

class StatusLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placeInTheTextOnlyWhereThereIsOne();
};

namespace
{

QLabel *label(const StatusLine &line, const QString &name)
{
    auto *found = line.findChild<QLabel *>(name);
    if (!found)
        qFatal("There is no %s.", qPrintable(name));
    return found;
}

void showLine(StatusLine &line)
{
    line.resize(1280, 28);
    line.setConnection(ChangeHub::State::Live);
    line.setServer(u"PostgreSQL 17"_s);
    line.setRights({.view = true, .role = u"ada"_s}, u"production"_s);
    line.setPosition(22, 1);
    line.setLength(748);
    line.show();
    QVERIFY(QTest::qWaitForWindowExposed(&line));
}

} // namespace

void StatusLineTest::placeInTheTextOnlyWhereThereIsOne()
{
    StatusLine line;
    showLine(line);
    QVERIFY(label(line, u"positionStatus"_s)->isVisible());
    QVERIFY(label(line, u"lengthStatus"_s)->isVisible());
    line.setEditing(false);
    line.setPosition(23, 4); // the editor fills while something else is shown
    line.setLength(12);
    QVERIFY(!label(line, u"positionStatus"_s)->isVisible());
    QVERIFY(!label(line, u"lengthStatus"_s)->isVisible());
    QVERIFY(label(line, u"serverStatus"_s)->isVisible());
    line.setEditing(true);
    QVERIFY(label(line, u"positionStatus"_s)->isVisible());
    QCOMPARE(label(line, u"positionStatus"_s)->text(), u"Ln 23, Col 4"_s);
    QVERIFY(label(line, u"lengthStatus"_s)->text().startsWith(u"12 characters"));
}

QTEST_MAIN(StatusLineTest)
#include "tst_statusline.moc"
