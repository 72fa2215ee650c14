// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/note.h"

#include "core/base/names.h"

namespace lacuna {
namespace {

constexpr auto kNames = std::to_array<Named<NoteCode>>({{NoteCode::ModelOnCpu, "model-on-cpu"},
                                                        {NoteCode::RunOnCpu, "run-on-cpu"},
                                                        {NoteCode::SmallerTiles, "smaller-tiles"},
                                                        {NoteCode::SlowBfloat16, "slow-bfloat16"},
                                                        {NoteCode::AssumedSettings, "assumed-settings"},
                                                        {NoteCode::CentredKernel, "centred-kernel"},
                                                        {NoteCode::NoTransparency, "no-transparency"},
                                                        {NoteCode::EightBits, "eight-bits"},
                                                        {NoteCode::JpegReencodes, "jpeg-reencodes"},
                                                        {NoteCode::WebpReencodes, "webp-reencodes"},
                                                        {NoteCode::WideHole, "wide-hole"},
                                                        {NoteCode::VisibleRim, "visible-rim"},
                                                        {NoteCode::Other, "other"}});

}  // namespace

const char* toString(NoteCode code) {
    return nameOf(code, kNames);
}

NoteCode noteCodeFrom(const std::string& name) {
    return fromName(name, kNames).value_or(NoteCode::Other);
}

std::string toText(const Note& note) {
    switch (note.code) {
        case NoteCode::ModelOnCpu:
            return "the memory of " + note.device + " was too small for the model; computed on the CPU";
        case NoteCode::RunOnCpu:
            return "the device's memory ran out; computed on the CPU";
        case NoteCode::SmallerTiles:
            return "memory ran out; tried again in tiles of " + std::to_string(note.tile) + " pixels";
        case NoteCode::SlowBfloat16:
            return "this processor has no bfloat16 instructions, so bfloat16 is slower than float32 here";
        case NoteCode::AssumedSettings:
            return "the model's file doesn't show all of its settings; they are assumed from the published "
                   "network of "
                   "its shape, " +
                   note.text;
        case NoteCode::CentredKernel:
            return "the kernel's picture was off centre, which was corrected: " + note.text + " pixels";
        case NoteCode::NoTransparency:
            return "a JPEG has no transparency, which is left out";
        case NoteCode::EightBits:
            return "the file holds 8 bits per sample, the photograph has 16";
        case NoteCode::JpegReencodes:
            return "JPEG changes the pixels outside the mask a little, too: " + note.text;
        case NoteCode::WebpReencodes:
            return "lossy WebP changes the pixels outside the mask a little, too; --quality 100 keeps them";
        case NoteCode::WideHole:
            return "a hole is so wide that its most probable filling is smooth; --fill borrowed takes "
                   "texture from "
                   "the rest of the photograph";
        case NoteCode::VisibleRim:
            return "a rim of the damage shows around the mask; --hug grows the mask over it";
        case NoteCode::Other:
            return note.text;
    }
    return note.text;
}

}  // namespace lacuna
