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

/// What `restore` and `degrade` share: files, task and the task's parameters.
struct TaskOptions {
    std::string input;
    std::string output;
    std::string task;
    std::string mask;
    std::string kernel;
    int scale = 0;      ///< 0: not given
    std::string noise;  ///< empty: not given
    std::uint64_t seed = 0;
    int quality = 0;  ///< of a JPEG or WebP; 0: the input's
};

/// Adds all but --noise, whose meaning differs.
void addTaskOptions(CLI::App& app, TaskOptions& options);

/// What can be said without opening a photograph: the task and its parameters, with the kernel read. Unset
/// noise where none was given or it is "auto". Throws Error Usage for a parameter that the task needs or
/// doesn't take, and what kernelFrom() throws.
OperatorSpec operationOf(const TaskOptions& options);

/// A job with photograph and mask read and the seed and quality set. Throws what the readers throw.
RestorationJob readJob(const TaskOptions& options, const OperatorSpec& operation);

/// `error` with the file's path as its subject where its subject is only the kind of file that it is: "mask",
/// "reference". Errors of usage stay as they are.
Error namingFile(const Error& error, const std::map<std::string, std::string>& paths);

}  // namespace lacuna::cli
