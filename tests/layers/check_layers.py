#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the source to the dependency rule of ARCHITECTURE.md by reading includes: app -> ui -> core.

usage: check_layers.py SOURCE_DIR            exit status 1 and a line for each breach
       check_layers.py SOURCE_DIR --self-test  proves that the check finds breaches
"""
import pathlib
import re
import sys

GUI = re.compile(r'#include\s*<(QtGui|QtWidgets|Qsci|KSyntax|Q(Widget|Application|GuiApplication|Dialog|MessageBox|Color|Palette|Icon|Pixmap|Painter|Font|Action|Menu|Style)\b)')
INCLUDE = re.compile(r'#include\s*"((core|ui|app)/([a-z]+)/[^"]*)"')
# Statements are written in lower case; sentences for people begin with a capital letter.
SQL = re.compile(r'QSqlQuery|QSqlDatabase|"\s*(select|insert into|update|delete from)\s')
BLOCKING = re.compile(r'\bQMessageBox\b|\bQEventLoop\b|\bprocessEvents\b')


def may_hold_sql(path):
    """The stores, and the files …rows that read their results."""
    return path.startswith('core/database/') or re.fullmatch(r'core/.*(store\.cpp|rows\.(cpp|h))', path) is not None


def breaches(path, text):
    """Yields (line number, what is wrong) for one file; `path` is relative to the source folder."""
    layer, feature = path.split('/')[:2]
    for number, line in enumerate(text.splitlines(), 1):
        code = line.split('//')[0]
        include = INCLUDE.search(code)
        if layer == 'core':
            if GUI.search(code):
                yield number, 'core includes Gui or Widgets'
            if include and include[2] != 'core':
                yield number, f'core includes {include[1]}'
            if BLOCKING.search(code) and '#include' not in code:
                yield number, 'a message box, nested event loop or processEvents outside ui/'
        if layer == 'ui' and include:
            if include[2] == 'app':
                yield number, f'ui includes {include[1]}'
            if include[2] == 'ui' and feature != 'shell' and include[3] not in (feature, 'widgets'):
                yield number, f'ui/{feature} includes {include[1]}: features meet in ui/shell only'
        if layer in ('ui', 'app') and (SQL.search(code) or '#include <QSql' in code):
            yield number, 'SQL outside core/**/*store.cpp and core/database'
        if layer == 'core' and not may_hold_sql(path) and (SQL.search(code) or '#include <QSql' in code):
            yield number, 'SQL outside core/**/*store.cpp and core/database'


def check(source):
    found = [f'{path.relative_to(source)}:{number}: {what}'
             for layer in ('core', 'ui', 'app')
             for path in sorted((source / layer).rglob('*')) if path.suffix in ('.h', '.cpp')
             for number, what in breaches(path.relative_to(source).as_posix(), path.read_text(encoding='utf-8'))]
    for line in found:
        print(line)
    return 1 if found else 0


def self_test():
    must_find = [('core/prompts/a.cpp', '#include <QWidget>'), ('core/prompts/a.cpp', '#include "ui/shell/mainwindow.h"'),
                 ('core/diff/a.cpp', 'QSqlQuery q;'), ('ui/diff/a.cpp', '#include "ui/prompts/timeline.h"'),
                 ('ui/diff/a.cpp', '#include "app/promptuary/main.h"'), ('ui/prompts/a.cpp', 'run(u"x"); f("select 1");'),
                 ('core/database/a.cpp', 'QEventLoop loop;')]
    must_pass = [('core/prompts/promptstore.cpp', 'QSqlQuery q; f("select 1");'), ('ui/shell/a.cpp', '#include "ui/prompts/timeline.h"'),
                 ('ui/diff/a.cpp', '#include "ui/widgets/pill.h"'), ('core/diff/a.cpp', '// QWidget is not used here')]
    wrong = [f'missed: {p}: {t}' for p, t in must_find if not list(breaches(p, t))]
    wrong += [f'false alarm: {p}: {t}' for p, t in must_pass if list(breaches(p, t))]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(self_test() if '--self-test' in sys.argv[2:] else check(pathlib.Path(sys.argv[1])))
