// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/job/restoration_job.h"

#include <cstdint>
#include <map>
#include <string>

namespace CLI {
class App;
}

namespace lacuna::cli {

/// What `restore`, `degrade` and `batch` share: files, task and the task's parameters.
struct TaskOptions {
    /// As --mask: what the photograph's file doesn't hold because it is cut off.
    static constexpr const char* kMissing = "missing";

    std::string input;
    int page = 1;
    std::string output;
    std::string task;
    std::string mask;
    bool onlyMarked = false;  ///< of `restore`: the mask says which part to restore
    std::string kernel;
    int scale = 0;            ///< 0: not given
    std::string noise;        ///< empty: not given
    std::string noiseModel;   ///< empty: not given
    std::string linearLight;  ///< empty: not given
    std::uint64_t seed = 0;
    int quality = 0;  ///< of a JPEG or WebP; 0: the input's
};

/// Adds all options for one photograph except --noise, --noise-model and --linear-light, whose meaning
/// differs between `restore` and `degrade`.
void addTaskOptions(CLI::App& app, TaskOptions& options);
/// The part of them that isn't about files: what the task needs to know, seed and quality.
void addTaskParameters(CLI::App& app, TaskOptions& options);
/// --page
void addPageOption(CLI::App& app, TaskOptions& options);

/// The task and its parameters, with the kernel read from its file; doesn't open the photograph. The noise is
/// unset if it wasn't given or is "auto"; light is mixed only if --linear-light says "on". Throws Error Usage
/// if a parameter that the task needs is missing or the task doesn't take one that was given; and what
/// kernelFrom() throws.
OperatorSpec operationOf(const TaskOptions& options);

/// A job with photograph and mask read and the seed and quality set. With `partial`, the photograph's file
/// may be cut off; what is missing is added to the mask, if the task takes one. Throws what the readers
/// throw.
RestorationJob readJob(const TaskOptions& options, const OperatorSpec& operation, bool partial);

/// The mask with what the photograph's file lacks added, if the task takes such a mask.
ImageBuffer withMissing(ImageBuffer mask, const Photograph& photo, const TaskOptions& options,
                        const OperatorSpec& operation);

/// Returns `error` with the file's path as its subject if its subject is only the kind of file, such as
/// "mask" or "reference". Errors with code Usage stay unchanged.
Error namingFile(const Error& error, const std::map<std::string, std::string>& paths);

}  // namespace lacuna::cli
