// SPDX-FileCopyrightText: 2026 The Promptuary authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompts/draft.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>

namespace promptuary
{

namespace
{

constexpr QByteArrayView magic = "promptuary-draft 2 ";

QByteArray checksum(QByteArrayView body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
}

// A binary stream and not JSON: Qt's JSON drops a byte order mark at the start of a string.

QDataStream &operator<<(QDataStream &out, const Message &message)
{
    return out << message.role << message.content;
}

QDataStream &operator>>(QDataStream &in, Message &message)
{
    return in >> message.role >> message.content;
}

QDataStream &operator<<(QDataStream &out, const Variable &variable)
{
    out << variable.name << variable.type << variable.required << variable.description;
    out << variable.defaultValue.has_value();
    return out << variable.defaultValue.value_or(QByteArray());
}

QDataStream &operator>>(QDataStream &in, Variable &variable)
{
    bool hasDefault = false;
    QByteArray value;
    in >> variable.name >> variable.type >> variable.required >> variable.description >> hasDefault >> value;
    if (hasDefault)
        variable.defaultValue = value;
    return in;
}

template<typename T>
void writeList(QDataStream &out, const QList<T> &list)
{
    out << qint64(list.size());
    for (const T &item : list)
        out << item;
}

template<typename T>
void readList(QDataStream &in, QList<T> &list)
{
    qint64 size = 0;
    in >> size;
    for (; size > 0 && in.status() == QDataStream::Ok; --size) {
        T item;
        in >> item;
        list.append(item);
    }
}

} // namespace

QByteArray draftToBytes(const Draft &draft)
{
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << draft.database << draft.templateId.value << draft.parent << draft.newest << draft.note << draft.at.toUTC();
    writeList(out, draft.content.messages);
    out << draft.content.format;
    writeList(out, draft.content.variables);
    out << draft.content.modelConfig;
    return magic.toByteArray() + checksum(body) + '\n' + body;
}

Result<Draft> draftFromBytes(QByteArrayView bytes)
{
    const auto damaged = [] {
        return failure(ErrorKind::Invalid,
                       QCoreApplication::translate("Draft", "The file of an unsaved text is damaged."));
    };
    const qsizetype end = bytes.indexOf('\n');
    if (!bytes.startsWith(magic) || end < 0)
        return damaged();
    const QByteArray body = bytes.sliced(end + 1).toByteArray();
    if (bytes.first(end).sliced(magic.size()) != checksum(body))
        return damaged();
    QDataStream in(body);
    in.setVersion(QDataStream::Qt_6_0);
    Draft draft;
    in >> draft.database >> draft.templateId.value >> draft.parent >> draft.newest >> draft.note >> draft.at;
    readList(in, draft.content.messages);
    in >> draft.content.format;
    readList(in, draft.content.variables);
    in >> draft.content.modelConfig;
    if (in.status() != QDataStream::Ok || !in.atEnd())
        return damaged();
    return draft;
}

} // namespace promptuary
