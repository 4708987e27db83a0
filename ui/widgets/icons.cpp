// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icons.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QStandardPaths>
#include <QSvgRenderer>

namespace promptuary
{

namespace
{

/// Where the theme is installed. Its few files that are used are read one by one: the same icons as a library are a
/// 19 MB resource and would be mapped as a whole.
const QStringList &themeFolders()
{
    static const QStringList folders = QStandardPaths::locateAll(
        QStandardPaths::GenericDataLocation, QStringLiteral("icons/breeze"), QStandardPaths::LocateDirectory);
    return folders;
}

/// The drawing for this many device-independent pixels: 16 where small, 22 from there on.
QString findFile(const QString &name, int size)
{
    const QLatin1StringView wanted = size <= 16 ? QLatin1StringView("16") : QLatin1StringView("22");
    const QLatin1StringView other = size <= 16 ? QLatin1StringView("22") : QLatin1StringView("16");
    for (const QString &folder : themeFolders()) {
        for (const QLatin1StringView &side : {wanted, other}) {
            for (const char *category : {"actions", "status", "places", "mimetypes", "preferences", "emblems"}) {
                const QString path =
                    QStringLiteral("%1/%2/%3/%4.svg").arg(folder, QLatin1StringView(category), side, name);
                if (QFile::exists(path))
                    return path;
            }
        }
    }
    return {};
}

/// Buttons ask for theirs whenever they are painted.
QString fileOf(const QString &name, int size)
{
    static QHash<std::pair<QString, bool>, QString> known;
    const std::pair key(name, size <= 16);
    auto found = known.find(key);
    if (found == known.end())
        found = known.insert(key, findFile(name, size));
    return *found;
}

class MonochromeEngine : public QIconEngine
{
public:
    MonochromeEngine(QString name, const std::optional<QPalette> &palette)
        : m_name(std::move(name))
        , m_palette(palette)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        painter->drawPixmap(rect, scaledPixmap(rect.size(), mode, state, painter->device()->devicePixelRatio()));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    /// The size is in device-independent pixels.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const QColor color = colorOf(mode);
        const QString key = QStringLiteral("promptuary/%1/%2x%3@%4/%5")
                                .arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(scale)
                                .arg(color.rgba(), 8, 16);
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            pixmap = rendered(size, scale, color);
            QPixmapCache::insert(key, pixmap);
        }
        return pixmap;
    }

    QString iconName() override { return m_name; }
    bool isNull() override { return fileOf(m_name, 16).isEmpty(); }
    QString key() const override { return QStringLiteral("promptuary"); }
    QIconEngine *clone() const override { return new MonochromeEngine(*this); }

private:
    QColor colorOf(QIcon::Mode mode) const
    {
        const QPalette palette = m_palette.value_or(QGuiApplication::palette());
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::Text);
        case QIcon::Selected:
            return palette.color(QPalette::Active, QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return palette.color(QPalette::Active, QPalette::Text);
    }

    QPixmap rendered(const QSize &size, qreal scale, const QColor &color) const
    {
        QPixmap pixmap(size * scale);
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QSvgRenderer svg(fileOf(m_name, size.height()));
        if (svg.isValid()) {
            QPainter painter(&pixmap);
            QRectF drawn({}, QSizeF(svg.defaultSize()).scaled(size, Qt::KeepAspectRatio));
            drawn.moveCenter({size.width() / 2.0, size.height() / 2.0});
            svg.render(&painter, drawn);
            // One colour for the whole drawing, its transparency kept.
            painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
            painter.fillRect(QRect({}, size), color);
        }
        return pixmap;
    }

    QString m_name;
    std::optional<QPalette> m_palette;
};

} // namespace

QIcon icon(const QString &name, const std::optional<QPalette> &palette)
{
    return QIcon(new MonochromeEngine(name, palette));
}

} // namespace promptuary
