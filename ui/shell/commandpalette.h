// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/fuzzymatch.h"

#include <QAbstractListModel>
#include <QFrame>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;

namespace promptuary
{

/// One thing the palette can do: open a template, show a version, trigger an action.
struct PaletteEntry {
    QString title;
    QString detail; ///< beside the title in secondary text: the task type, the menu, the shortcut
    std::function<void()> run;
    bool last = false; ///< after all others that match
};

/// The entries that match what was typed, best first; ten thousand are filtered as one types.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Roles : std::uint16_t { DetailRole = Qt::UserRole + 1 };

    using QAbstractListModel::QAbstractListModel;
    void setEntries(QList<PaletteEntry> entries);
    void setPattern(const QString &pattern);
    [[nodiscard]] const PaletteEntry &entry(const QModelIndex &index) const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<PaletteEntry> m_entries;
    QList<FuzzyText> m_titles;  // of m_entries, ready to be matched
    QList<qsizetype> m_matches; // indexes into m_entries
};

/// Ctrl+K: type a few letters of a template or a command, press Enter.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *window);

    void open(QList<PaletteEntry> entries);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void runCurrent();
    void step(int rows);
    void narrow(const QString &pattern);

    PaletteModel m_model;
    QLineEdit *m_input = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_nothing = nullptr; ///< in the list's place where nothing matches
};

} // namespace promptuary
