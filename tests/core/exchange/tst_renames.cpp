// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/renames.h"

#include <QTest>

using namespace promptuary;
using namespace Qt::StringLiterals;

namespace
{

/// Invented files; equal contents get equal ids, as in Git.
class Files
{
public:
    TreeFile file(const QByteArray &content)
    {
        git_oid id = {};
        if (content.isEmpty())
            git_oid_fromstr(&id, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        else
            id.id[0] = static_cast<unsigned char>(1 + m_contents.indexOf(content));
        if (!content.isEmpty() && !m_contents.contains(content)) {
            m_contents.append(content);
            id.id[0] = static_cast<unsigned char>(m_contents.size());
        }
        return {id, GIT_FILEMODE_BLOB};
    }
    void removed(const QByteArray &path, const QByteArray &content) { changes.append({path, file(content), {}}); }
    void added(const QByteArray &path, const QByteArray &content) { changes.append({path, {}, file(content)}); }

    QHash<QByteArray, QByteArray> renames() const
    {
        QHash<QByteArray, QByteArray> result;
        const auto found = findRenames(changes, {}, [this](const git_oid &id) -> std::optional<QByteArray> {
            return id.id[0] <= m_contents.size() ? std::optional(m_contents[id.id[0] - 1]) : std::nullopt;
        });
        for (auto rename = found.begin(); rename != found.end(); ++rename)
            result.insert(rename.key(), rename->path);
        return result;
    }

    QList<TreeChange> changes;

private:
    QByteArrayList m_contents;
};

using Pairs = QHash<QByteArray, QByteArray>;

} // namespace

class TestRenames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresLikeGit()
    {
        const ContentPieces four("a\nb\nc\nd\n");
        QCOMPARE(four.similarity(four), 1.0);
        QCOMPARE(four.similarity(ContentPieces("a\nb\nc\nX\n")), 0.75);
        QCOMPARE(four.similarity(ContentPieces("d\nc\nb\na\n")), 1.0); // pieces count wherever they stand
        QCOMPARE(four.similarity(ContentPieces("a\n")), 0.0);          // less than half the size
        QCOMPARE(ContentPieces("").similarity(ContentPieces("")), 0.0);
        QVERIFY(ContentPieces("a\r\nb\r\n").similarity(ContentPieces("a\nb\n")) > 0.6);
    }

    void followsEqualContentToTheLikestPath()
    {
        Files files;
        files.removed("patterns/a/user.md", "same\n");
        files.removed("patterns/b/user.md", "same\n");
        files.added("data/patterns/b/user.md", "same\n");
        files.added("data/patterns/a/user.md", "same\n");
        QCOMPARE(files.renames(), (Pairs{{"data/patterns/a/user.md", "patterns/a/user.md"},
                                         {"data/patterns/b/user.md", "patterns/b/user.md"}}));
    }

    void followsTheMostSimilar()
    {
        Files files;
        files.removed("old.md", "one\ntwo\nthree\nfour\n");
        files.added("half.md", "one\ntwo\nxxxxx\nyyyy\n");
        files.added("most.md", "one\ntwo\nthree\nyyyy\n");
        QCOMPARE(files.renames(), (Pairs{{"most.md", "old.md"}}));
    }

    void leavesTheUnlike()
    {
        Files files;
        files.removed("old.md", "one\ntwo\nthree\nfour\n");
        files.added("new.md", "something\nelse\naltogether\n");
        QCOMPARE(files.renames(), Pairs());
    }

    void followsEmptyFilesByNameOnly()
    {
        Files files;
        files.removed("a/user.md", "");
        files.removed("b/notes.md", "");
        files.added("x/a/user.md", "");
        files.added("x/c/other.md", "");
        QCOMPARE(files.renames(), (Pairs{{"x/a/user.md", "a/user.md"}}));
    }
};

QTEST_GUILESS_MAIN(TestRenames)
#include "tst_renames.moc"
