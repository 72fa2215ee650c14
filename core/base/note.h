// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lacuna {

/// Something the user should know that doesn't stop a run: it did something other than requested, or a file
/// can't hold everything. The studio has its own text for each code.
enum class NoteCode {
    ModelOnCpu,       ///< the memory of `device` was too small for the model; the CPU was used
    RunOnCpu,         ///< the device's memory ran out during the run; the CPU was used
    SmallerTiles,     ///< memory ran out; the run was repeated with tiles of `tile` pixels
    HalfPrecision,    ///< memory ran out; the run was repeated in the precision `text`, bfloat16 if empty
    StoppedByMemory,  ///< memory ran out and nothing was left to try; the result is the last estimate
    SlowBfloat16,     ///< bfloat16 is slower than float32 here
    SlowFloat16,      ///< the same for float16
    Float16Overflow,  ///< a value was too large for float16; the run was repeated in the precision `text`
    AssumedSettings,  ///< the model's settings were assumed to be those of the published network `text`
    CentredKernel,    ///< the weights of a kernel's picture were off centre by `text` pixels (right, down)
    NoTransparency,   ///< the file's format can't hold it, so it is left out
    EightBits,        ///< the file's format holds 8 bits per sample, the photograph has 16
    FewerBits,        ///< of 16 bits, the format keeps `text`
    Reencodes,  ///< pixels outside the mask change a little, for the reason in `text`, which names the format
    OtherPages,     ///< the file has several pages, of which `text` ("2/5") was read; the others are left out
    FirstFrame,     ///< the file is an animation, of which the first frame was read
    CutOff,         ///< the file is cut off; `text` is the share that is missing ("12 %")
    CoarsePicture,  ///< the file is cut off, and the details are missing everywhere
    AssumedInks,    ///< CMYK without a profile, converted as if printed on coated paper
    ColoursConverted,  ///< the colours `text` ("CMYK", "CIELab") became sRGB
    FloatSamples,      ///< floating-point samples became 16 bits; `text` is what became white
    GainMap,           ///< the second picture for bright screens is left out
    MotionPhoto,       ///< the film behind the picture is left out
    FurtherPictures,   ///< the file holds further pictures of `text` bytes, which are left out
    ExtraChannels,     ///< further channels, which only a TIFF of the same size holds, are left out
    MetadataLeftOut,   ///< the format has no place for the parts `text` ("PNG tEXt, JPEG COM")
    MetadataTooLarge,  ///< the metadata `text` ("EXIF") are too large for a JPEG and left out
    DamagedProfile,    ///< the colour profile can't be read and is left out
    DevelopedRaw,      ///< a camera's raw file was developed: half size, white balance as shot
    WideHole,     ///< a hole is so wide that borrowed texture would look better than the most probable fill
    NoiseOfJpeg,  ///< the noise was measured on what JPEG compression left of it
    VisibleRim,   ///< the damage reaches beyond the mask, so its rim can still be seen
    Other         ///< the note is `text`; version 0.1.0 wrote these into projects
};

struct Note {
    NoteCode code = NoteCode::Other;
    std::string device = {};  ///< "cuda:0"
    int tile = 0;             ///< side in pixels
    std::string text = {};    ///< in plain English, one clause

    bool operator==(const Note&) const = default;
};

/// A stable name such as "smaller-tiles", for reports and projects.
const char* toString(NoteCode code);
/// Other if no code has that name.
NoteCode noteCodeFrom(const std::string& name);

/// In plain English, one clause.
std::string toText(const Note& note);

}  // namespace lacuna
