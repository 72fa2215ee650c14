// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/batch/batch_options.h"
#include "app/cli/report_printer.h"
#include "core/io/saving_losses.h"
#include "core/job/outcome.h"
#include "core/job/recipe.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lacuna {
class FrameSink;
class RunControl;
class Session;
}  // namespace lacuna

namespace lacuna::cli {

/// What a batch does to each of its photographs. Several threads may use it.
class BatchRestoration {
  public:
    /// Reads recipe and kernel, and hashes the models. Throws Error Usage for options that contradict each
    /// other or are missing; what readRecipe(), requireSameFiles() and ModelCatalog::find() throw.
    explicit BatchRestoration(const BatchOptions& options);

    /// JSON that determines a result together with the photograph and its mask.
    std::string settings() const;
    const std::vector<RecipeStage>& stages() const { return mRecipe.stages; }
    /// Whether every photograph has a mask's file of its own.
    bool takesMaskFromFolder() const { return !mOptions.maskFrom.empty(); }
    /// The mask's file for all; empty: there is none.
    std::filesystem::path maskForAll() const;
    /// What becomes of any photograph.
    bool keepsUnmarked() const;
    ResultShape shape() const;

    /// With what is marked, as far as a file or the photograph says so. `maskFile` may be empty. Throws what
    /// the readers throw.
    RestorationJob read(const std::filesystem::path& file, const std::filesystem::path& maskFile) const;

    struct Result {
        Outcome outcome;
        std::vector<Note> notes;  ///< about its noise
        /// Nothing was found that could be restored: the image is the photograph, and there is no report.
        bool isUnchanged = false;
        std::vector<Report> before;  ///< of earlier stages
        std::string noiseMethod;     ///< how the noise was estimated; empty: it wasn't
    };
    /// `read`: what read() returned. Throws what Session::run() throws.
    Result run(Session& session, RestorationJob read, FrameSink& sink, RunControl& control) const;

    /// Whether the result of a photograph without damage is a copy of its file, byte for byte.
    bool copiesUnchanged(const Photograph& photo, const std::filesystem::path& input,
                         const std::filesystem::path& output) const;

  private:
    /// Whether photographs without any damage are expected.
    bool looksForDamage() const;
    void readRecipeOf(const BatchOptions& options);

    BatchOptions mOptions;
    Recipe mRecipe;                       ///< photograph and results are unset
    std::vector<bool> mTakesMask;         ///< of each stage: it is the batch's mask
    std::vector<std::string> mModelHash;  ///< of each stage
};

}  // namespace lacuna::cli
