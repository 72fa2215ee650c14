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
            return "the model didn't fit into the memory of " + note.device + ", so the CPU was used";
        case NoteCode::RunOnCpu:
            return "the GPU's memory ran out, so the CPU was used";
        case NoteCode::SmallerTiles:
            return "memory ran out, so smaller tiles of " + std::to_string(note.tile) + " pixels were used";
        case NoteCode::SlowBfloat16:
            return "this processor has no bfloat16 instructions, so bfloat16 is slower than float32 here";
        case NoteCode::AssumedSettings:
            return "the model's file lacks some settings; those of " + note.text +
                   ", a published network of the same shape, were assumed";
        case NoteCode::CentredKernel:
            return "the kernel was " + note.text + " pixels off centre, which was corrected";
        case NoteCode::NoTransparency:
            return "a JPEG can't hold transparency, so it is lost";
        case NoteCode::EightBits:
            return "the 16 bits per sample are reduced to 8";
        case NoteCode::JpegReencodes:
            return "JPEG also changes pixels outside the mask slightly: " + note.text;
        case NoteCode::WebpReencodes:
            return "lossy WebP also changes pixels outside the mask slightly; --quality 100 keeps them";
        case NoteCode::WideHole:
            return "a hole is so wide that its most probable fill is smooth; --fill borrowed takes texture "
                   "from "
                   "the rest of the photograph";
        case NoteCode::VisibleRim:
            return "a rim of the damage shows around the mask; --hug grows the mask over it";
        case NoteCode::Other:
            return note.text;
    }
    return note.text;
}

}  // namespace lacuna
