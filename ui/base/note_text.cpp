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
    {NoteCode::HalfPrecision, QT_TRANSLATE_NOOP("Notes", "memory ran out, so the network computed in %1")},
    {NoteCode::StoppedByMemory,
     QT_TRANSLATE_NOOP("Notes",
                       "memory ran out before the end; the last estimate was kept. Close other "
                       "programs, or restore a smaller part, and try again")},
    {NoteCode::SlowBfloat16,
     QT_TRANSLATE_NOOP(
         "Notes", "this processor has no bfloat16 instructions, so bfloat16 is slower than float32 here")},
    {NoteCode::SlowFloat16,
     QT_TRANSLATE_NOOP("Notes",
                       "this processor has no float16 instructions, so float16 is slower than float32 here")},
    {NoteCode::Float16Overflow,
     QT_TRANSLATE_NOOP("Notes",
                       "a value was too large for float16, so the photograph was restored again in %1")},
    {NoteCode::AssumedSettings, QT_TRANSLATE_NOOP("Notes",
                                                  "the model's file lacks some settings; those of %1, a "
                                                  "published network of the same shape, were assumed")},
    {NoteCode::CentredKernel,
     QT_TRANSLATE_NOOP("Notes", "the kernel was %1 pixels off centre, which was corrected")},
    {NoteCode::NoTransparency,
     QT_TRANSLATE_NOOP("Notes", "The file's format can't hold transparency, so it is lost.")},
    {NoteCode::EightBits, QT_TRANSLATE_NOOP("Notes", "The 16 bits per channel are reduced to 8.")},
    {NoteCode::FewerBits, QT_TRANSLATE_NOOP("Notes", "Of the 16 bits per channel, %1 are kept.")},
    {NoteCode::Reencodes,
     QT_TRANSLATE_NOOP(
         "Notes",
         "The whole picture is compressed again, so pixels that you didn't mark change slightly, too.")},
    {NoteCode::OtherPages,
     QT_TRANSLATE_NOOP("Notes", "The file has several pages. This is page %1; the others are left out.")},
    {NoteCode::FirstFrame,
     QT_TRANSLATE_NOOP("Notes",
                       "The file is an animation. Its first frame is used; the others are left out.")},
    {NoteCode::CutOff,
     QT_TRANSLATE_NOOP("Notes", "The file is cut off or damaged: %1 of the picture is missing.")},
    {NoteCode::CoarsePicture,
     QT_TRANSLATE_NOOP("Notes", "The file is cut off or damaged, so the picture lacks its fine details.")},
    {NoteCode::AssumedInks,
     QT_TRANSLATE_NOOP(
         "Notes", "The CMYK colours have no profile, so they are read as those of a print on coated paper.")},
    {NoteCode::ColoursConverted, QT_TRANSLATE_NOOP("Notes", "The colours were %1; the result is in sRGB.")},
    {NoteCode::FloatSamples,
     QT_TRANSLATE_NOOP("Notes", "The floating-point samples became 16 bits: black is 0, white is %1.")},
    {NoteCode::GainMap,
     QT_TRANSLATE_NOOP(
         "Notes", "The gain map for bright screens is left out: it was made for the picture as it was.")},
    {NoteCode::MotionPhoto, QT_TRANSLATE_NOOP("Notes", "The video in this motion photo is left out.")},
    {NoteCode::FurtherPictures,
     QT_TRANSLATE_NOOP("Notes", "Other data in the file (%1 bytes, such as further pictures) is left out.")},
    {NoteCode::ExtraChannels,
     QT_TRANSLATE_NOOP("Notes",
                       "The file's further channels are left out. Only a TIFF of the same size keeps them.")},
    {NoteCode::MetadataLeftOut,
     QT_TRANSLATE_NOOP("Notes", "The format can't hold these parts of the photograph's file: %1.")},
    {NoteCode::MetadataTooLarge, QT_TRANSLATE_NOOP("Notes", "Too large for a JPEG, and left out: %1.")},
    {NoteCode::DamagedProfile,
     QT_TRANSLATE_NOOP("Notes", "The colour profile can't be read and is left out.")},
    {NoteCode::DevelopedRaw,
     QT_TRANSLATE_NOOP("Notes",
                       "The raw file was developed at half its size, with the white balance as shot.")},
    {NoteCode::WideHole,
     QT_TRANSLATE_NOOP(
         "Notes",
         "A hole is so wide that its most probable fill is smooth. Texture borrowed from the rest of the "
         "photograph would look more natural.")},
    {NoteCode::NoiseOfJpeg,
     QT_TRANSLATE_NOOP("Notes", "The noise was measured after JPEG compression, which removes part of it.")},
    {NoteCode::VisibleRim, QT_TRANSLATE_NOOP("Notes", "A rim of the damage still shows around the mask.")},
};

}  // namespace

QString noteText(const Note& note) {
    for (const Words& words : kWords) {
        if (words.code != note.code) continue;
        const QString text = QCoreApplication::translate("Notes", words.text);
        if (!text.contains(QLatin1String("%1"))) return text;
        return text.arg(note.tile > 0          ? QString::number(note.tile)
                        : !note.device.empty() ? QString::fromStdString(note.device)
                        : note.code == NoteCode::HalfPrecision && note.text.empty()
                            ? QStringLiteral("bfloat16")  // of projects made before there was another
                            : QString::fromStdString(note.text));
    }
    return QString::fromStdString(toText(note));
}

}  // namespace lacuna::ui
