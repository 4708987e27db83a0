// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/gitimport.h"

#include "core/exchange/githistory.h"
#include "core/exchange/gitsource.h"
#include "core/exchange/pathglob.h"
#include "core/exchange/pathnames.h"
#include "core/exchange/prompttext.h"

#include <QSet>
#include <QStringDecoder>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace promptuary
{

namespace
{

QString hexOf(const git_oid &id)
{
    std::array<char, GIT_OID_SHA1_HEXSIZE> hex = {};
    git_oid_fmt(hex.data(), &id);
    return QString::fromLatin1(hex.data(), hex.size());
}

/// Names and messages are UTF-8 in nearly every repository; an old one may say nothing and use Latin-1.
QString decode(QByteArrayView bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

/// With the glob nobody chose, a repository's own papers are no prompts.
bool isPaper(const QString &path)
{
    static const QRegularExpression papers(
        u"(?:^|/)(?:\\.[^/]*/.*|(?:readme|changelog|contributing|contributors|code_of_conduct|security|licen[cs]e|authors)(?:\\.[^/]*)?)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return papers.matchView(path).hasMatch();
}

class Planner
{
public:
    Planner(git_repository *repository, const GitOptions &options, const std::stop_token &stop)
        : m_repository(repository)
        , m_odb(gitGet<GitOdb>(git_repository_odb, repository))
        , m_options(options)
        , m_stop(stop)
    {
    }

    /// Chooses the files; those that cannot be prompts by what they are become problems.
    Result<QList<QByteArray>> choose(const git_oid &commit)
    {
        const auto glob = PathGlob::parse(m_options.glob);
        if (!glob)
            return std::unexpected(glob.error());
        const bool leavePapers = m_options.glob == GitOptions().glob;
        const auto found = gitGet<GitCommit>(git_commit_lookup, m_repository, &commit);
        const auto tree = found ? gitGet<GitTree>(git_commit_tree, found.get()) : nullptr;
        QList<QByteArray> paths;
        const auto take = [&](const QByteArray &bytes, const TreeFile &file) {
            ++m_plan.files;
            const QString path = decode(bytes);
            if (!glob->matches(path) || (leavePapers && isPaper(path)))
                return;
            if (file.mode == GIT_FILEMODE_LINK)
                problem(bytes, commit, u"This is a symbolic link, not a file."_s);
            else if (file.mode == GIT_FILEMODE_COMMIT)
                problem(bytes, commit, u"This is a submodule, not a file."_s);
            else
                paths.append(bytes);
        };
        const auto listed = eachTreeFile(m_repository, tree.get(), take);
        if (!tree || !listed)
            return gitFailure(ErrorKind::Failed, u"The commit to import could not be read"_s);
        return paths;
    }

    Result<ImportPlan> plan(const QList<FileHistory> &histories)
    {
        QStringList paths;
        for (const FileHistory &history : histories)
            paths.append(decode(history.path));
        const auto files = namePromptFiles(paths);
        for (qsizetype i = 0; i < histories.size(); ++i) {
            if (m_stop.stop_requested())
                return failure(ErrorKind::Cancelled, u"Reading the history was cancelled."_s);
            planFile(histories[i], paths[i], files[i]);
        }
        return std::move(m_plan);
    }

private:
    void problem(const QByteArray &path, const git_oid &commit, const QString &reason)
    {
        m_plan.problems.append({u"%1@%2"_s.arg(decode(path), hexOf(commit).first(12)), reason});
    }

    void planFile(const FileHistory &history, const QString &path, const PromptFile &file)
    {
        const FileStep &newest = history.steps.last();
        if (const auto text = read(newest.file); !text) {
            problem(newest.path, newest.commit, text.error());
            return;
        }
        PlannedTemplate planned{.name = file.name,
                                .taskType = m_options.taskType.trimmed().isEmpty() ? file.taskType
                                                                                   : m_options.taskType.trimmed(),
                                .place = path,
                                .source = sourceOf(history.steps.first())};
        // Two files can share their beginning only where one was split from the other by a merge.
        if (m_sources.contains(planned.source))
            planned.source += u'#' + path;
        m_sources.insert(planned.source);
        for (const FileStep &step : history.steps)
            planStep(planned, step, file);
        if (!planned.versions.isEmpty())
            m_plan.templates.append(planned);
    }

    void planStep(PlannedTemplate &planned, const FileStep &step, const PromptFile &file)
    {
        const auto text = read(step.file);
        if (!text) {
            problem(step.path, step.commit, text.error());
            return;
        }
        if (!planned.versions.isEmpty() && planned.versions.last().content.messages.first().content == *text) {
            planned.versions.last().otherSources.append(sourceOf(step));
            return;
        }
        const auto commit = gitGet<GitCommit>(git_commit_lookup, m_repository, &step.commit);
        const git_signature *author = commit ? git_commit_author(commit.get()) : nullptr;
        if (!author) {
            problem(step.path, step.commit, u"The commit cannot be read."_s);
            return;
        }
        const QString name = decode(author->name).trimmed();
        planned.versions.append({.content = {.messages = {{file.role, *text}}, .format = file.format},
                                 .note = decode(git_commit_message(commit.get())).trimmed(),
                                 .author = name.isEmpty() ? decode(author->email).trimmed() : name,
                                 .createdAt = QDateTime::fromSecsSinceEpoch(author->when.time, QTimeZone::UTC),
                                 .source = sourceOf(step)});
    }

    static QString sourceOf(const FileStep &step) { return u"git:%1:%2"_s.arg(hexOf(step.commit), decode(step.path)); }

    std::expected<QString, QString> read(const TreeFile &file) const
    {
        if (file.mode == GIT_FILEMODE_LINK)
            return std::unexpected(u"This was a symbolic link, not a file."_s);
        if (file.mode == GIT_FILEMODE_COMMIT)
            return std::unexpected(u"This was a submodule, not a file."_s);
        // The size first: what is too large is not even unpacked.
        std::size_t size = 0;
        git_object_t type = GIT_OBJECT_INVALID;
        if (git_odb_read_header(&size, &type, m_odb.get(), &file.id) != 0)
            return std::unexpected(u"The repository does not hold this text."_s);
        if (static_cast<qsizetype>(size) > m_options.maxTextBytes + 3)
            return std::unexpected(tooLarge(static_cast<qsizetype>(size), m_options.maxTextBytes));
        const auto blob = gitGet<GitBlob>(git_blob_lookup, m_repository, &file.id);
        if (!blob)
            return std::unexpected(u"The repository does not hold this text."_s);
        const QByteArrayView bytes(static_cast<const char *>(git_blob_rawcontent(blob.get())),
                                   static_cast<qsizetype>(size));
        if (bytes.startsWith("version https://git-lfs.github.com/spec/"))
            return std::unexpected(u"This is a pointer to Git LFS; the text itself is not in the repository."_s);
        if (isUtf16(bytes))
            return std::unexpected(u"The text is UTF-16; save it as UTF-8."_s);
        return decodePromptText(bytes, m_options.maxTextBytes);
    }

    git_repository *m_repository;
    GitOdb m_odb;
    const GitOptions &m_options;
    const std::stop_token &m_stop;
    ImportPlan m_plan;
    QSet<QString> m_sources;
};

} // namespace

Result<ImportPlan> planGitImport(const QString &path, const GitOptions &options,
                                 const std::function<void(int, int)> &progress, const std::stop_token &stop)
{
    auto source = GitSource::open(path, stop);
    if (!source)
        return std::unexpected(source.error());
    const auto commit = source->commit(options.ref);
    if (!commit)
        return std::unexpected(commit.error());
    Planner planner(source->repository(), options, stop);
    const auto paths = planner.choose(*commit);
    if (!paths)
        return std::unexpected(paths.error());
    const auto histories = readHistories(source->repository(), *commit, *paths, progress, stop);
    if (!histories)
        return std::unexpected(histories.error());
    return planner.plan(*histories);
}

} // namespace promptuary
