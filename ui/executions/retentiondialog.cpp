// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/executions/retentiondialog.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/typography.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace promptuary
{

namespace
{

constexpr int dialogWidth = 560;
constexpr int mostDays = 36'500;
constexpr int mostBytes = 16'777'216;

} // namespace

RetentionDialog::RetentionDialog(QDate today, QWidget *parent)
    : QDialog(parent)
    , m_today(today)
    , m_consequence(new QLabel(this))
    , m_banner(new Banner(this))
    , m_save(new QPushButton(tr("&Save retention"), this))
{
    setNames(this, "retentionDialog", tr("Data retention"));
    setWindowTitle(tr("Data retention"));
    setNames(m_banner, "retentionBanner", tr("About the retention"));
    setNames(m_save, "saveRetention", tr("Save the retention"));
    m_consequence->setObjectName(QStringLiteral("retentionConsequence"));
    m_consequence->setTextFormat(Qt::PlainText);
    m_consequence->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    m_rawDays = addField(form, "retentionRawDays", tr("&Executions"),
                         tr("One by one, with their prompts, variables and errors. Older days are dropped by the daily "
                            "maintenance, once their figures are shown to be whole."));
    m_hourlyDays = addField(form, "retentionHourlyDays", tr("&Figures by the hour"),
                            tr("For older times charts show days. Figures by the day and by the month stay for ever."));
    m_payload = addField(form, "retentionPayload", tr("&Text of an execution"),
                         tr("Of each prompt, error message and set of variables. What is longer is cut and marked so; "
                            "what was recorded before stays as it is."));
    for (QSpinBox *days : {m_rawDays, m_hourlyDays}) {
        days->setRange(1, mostDays);
        days->setSuffix(tr(" days"));
    }
    m_payload->setRange(0, mostBytes);
    m_payload->setSingleStep(1024);
    m_payload->setSuffix(tr(" bytes"));
    layOut(form);
    connect(m_save, &QPushButton::clicked, this, &RetentionDialog::save);
    for (QSpinBox *box : {m_rawDays, m_hourlyDays, m_payload})
        connect(box, &QSpinBox::valueChanged, this, &RetentionDialog::change);
    resize(dialogWidth, sizeHint().height());
    dress();
    change();
    m_rawDays->setFocus();
}

QSpinBox *RetentionDialog::addField(QFormLayout *form, const char *name, const QString &label, const QString &meaning)
{
    auto *box = new QSpinBox(this);
    setNames(box, name, QString(label).remove(u'&'));
    box->setAccessibleDescription(meaning);
    box->setGroupSeparatorShown(true);
    auto *note = new QLabel(meaning, this);
    note->setWordWrap(true);
    note->setFont(smallFont());
    m_notes.append(note);
    auto *field = new QVBoxLayout;
    field->setSpacing(4);
    field->addWidget(box, 0, Qt::AlignLeft);
    field->addWidget(note);
    form->addRow(label, field);
    static_cast<QLabel *>(form->labelForField(field))->setBuddy(box);
    return box;
}

void RetentionDialog::layOut(QFormLayout *form)
{
    auto *title = new QLabel(tr("Data retention"), this);
    title->setFont(titleFont());
    auto *buttons = new QDialogButtonBox(this);
    auto *close = buttons->addButton(QDialogButtonBox::Close);
    setNames(close, "closeRetention", tr("Close without saving"));
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(title);
    layout->addLayout(form);
    layout->addWidget(m_consequence);
    layout->addWidget(m_banner);
    layout->addWidget(buttons);
}

void RetentionDialog::showSettings(const ExecutionSettings &settings)
{
    m_kept = settings;
    m_rawDays->setValue(settings.rawDays);
    m_hourlyDays->setValue(settings.hourlyDays);
    m_payload->setValue(settings.payloadBytes);
    change();
}

void RetentionDialog::showSaved()
{
    m_saving = false;
    m_kept = wanted();
    change();
    m_banner->tell(BannerKind::Success, tr("The retention is saved."));
}

void RetentionDialog::showError(const Error &error)
{
    m_saving = false;
    change();
    m_banner->tell(BannerKind::Danger, error.toString());
}

void RetentionDialog::setReadOnly(const QString &reason)
{
    m_readOnly = true;
    m_banner->tell(BannerKind::Information, reason, {}, false);
    m_save->setToolTip(reason);
    change();
}

ExecutionSettings RetentionDialog::wanted() const
{
    return {.rawDays = m_rawDays->value(), .hourlyDays = m_hourlyDays->value(), .payloadBytes = m_payload->value()};
}

QString RetentionDialog::consequence() const
{
    if (!m_kept)
        return {};
    const ExecutionSettings settings = wanted();
    if (settings.hourlyDays < settings.rawDays)
        return tr("Figures by the hour have to be kept for as long as the executions they are made of, or longer.");
    const QString first = locale().toString(m_today.addDays(-settings.rawDays), QStringLiteral("d MMM yyyy"));
    if (settings.rawDays < m_kept->rawDays)
        return tr("The next maintenance drops all executions from before %1 (UTC) for good. Their figures stay.")
            .arg(first);
    if (settings.rawDays > m_kept->rawDays)
        return tr("From now on executions are kept for longer. What was dropped before does not come back.");
    return tr("Executions from %1 (UTC) on are kept today.").arg(first);
}

void RetentionDialog::change()
{
    const bool fits = m_hourlyDays->value() >= m_rawDays->value();
    for (QSpinBox *box : {m_rawDays, m_hourlyDays, m_payload})
        box->setEnabled(m_kept && !m_readOnly && !m_saving);
    m_save->setEnabled(m_kept && !m_readOnly && !m_saving && fits && wanted() != *m_kept);
    if (!m_readOnly)
        m_banner->clear();
    m_consequence->setText(consequence());
}

void RetentionDialog::save()
{
    m_saving = true;
    change();
    Q_EMIT saveRequested(wanted());
}

/// As high as its sentences are at its width: a banner that comes later would take the room from them.
void RetentionDialog::fit()
{
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

bool RetentionDialog::event(QEvent *event)
{
    const bool done = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        fit();
    return done;
}

void RetentionDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void RetentionDialog::dress()
{
    QPalette secondary = palette();
    secondary.setColor(QPalette::WindowText, colors(palette()).secondaryText);
    for (QLabel *note : std::as_const(m_notes)) {
        if (note->palette() != secondary)
            note->setPalette(secondary);
    }
}

} // namespace promptuary
