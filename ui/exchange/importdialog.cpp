// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/importdialog.h"

#include "ui/exchange/counted.h"
#include "ui/exchange/importmodel.h"
#include "ui/exchange/importsourcebar.h"
#include "ui/exchange/importwork.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/elidedlabel.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QTableView>

namespace promptuary
{

ImportDialog::~ImportDialog() = default;

void ImportDialog::connectWork()
{
    connect(m_work, &ImportWork::readDone, this, &ImportDialog::takeReading);
    connect(m_work, &ImportWork::previewDone, this, &ImportDialog::takePreview);
    connect(m_work, &ImportWork::importDone, this, &ImportDialog::takeResult);
    connect(m_work, &ImportWork::progressed, this, &ImportDialog::showProgress);
    connect(m_sourceBar, &ImportSourceBar::sourceChanged, this, &ImportDialog::read);
    connect(m_model, &ImportModel::tickedChanged, this, &ImportDialog::updateFoot);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown->setFilterFixedString(text);
        showEmptyHint();
        updateTickAll();
    });
    connect(m_tickAll, &QCheckBox::clicked, this, &ImportDialog::tickShown);
    connect(m_strict, &QCheckBox::toggled, this, &ImportDialog::updateFoot);
    connect(m_copy, &QPushButton::clicked, this, &ImportDialog::copyReport);
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::cancel);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::import);
}

void ImportDialog::setSource(const QString &path)
{
    m_sourceBar->setPath(path);
}

void ImportDialog::read(const ImportSource &source)
{
    m_source = source;
    m_plan = {};
    m_model->clear();
    m_filter->clear();
    if (source.kind == ImportSource::Kind::None) {
        m_work->cancel();
        setPhase(Phase::Empty);
        return;
    }
    setPhase(Phase::Reading);
    m_work->read(source);
}

void ImportDialog::takeReading(const ImportReading &reading)
{
    if (m_source.kind == ImportSource::Kind::Csv)
        m_sourceBar->setColumns(reading.columns);
    if (!reading.plan) {
        fail(reading.plan.error());
        return;
    }
    m_plan = *reading.plan;
    m_model->setPlan(m_plan);
    setPhase(Phase::Comparing);
    m_work->preview(m_plan);
}

void ImportDialog::takePreview(const Result<ImportReport> &report)
{
    if (!report) {
        fail(report.error());
        return;
    }
    m_model->setPreview(*report);
    setPhase(Phase::Ready);
}

void ImportDialog::import()
{
    if (m_phase == Phase::Done) {
        accept();
        return;
    }
    ImportOptions options{.refuseProblems = m_strict->isChecked(), .activateNewest = m_activate->isChecked()};
    options.onlyPlaces = m_model->tickedPlaces();
    setPhase(Phase::Importing);
    m_work->import(m_plan, options);
}

void ImportDialog::takeResult(const Result<ImportReport> &report)
{
    if (!report) {
        // The preview still holds: nothing was changed, so the user may go on from it.
        setPhase(Phase::Ready);
        say(report.error().toString(), report.error().kind != ErrorKind::Cancelled);
        return;
    }
    m_model->setResult(*report);
    setPhase(Phase::Done);
    say(resultSentence(*report));
    Q_EMIT imported(*report);
}

void ImportDialog::fail(const Error &error)
{
    setPhase(Phase::Failed);
    say(error.toString(), error.kind != ErrorKind::Cancelled);
}

void ImportDialog::cancel()
{
    if (m_work->isBusy())
        m_work->cancel();
    else
        reject();
}

void ImportDialog::reject()
{
    m_work->cancel();
    QDialog::reject();
}

void ImportDialog::setPhase(Phase phase)
{
    m_phase = phase;
    const bool busy = phase == Phase::Reading || phase == Phase::Comparing || phase == Phase::Importing;
    m_progress->setVisible(busy);
    m_sourceBar->setEnabled(phase != Phase::Importing && phase != Phase::Done);
    showEmptyHint();
    m_filter->setEnabled(m_model->rowCount() > 0);
    for (QCheckBox *option : {m_strict, m_activate})
        option->setEnabled(phase == Phase::Ready);
    m_copy->setEnabled(phase == Phase::Ready || phase == Phase::Done);
    m_cancel->setText(busy ? tr("&Cancel") : tr("&Close"));
    // The button that leaves is needed only once the primary one no longer does.
    m_cancel->setVisible(phase != Phase::Done);
    switch (phase) {
    case Phase::Empty:
        say(QString());
        break;
    case Phase::Reading:
        say(m_source.kind == ImportSource::Kind::Git ? tr("Reading the history…") : tr("Reading the file…"));
        break;
    case Phase::Comparing:
        say(tr("Comparing with what is there…"));
        break;
    case Phase::Ready:
        say(previewSentence());
        break;
    case Phase::Importing:
        m_cancel->setFocus();
        say(tr("Importing…"));
        break;
    case Phase::Done:
        say(tr("Done."));
        break;
    case Phase::Failed:
        break;
    }
    updateFoot();
    if (phase == Phase::Done)
        m_import->setFocus(); // so that Enter closes
}

/// In place of rows: what belongs there, or why none is shown.
void ImportDialog::showEmptyHint()
{
    const bool filteredAway = m_model->rowCount() > 0 && m_shown->rowCount() == 0;
    m_emptyHint->setVisible(filteredAway || m_phase == Phase::Empty);
    m_emptyHint->setText(filteredAway ? tr("No row matches “%1”.").arg(m_filter->text())
                                      : tr("Choose a source above to see what it would bring.\n"
                                           "Nothing changes before you have looked at it."));
}

QString ImportDialog::previewSentence() const
{
    if (m_model->rowCount() == 0)
        return tr("Nothing in there matches. Choose other files.");
    using enum ImportModel::RowState;
    QStringList parts;
    if (const int fresh = m_model->count(New); fresh > 0)
        parts.append(Counted::newTemplates(fresh));
    if (const int news = m_model->count(HasNews); news > 0)
        parts.append(tr("%1 with news").arg(Counted::templates(news)));
    QString sentence =
        parts.isEmpty()
            ? tr("Everything is there already.")
            : tr("%1: %2 in all.").arg(parts.join(tr(", ")), Counted::newVersions(m_model->freshVersions()));
    if (const int unchanged = m_model->count(Unchanged); unchanged > 0 && !parts.isEmpty())
        sentence += tr(" %1 unchanged.").arg(unchanged);
    if (const int empty = m_model->withoutText(); empty > 0)
        sentence += tr(" %1 have no text, so they are not ticked.").arg(empty);
    if (const int problems = m_model->count(Problem); problems > 0)
        sentence += tr(" %1 cannot be imported; the rest can.").arg(problemRows(problems));
    return sentence;
}

QString ImportDialog::resultSentence(const ImportReport &report) const
{
    QString sentence =
        tr("Added %1 and %2.").arg(Counted::newTemplates(report.templates()), Counted::newVersions(report.versions()));
    if (!m_activate->isChecked())
        sentence += tr(" None of them serves until it is activated.");
    if (const auto problems = static_cast<int>(report.problems.size()); problems > 0)
        sentence += tr(" %1 could not be imported.").arg(problemRows(problems));
    return sentence;
}

QString ImportDialog::problemRows(int problems)
{
    return problems == 1 ? tr("1 row") : tr("%1 rows").arg(problems);
}

void ImportDialog::updateFoot()
{
    const int ticked = m_model->ticked();
    const bool ready = m_phase == Phase::Ready;
    const bool refused = m_strict->isChecked() && m_model->count(ImportModel::RowState::Problem) > 0;
    m_import->setEnabled(m_phase == Phase::Done || (ready && ticked > 0 && !refused));
    m_import->setText(m_phase == Phase::Done ? tr("&Close")
                      : ticked == 0          ? tr("&Import templates")
                                             : tr("&Import %1").arg(Counted::templates(ticked)));
    if (ready && !m_wrong)
        say(refused ? tr("%1 cannot be imported, so nothing would be. Mend the source, or leave them out.")
                          .arg(problemRows(m_model->count(ImportModel::RowState::Problem)))
                    : previewSentence());
    updateTickAll();
}

void ImportDialog::updateTickAll()
{
    int ticked = 0;
    int tickable = 0;
    for (int row = 0; row < m_shown->rowCount(); ++row) {
        const QVariant state = m_shown->index(row, ImportModel::Name).data(Qt::CheckStateRole);
        tickable += state.isValid() ? 1 : 0;
        ticked += state.isValid() && state.toInt() == Qt::Checked ? 1 : 0;
    }
    const QSignalBlocker quiet(m_tickAll);
    m_tickAll->setEnabled(tickable > 0);
    m_tickAll->setCheckState(ticked == 0 ? Qt::Unchecked : ticked == tickable ? Qt::Checked : Qt::PartiallyChecked);
}

QList<int> ImportDialog::shownRows() const
{
    QList<int> rows;
    for (int row = 0; row < m_shown->rowCount(); ++row)
        rows.append(m_shown->mapToSource(m_shown->index(row, 0)).row());
    return rows;
}

void ImportDialog::tickShown(bool ticked)
{
    m_model->setTicked(shownRows(), ticked);
}

void ImportDialog::copyReport()
{
    QGuiApplication::clipboard()->setText(m_model->text(shownRows()));
}

void ImportDialog::showProgress(int done, int total)
{
    m_progress->setRange(0, total);
    m_progress->setValue(done);
}

void ImportDialog::say(const QString &sentence, bool wrong)
{
    m_wrong = wrong;
    m_message->setText(sentence);
    dress();
}

void ImportDialog::dress()
{
    const Colors &role = colors(palette());
    const auto color = [](QWidget *widget, const QColor &text) {
        QPalette own = widget->palette();
        if (own.color(QPalette::WindowText) == text)
            return;
        own.setColor(QPalette::WindowText, text);
        widget->setPalette(own);
    };
    color(m_subtitle, role.secondaryText);
    color(m_emptyHint, role.secondaryText);
    color(m_message, m_wrong ? role.danger : role.secondaryText);
}

void ImportDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void ImportDialog::keyPressEvent(QKeyEvent *event)
{
    // Enter ends a path, a pattern or a filter; it must not start the import along with it.
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && qobject_cast<QLineEdit *>(focusWidget()))
        return;
    QDialog::keyPressEvent(event);
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile() && m_sourceBar->isEnabled())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    setSource(event->mimeData()->urls().constFirst().toLocalFile());
    event->acceptProposedAction();
}

} // namespace promptuary
