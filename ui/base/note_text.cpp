// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/note_text.h"

#include <QCoreApplication>

namespace lacuna::ui {

namespace {

struct Words {
    NoteCode code;
    const char* text;
};

constexpr Words kWords[] = {
    {NoteCode::ModelOnCpu,
     QT_TRANSLATE_NOOP("Notes", "the model didn't fit into the memory of %1, so the CPU was used")},
    {NoteCode::RunOnCpu, QT_TRANSLATE_NOOP("Notes", "the GPU's memory ran out, so the CPU was used")},
    {NoteCode::SmallerTiles,
     QT_TRANSLATE_NOOP("Notes", "memory ran out, so smaller tiles of %1 pixels were used")},
    {NoteCode::SlowBfloat16,
     QT_TRANSLATE_NOOP(
         "Notes", "this processor has no bfloat16 instructions, so bfloat16 is slower than float32 here")},
    {NoteCode::AssumedSettings, QT_TRANSLATE_NOOP("Notes",
                                                  "the model's file lacks some settings; those of %1, a "
                                                  "published network of the same shape, were assumed")},
    {NoteCode::CentredKernel,
     QT_TRANSLATE_NOOP("Notes", "the kernel was %1 pixels off centre, which was corrected")},
    {NoteCode::NoTransparency, QT_TRANSLATE_NOOP("Notes", "A JPEG can't hold transparency, so it is lost.")},
    {NoteCode::EightBits, QT_TRANSLATE_NOOP("Notes", "The 16 bits per channel are reduced to 8.")},
    {NoteCode::JpegReencodes,
     QT_TRANSLATE_NOOP(
         "Notes",
         "The whole picture is compressed again, so pixels that you didn't mark change slightly, too.")},
    {NoteCode::WebpReencodes,
     QT_TRANSLATE_NOOP(
         "Notes",
         "The whole picture is compressed again, so pixels that you didn't mark change slightly, too.")},
    {NoteCode::WideHole,
     QT_TRANSLATE_NOOP(
         "Notes",
         "A hole is so wide that its most probable fill is smooth. Texture borrowed from the rest of the "
         "photograph would look more natural.")},
    {NoteCode::VisibleRim,
     QT_TRANSLATE_NOOP("Notes",
                       "A rim of the damage still shows around the mask. Grow the mask a little and restore "
                       "again.")},
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
