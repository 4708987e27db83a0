// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/ruledialog.h"

#include "core/alerts/alerttexts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace promptuary
{

namespace
{

/// What a scope box holds: a template's id, a task type's key, or neither.
constexpr int templateRole = Qt::UserRole;
constexpr int taskTypeRole = Qt::UserRole + 1;

/// Shares are shown in percent.
bool isShare(const AlertRule &rule)
{
    return rule.comparedTo != AlertComparison::Fixed || unitOf(rule.metric) == Unit::Rate;
}

QSpinBox *spinBox(QWidget *parent, int least, int most, const QString &suffix)
{
    auto *box = new QSpinBox(parent);
    box->setRange(least, most);
    box->setSuffix(suffix);
    box->setGroupSeparatorShown(true);
    return box;
}

/// Where the limits of a relative rule lie now: "5 % worse" of 95 % is 90.3 %.
QString limitsOf(const AlertRule &rule, const QList<AlertVerdict> &verdicts)
{
    if (rule.comparedTo == AlertComparison::Fixed || verdicts.isEmpty())
        return {};
    const auto [least, most] = std::ranges::minmax(verdicts, {}, &AlertVerdict::limit);
    const QString low = figureText(unitOf(rule.metric), least.limit);
    const QString high = figureText(unitOf(rule.metric), most.limit);
    return low == high ? RuleDialog::tr("The limit is %1 now.").arg(low)
                       : RuleDialog::tr("The limits lie between %1 and %2 now.").arg(low, high);
}

} // namespace

RuleDialog::RuleDialog(const AlertRule &rule, const AlertScopes &scopes, QWidget *parent)
    : QDialog(parent)
    , m_rule(rule)
    , m_banner(new Banner(this))
    , m_name(new QLineEdit(this))
    , m_metric(new QComboBox(this))
    , m_comparison(new QComboBox(this))
    , m_threshold(new QDoubleSpinBox(this))
    , m_window(spinBox(this, 1, 720, tr(" hours")))
    , m_baseline(spinBox(this, 1, 90, tr(" days")))
    , m_sample(spinBox(this, 1, 1'000'000, tr(" executions")))
    , m_severity(new QComboBox(this))
    , m_scope(new QComboBox(this))
    , m_environment(new QComboBox(this))
    , m_desktop(new QCheckBox(tr("Notify on the desktop"), this))
    , m_webhook(new QComboBox(this))
    , m_sentence(new QLabel(this))
    , m_preview(new QLabel(this))
{
    setObjectName(QStringLiteral("ruleDialog"));
    setWindowTitle(rule.id == 0 ? tr("New alert rule") : tr("Edit alert rule"));
    makeFields(scopes);
    for (QLabel *label : {m_sentence, m_preview}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_sentence->setObjectName(QStringLiteral("ruleSentence"));
    m_sentence->setFont(boldFont());
    m_preview->setObjectName(QStringLiteral("rulePreview"));
    m_preview->setMinimumHeight(3 * m_preview->fontMetrics().lineSpacing());
    m_preview->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *buttons = new QDialogButtonBox(this);
    setNames(buttons->addButton(QDialogButtonBox::Cancel), "cancelRule", tr("Cancel"));
    m_save = buttons->addButton(rule.id == 0 ? tr("Create rule") : tr("Save rule"), QDialogButtonBox::AcceptRole);
    setNames(m_save, "saveRule", m_save->text());
    m_save->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] {
        m_save->setEnabled(false);
        Q_EMIT saveRequested(this->rule());
    });

    auto *form = new QFormLayout;
    form->setSpacing(8);
    addRows(form);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_banner);
    layout->addLayout(form);
    layout->addWidget(m_sentence);
    layout->addWidget(m_preview);
    layout->addWidget(buttons);
    fill();
    resize(560, sizeHint().height());
    m_name->setFocus();
}

void RuleDialog::makeFields(const AlertScopes &scopes)
{
    setNames(m_name, "ruleName", tr("Name"));
    m_name->setMaxLength(250);
    setNames(m_metric, "ruleMetric", tr("Metric"));
    for (const AlertMetric metric : alertMetrics)
        m_metric->addItem(nameOf(metric), int(metric));
    setNames(m_comparison, "ruleComparison", tr("Compared with"));
    for (const AlertComparison comparison : alertComparisons)
        m_comparison->addItem(nameOf(comparison), int(comparison));
    setNames(m_threshold, "ruleThreshold", tr("Limit"));
    setNames(m_window, "ruleWindow", tr("Window"));
    setNames(m_baseline, "ruleBaseline", tr("Baseline"));
    setNames(m_sample, "ruleSample", tr("At least"));
    setNames(m_severity, "ruleSeverity", tr("Severity"));
    for (const AlertSeverity severity : alertSeverities)
        m_severity->addItem(nameOf(severity), int(severity));
    setNames(m_scope, "ruleScope", tr("Watches"));
    m_scope->addItem(tr("Every template"));
    for (const auto &[key, name] : scopes.taskTypes) {
        m_scope->addItem(tr("Task type %1").arg(name));
        m_scope->setItemData(m_scope->count() - 1, key, taskTypeRole);
    }
    for (const auto &[id, name] : scopes.templates)
        m_scope->addItem(name, QVariant::fromValue(id.value));
    setNames(m_environment, "ruleEnvironment", tr("Environment"));
    m_environment->addItem(tr("Every environment"));
    for (const QString &environment : scopes.environments)
        m_environment->addItem(environment, environment);
    setNames(m_desktop, "ruleDesktop", m_desktop->text());
    setNames(m_webhook, "ruleWebhook", tr("Webhook"));
    m_webhook->addItem(tr("None"), 0);
    for (const AlertWebhook &webhook : scopes.webhooks)
        m_webhook->addItem(webhook.name, webhook.id);
    m_webhook->setToolTip(tr("An address that is told too; “Webhooks…” beside the rules names them"));

    connect(m_name, &QLineEdit::textChanged, this, &RuleDialog::change);
    for (QComboBox *box : {m_metric, m_comparison})
        connect(box, &QComboBox::currentIndexChanged, this, &RuleDialog::takeMetric);
    for (QComboBox *box : {m_severity, m_scope, m_environment, m_webhook})
        connect(box, &QComboBox::currentIndexChanged, this, &RuleDialog::change);
    for (QSpinBox *box : {m_window, m_baseline, m_sample})
        connect(box, &QSpinBox::valueChanged, this, &RuleDialog::change);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, &RuleDialog::change);
    connect(m_desktop, &QCheckBox::toggled, this, &RuleDialog::change);
}

void RuleDialog::addRows(QFormLayout *form)
{
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Metric"), m_metric);
    form->addRow(tr("&Compared with"), m_comparison);
    form->addRow(tr("&Limit"), m_threshold);
    form->addRow(tr("&Window"), m_window);
    form->addRow(tr("&Baseline"), m_baseline);
    form->addRow(tr("&At least"), m_sample);
    form->addRow(tr("Wa&tches"), m_scope);
    form->addRow(tr("&Environment"), m_environment);
    form->addRow(tr("&Severity"), m_severity);
    form->addRow(QString(), m_desktop);
    form->addRow(tr("Web&hook"), m_webhook);
}

/// What the rule names stays to be chosen where nobody offers it any more: saving must not make another rule of it.
void RuleDialog::addWhatIsMissing()
{
    const auto add = [](QComboBox *box, const QString &text, const QVariant &value, int role) {
        if (box->findData(value, role) >= 0)
            return;
        box->addItem(text);
        box->setItemData(box->count() - 1, value, role);
    };
    if (m_rule.templateId)
        add(m_scope, tr("Template %1 (archived or gone)").arg(m_rule.templateId.value),
            QVariant::fromValue(m_rule.templateId.value), templateRole);
    if (!m_rule.taskType.isEmpty())
        add(m_scope, tr("Task type %1").arg(m_rule.taskType), m_rule.taskType, taskTypeRole);
    if (!m_rule.environment.isEmpty())
        add(m_environment, m_rule.environment, m_rule.environment, Qt::UserRole);
    if (m_rule.webhookId != 0)
        add(m_webhook, tr("Webhook %1").arg(m_rule.webhookId), m_rule.webhookId, Qt::UserRole);
}

void RuleDialog::fill()
{
    addWhatIsMissing();
    const auto choose = [](QComboBox *box, int row) { box->setCurrentIndex(std::max(0, row)); };
    m_name->setText(m_rule.name);
    choose(m_metric, m_metric->findData(int(m_rule.metric)));
    choose(m_comparison, m_comparison->findData(int(m_rule.comparedTo)));
    m_window->setValue(m_rule.windowHours);
    m_baseline->setValue(m_rule.baselineDays);
    m_sample->setValue(m_rule.minimumSample);
    choose(m_severity, m_severity->findData(int(m_rule.severity)));
    choose(m_scope, m_rule.templateId ? m_scope->findData(QVariant::fromValue(m_rule.templateId.value), templateRole)
                    : m_rule.taskType.isEmpty() ? 0
                                                : m_scope->findData(m_rule.taskType, taskTypeRole));
    choose(m_environment, m_rule.environment.isEmpty() ? 0 : m_environment->findData(m_rule.environment));
    m_desktop->setChecked(m_rule.notifyDesktop);
    choose(m_webhook, m_webhook->findData(m_rule.webhookId));
    const double threshold = m_rule.threshold;
    takeMetric();
    m_threshold->setValue(isShare(m_rule) ? threshold * 100 : threshold);
    m_filling = false;
    change();
}

AlertRule RuleDialog::rule() const
{
    AlertRule rule = m_rule; // what has no field stays
    rule.name = m_name->text().trimmed();
    rule.metric = AlertMetric(m_metric->currentData().toInt());
    rule.comparedTo = AlertComparison(m_comparison->currentData().toInt());
    rule.threshold = isShare(rule) ? m_threshold->value() / 100 : m_threshold->value();
    rule.windowHours = m_window->value();
    rule.baselineDays = m_baseline->value();
    rule.minimumSample = m_sample->value();
    rule.severity = AlertSeverity(m_severity->currentData().toInt());
    rule.templateId = TemplateId{m_scope->currentData(templateRole).toLongLong()};
    rule.taskType = m_scope->currentData(taskTypeRole).toString();
    rule.environment = m_environment->currentData().toString();
    rule.notifyDesktop = m_desktop->isChecked();
    rule.webhookId = m_webhook->currentData().toLongLong();
    return rule;
}

/// The limit is in the metric's unit, or a part of the baseline.
void RuleDialog::takeMetric()
{
    const AlertRule rule = this->rule();
    const bool fixed = rule.comparedTo == AlertComparison::Fixed;
    const Unit unit = unitOf(rule.metric);
    m_threshold->setDecimals(fixed && unit == Unit::Money                               ? 6
                             : fixed && (unit == Unit::Count || unit == Unit::Duration) ? 0
                                                                                        : 2);
    const bool bounded = isShare(rule) && (fixed || hasFloor(rule.metric));
    m_threshold->setRange(0, bounded ? 100 : fixed && unit == Unit::Score ? 1 : 1e9);
    m_threshold->setPrefix(fixed && unit == Unit::Money ? QStringLiteral("$") : QString());
    m_threshold->setSuffix(isShare(rule)            ? (fixed ? QStringLiteral(" %") : tr(" % worse"))
                           : unit == Unit::Duration ? QStringLiteral(" ms")
                                                    : QString());
    m_baseline->setEnabled(!fixed);
    m_baseline->setToolTip(rule.metric == AlertMetric::Volume
                               ? tr("Executions are held against the same hours of each whole week in it, and of the "
                                    "last week at least: a template that rests on Sundays has not stopped")
                               : QString());
    change();
}

void RuleDialog::change()
{
    if (m_filling)
        return;
    const AlertRule rule = this->rule();
    m_sentence->setText(tr("%1.").arg(ruleText(rule)));
    m_save->setEnabled(!rule.name.isEmpty());
    Q_EMIT ruleChanged(rule);
}

void RuleDialog::showVerdicts(const Result<QList<AlertVerdict>> &verdicts)
{
    if (!verdicts)
        return m_preview->setText(verdicts.error().message);
    const auto firing = std::ranges::count_if(*verdicts, &AlertVerdict::fires);
    QString text =
        verdicts->isEmpty() ? tr("No version that serves has enough executions to be judged now.")
        : verdicts->size() == 1
            ? tr("Now it would judge 1 version that serves and fire for %1.").arg(firing)
            : tr("Now it would judge %1 versions that serve and fire for %2.").arg(verdicts->size()).arg(firing);
    if (const QString limits = limitsOf(rule(), *verdicts); firing < verdicts->size() && !limits.isEmpty())
        text += u' ' + limits;
    if (firing > 0) {
        const AlertVerdict &worst = verdicts->constFirst();
        const Unit unit = unitOf(rule().metric);
        text += u' ' + tr("%1 v%2 in %3 has %4, the limit is %5.")
                           .arg(worst.templateName)
                           .arg(worst.version)
                           .arg(worst.environment, figureText(unit, worst.value), figureText(unit, worst.limit));
    }
    m_preview->setText(text);
}

void RuleDialog::showError(const Error &error)
{
    m_save->setEnabled(true);
    m_banner->tell(BannerKind::Danger, error.toString());
}

} // namespace promptuary
