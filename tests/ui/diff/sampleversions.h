// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompts/version.h"

namespace promptuary
{

/// Two versions of a prompt that reads invoices: changed words, added and removed lines, a changed configuration and a
/// new required variable.
struct SampleVersions {
    VersionContent before;
    VersionContent after;

    SampleVersions()
    {
        QString rules;
        for (int i = 1; i < 12; ++i)
            rules += QStringLiteral("Rule %1: keep what is printed, do not compute.\n").arg(i);
        const QString head = QStringLiteral("You read invoices. Return every line item as JSON.\n\n");
        before.format = QStringLiteral("jinja2");
        before.messages = {{QStringLiteral("system"),
                            head + QStringLiteral("Fields: description, quantity, unit, price.\n") + rules +
                                QStringLiteral("Dates are YYYY-MM-DD.\n\nInvoice:\n{{ invoice_text }}\nAnswer "
                                               "briefly and in prose where needed.\nReturn JSON only.\n")},
                           {QStringLiteral("user"), QStringLiteral("One\nTwo\nThree\nFour\n")}};
        before.variables = {{.name = QStringLiteral("invoice_text")}};
        before.modelConfig = R"({"model":"m-large","temperature":0.2,"top_p":1})";
        after = before;
        after.messages[0].content =
            head + QStringLiteral("Fields: description, quantity, unit, price, currency.\n") + rules +
            QStringLiteral(
                "Dates are ISO 8601 (2026-11-21).\nIf the currency is not printed, use {{ default_currency }}.\n"
                "Never guess a currency from the language of the text.\n\nInvoice:\n{{ invoice_text | trim }}\n"
                "Return JSON only.\n");
        after.variables.append({.name = QStringLiteral("default_currency")});
        after.modelConfig = R"({"model":"m-large","temperature":0.1,"top_p":1})";
    }
};

} // namespace promptuary
