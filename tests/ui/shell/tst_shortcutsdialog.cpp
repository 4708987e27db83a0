// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsdialog.h"

#include <QAction>
#include <QTest>
#include <QTreeWidget>

using namespace promptuary;
using namespace Qt::StringLiterals;

class ShortcutsDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Those of the menus, and those that only a text, the diff or a chart knows.
    void allKeysAreListed()
    {
        QAction save(u"&Save"_s);
        save.setShortcut(QKeySequence(u"Ctrl+S"_s));
        QAction keyless(u"Without keys"_s);
        const ShortcutsDialog dialog({&save, &keyless}, nullptr);
        const auto *list = dialog.findChild<QTreeWidget *>(u"shortcutsList"_s);
        QStringList commands;
        QStringList keys;
        for (int row = 0; row < list->topLevelItemCount(); ++row) {
            commands.append(list->topLevelItem(row)->text(0));
            keys.append(list->topLevelItem(row)->text(1));
        }
        QVERIFY(commands.contains(u"Save"_s));
        QVERIFY(!commands.contains(u"Without keys"_s));
        for (const QString &wanted : {u"Ctrl+S"_s, u"Ctrl+F"_s, u"Ctrl+H"_s, u"F3"_s, u"Shift+F3"_s, u"Ctrl+0"_s,
                                      u"Ctrl+Tab"_s, u"F7"_s, u"Shift+F7"_s, u"Ctrl+Enter"_s})
            QVERIFY2(keys.contains(wanted), qPrintable(wanted + u" is not among "_s + keys.join(u' ')));
        QVERIFY(!commands.contains(QString()) && !keys.contains(QString()));
    }
};

QTEST_MAIN(ShortcutsDialogTest)
#include "tst_shortcutsdialog.moc"
