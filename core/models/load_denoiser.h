// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace lacuna {

class Checkpoint;
class Denoiser;
struct ModelDescription;

/// Hears how much of the model has been read, from 0 to 1.
using LoadProgress = std::function<void(double)>;

struct LoadOptions {
    std::string device = "cpu";  ///< "cpu", "cuda", "cuda:0", …
    Precision precision =
        Precision::Float32;  ///< of the network's inside; the result's type is always the input's
    /// The class of a class-conditional model, from 0; −1: none, which EDM's models take.
    std::int64_t label = -1;
    /// Asked about a TorchScript file, which is a program, with the SHA-256 of the bytes that would run;
    /// empty or false: it is refused.
    std::function<bool(const std::string& sha256)> trusts{};
    LoadProgress progress{};  ///< of the tensors' bytes; a TorchScript file says nothing
};

/// Makes a Denoiser of a model's file or folder (Checkpoint::open()). Throws Error{ModelFile, path, reason}
/// for a broken file (the reason names the tensor: missing, unexpected, of the wrong shape or type, not
/// finite), ModelUnsupported for an unknown family and a program that isn't trusted, Usage for a class that
/// the model doesn't have or lacks, and DeviceUnavailable where the device isn't there.
std::unique_ptr<Denoiser> loadDenoiser(const std::filesystem::path& path, const LoadOptions& options = {});

/// Auto becomes what is best on that device; the others stay.
Precision resolvedPrecision(Precision precision, const std::string& device);

/// Throws what loadDenoiser() would throw because of the file's tensors: missing, misshapen and left over;
/// where `readsValues`, also for values that are not finite. A TorchScript file is left alone.
void checkModel(const Checkpoint& checkpoint, const ModelDescription& model, bool readsValues = false);

/// Whether bfloat16 is worth choosing on that device: AVX512-BF16 or AMX on a CPU, capability 8.0 on a GPU.
/// It works without, slowly.
bool bfloat16IsFast(const std::string& device = "cpu");

}  // namespace lacuna
