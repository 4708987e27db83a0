#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts sources together for clang-tidy and clazy: lintunits.py COMPILE_COMMANDS FOLDER SOURCE...

Nearly all the time of both is spent in Qt's headers, so sources that are compiled with the same flags are included by one
file in FOLDER and the headers are read once for all of them. Sources that define the same name for themselves (in an
anonymous namespace) go into different files. Prints the files made; FOLDER gets their compile_commands.json.
"""
import json
import os
import re
import shlex
import sys

MOST_SOURCES = 24
ANONYMOUS = re.compile(r"^namespace\s*\{$(.*?)^\} // namespace$", re.MULTILINE | re.DOTALL)
DEFINED = re.compile(r"^(?![#}{/\s])[^(={;:\n]*?(\w+)\s*(?:final\b.*|:.*)?[(={;\n]", re.MULTILINE)


def flags_of(entry):
    words = shlex.split(entry["command"])
    flags = words[1:words.index("-o")]
    while "-include" in flags:
        del flags[flags.index("-include"):flags.index("-include") + 2]
    # A compiler warning is GCC's matter, and an error there; Clang's own would only double or contradict it.
    return tuple(flag for flag in flags if not flag.startswith("-W"))


def names_in(source):
    with open(source, encoding="utf-8") as file:
        names = {name for part in ANONYMOUS.findall(file.read()) for name in DEFINED.findall(part)}
    return names - {"public", "protected", "private"}


def main():
    commands, folder = sys.argv[1:3]
    root = os.getcwd()
    sources = [os.path.relpath(source, root) for source in sys.argv[3:]]
    with open(commands, encoding="utf-8") as file:
        entries = {os.path.relpath(entry["file"], root): entry for entry in json.load(file)}
    units = []
    for source in sources:
        if source not in entries:
            sys.exit(f"lint: {source} is not compiled by the preset dev; name .cpp files that a CMakeLists.txt names.")
        flags, names = flags_of(entries[source]), names_in(source)
        for unit in units:
            if unit["flags"] == flags and len(unit["sources"]) < MOST_SOURCES and not names & unit["names"]:
                break
        else:
            unit = {"flags": flags, "sources": [], "names": set()}
            units.append(unit)
        unit["sources"].append(source)
        unit["names"] |= names
    os.makedirs(folder, exist_ok=True)
    compile_commands = []
    # The longest first, so that the last to finish is a short one.
    for number, unit in enumerate(sorted(units, key=lambda unit: -len(unit["sources"])), 1):
        path = os.path.join(root, folder, f"unit{number}.cpp")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f'#include "{source}" // NOLINT(bugprone-suspicious-include)\n' for source in unit["sources"])
        compile_commands.append({"directory": root, "file": path, "arguments": ["clang++", *unit["flags"], "-c", path]})
        print(path)
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
        json.dump(compile_commands, file, indent=1)


main()
