// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/note_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace lacuna::ui {

namespace {

/// As the engine writes them (core/session.cpp), with %1 for what varies.
constexpr const char* kNotes[] = {
    QT_TRANSLATE_NOOP("Notes", "the memory of %1 was too small for the model; computed on the CPU"),
    QT_TRANSLATE_NOOP("Notes",
                      "this processor has no bfloat16 instructions, so bfloat16 is slower than float32 here"),
    QT_TRANSLATE_NOOP("Notes", "memory ran out; tried again in tiles of %1 pixels"),
    QT_TRANSLATE_NOOP("Notes", "the device's memory ran out; computed on the CPU"),
    QT_TRANSLATE_NOOP(
        "Notes",
        "the model's file doesn't show all of its settings; they are assumed from the published "
        "network of its shape, %1"),
};

}  // namespace

QString noteText(const QString& note) {
    for (const char* known : kNotes) {
        const QString pattern = QRegularExpression::escape(QString::fromUtf8(known))
                                    .replace(QStringLiteral("\\%1"), QStringLiteral("(.+)"));
        const QRegularExpressionMatch match =
            QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(note);
        if (!match.hasMatch()) continue;
        const QString text = QCoreApplication::translate("Notes", known);
        return match.lastCapturedIndex() > 0 ? text.arg(match.captured(1)) : text;
    }
    return note;
}

}  // namespace lacuna::ui
