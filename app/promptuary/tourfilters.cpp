// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the metrics are narrowed to.
#include "app/promptuary/tour.h"
#include "ui/executions/chartview.h"
#include "ui/executions/metricspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/promptsworkspace.h"
#include "ui/shell/templatecatalog.h"
#include "ui/shell/templatedocument.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

namespace promptuary
{

/// By task type, then by a template and some of its versions.
void Tour::filterMetrics(const MetricsPage *page)
{
    find<QScrollArea>("dashboard")->verticalScrollBar()->setValue(0);
    const auto choose = [page](const char *name, const QString &text) {
        auto *box = page->findChild<QComboBox *>(QLatin1StringView(name));
        box->setCurrentIndex(box->findText(text));
        Q_EMIT box->activated(box->currentIndex());
    };
    const auto *cost = find<ChartView>("costChart");
    const TemplateSummary &summary = m_window->workspace()->document()->summary();
    const ChartData everything = cost->data();
    choose("metricsTaskType", m_window->workspace()->catalog().taskTypeName(summary.taskType));
    waitUntil([cost, everything] { return cost->data() != everything; }, QStringLiteral("the figures of a task type"));
    picture(QStringLiteral("metrics-of-task-type"));
    choose("metricsTemplate", summary.name);
    find<QLabel>("impactSentence");
    picture(QStringLiteral("metrics-of-template"));
    auto *failures = find<QWidget>("failuresChart");
    find<QScrollArea>("dashboard")->ensureWidgetVisible(failures);
    failures->setFocus();
    QTest::keyClick(failures, Qt::Key_Down);
    picture(QStringLiteral("metrics-failures"));
    darkPicture(QStringLiteral("dark-metrics-failures"));
    find<QScrollArea>("dashboard")->verticalScrollBar()->setValue(0);
    auto *versions = find<QPushButton>("metricsVersions");
    const qsizetype all = cost->data().series.size();
    QTest::mouseClick(versions, Qt::LeftButton);
    auto *list = find<QListWidget>("metricsVersionList");
    list->item(1)->setCheckState(Qt::Checked);
    waitUntil([cost, all] { return cost->data().series.size() < all; }, QStringLiteral("the figures of one version"));
    picture(QStringLiteral("metrics-versions"));
    list->item(0)->setCheckState(Qt::Checked);
    QTest::keyClick(list, Qt::Key_Escape);
    waitUntil([cost, all] { return cost->data().series.size() == all; }, QStringLiteral("all versions again"));
}

} // namespace promptuary
