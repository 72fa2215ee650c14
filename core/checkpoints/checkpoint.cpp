// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/checkpoint.h"

#include "core/checkpoints/in_quotes.h"
#include "core/checkpoints/little_endian.h"
#include "core/checkpoints/state_dict.h"
#include "core/checkpoints/torch_archive.h"
#include "core/error.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <utility>

namespace lacuna {
namespace {

namespace fs = std::filesystem;
using Bytes = std::span<const std::byte>;

constexpr std::uint64_t kMostJson = 1 << 20;

bool isFile(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

bool beginsWith(Bytes bytes, std::string_view text) {
    return asText(bytes).starts_with(text);
}

/// A length that fits and then an object: the first bytes of a pickle or archive make a number too large.
bool isSafetensors(Bytes bytes) {
    constexpr std::size_t kHeader = 8;
    return bytes.size() > kHeader && bytes[kHeader] == std::byte{'{'} &&
           littleEndian<std::uint64_t>(bytes, 0) <= bytes.size() - kHeader;
}

/// What people have instead of a model, by its first bytes; empty where it may be one.
std::string whatElse(Bytes bytes) {
    if (bytes.empty()) return "the file is empty";
    if (beginsWith(bytes, "version https://git-lfs"))
        return "this is the pointer that git leaves in place of a large file; fetch the file itself (git lfs "
               "pull)";
    if (beginsWith(bytes, "<")) return "this is a web page, not a model; the download went wrong";
    if (beginsWith(bytes, "\x1f\x8b") || beginsWith(bytes, "7z") || beginsWith(bytes, "Rar!"))
        return "this is a compressed archive; unpack it first";
    constexpr std::size_t kTarMagic = 257;
    if (bytes.size() > kTarMagic + 5 && asText(bytes.subspan(kTarMagic, 5)) == "ustar")
        return "this is a tar archive, as torch wrote them before 2017; save it anew with a newer torch";
    return {};
}

/// The only weights in a folder of diffusers; *.safetensors before *.bin, full precision before "fp16".
fs::path weightsIn(const fs::path& folder) {
    constexpr std::array kNames{"diffusion_pytorch_model.safetensors",
                                "diffusion_pytorch_model.bin",
                                "diffusion_pytorch_model.fp16.safetensors",
                                "diffusion_pytorch_model.fp16.bin",
                                "model.safetensors",
                                "pytorch_model.bin"};
    for (const char* name : kNames)
        if (isFile(folder / name)) return folder / name;
    return {};
}

}  // namespace

Checkpoint Checkpoint::open(const fs::path& path) {
    Checkpoint checkpoint;
    checkpoint.mPath = path;
    std::error_code error;
    if (fs::is_directory(path, error)) {
        checkpoint.openFolder();
    } else {
        checkpoint.openFile(path);
        checkpoint.readNeighbours();
    }
    checkpoint.mTexts.sidecar = checkpoint.readText(fs::path(path) += ".json");
    checkpoint.stripPrefixes();
    checkpoint.checkSize();
    return checkpoint;
}

Checkpoint Checkpoint::ofHeader(fs::path path, TensorViews tensors, Texts texts) {
    Checkpoint checkpoint;
    checkpoint.mPath = std::move(path);
    checkpoint.mTensors = std::move(tensors);
    checkpoint.mTexts = std::move(texts);
    checkpoint.stripPrefixes();
    return checkpoint;
}

std::string Checkpoint::metadataValue(const std::string& key) const {
    const auto found = mMetadata.find(key);
    return found == mMetadata.end() ? std::string() : found->second;
}

/// A small text file, or nothing where there is none.
std::string Checkpoint::readText(const fs::path& path) {
    if (!isFile(path)) return {};
    const MappedFile file(path, ErrorCode::ModelFile);
    if (file.bytes().size() > kMostJson)
        throw Error(ErrorCode::ModelFile, path.string(), "a configuration is never above 1 MB");
    mSources.push_back(path);
    return std::string(asText(file.bytes()));
}

void Checkpoint::readNeighbours() {
    if (mTensors.count("conv_in.weight") == 0) return;
    const fs::path folder = mPath.parent_path();
    mTexts.config = readText(folder / "config.json");
    mTexts.scheduler = readText(folder / "scheduler_config.json");
    if (mTexts.scheduler.empty()) mTexts.scheduler = readText(folder / "scheduler/scheduler_config.json");
    if (mTexts.scheduler.empty())
        mTexts.scheduler = readText(folder.parent_path() / "scheduler/scheduler_config.json");
}

void Checkpoint::openFile(const fs::path& path) {
    const Bytes bytes = mFiles.emplace_back(path, ErrorCode::ModelFile).bytes();
    mBytes += bytes.size();
    mWeights = path;
    mSources.push_back(path);
    const std::string reason = whatElse(bytes);
    if (!reason.empty()) throw Error(ErrorCode::ModelFile, path.string(), reason);
    if (!isSafetensors(bytes) && (beginsWith(bytes, "PK") || beginsWith(bytes, "\x80")))
        return openTorch(bytes, path);
    if (!isSafetensors(bytes) && path.extension() != ".safetensors")
        throw Error(ErrorCode::ModelFile, path.string(), "neither a safetensors file nor one of torch");
    SafetensorsContent content = parseSafetensors(bytes, path.string());
    mTensors = std::move(content.tensors);
    mMetadata = std::move(content.metadata);
}

void Checkpoint::openTorch(Bytes bytes, const fs::path& path) {
    PickleArena arena(path.string(), bytes.size());
    const TorchArchive archive = readTorchArchive(bytes, arena);
    mIsScript = archive.format == TorchFormat::Script;
    if (mIsScript) return;
    StateDict found = findStateDict(*archive.root, path.string());
    mTensors = std::move(found.tensors);
    mModules = std::move(found.modules);
    mOwned = arena.releaseOwned();
}

void Checkpoint::openFolder() {
    for (const fs::path& folder : {mPath, mPath / "unet"}) {
        const fs::path weights = weightsIn(folder);
        if (weights.empty() || !isFile(folder / "config.json")) continue;
        mTexts.config = readText(folder / "config.json");
        for (const char* name : {"scheduler_config.json", "scheduler/scheduler_config.json"})
            if (mTexts.scheduler.empty()) mTexts.scheduler = readText(mPath / name);
        return openFile(weights);
    }
    throw Error(ErrorCode::ModelUnsupported, mPath.string(),
                "this folder is no model: a folder of diffusers has a config.json beside "
                "diffusion_pytorch_model.safetensors or .bin, or both in its subfolder unet");
}

void Checkpoint::stripPrefixes() {
    if (!mModules.empty() || mTensors.empty()) return;
    const auto narrowTo = [&](std::string_view prefix) {
        TensorViews renamed;
        for (auto& [name, view] : mTensors)
            if (name.starts_with(prefix) && name.size() > prefix.size())
                renamed.emplace(name.substr(prefix.size()), std::move(view));
        mTensors = std::move(renamed);
    };
    const auto count = [&](std::string_view prefix) {
        return static_cast<std::size_t>(
            std::count_if(mTensors.begin(), mTensors.end(),
                          [&](const auto& entry) { return entry.first.starts_with(prefix); }));
    };
    for (const char* prefix : {"ema_model.", "model_ema.", "ema."})
        if (count(prefix) > 0) {
            narrowTo(prefix);
            break;
        }
    constexpr std::array kShared{"module.",     "model.", "_orig_mod.", "diffusion_model.",
                                 "denoise_fn.", "unet.",  "net."};
    for (bool again = true; again;) {
        again = false;
        for (const char* prefix : kShared)
            if (!mTensors.empty() && count(prefix) == mTensors.size()) {
                narrowTo(prefix);
                again = true;
            }
    }
}

void Checkpoint::checkSize() const {
    std::uint64_t bytes = 0;
    for (const auto& [name, view] : mTensors)
        bytes += static_cast<std::uint64_t>(view.elements()) * itemSize(view.dtype);
    if (bytes > mBytes)
        throw Error(ErrorCode::ModelFile, mPath.string(),
                    "the tensors hold more than the file: many of them share their elements");
}

}  // namespace lacuna
