// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csvimport.h"
#include "core/exchange/csvreader.h"

#include <QRandomGenerator>
#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

QString textOf(const PlannedTemplate &planned)
{
    return planned.versions.first().content.messages.first().content;
}

QStringList namesOf(const ImportPlan &plan)
{
    QStringList names;
    for (const auto &planned : plan.templates)
        names.append(planned.name);
    return names;
}

QByteArray quoted(QByteArray cell)
{
    return '"' + cell.replace("\"", "\"\"") + '"';
}

} // namespace

class TestCsvImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsCells_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QString>("places"); // line:column=cell, records on lines of their own
        QTest::newRow("one") << "a,b\r\n"_ba << u"1:1=a 1:3=b"_s;
        QTest::newRow("no last line end") << "a,b\nc,d"_ba << u"1:1=a 1:3=b\n2:1=c 2:3=d"_s;
        QTest::newRow("mark") << "\xEF\xBB\xBF"_ba
                                 "a,b\n"
                              << u"1:1=a 1:3=b"_s;
        QTest::newRow("old Mac") << "a,b\rc,d\r"_ba << u"1:1=a 1:3=b\n2:1=c 2:3=d"_s;
        QTest::newRow("empty cells") << ",\n,x\n"_ba << u"1:1= 1:2=\n2:1= 2:2=x"_s;
        QTest::newRow("empty lines") << "a\n\n\r\nb\n"_ba << u"1:1=a\n4:1=b"_s;
        QTest::newRow("spaces stay") << " a , b \n"_ba << u"1:1= a  1:5= b "_s;
        QTest::newRow("quoted comma") << "\"a,b\",c\n"_ba << u"1:1=a,b 1:7=c"_s;
        QTest::newRow("doubled quotes") << "\"a\"\"b\",\"\"\"\"\n"_ba << u"1:1=a\"b 1:8=\""_s;
        QTest::newRow("line ends in cells") << "\"a\r\n\nb\",c\nd,e\n"_ba << u"1:1=a\r\n\nb 3:4=c\n4:1=d 4:3=e"_s;
        QTest::newRow("columns are characters") << "ä€😀,b\n"_ba << u"1:1=ä€😀 1:5=b"_s;
    }

    void readsCells()
    {
        QFETCH(QByteArray, csv);
        QFETCH(QString, places);
        QStringList records;
        const auto read = readCsv(csv, u"f.csv"_s, [&records](const CsvRecord &record) {
            QStringList cells;
            for (const CsvCell &cell : record)
                cells.append(u"%1:%2=%3"_s.arg(cell.line).arg(cell.column).arg(QString::fromUtf8(cell.bytes)));
            records.append(cells.join(u' '));
        });
        QVERIFY(read);
        QCOMPARE(records.join(u'\n'), places);
    }

    void refusesWhatIsNoCsv_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QString>("place");
        QTest::newRow("quote inside") << "act,prompt\nx,a\"b\n"_ba << u"f.csv:2:4"_s;
        QTest::newRow("text after quote") << "act,prompt\nx,\"a\"b\n"_ba << u"f.csv:2:6"_s;
        QTest::newRow("never closed") << "act,prompt\nx,y\nz,\"never\nclosed,\n"_ba << u"f.csv:3:3"_s;
        QTest::newRow("empty") << ""_ba << u"f.csv:1:1"_s;
        QTest::newRow("no text column") << "act,words\nx,y\n"_ba << u"f.csv:1:1"_s;
        QTest::newRow("no name column") << "prompt\nx\n"_ba << u"f.csv:1:1"_s;
        QTest::newRow("UTF-16") << "\xFF\xFE"_ba
                                   "a"
                                << u"f.csv:1:1"_s;
        QTest::newRow("header not UTF-8") << "act,pr\xE4mpt\n"_ba << u"f.csv:1:5"_s;
    }

    void refusesWhatIsNoCsv()
    {
        QFETCH(QByteArray, csv);
        QFETCH(QString, place);
        const auto plan = planCsvImport(csv, u"f.csv"_s);
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, ErrorKind::Invalid);
        QCOMPARE(plan.error().place, place);
        QVERIFY(plan.error().message.endsWith(u'.'));
    }

    void tellsAnotherSeparator_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QString>("remedy");
        const QString text = u"Columns are separated by commas, and “%1” has %2 instead. Save the file with commas."_s;
        QTest::newRow("semicolons") << "act;prompt\nx;y, z\n"_ba << text.arg(u"act;prompt"_s, u"semicolons"_s);
        QTest::newRow("tabs") << "act\tprompt\nx\ty\n"_ba << text.arg(u"act prompt"_s, u"tabs"_s);
        QTest::newRow("commas") << "a;b,c\nx,y\n"_ba << u"The columns are: a;b, c. Choose the one that holds it."_s;
    }

    void tellsAnotherSeparator()
    {
        QFETCH(QByteArray, csv);
        QFETCH(QString, remedy);
        const auto plan = planCsvImport(csv, u"f.csv"_s);
        QVERIFY(!plan);
        QCOMPARE(plan.error().remedy, remedy);
    }

    void tellsUtf16OfFilesOnly()
    {
        const auto messageOf = [](const QByteArray &csv) {
            const auto plan = planCsvImport(csv, u"f.csv"_s);
            return plan ? plan->problems.value(0).reason : plan.error().message;
        };
        const QByteArray withMark = "\xFF\xFE"_ba + "a\0c\0t\0"_ba;
        QCOMPARE(messageOf(withMark), u"The file is UTF-16."_s);
        QCOMPARE(messageOf("a\0c\0t\0,\0"_ba), u"The file is UTF-16."_s);
        QCOMPARE(messageOf("\0a\0c\0t\0,"_ba), u"The file is UTF-16."_s);
        QCOMPARE(messageOf("act,prompt\nx,\xFF\xFE\n"_ba), u"Column “prompt”: The text is not UTF-8 (byte 1)."_s);
        QCOMPARE(messageOf("act,prompt\nx,a\0b\0\n"_ba),
                 u"Column “prompt”: The text holds a NUL byte, so it is no text."_s);
    }

    void reportsBadRowsAndGoesOn()
    {
        const QByteArray csv = "act,prompt,extra\n"
                               "good,first,\n"
                               "latin,caf\xE9,\n"
                               "nul,a\0b,\n"
                               "few,cells\n"
                               "too,many,cells,here\n"
                               ",nameless,\n"
                               "textless,  ,\n"
                               ",,\n"
                               "large,0123456789abcdef,\n"
                               "\"over\nlines\",\"x\xFF\",\n"
                               "good too,last,\n"_ba;
        const auto plan = planCsvImport(csv, u"f.csv"_s, {.maxTextBytes = 12});
        QVERIFY(plan);
        QCOMPARE(namesOf(*plan), (QStringList{u"good"_s, u"good too"_s}));
        QStringList places;
        for (const auto &problem : plan->problems)
            places.append(problem.place);
        QCOMPARE(places, (QStringList{u"f.csv:3:7"_s, u"f.csv:4:5"_s, u"f.csv:5:5"_s, u"f.csv:6:16"_s, u"f.csv:7:1"_s,
                                      u"f.csv:8:10"_s, u"f.csv:10:7"_s, u"f.csv:11:1"_s}));
        QCOMPARE(plan->problems[0].reason, u"Column “prompt”: The text is not UTF-8 (byte 4)."_s);
        QCOMPARE(plan->problems[6].reason, u"Column “prompt”: The text has 16 bytes; at most 12 are taken."_s);
        QCOMPARE(plan->templates[0].place, u"f.csv:2"_s);
        QCOMPARE(plan->templates[1].place, u"f.csv:13"_s);
    }

    void keepsWhatTheOtherColumnsSay()
    {
        const QByteArray csv = "act,prompt,for_devs,type,contributor,tags,description,task_type\r\n"
                               "A,\"{ \"\"json\"\": 1 } {{x}}\r\n\",TRUE,TEXT,ada,\"x; y,x\",About it,Extraction\r\n"
                               "B,b,FALSE,,,,,\r\n"_ba;
        const auto plan = planCsvImport(csv, u"f.csv"_s);
        QVERIFY(plan);
        const auto &a = plan->templates[0];
        QCOMPARE(a.tags, (QStringList{u"for_devs"_s, u"TEXT"_s, u"x"_s, u"y"_s}));
        QCOMPARE(a.description, u"About it\ncontributor: ada"_s);
        QCOMPARE(a.taskType, u"Extraction"_s);
        QCOMPARE(textOf(a), u"{ \"json\": 1 } {{x}}\r\n"_s);
        QCOMPARE(a.versions.first().content.format, u"text"_s);
        QCOMPARE(a.versions.first().content.messages.first().role, u"user"_s);
        QVERIFY(a.versions.first().content.variables.isEmpty());
        QCOMPARE(plan->templates[1].tags, QStringList());
        QCOMPARE(plan->templates[1].description, QString());
        QCOMPARE(plan->templates[1].taskType, u"Imported"_s);
        QCOMPARE(planCsvImport(csv, u"f.csv"_s, {.taskType = u"Mine"_s})->templates[0].taskType, u"Mine"_s);
    }

    void takesChosenColumns()
    {
        const QByteArray csv = "id,persona,instruction\n1,Poet,Write.\n"_ba;
        const auto plan = planCsvImport(csv, u"f.csv"_s, {.nameColumn = u"Persona"_s, .textColumn = u"instruction"_s});
        QVERIFY(plan);
        QCOMPARE(plan->templates[0].name, u"Poet"_s);
        QCOMPARE(textOf(plan->templates[0]), u"Write."_s);
        QCOMPARE(plan->templates[0].description, u"id: 1"_s);
        QVERIFY(!planCsvImport(csv, u"f.csv"_s, {.nameColumn = u"nobody"_s, .textColumn = u"instruction"_s}));
        QVERIFY(!planCsvImport(csv, u"f.csv"_s, {.nameColumn = u"id"_s, .textColumn = u"id"_s}));
    }

    void loosesNoTextToAnEqualName()
    {
        const QByteArray csv = "act,prompt\nA,one\nA,two\nA,one\n\"A  (2)\",three\nA,four\n"_ba;
        const auto plan = planCsvImport(csv, u"f.csv"_s);
        QVERIFY(plan);
        QCOMPARE(namesOf(*plan), (QStringList{u"A"_s, u"A (3)"_s, u"A"_s, u"A (2)"_s, u"A (4)"_s}));
        QCOMPARE(*planCsvImport(csv, u"f.csv"_s), *plan); // the same names each time
    }

    void readsWhatAWriterWrites()
    {
        QRandomGenerator random(20250301);
        const QStringList alphabet{u"a"_s,    u" "_s,  u","_s, u"\""_s, u"\n"_s,
                                   u"\r\n"_s, u"\r"_s, u"é"_s, u"😀"_s, u"\"\""_s};
        for (int round = 0; round < 500; ++round) {
            QList<QByteArrayList> rows;
            QByteArray csv = round % 2 ? "\xEF\xBB\xBF"_ba : ""_ba;
            for (int row = random.bounded(1, 6); row > 0; --row) {
                QByteArrayList cells;
                QByteArrayList written;
                for (int cell = 0; cell < 3; ++cell) {
                    QString text;
                    for (int n = random.bounded(8); n > 0; --n)
                        text += alphabet[random.bounded(alphabet.size())];
                    cells.append(text.toUtf8());
                    written.append(quoted(cells.last()));
                }
                rows.append(cells);
                csv += written.join(',') + (round % 3 ? "\r\n" : "\n");
            }
            QList<QByteArrayList> read;
            int lastLine = 0;
            const auto result = readCsv(csv, u"f.csv"_s, [&](const CsvRecord &record) {
                QByteArrayList cells;
                for (const CsvCell &cell : record)
                    cells.append(cell.bytes);
                read.append(cells);
                QVERIFY(record.first().line > lastLine);
                lastLine = record.first().line;
            });
            QVERIFY(result);
            QCOMPARE(read, rows);
        }
    }

    void survivesNoise()
    {
        QRandomGenerator random(7);
        const QByteArray alphabet = "ab,\"\n\r\0\xFF;\xC3"_ba + '\0';
        int planned = 0;
        int refused = 0;
        for (int round = 0; round < 2000; ++round) {
            QByteArray csv = "act,prompt\n";
            for (int n = random.bounded(40); n > 0; --n)
                csv += alphabet[random.bounded(alphabet.size())];
            const auto plan = planCsvImport(csv, u"f.csv"_s);
            ++(plan ? planned : refused);
            if (!plan)
                QVERIFY(plan.error().place.startsWith("f.csv:"_L1));
        }
        QVERIFY(planned > 100);
        QVERIFY(refused > 100);
    }

    void takesLargeCells()
    {
        const QByteArray text(900'000, 'x');
        const auto plan = planCsvImport("act,prompt\nbig,\"" + text + "\"\n", u"f.csv"_s);
        QVERIFY(plan);
        QCOMPARE(textOf(plan->templates[0]).size(), text.size());
    }

    void stops()
    {
        std::stop_source source;
        source.request_stop();
        const auto plan = planCsvImport("act,prompt\na,b\n", u"f.csv"_s, {}, source.get_token());
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestCsvImport)
#include "tst_csvimport.moc"
