// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/recomputedialog.h"

#include "core/executions/executionstore.h"
#include "core/executions/metricformat.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace promptuary
{

RecomputeDialog::RecomputeDialog(ExecutionStore &store, const QStringList &models, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_model(new QComboBox(this))
    , m_plan(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_banner(new Banner(this))
    , m_close(new QPushButton(this))
    , m_recompute(new QPushButton(tr("&Recompute costs"), this))
{
    setNames(this, "recomputeDialog", tr("Recompute costs"));
    setWindowTitle(tr("Recompute costs"));
    setNames(m_progress, "recomputeProgress", tr("Days computed"));
    setNames(m_banner, "recomputeBanner", tr("About computing the costs"));
    setNames(m_close, "recomputeClose", tr("Close"));
    setNames(m_recompute, "recomputeButton", tr("Recompute the costs"));
    m_plan->setObjectName(QStringLiteral("recomputePlan"));
    m_plan->setWordWrap(true);
    layOut(makeChoices(models));
    connect(m_recompute, &QPushButton::clicked, this, &RecomputeDialog::begin);
    connect(m_close, &QPushButton::clicked, this, &RecomputeDialog::reject);
    resize(520, 0);
    showButtons();
    look();
}

QFormLayout *RecomputeDialog::makeChoices(const QStringList &models)
{
    constexpr int usualDays = 30; // single executions are kept for as long
    setNames(m_model, "recomputeModel", tr("Model"));
    m_model->addItem(tr("All models"));
    m_model->addItems(models);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Model"), m_model);
    const QDate today = QDateTime::currentDateTimeUtc().date();
    m_first = addDay(form, "recomputeFirst", tr("&From (UTC)"), today.addDays(-usualDays));
    m_last = addDay(form, "recomputeLast", tr("&To, with it"), today);
    connect(m_model, &QComboBox::currentIndexChanged, this, &RecomputeDialog::look);
    return form;
}

QDateEdit *RecomputeDialog::addDay(QFormLayout *form, const char *name, const QString &text, QDate day)
{
    auto *edit = new QDateEdit(day, this);
    setNames(edit, name, QString(text).remove(u'&'));
    edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    edit->setCalendarPopup(true);
    form->addRow(text, edit);
    connect(edit, &QDateEdit::dateChanged, this, &RecomputeDialog::look);
    return edit;
}

void RecomputeDialog::layOut(QFormLayout *choices)
{
    auto *title = new QLabel(tr("Recompute costs"), this);
    title->setFont(titleFont());
    auto *meaning =
        new QLabel(tr("Executions are priced anew by the prices that are saved, each by the one of its time, and every "
                      "figure with them. Costs that agents named stay."),
                   this);
    meaning->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_recompute);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(title);
    layout->addWidget(meaning);
    layout->addLayout(choices);
    layout->addWidget(m_plan);
    layout->addWidget(m_progress);
    layout->addWidget(m_banner);
    layout->addLayout(buttons);
    m_progress->hide();
    m_recompute->setDefault(true);
}

QString RecomputeDialog::model() const
{
    return m_model->currentIndex() > 0 ? m_model->currentText() : QString();
}

void RecomputeDialog::look()
{
    m_ready = false;
    showButtons();
    const int looked = ++m_looks;
    m_store.recomputableDays(model(), m_first->date(), m_last->date())
        .then(this, [this, looked](const Result<RecomputableDays> &plan) {
            if (looked != m_looks)
                return;
            if (!plan)
                return say(plan.error());
            showPlan(*plan);
        });
}

void RecomputeDialog::showPlan(const RecomputableDays &plan)
{
    m_days = plan;
    m_ready = !plan.days.isEmpty();
    QStringList sentences;
    if (plan.days.isEmpty())
        sentences << tr("There are no executions of these days.");
    else
        sentences << (plan.days.size() == 1
                          ? tr("One day has executions: %1.").arg(plan.days.first().toString(Qt::ISODate))
                          : tr("%1 days have executions, from %2 to %3.")
                                .arg(locale().toString(plan.days.size()), plan.days.first().toString(Qt::ISODate),
                                     plan.days.last().toString(Qt::ISODate)));
    if (plan.gone == 1)
        sentences << tr("Of one day only the figures are left; they stay as they are.");
    else if (plan.gone > 1)
        sentences
            << tr("Of %1 days only the figures are left; they stay as they are.").arg(locale().toString(plan.gone));
    m_plan->setText(sentences.join(u' '));
    showButtons();
}

void RecomputeDialog::begin()
{
    m_banner->clear();
    m_done = {};
    m_at = 0;
    m_running = true;
    m_stopping = false;
    m_progress->setRange(0, int(m_days.days.size()));
    m_progress->setValue(0);
    m_progress->show();
    showButtons();
    next();
}

void RecomputeDialog::next()
{
    if (m_at == m_days.days.size())
        return finish(report());
    if (m_stopping)
        return finish(tr("Stopped before %1. The days before are done, the others are as they were.")
                          .arg(m_days.days.at(m_at).toString(Qt::ISODate)));
    m_store.recomputeCosts(m_days.days.at(m_at), model()).then(this, [this](const Result<Recomputed> &done) {
        if (!done) {
            finish({});
            return say(done.error());
        }
        m_done += *done;
        m_progress->setValue(int(++m_at));
        next();
    });
}

QString RecomputeDialog::report() const
{
    if (m_done.changed == 0)
        return m_done.executions == 1 ? tr("Nothing changed: 1 execution costs what the prices say.")
                                      : tr("Nothing changed: %1 executions cost what the prices say.")
                                            .arg(locale().toString(m_done.executions));
    const QString amount = figureText(Unit::Money, std::abs(m_done.costChange));
    const QString sum = m_done.costChange < 0 ? tr("%1 less in all").arg(amount) : tr("%1 more in all").arg(amount);
    return (m_done.changed == 1 ? tr("%1 of %2 costs something else now, %3.")
                                : tr("%1 of %2 cost something else now, %3."))
        .arg(locale().toString(m_done.changed), executionsText(m_done.executions), sum);
}

void RecomputeDialog::finish(const QString &sentence)
{
    m_running = false;
    m_progress->hide();
    if (!sentence.isEmpty())
        m_banner->tell(m_stopping ? BannerKind::Information : BannerKind::Success, sentence);
    showButtons();
}

void RecomputeDialog::say(const Error &error)
{
    m_banner->tell(BannerKind::Danger, error.toString());
}

void RecomputeDialog::reject()
{
    if (!m_running)
        return QDialog::reject();
    m_stopping = true;
    showButtons();
}

void RecomputeDialog::showButtons()
{
    for (QWidget *choice : std::initializer_list<QWidget *>{m_model, m_first, m_last})
        choice->setEnabled(!m_running);
    m_recompute->setEnabled(m_ready && !m_running);
    m_close->setText(m_running ? tr("&Stop computing") : tr("&Close"));
    m_close->setAccessibleName(m_running ? tr("Stop computing") : tr("Close"));
    m_close->setEnabled(!m_stopping || !m_running);
}

} // namespace promptuary
