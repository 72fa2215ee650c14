// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/model_pool.h"

#include "core/models/denoiser.h"
#include "core/models/load_denoiser.h"

#include <algorithm>
#include <cassert>
#include <system_error>

namespace lacuna {
namespace {

using SourceTimes = decltype(LoadedModel::written);

SourceTimes timesOf(const std::vector<std::filesystem::path>& sources) {
    SourceTimes times;
    for (const std::filesystem::path& source : sources) {
        std::error_code gone;
        times.emplace_back(source, std::filesystem::last_write_time(source, gone));
    }
    return times;
}

bool isSame(const LoadedModel& loaded, const InstalledModel& found, const ModelRef& ref,
            const std::string& device) {
    return loaded.model.path == found.path && loaded.device == device &&
           loaded.ref.precision == ref.precision && loaded.ref.label == ref.label &&
           loaded.ref.trustsPrograms == ref.trustsPrograms && loaded.ref.trustedProgram == ref.trustedProgram;
}

std::shared_ptr<LoadedModel> loadAnew(InstalledModel found, const ModelRef& ref, const std::string& device,
                                      const LoadProgress& progress) {
    auto loaded = std::make_shared<LoadedModel>();
    // The bytes are read twice, for the hash and for the network. For a program, the loader hashes what it
    // runs.
    if (!found.isProgram)
        loaded->hash = found.sha256([&](double share) {
            if (progress) progress(share / 2);
        });
    LoadOptions options{device, ref.precision, ref.label};
    options.trusts = [&](const std::string& sha256) {
        loaded->hash = sha256;
        return ref.trustsPrograms || sha256 == ref.trustedProgram;
    };
    options.progress = [&](double share) {
        if (progress) progress((1 + share) / 2);
    };
    loaded->denoiser = loadDenoiser(found.path, options);
    loaded->model = std::move(found);
    loaded->device = device;
    loaded->ref = ref;
    return loaded;
}

}  // namespace

LoadedModel::LoadedModel() = default;
LoadedModel::~LoadedModel() = default;

ModelPool::ModelPool(std::size_t most) : mMost(most) {
    assert(most >= 1);
}

ModelPool::~ModelPool() = default;

std::shared_ptr<const LoadedModel> ModelPool::load(ModelRef ref, const std::string& device,
                                                   const LoadProgress& progress) {
    ref.precision = resolvedPrecision(ref.precision, device);
    InstalledModel found = ModelCatalog().find(ref.nameOrPath);
    SourceTimes written = timesOf(found.sources);
    const std::lock_guard lock(mMutex);
    const auto known = std::find_if(mLoaded.begin(), mLoaded.end(),
                                    [&](const auto& loaded) { return isSame(*loaded, found, ref, device); });
    if (known != mLoaded.end()) {
        if ((*known)->written == written) {
            std::rotate(known, known + 1, mLoaded.end());
            return mLoaded.back();
        }
        mLoaded.erase(known);
    }
    // Before the next one is loaded: together they might not fit into memory.
    while (mLoaded.size() >= mMost)
        mLoaded.erase(mLoaded.begin());
    const std::shared_ptr<LoadedModel> loaded = loadAnew(std::move(found), ref, device, progress);
    loaded->written = std::move(written);
    mLoaded.push_back(loaded);
    return loaded;
}

}  // namespace lacuna
