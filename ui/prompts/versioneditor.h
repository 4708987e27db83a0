// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/prompts/version.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace promptuary
{

class Banner;
class CodeEditor;
class ConfigSection;
class FindBar;
class MessageSection;
class Pill;
class TextFinder;
class VariablesSection;

/// The page on which a version is edited: a section per message, the variables, the model configuration, the note and
/// the button that saves. It says what the user wants and never saves anything itself.
class VersionEditor : public QWidget
{
    Q_OBJECT
public:
    explicit VersionEditor(QWidget *parent = nullptr);
    ~VersionEditor() override;

    /// Starts over from a version; number 0 for a template that has none yet. `newest` is the newest number known.
    void edit(const Version &base, int newest);
    /// Puts unsaved text over the version it was edited from, which edit() has shown before, and says so.
    void restore(const VersionContent &content, const QString &note, const QDateTime &writtenAt);
    void revert(); ///< back to the version edited from

    [[nodiscard]] VersionContent content() const;
    [[nodiscard]] QString note() const;
    [[nodiscard]] bool isModified() const { return m_modified; }
    [[nodiscard]] int base() const { return m_base.summary.number; } ///< the version edited from
    [[nodiscard]] int newest() const { return m_newest; }
    /// What to save, or what is wrong with it and where; the place is shown too.
    [[nodiscard]] Result<VersionContent> validated();
    void removeBlankMessages(); ///< all but the last one that is left

    void setReadOnly(bool readOnly, const QString &reason);
    /// `saved` is now version `number`, from which editing goes on. What was typed while it was being saved stays
    /// unsaved.
    void markSaved(int number, const VersionContent &saved);
    void setNewest(int newest); ///< of the template's versions; the next is the one after it
    /// Someone saved a version meanwhile: said in a strip; nothing that was typed is touched. newestSeen() tells when
    /// the user has compared it or closed the strip.
    void newestChanged(int newest, const QString &author);
    /// Says something in the strip and offers something to do about it; offerTaken() tells that the user wants that.
    void offer(const QString &text, const QString &action);
    void showPlace(const QString &place); ///< "messages[1].content", "variables[0].name" or "model_config:3:7"
    void openFind(bool replacing);

Q_SIGNALS:
    void modifiedChanged(bool modified);
    void contentEdited(); ///< text, note or anything else, when the keys pause for 200 ms, and every second while they
                          ///< do not: the moment to compare and to keep a draft
    void saveRequested();
    void cursorMoved(int line, int column); ///< 0 where it is in none of the texts
    void offerTaken();
    void discarded();                   ///< the unsaved text that restore() brought
    void newestSeen(int newest);        ///< the user knows of that version and may save after it
    void compareRequested(int version); ///< the user wants to see what was saved meanwhile

protected:
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Strip : std::uint8_t { None, Restored, SavedMeanwhile, Removed, Offered };

    void makePage();
    void makeFooter();
    void connectEditor(CodeEditor *editor);
    MessageSection *makeSection();
    void fill(const VersionContent &content, const QString &note);
    void setSectionCount(qsizetype count);
    void addMessage();
    void putBack();
    void moveMessage(MessageSection *section, int by);
    void removeMessage(MessageSection *section);
    void takeOut(MessageSection *section);
    void arrange();
    void noteEdit();
    void settle();
    void updateModified();
    void updateFooter();
    [[nodiscard]] bool differsFromBase() const;
    void setBase(const VersionContent &content, int number);
    void zoom(int step);
    void follow(CodeEditor *editor);
    void tellCaret(CodeEditor *editor);
    void stripAction();
    void stripClosed();
    void leave(CodeEditor *editor, int by);
    [[nodiscard]] QList<CodeEditor *> editors() const;

    Version m_base;
    QList<QByteArray> m_baseTexts; ///< UTF-8 of the base's messages, to compare with at every key
    int m_newest = 0;
    int m_zoom = 0;
    Strip m_strip = Strip::None;
    Message m_removed;     ///< the message that the strip offers to put back…
    int m_removedFrom = 0; ///< …and its place
    bool m_modified = false;
    bool m_readOnly = false;
    bool m_filling = false;

    QTimer m_settle;
    QElapsedTimer m_unsettled; ///< since the first key that settle() has not seen
    QList<MessageSection *> m_sections;
    QList<MessageSection *> m_spare; ///< made before and not needed now
    Banner *m_banner;
    Banner *m_readOnlyBanner;
    QScrollArea *m_scroll;
    QVBoxLayout *m_messages = nullptr;
    QComboBox *m_format;
    QLabel *m_origin;
    CodeEditor *m_writtenIn = nullptr; ///< the last one that had the caret
    QPushButton *m_addMessage;
    VariablesSection *m_variables;
    ConfigSection *m_config;
    FindBar *m_findBar;
    TextFinder *m_finder;
    QLineEdit *m_note;
    Pill *m_unsaved;
    QPushButton *m_save;
};

} // namespace promptuary
