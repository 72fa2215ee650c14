// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/note_text.h"

#include <QCoreApplication>

namespace lacuna::ui {

namespace {

struct Words {
    NoteCode code;
    const char* text;
};

constexpr Words kWords[] = {
    {NoteCode::ModelOnCpu,
     QT_TRANSLATE_NOOP("Notes", "the memory of %1 was too small for the model; computed on the CPU")},
    {NoteCode::RunOnCpu, QT_TRANSLATE_NOOP("Notes", "the device's memory ran out; computed on the CPU")},
    {NoteCode::SmallerTiles, QT_TRANSLATE_NOOP("Notes", "memory ran out; tried again in tiles of %1 pixels")},
    {NoteCode::SlowBfloat16,
     QT_TRANSLATE_NOOP(
         "Notes", "this processor has no bfloat16 instructions, so bfloat16 is slower than float32 here")},
    {NoteCode::AssumedSettings,
     QT_TRANSLATE_NOOP(
         "Notes",
         "the model's file doesn't show all of its settings; they are assumed from the published "
         "network of its shape, %1")},
    {NoteCode::CentredKernel,
     QT_TRANSLATE_NOOP("Notes", "the blur's picture was off centre, which was corrected: %1 pixels")},
    {NoteCode::NoTransparency, QT_TRANSLATE_NOOP("Notes", "A JPEG has no transparency; it is left out.")},
    {NoteCode::EightBits, QT_TRANSLATE_NOOP("Notes", "The 16 bits per channel become 8.")},
    {NoteCode::JpegReencodes,
     QT_TRANSLATE_NOOP(
         "Notes", "The whole picture is compressed anew, so pixels that were not marked change slightly.")},
    {NoteCode::WebpReencodes,
     QT_TRANSLATE_NOOP(
         "Notes", "The whole picture is compressed anew, so pixels that were not marked change slightly.")},
    {NoteCode::WideHole,
     QT_TRANSLATE_NOOP(
         "Notes",
         "A hole is so wide that its most probable filling is smooth. Texture borrowed from the "
         "rest of the photograph would look more natural.")},
    {NoteCode::VisibleRim,
     QT_TRANSLATE_NOOP(
         "Notes",
         "A rim of the damage can still be seen around the mask. Let the mask hug the damage, and "
         "restore again.")},
};

}  // namespace

QString noteText(const Note& note) {
    for (const Words& words : kWords) {
        if (words.code != note.code) continue;
        const QString text = QCoreApplication::translate("Notes", words.text);
        if (!text.contains(QLatin1String("%1"))) return text;
        return text.arg(note.tile > 0          ? QString::number(note.tile)
                        : !note.device.empty() ? QString::fromStdString(note.device)
                                               : QString::fromStdString(note.text));
    }
    return QString::fromStdString(toText(note));
}

}  // namespace lacuna::ui
