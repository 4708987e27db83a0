// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/diffside.h"

#include <QObject>
#include <QPointer>

namespace promptuary
{

class DiffViewer;
class TemplateDocument;
class VersionEditor;

/// Feeds the diff viewer: which two sides can be chosen, and their contents. Any version, and the unsaved text.
class Comparison : public QObject
{
    Q_OBJECT
public:
    Comparison(DiffViewer &viewer, VersionEditor &editor, QObject *parent);

    void setDocument(TemplateDocument *document, const QString &environment);
    void setEnvironment(const QString &environment);
    /// Against what serves now; a version that serves itself, against the one it was edited from.
    void showVersion(int number);
    void showUnsaved();
    void show(int left, int right);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Of hundreds of versions it takes a while: only while the viewer is seen, and when it comes into sight.
    void offerChoices();
    [[nodiscard]] DiffChoice choice(int side) const;

    DiffViewer &m_viewer;
    VersionEditor &m_editor;
    QPointer<TemplateDocument> m_document;
    QString m_environment;
    int m_left = 0; ///< a version's number, 0 for the unsaved text
    int m_right = 0;
};

} // namespace promptuary
