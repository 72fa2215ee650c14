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
    SlowBfloat16,     ///< bfloat16 is slower than float32 here
    AssumedSettings,  ///< the model's settings were assumed to be those of the published network `text`
    CentredKernel,    ///< the weights of a kernel's picture were off centre by `text` pixels (right, down)
    NoTransparency,   ///< the file's format can't hold it, so it is left out
    EightBits,        ///< the file's format holds 8 bits per sample, the photograph has 16
    JpegReencodes,    ///< pixels outside the mask change a little, for the reason in `text`
    WebpReencodes,    ///< the same, as always with a lossy WebP
    WideHole,    ///< a hole is so wide that borrowed texture would look better than the most probable fill
    VisibleRim,  ///< the damage reaches beyond the mask, so its rim can still be seen
    Other        ///< the note is `text`; version 0.1.0 wrote these into projects
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
