// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QComboBox>
#include <QList>

class QStringListModel;

namespace promptuary
{

/// Chooses one of thousands of templates, or all of them: from the list, or by a part of a name that is typed.
class TemplateBox : public QComboBox
{
    Q_OBJECT
public:
    explicit TemplateBox(QWidget *parent = nullptr);

    /// Names in the order they are to be listed, each only once. What is chosen stays, under its new name too, while
    /// it is there.
    void setTemplates(const QList<TemplateId> &ids, const QStringList &names);
    [[nodiscard]] TemplateId chosen() const; ///< none for all
    void choose(TemplateId id);              ///< all where it is not there

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takeBack();

    QStringListModel *m_names;
    QList<TemplateId> m_ids;
};

} // namespace promptuary
