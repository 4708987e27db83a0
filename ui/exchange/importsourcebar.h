// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/exchange/importsource.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace promptuary
{

/// Where to import from, and the options of that kind of source: files, revision and task type for Git; the columns and
/// the task type for CSV.
class ImportSourceBar : public QWidget
{
    Q_OBJECT
public:
    explicit ImportSourceBar(const QStringList &taskTypes, QWidget *parent = nullptr);

    void setPath(const QString &path);
    void setColumns(const QStringList &columns);
    [[nodiscard]] ImportSource source() const;

Q_SIGNALS:
    /// Another path at once, another option when typing pauses.
    void sourceChanged(const promptuary::ImportSource &source);

private:
    void buildPath(QGridLayout *grid);
    void buildOptions(QGridLayout *grid, const QStringList &taskTypes);
    void chooseFile();
    void chooseFolder();
    void takePath();
    void showOptions();
    void announce();

    QLineEdit *m_path;
    QWidget *m_gitOptions;
    QLineEdit *m_glob;
    QLineEdit *m_ref;
    QWidget *m_csvOptions;
    QComboBox *m_nameColumn;
    QComboBox *m_textColumn;
    QWidget *m_taskTypeOption;
    QComboBox *m_taskType;
    QTimer m_pause;
    ImportSource::Kind m_kind = ImportSource::Kind::None;
    QString m_taken; ///< the path that was announced
};

} // namespace promptuary
