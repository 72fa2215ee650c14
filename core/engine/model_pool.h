// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/restoration_job.h"
#include "core/models/model_catalog.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace lacuna {

class Denoiser;

/// A model in memory, ready to run.
struct LoadedModel {
    InstalledModel model;
    std::string hash;  ///< SHA-256; of a program, that of the very bytes that run
    std::string device;
    ModelRef ref;  ///< its precision is resolved
    std::unique_ptr<Denoiser> denoiser;
    /// Its files and when they were last written, as of loading.
    std::vector<std::pair<std::filesystem::path, std::filesystem::file_time_type>> written;

    LoadedModel();
    ~LoadedModel();
};

/// The models that one or several sessions have loaded. Any thread.
class ModelPool {
  public:
    /// Keeps at most `most` models (≥ 1); the least recently used one is dropped before another is loaded.
    explicit ModelPool(std::size_t most = 1);
    ~ModelPool();
    ModelPool(const ModelPool&) = delete;
    ModelPool& operator=(const ModelPool&) = delete;

    /// The model on the device; loaded unless it is here already and its files haven't changed. While one
    /// thread loads, others wait. `progress` is called with the part that has been read, from 0 to 1. Throws
    /// what ModelCatalog::find() and loadDenoiser() throw.
    std::shared_ptr<const LoadedModel> load(ModelRef ref, const std::string& device,
                                            const std::function<void(double)>& progress = {});

  private:
    const std::size_t mMost;
    std::mutex mMutex;                                        ///< guards what follows
    std::vector<std::shared_ptr<const LoadedModel>> mLoaded;  ///< the last one used is last
};

}  // namespace lacuna
