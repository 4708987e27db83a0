// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/executions/execution.h"
#include "core/prompts/template.h"
#include "core/prompts/version.h"

#include <QHash>
#include <QJsonArray>

#include <random>

namespace promptuary
{

/// From when on a version served.
struct ServedVersion {
    int number = 0;
    QDateTime from;
    bool operator==(const ServedVersion &) const = default;
};

/// A template that gets an invented history.
struct DemoTemplate {
    QString key;
    QList<ServedVersion> served;        ///< by time; the first from the beginning on
    QHash<int, VersionContent> content; ///< of those versions
};

struct DemoOptions {
    QDateTime until; ///< nothing is invented after it
    int days = 30;   ///< up to and with that of `until`, in UTC
    int perDay = 2000;
    int seed = 1;
    QStringList environments; ///< the default one first; it gets nearly all
};

/// The invented executions of a day, by time, and what people found of those they reviewed.
struct DemoDay {
    struct Review {
        QUuid id;
        QString outcome;
        bool operator==(const Review &) const = default;
    };
    QJsonArray executions; ///< as record_executions() takes them
    QList<Review> reviews;
    bool operator==(const DemoDay &) const = default;
};

/// Which version served when: as `log` (newest first) says where it reaches back to `since`; else the newest versions
/// take turns over the time, and the one that serves now comes last. Turns are as long as each other, and begin up to a
/// quarter of that earlier or later (the first one earlier) where `spread` has a text, which decides when.
[[nodiscard]] QList<ServedVersion> demoServed(const QList<Activation> &log, int newest, const QDateTime &since,
                                              const QDateTime &until, const QString &spread = {});

/// The same where no version served before it was made, at the times that `made` has by number; empty where the first
/// one was not made by `since`.
[[nodiscard]] QList<ServedVersion> demoServedOnceMade(const QList<ServedVersion> &served,
                                                      const QHash<int, QDateTime> &made, const QDateTime &since,
                                                      const QDateTime &until);

/// The activations of a history in which `served` is what served; their author is "demo". For a template of which
/// nothing was activated so far.
[[nodiscard]] QList<Activation> demoActivations(TemplateId id, const QString &environment,
                                                const QList<ServedVersion> &served);

/// Histories as agents might make them: busy by day and on weekdays, latency log-normal for each model, a second
/// version that helps and a third that harms, one short outage. All of it follows from the seed and the day, so a
/// repeat makes the same executions with the same ids, and a larger perDay makes more of them.
class DemoHistory
{
public:
    DemoHistory(QList<DemoTemplate> templates, DemoOptions options);

    [[nodiscard]] static QList<ModelPrice> prices(); ///< of the models it invents
    /// The first moment of the days that `options` asks for.
    [[nodiscard]] static QDateTime since(const DemoOptions &options);
    /// What decides when versions of a template change; see demoServed().
    [[nodiscard]] static QString spread(const DemoOptions &options, const QString &key);
    [[nodiscard]] DemoDay day(int index) const; ///< 0 is the first

private:
    using Random = std::mt19937_64;
    struct Draft;
    struct Traits;

    void addExecutions(DemoDay &day, qsizetype index, QDate date) const;
    [[nodiscard]] Draft draft(Random &random, const DemoTemplate &source, QDate date) const;
    [[nodiscard]] Traits traits(qsizetype index, int version) const;
    [[nodiscard]] bool inOutage(const QDateTime &time) const;
    void invent(Random &random, Draft &draft, const Traits &traits) const;
    static void fail(Random &random, Draft &draft, bool outage);
    static void judge(Random &random, Draft &draft, const Traits &traits);
    static void addTexts(Random &random, Draft &draft, const VersionContent &content);

    QList<DemoTemplate> m_templates;
    DemoOptions m_options;
};

} // namespace promptuary
