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

/// Called with the part of the model that has been read, from 0 to 1.
using LoadProgress = std::function<void(double)>;

struct LoadOptions {
    std::string device = "cpu";  ///< "cpu", "cuda", "cuda:0", …
    Precision precision =
        Precision::Float32;  ///< of the network's inside; the result's type is always the input's
    /// The class of a class-conditional model, from 0; −1: none, which EDM's models take.
    std::int64_t label = -1;
    /// Called before a TorchScript file, which is a program, is run, with the SHA-256 of its bytes. If it is
    /// empty or returns false, the file is refused.
    std::function<bool(const std::string& sha256)> trusts{};
    LoadProgress progress{};  ///< of the tensors' bytes; not called for a TorchScript file
};

/// Makes a Denoiser of a model's file or folder (Checkpoint::open()). Throws Error{ModelFile, path, reason}
/// for a broken file (the reason names the tensor: missing, unexpected, of the wrong shape or type, not
/// finite), ModelUnsupported for an unknown family and a program that isn't trusted, Usage if the class is
/// out of range or missing though the model needs one, or where float16 doesn't work, and DeviceUnavailable
/// if the device doesn't exist.
std::unique_ptr<Denoiser> loadDenoiser(const std::filesystem::path& path, const LoadOptions& options = {});

/// Replaces Auto by the best precision for the device; returns others unchanged.
Precision resolvedPrecision(Precision precision, const std::string& device);

/// Throws what loadDenoiser() would throw for tensors that are missing, left over or of the wrong shape, and,
/// with `readsValues`, for values that are not finite. A TorchScript file isn't checked.
void checkModel(const Checkpoint& checkpoint, const ModelDescription& model, bool readsValues = false);

/// Whether bfloat16 is worth choosing on that device: AVX512-BF16 or AMX on a CPU, capability 8.0 on a GPU.
/// It also works without, but slowly.
bool bfloat16IsFast(const std::string& device = "cpu");
/// The same for float16: AVX512-FP16 on a CPU, every GPU.
bool float16IsFast(const std::string& device = "cpu");
/// Whether this LibTorch computes float16 on that device at all, determined by a trial.
bool float16Works(const std::string& device = "cpu");

}  // namespace lacuna
