// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/note.h"

#include "core/base/names.h"

namespace lacuna {
namespace {

constexpr auto kNames = std::to_array<Named<NoteCode>>({{NoteCode::ModelOnCpu, "model-on-cpu"},
                                                        {NoteCode::RunOnCpu, "run-on-cpu"},
                                                        {NoteCode::SmallerTiles, "smaller-tiles"},
                                                        {NoteCode::HalfPrecision, "half-precision"},
                                                        {NoteCode::StoppedByMemory, "stopped-by-memory"},
                                                        {NoteCode::SlowBfloat16, "slow-bfloat16"},
                                                        {NoteCode::SlowFloat16, "slow-float16"},
                                                        {NoteCode::Float16Overflow, "float16-overflow"},
                                                        {NoteCode::AssumedSettings, "assumed-settings"},
                                                        {NoteCode::CentredKernel, "centred-kernel"},
                                                        {NoteCode::NoTransparency, "no-transparency"},
                                                        {NoteCode::EightBits, "eight-bits"},
                                                        {NoteCode::FewerBits, "fewer-bits"},
                                                        {NoteCode::Reencodes, "reencodes"},
                                                        {NoteCode::OtherPages, "other-pages"},
                                                        {NoteCode::FirstFrame, "first-frame"},
                                                        {NoteCode::CutOff, "cut-off"},
                                                        {NoteCode::CoarsePicture, "coarse-picture"},
                                                        {NoteCode::AssumedInks, "assumed-inks"},
                                                        {NoteCode::ColoursConverted, "colours-converted"},
                                                        {NoteCode::FloatSamples, "float-samples"},
                                                        {NoteCode::GainMap, "gain-map"},
                                                        {NoteCode::MotionPhoto, "motion-photo"},
                                                        {NoteCode::FurtherPictures, "further-pictures"},
                                                        {NoteCode::ExtraChannels, "extra-channels"},
                                                        {NoteCode::MetadataLeftOut, "metadata-left-out"},
                                                        {NoteCode::MetadataTooLarge, "metadata-too-large"},
                                                        {NoteCode::DamagedProfile, "damaged-profile"},
                                                        {NoteCode::DevelopedRaw, "developed-raw"},
                                                        {NoteCode::WideHole, "wide-hole"},
                                                        {NoteCode::NoiseOfJpeg, "noise-of-jpeg"},
                                                        {NoteCode::VisibleRim, "visible-rim"},
                                                        {NoteCode::Other, "other"}});

}  // namespace

const char* toString(NoteCode code) {
    return nameOf(code, kNames);
}

NoteCode noteCodeFrom(const std::string& name) {
    // Earlier versions had one for each format.
    if (name == "jpeg-reencodes" || name == "webp-reencodes" || name == "lossy-reencodes")
        return NoteCode::Reencodes;
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
        case NoteCode::HalfPrecision:
            return "memory ran out, so the network computed in " +
                   (note.text.empty() ? std::string("bfloat16") : note.text);
        case NoteCode::StoppedByMemory:
            return "memory ran out before the end, so the result is the last estimate";
        case NoteCode::SlowBfloat16:
            return "this processor has no bfloat16 instructions, so bfloat16 is slower than float32 here";
        case NoteCode::SlowFloat16:
            return "this processor has no float16 instructions, so float16 is slower than float32 here";
        case NoteCode::Float16Overflow:
            return "a value was too large for float16, so the run was repeated in " + note.text;
        case NoteCode::AssumedSettings:
            return "the model's file lacks some settings; those of " + note.text +
                   ", a published network of the same shape, were assumed";
        case NoteCode::CentredKernel:
            return "the kernel was " + note.text + " pixels off centre, which was corrected";
        case NoteCode::NoTransparency:
            return "the file's format can't hold transparency, so it is lost";
        case NoteCode::EightBits:
            return "the 16 bits per sample are reduced to 8";
        case NoteCode::FewerBits:
            return "of the photograph's 16 bits per sample, the file keeps " + note.text;
        case NoteCode::Reencodes:
            return "the whole picture is compressed again, so pixels outside the mask change slightly, "
                   "too: " +
                   note.text;
        case NoteCode::OtherPages:
            return "the file has several pages; this is page " + note.text + ", and the others are left out";
        case NoteCode::FirstFrame:
            return "the file is an animation; its first frame is used, and the others are left out";
        case NoteCode::CutOff:
            return "the file is cut off or damaged, and " + note.text +
                   " of the picture is missing; --mask missing restores it";
        case NoteCode::CoarsePicture:
            return "the file is cut off or damaged, so that the picture lacks its fine details";
        case NoteCode::AssumedInks:
            return "the CMYK colours have no profile; they are taken for those of a print on coated paper";
        case NoteCode::ColoursConverted:
            return "the colours were " + note.text + "; the result is in sRGB";
        case NoteCode::FloatSamples:
            return "the floating-point samples became 16 bits; black is 0, white is " + note.text;
        case NoteCode::GainMap:
            return "the gain map for bright screens is left out, since it was made for the picture as it was";
        case NoteCode::MotionPhoto:
            return "the film behind the picture (a motion photo) is left out";
        case NoteCode::FurtherPictures:
            return "what else the file holds (" + note.text + " bytes, such as further pictures) is left out";
        case NoteCode::ExtraChannels:
            return "the file's further channels are left out; only a TIFF of the same size keeps them";
        case NoteCode::MetadataLeftOut:
            return "the file's format has no place for these parts of the photograph's file: " + note.text;
        case NoteCode::MetadataTooLarge:
            return "too large for a JPEG, and left out: " + note.text;
        case NoteCode::DamagedProfile:
            return "the colour profile can't be read and is left out";
        case NoteCode::DevelopedRaw:
            return "the raw file was developed at half its size, with the white balance as shot";
        case NoteCode::WideHole:
            return "a hole is so wide that its most probable fill is smooth; --fill borrowed takes texture "
                   "from "
                   "the rest of the photograph";
        case NoteCode::NoiseOfJpeg:
            return "the noise was measured on what JPEG compression left of it";
        case NoteCode::VisibleRim:
            return "a rim of the damage shows around the mask; --hug grows the mask over it";
        case NoteCode::Other:
            return note.text;
    }
    return note.text;
}

}  // namespace lacuna
