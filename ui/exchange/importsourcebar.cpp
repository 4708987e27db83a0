// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/importsourcebar.h"

#include "ui/widgets/typography.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

namespace promptuary
{

namespace
{

constexpr int gap = 8;

/// A small label over its field, as a widget that can be hidden as a whole.
QWidget *labelled(const QString &text, QWidget *field, QWidget *parent)
{
    auto *group = new QWidget(parent);
    auto *layout = new QVBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto *label = new QLabel(text, group);
    label->setFont(smallFont());
    label->setBuddy(field);
    layout->addWidget(label);
    layout->addWidget(field);
    return group;
}

} // namespace

ImportSourceBar::ImportSourceBar(const QStringList &taskTypes, QWidget *parent)
    : QWidget(parent)
    , m_path(new QLineEdit(this))
    , m_gitOptions(new QWidget(this))
    , m_glob(new QLineEdit(m_gitOptions))
    , m_ref(new QLineEdit(m_gitOptions))
    , m_csvOptions(new QWidget(this))
    , m_nameColumn(new QComboBox(m_csvOptions))
    , m_textColumn(new QComboBox(m_csvOptions))
    , m_taskType(new QComboBox(this))
{
    using namespace std::chrono_literals;
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(gap);
    buildPath(grid);
    buildOptions(grid, taskTypes);
    m_pause.setSingleShot(true);
    m_pause.setInterval(400ms);
    connect(&m_pause, &QTimer::timeout, this, &ImportSourceBar::announce);
    setColumns({});
    showOptions();
}

void ImportSourceBar::buildPath(QGridLayout *grid)
{
    setNames(m_path, "importPath", tr("File or folder to import from"));
    m_path->setPlaceholderText(tr("Drop a CSV file, a Git repository or a bundle here, or choose one"));
    m_path->setClearButtonEnabled(true);
    auto *file = new QPushButton(tr("Choose file…"), this);
    setNames(file, "importChooseFile", tr("Choose a CSV file or a Git bundle"));
    auto *folder = new QPushButton(tr("Choose repository…"), this);
    setNames(folder, "importChooseRepository", tr("Choose the folder of a Git repository"));
    for (QPushButton *button : {file, folder})
        button->setAutoDefault(false);
    grid->addWidget(m_path, 0, 0);
    grid->addWidget(file, 0, 1);
    grid->addWidget(folder, 0, 2);
    grid->setColumnStretch(0, 1);
    connect(m_path, &QLineEdit::editingFinished, this, &ImportSourceBar::takePath);
    connect(file, &QPushButton::clicked, this, &ImportSourceBar::chooseFile);
    connect(folder, &QPushButton::clicked, this, &ImportSourceBar::chooseFolder);
}

void ImportSourceBar::buildOptions(QGridLayout *grid, const QStringList &taskTypes)
{
    setNames(m_glob, "importGlob", tr("Files to import, as a pattern for paths"));
    m_glob->setPlaceholderText(tr("All prompts: *.md, *.txt, *.prompt, *.j2…"));
    m_glob->setToolTip(tr("For example patterns/*/system.md, **/*.{md,txt}, or system.md in any folder"));
    setNames(m_ref, "importRef", tr("Branch, tag or commit to import"));
    m_ref->setPlaceholderText(tr("HEAD"));
    setNames(m_nameColumn, "importNameColumn", tr("Column with the names"));
    setNames(m_textColumn, "importTextColumn", tr("Column with the texts"));
    setNames(m_taskType, "importTaskType", tr("Task type of what is imported"));
    m_taskType->setEditable(true);
    m_taskType->addItems(taskTypes);
    m_taskType->setCurrentIndex(-1);
    m_taskType->clearEditText();

    const auto row = [](QWidget *widget, std::initializer_list<QWidget *> fields) {
        auto *layout = new QHBoxLayout(widget);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(gap);
        for (QWidget *field : fields)
            layout->addWidget(field, 1);
    };
    row(m_gitOptions, {labelled(tr("Files"), m_glob, m_gitOptions), labelled(tr("Revision"), m_ref, m_gitOptions)});
    row(m_csvOptions, {labelled(tr("Name column"), m_nameColumn, m_csvOptions),
                       labelled(tr("Text column"), m_textColumn, m_csvOptions)});
    m_taskTypeOption = labelled(tr("Task type"), m_taskType, this);
    auto *options = new QHBoxLayout;
    options->setSpacing(gap);
    options->addWidget(m_gitOptions, 2);
    options->addWidget(m_csvOptions, 2);
    options->addWidget(m_taskTypeOption, 1);
    grid->addLayout(options, 1, 0, 1, 3);

    const auto later = [this] { m_pause.start(); };
    connect(m_glob, &QLineEdit::textEdited, this, later);
    connect(m_ref, &QLineEdit::textEdited, this, later);
    connect(m_taskType, &QComboBox::editTextChanged, this, later);
    connect(m_nameColumn, &QComboBox::activated, this, later);
    connect(m_textColumn, &QComboBox::activated, this, later);
}

void ImportSourceBar::chooseFile()
{
    auto *dialog =
        new QFileDialog(this, tr("Choose what to import"), QString(), tr("Prompts (*.csv *.bundle);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportSourceBar::setPath);
    dialog->open();
}

void ImportSourceBar::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Choose a Git repository"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportSourceBar::setPath);
    dialog->open();
}

void ImportSourceBar::setPath(const QString &path)
{
    m_path->setText(QDir::toNativeSeparators(path));
    takePath();
}

void ImportSourceBar::takePath()
{
    const QString path = QDir::fromNativeSeparators(m_path->text().trimmed());
    if (path == m_taken)
        return;
    m_taken = path;
    m_kind = ImportSource::kindOf(path);
    setColumns({});
    showOptions();
    announce();
}

void ImportSourceBar::setColumns(const QStringList &columns)
{
    for (QComboBox *box : {m_nameColumn, m_textColumn}) {
        const QString chosen = box->currentIndex() > 0 ? box->currentText() : QString();
        const QSignalBlocker quiet(box);
        box->clear();
        box->addItem(tr("Recognise by itself"));
        box->addItems(columns);
        box->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(box->findText(chosen), 0));
    }
}

void ImportSourceBar::showOptions()
{
    // Git's stand in for those that no source has yet, so that nothing jumps when one is chosen.
    m_gitOptions->setVisible(m_kind != ImportSource::Kind::Csv);
    m_csvOptions->setVisible(m_kind == ImportSource::Kind::Csv);
    for (QWidget *group : {m_gitOptions, m_csvOptions, m_taskTypeOption})
        group->setEnabled(m_kind != ImportSource::Kind::None);
    m_taskType->lineEdit()->setPlaceholderText(m_kind == ImportSource::Kind::Csv ? tr("Imported, or the row's own")
                                                                                 : tr("From the folder"));
}

ImportSource ImportSourceBar::source() const
{
    ImportSource source{.path = m_taken, .kind = m_kind};
    const QString taskType = m_taskType->currentText().trimmed();
    source.csv.taskType = taskType;
    source.git.taskType = taskType;
    if (m_nameColumn->currentIndex() > 0)
        source.csv.nameColumn = m_nameColumn->currentText();
    if (m_textColumn->currentIndex() > 0)
        source.csv.textColumn = m_textColumn->currentText();
    if (!m_glob->text().trimmed().isEmpty())
        source.git.glob = m_glob->text().trimmed();
    source.git.ref = m_ref->text().trimmed();
    return source;
}

void ImportSourceBar::announce()
{
    m_pause.stop();
    Q_EMIT sourceChanged(source());
}

} // namespace promptuary
