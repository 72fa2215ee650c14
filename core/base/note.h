// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace lacuna {

/// What was done otherwise than asked, or is lost on the way to a file: nothing that stops a run, but
/// something to be told. The studio has its own words for each code.
enum class NoteCode {
    ModelOnCpu,       ///< the memory of `device` was too small for the model; the CPU computed
    RunOnCpu,         ///< the device's memory ran out during the run; the CPU computed
    SmallerTiles,     ///< memory ran out; tried again in tiles of `tile` pixels
    SlowBfloat16,     ///< bfloat16 is slower than float32 here
    AssumedSettings,  ///< the model's, from the published network that `text` names
    CentredKernel,   ///< the weights of a kernel's picture lay off its middle, by `text` pixels (right, down)
    NoTransparency,  ///< the file's format has none, so it is left out
    EightBits,       ///< the file's format holds 8 bits a sample, the photograph has 16
    JpegReencodes,   ///< pixels outside the mask change a little, for the reason in `text`
    WebpReencodes,   ///< the same, since a lossy WebP always does
    Other            ///< `text` says it; what 0.1.0 wrote into projects
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
/// Other where no code has that name.
NoteCode noteCodeFrom(const std::string& name);

/// In plain English, one clause.
std::string toText(const Note& note);

}  // namespace lacuna
