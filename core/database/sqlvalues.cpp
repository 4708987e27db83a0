// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/database/sqlvalues.h"

#include "core/database/sqlerror.h"

#include <QRegularExpression>
#include <QSqlDriver>
#include <QSqlField>

namespace promptuary
{

using namespace Qt::StringLiterals;

namespace
{

/// The end of the quoted text or comment that begins at `at`; `at` where none begins there.
qsizetype skipQuoted(const QString &sql, qsizetype at)
{
    const auto after = [&sql](QStringView closing, qsizetype from) {
        const qsizetype found = sql.indexOf(closing, from);
        return found < 0 ? sql.size() : found + closing.size();
    };
    const QStringView rest = QStringView(sql).sliced(at);
    if (rest.front() == u'\'' || rest.front() == u'"')
        return after(rest.first(1), at + 1); // a doubled quote reads as two texts side by side
    if (rest.startsWith(u"--"))
        return after(u"\n", at);
    if (rest.startsWith(u"/*"))
        return after(u"*/", at + 2);
    if (rest.front() == u'$') {
        static const QRegularExpression tag(u"\\G\\$(?:[A-Za-z_][A-Za-z_0-9]*)?\\$"_s);
        if (const auto match = tag.match(sql, at); match.hasMatch())
            return after(match.capturedView(), match.capturedEnd());
    }
    return at;
}

/// What PostgreSQL reads as an array of text.
QString arrayText(const QStringList &items)
{
    QStringList quoted;
    for (QString item : items)
        quoted += u'"' + item.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
    return u'{' + quoted.join(u',') + u'}';
}

Result<QString> literal(QVariant value, const QSqlDriver &driver)
{
    if (value.metaType() == QMetaType::fromType<QStringList>())
        value = arrayText(value.toStringList());
    if (value.metaType() == QMetaType::fromType<QString>()) {
        const QString text = value.toString();
        if (text.contains(QChar::Null))
            return std::unexpected(nulError());
        if (text.isNull())
            value = u""_s; // QtSql would make it NULL, which is for a QVariant without a value
    }
    if (!value.isNull() && !value.canConvert<QString>())
        return failure(ErrorKind::Failed, u"A value of type %1 cannot be sent to the database."_s.arg(
                                              QLatin1StringView(value.metaType().name())));
    QSqlField field(QString(), value.metaType());
    field.setValue(value);
    // In parentheses, so that a negative number next to a minus sign does not become a comment.
    return u'(' + driver.formatValue(field) + u')';
}

} // namespace

Result<QString> fillPlaceholders(const QString &sql, const QVariantList &values, const QSqlDriver &driver)
{
    QString filled;
    qsizetype used = 0;
    qsizetype copied = 0;
    for (qsizetype at = 0; at < sql.size();) {
        if (const qsizetype end = skipQuoted(sql, at); end != at) {
            at = end;
            continue;
        }
        if (sql[at] == u'?') {
            if (used == values.size())
                return failure(ErrorKind::Failed, u"A statement has more placeholders than values."_s);
            const Result<QString> text = literal(values[used++], driver);
            if (!text)
                return text;
            filled += QStringView(sql).sliced(copied, at - copied);
            filled += *text;
            copied = at + 1;
        }
        ++at;
    }
    if (used != values.size())
        return failure(ErrorKind::Failed, u"A statement has fewer placeholders than values."_s);
    filled += QStringView(sql).sliced(copied);
    return filled;
}

} // namespace promptuary
