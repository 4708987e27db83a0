// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"
#include "ui/widgets/elidedlabel.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class StatusLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placeInTheTextOnlyWhereThereIsOne();
    void lengthIsCountedInWords_data();
    void lengthIsCountedInWords();
    void messageHidesNothing();
    void messageGoesAfterItsTime();
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

void StatusLineTest::lengthIsCountedInWords_data()
{
    QTest::addColumn<int>("characters");
    QTest::addColumn<QString>("words");
    QTest::newRow("none") << 0 << u"0 characters, about 0 tokens"_s;
    QTest::newRow("one") << 1 << u"1 character, about 1 token"_s;
    QTest::newRow("of one token") << 4 << u"4 characters, about 1 token"_s;
    QTest::newRow("many") << 5 << u"5 characters, about 2 tokens"_s;
}

void StatusLineTest::lengthIsCountedInWords()
{
    QFETCH(int, characters);
    QFETCH(QString, words);
    StatusLine line;
    line.setLength(characters);
    QCOMPARE(label(line, u"lengthStatus"_s)->text(), words);
}

void StatusLineTest::messageHidesNothing()
{
    StatusLine line;
    showLine(line);
    const auto *message = line.findChild<ElidedLabel *>(u"messageStatus"_s);
    QVERIFY(message);
    line.tell(u"Words that go on and on. "_s.repeated(40), 1h);
    QTRY_VERIFY(message->isElided() && message->width() > 100);
    for (const QString &name :
         {u"connectionStatus"_s, u"serverStatus"_s, u"rightsStatus"_s, u"positionStatus"_s, u"lengthStatus"_s}) {
        const QLabel *other = label(line, name);
        QVERIFY2(other->isVisible(), qPrintable(name));
        QVERIFY2(other->width() >= other->minimumSizeHint().width(), qPrintable(name));
        QVERIFY2(line.rect().contains(other->geometry()), qPrintable(name));
        QVERIFY2(!other->geometry().intersects(message->geometry()), qPrintable(name));
    }
    QVERIFY(label(line, u"rightsStatus"_s)->x() < message->x());
    QVERIFY(message->x() < label(line, u"positionStatus"_s)->x());
}

void StatusLineTest::messageGoesAfterItsTime()
{
    StatusLine line;
    showLine(line);
    const QSignalSpy told(&line, &QStatusBar::messageChanged);
    line.tell(u"Saved."_s, 1ms);
    QCOMPARE(label(line, u"messageStatus"_s)->text(), u"Saved."_s);
    QTRY_VERIFY(label(line, u"messageStatus"_s)->text().isEmpty());
    line.tell(u"Activated."_s, 1ms);
    line.tell(u"Rolled back."_s, 1h); // has its own time, whole
    QCOMPARE(label(line, u"messageStatus"_s)->text(), u"Rolled back."_s);
    QCOMPARE(told.count(), 4);
    QCOMPARE(told.last().first().toString(), u"Rolled back."_s);
}

QTEST_MAIN(StatusLineTest)
#include "tst_statusline.moc"
