// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/executions/metricformat.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace promptuary
{

namespace
{

constexpr QChar minus(0x2212);
constexpr QChar thinSpace(0x202F); // does not break

/// The user's way of writing numbers; the bare C locale would not separate thousands.
QLocale numbers()
{
    const QLocale own;
    return own.language() == QLocale::C ? QLocale(QLocale::English) : own;
}

QString decimal(double value, int digits)
{
    return numbers().toString(value, 'f', std::clamp(digits, 0, 12));
}

/// As many digits after the point as three significant ones take. What rounds up to the next power of ten has a digit
/// more in front.
int threeDigits(double value)
{
    const double size = std::abs(value);
    if (size == 0)
        return 0;
    return std::clamp(2 - int(std::floor(std::log10(size * 1.0005))), 0, 9);
}

QString money(double usd, int digits)
{
    return (usd < 0 ? QString(minus) : QString()) + u'$' + decimal(std::abs(usd), digits);
}

QString figureOfMoney(double usd)
{
    const double size = std::abs(usd);
    return money(usd, size >= 10'000 ? 0 : size >= 1 || size == 0 ? 2 : threeDigits(usd));
}

/// 9.997 s is 10.0 s in three digits, and itself in more.
QString duration(double ms, int extraDigits)
{
    const double roundsUp = extraDigits > 0 ? 1 : 0.9995;
    if (ms < 1000 * roundsUp)
        return decimal(ms, extraDigits) + thinSpace + QStringLiteral("ms");
    const double seconds = ms / 1000;
    const int digits = seconds < 10 * roundsUp ? 2 : seconds < 100 * roundsUp ? 1 : 0;
    return decimal(seconds, digits + extraDigits) + thinSpace + u's';
}

QString percent(double share, int digits)
{
    return decimal(share * 100, digits) + thinSpace + u'%';
}

QString tokens(double count)
{
    const auto shortened = [count](double unit, const char *pattern) {
        return QCoreApplication::translate("Metrics", pattern).arg(decimal(count / unit, 1));
    };
    if (count >= 1e10)
        return shortened(1e9, QT_TRANSLATE_NOOP("Metrics", "%1\u202Fbn"));
    return count >= 1e7 ? shortened(1e6, QT_TRANSLATE_NOOP("Metrics", "%1\u202FM")) : decimal(count, 0);
}

/// The sign in front of what `write` makes of the size.
template<typename Write>
QString withSign(double value, const QString &zero, const Write &write)
{
    QString size = write(std::abs(value));
    if (size == zero)
        return size;
    return (value < 0 ? minus : QChar(u'+')) + size;
}

} // namespace

QString figureText(Unit unit, double value)
{
    switch (unit) {
    case Unit::Count:
        return decimal(value, 0);
    case Unit::Money:
        return figureOfMoney(value);
    case Unit::Duration:
        return duration(value, 0);
    case Unit::Rate:
    case Unit::Share:
        return percent(value, 1);
    case Unit::Score:
        return decimal(value, 2);
    case Unit::Tokens:
        return tokens(value);
    }
    return {};
}

int moneyDigits(const QList<double> &usd)
{
    double least = 0;
    double most = 0;
    for (const double value : usd) {
        const double size = std::abs(value);
        most = std::max(most, size);
        if (size > 0 && (least == 0 || size < least))
            least = size;
    }
    if (least >= 10'000 || most == 0)
        return most == 0 ? 2 : 0;
    // What is next to nothing beside the largest need not be told to the last digit.
    return std::clamp(std::max(threeDigits(most), std::min(threeDigits(least) - 1, threeDigits(most) + 3)), 2, 9);
}

QString moneyText(double usd, int digits)
{
    return money(usd, digits);
}

QString executionsText(qint64 count)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Metrics", text); };
    return count == 1 ? tr("1 execution") : tr("%1 executions").arg(figureText(Unit::Count, double(count)));
}

QString exactText(Unit unit, double value)
{
    switch (unit) {
    case Unit::Count:
    case Unit::Tokens:
        return decimal(value, 0);
    case Unit::Money:
        return money(value, std::abs(value) >= 1 || value == 0 ? 4 : threeDigits(value) + 1);
    case Unit::Duration:
        return duration(value, 1);
    case Unit::Rate:
    case Unit::Share:
        return percent(value, 2);
    case Unit::Score:
        return decimal(value, 3);
    }
    return {};
}

QString tickText(Unit unit, double value, double step)
{
    const auto digitsFor = [](double ofStep) {
        return ofStep >= 1 ? 0 : std::clamp(int(std::ceil(-std::log10(ofStep) - 1e-9)), 0, 9);
    };
    if (value == 0 && unit != Unit::Rate)
        return QStringLiteral("0");
    switch (unit) {
    case Unit::Count:
    case Unit::Tokens:
        return decimal(value, 0);
    case Unit::Money:
        return money(value, step >= 1 ? 0 : std::max(2, digitsFor(step)));
    case Unit::Duration:
        return step >= 100 ? decimal(value / 1000, digitsFor(step / 1000)) + thinSpace + u's'
                           : decimal(value, digitsFor(step)) + thinSpace + QStringLiteral("ms");
    case Unit::Rate:
    case Unit::Share:
        return percent(value, digitsFor(step * 100));
    case Unit::Score:
        return decimal(value, digitsFor(step));
    }
    return {};
}

QString differenceText(Unit unit, double difference)
{
    if (unit == Unit::Rate) {
        return withSign(difference * 100, decimal(0, 1), [](double size) { return decimal(size, 1); }) + thinSpace +
               QCoreApplication::translate("Metrics", "pts", "percentage points");
    }
    return withSign(difference, figureText(unit, 0), [unit](double size) { return figureText(unit, size); });
}

QString growthText(double now, double before)
{
    if (before <= 0)
        return {};
    const double times = now / before;
    // Percents of next to nothing are numbers without a meaning.
    return times < 10 ? signedPercentText(times - 1) : u'×' + figureText(Unit::Count, std::round(times));
}

QString signedPercentText(double share)
{
    const int digits = std::abs(share) < 0.0995 ? 1 : 0;
    return withSign(share, percent(0, digits), [digits](double size) { return percent(size, digits); });
}

} // namespace promptuary
