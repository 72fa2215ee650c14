// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoints/checkpoint.h"

#include "core/base/error.h"
#include "core/checkpoints/edm_config.h"
#include "core/checkpoints/state_dict.h"
#include "core/checkpoints/torch_archive.h"
#include "core/files/in_quotes.h"
#include "core/files/json_reader.h"
#include "core/files/little_endian.h"

#include <algorithm>
#include <array>
#include <set>
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

/// The first line of what is text from its beginning on, without spaces around it; empty where it isn't.
std::string textAtTheBeginning(Bytes bytes) {
    constexpr std::size_t kFirst = 512;
    std::string_view text = asText(bytes.first(std::min(kFirst, bytes.size())));
    const auto isBinary = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isControl = byte < ' ' && c != '\n' && c != '\r' && c != '\t';
        return isControl || byte > 0xf4;  // no UTF-8 has bytes above 0xf4
    };
    if (std::any_of(text.begin(), text.end(), isBinary)) return {};
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    text.remove_prefix(std::min(text.find_first_not_of(" \r\n\t"), text.size()));
    constexpr std::size_t kLine = 80;
    return std::string(text.substr(0, std::min(text.find_first_of("\r\n"), kLine)));
}

/// What people have instead of a model, by its first bytes; empty where it may be one.
std::string whatElse(Bytes bytes) {
    if (bytes.empty()) return "the file is empty";
    const std::string text = textAtTheBeginning(bytes);
    if (text.starts_with("version https://git-lfs"))
        return "this is the pointer that git leaves in place of a large file; fetch the file itself (git lfs "
               "pull)";
    if (text.starts_with("<")) return "this is a web page, not a model: the download failed";
    if (!text.empty())
        return "this is text, not a model: the download failed, or it is another file: " + inQuotes(text);
    if (beginsWith(bytes, "\x1f\x8b") || beginsWith(bytes, "7z") || beginsWith(bytes, "Rar!"))
        return "this is a compressed archive; unpack it first";
    constexpr std::size_t kTarMagic = 257;
    if (bytes.size() > kTarMagic + 5 && asText(bytes.subspan(kTarMagic, 5)) == "ustar")
        return "this is a tar archive, as torch wrote them before 2017; save it anew with a newer torch";
    return {};
}

constexpr std::string_view kIndexEnd = ".index.json";

/// The weights in a folder of diffusers, a file or the list of its shards (….index.json): *.safetensors
/// before *.bin, and of its variants the plain one, then the averaged, "fp16" and what wasn't averaged.
fs::path weightsIn(const fs::path& folder) {
    for (const std::string variant : {"", ".ema", ".fp16", ".non_ema"})
        for (const std::string type : {".safetensors", ".bin"}) {
            const std::string stem = "diffusion_pytorch_model";
            for (const std::string& name : {stem + variant + type, stem + type + ".index" + variant + ".json",
                                            stem + variant + type + ".index.json"})
                if (isFile(folder / name)) return folder / name;
        }
    for (const char* name : {"model.safetensors", "pytorch_model.bin"})
        if (isFile(folder / name)) return folder / name;
    return {};
}

/// The folder that a file stands for which is only a part of its description; else the path itself, without a
/// slash at its end.
fs::path modelOf(const fs::path& path) {
    const std::string name = path.filename().string();
    if (name.empty() && path.has_parent_path() && path.parent_path() != path) return path.parent_path();
    const bool isPart = name == "config.json" || name == "model_index.json" || name.ends_with(kIndexEnd);
    if (!isPart || !isFile(path)) return path;
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// Latent diffusion's averages are named without dots: model_ema.ab for model.a.b. They take the others'
/// place.
void takeSqueezedAverages(TensorViews& tensors) {
    constexpr std::string_view kPlain = "model.";
    constexpr std::string_view kAverage = "model_ema.";
    const auto isAverage = [&](const std::string& name) { return name.starts_with(kAverage); };
    for (const auto& [name, view] : tensors)
        if (isAverage(name) && name.find('.', kAverage.size()) != std::string::npos) return;
    for (auto& [name, view] : tensors) {
        if (!name.starts_with(kPlain)) continue;
        std::string squeezed = name.substr(kPlain.size());
        std::erase(squeezed, '.');
        const auto average = tensors.find(std::string(kAverage) + squeezed);
        if (average != tensors.end() && average->second.shape == view.shape) view = average->second;
    }
    std::erase_if(tensors, [&](const auto& entry) { return isAverage(entry.first); });
}

}  // namespace

Checkpoint Checkpoint::open(const fs::path& given) {
    const fs::path path = modelOf(given);
    Checkpoint checkpoint;
    checkpoint.mPath = path;
    std::error_code error;
    if (fs::is_directory(path, error)) {
        checkpoint.openFolder();
    } else {
        checkpoint.openFile(path);
        checkpoint.readNeighbours();
    }
    checkpoint.mTexts.sidecar = checkpoint.readText(checkpoint.sidecarFile());
    checkpoint.stripPrefixes();
    checkpoint.checkSize();
    return checkpoint;
}

Checkpoint Checkpoint::ofHeader(fs::path path, TensorViews tensors, Texts texts,
                                std::vector<ModuleRecord> modules) {
    Checkpoint checkpoint;
    checkpoint.mPath = std::move(path);
    checkpoint.mTensors = std::move(tensors);
    checkpoint.mTexts = std::move(texts);
    checkpoint.mModules = std::move(modules);
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

void Checkpoint::readScheduler(std::initializer_list<fs::path> places) {
    for (const fs::path& place : places) {
        if (!mTexts.scheduler.empty()) return;
        mTexts.schedulerFile = place.lexically_normal();
        mTexts.scheduler = readText(mTexts.schedulerFile);
    }
}

void Checkpoint::readNeighbours() {
    if (mTensors.count("conv_in.weight") == 0) return;
    const fs::path folder = mPath.parent_path();
    mTexts.configFile = folder / "config.json";
    mTexts.config = readText(mTexts.configFile);
    readScheduler({folder / "scheduler_config.json", folder / "scheduler/scheduler_config.json",
                   folder / "../scheduler/scheduler_config.json"});
}

fs::path Checkpoint::configFile() const {
    return mTexts.configFile.empty() ? mPath / "config.json" : mTexts.configFile;
}

fs::path Checkpoint::sidecarFile() const {
    // "." and ".." name no folder that a file could be named after.
    const bool isNamed = !mPath.filename().empty() && mPath.filename() != "." && mPath.filename() != "..";
    std::error_code error;
    const fs::path named = isNamed ? mPath : fs::weakly_canonical(mPath, error);
    return fs::path(named) += ".json";
}

std::span<const std::byte> Checkpoint::script() const {
    return mIsScript ? mFiles.front().bytes() : std::span<const std::byte>();
}

fs::path Checkpoint::schedulerFile() const {
    return mTexts.scheduler.empty() || mTexts.schedulerFile.empty() ? mPath / "scheduler_config.json"
                                                                    : mTexts.schedulerFile;
}

void Checkpoint::openFile(const fs::path& path) {
    const Bytes bytes = mFiles.emplace_back(path, ErrorCode::ModelFile).bytes();
    mBytes += bytes.size();
    mWeights.push_back(path);
    mSources.push_back(path);
    const std::string reason = whatElse(bytes);
    if (!reason.empty()) throw Error(ErrorCode::ModelFile, path.string(), reason);
    if (!isSafetensors(bytes) && (beginsWith(bytes, "PK") || beginsWith(bytes, "\x80")))
        return openTorch(bytes, path);
    if (!isSafetensors(bytes) && path.extension() != ".safetensors")
        throw Error(ErrorCode::ModelFile, path.string(),
                    "this is no model: neither a safetensors file nor one of torch");
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
    if (!found.modules.empty()) mPickledClass = found.modules.front().className;
    if (isEdmNetwork(found.modules)) mModules = std::move(found.modules);
    for (std::vector<std::byte>& owned : arena.releaseOwned())
        mOwned.push_back(std::move(owned));
}

void Checkpoint::openFolder() {
    for (const fs::path& folder : {mPath, mPath / "unet_ema", mPath / "unet"}) {
        const fs::path weights = weightsIn(folder);
        if (weights.empty() || !isFile(folder / "config.json")) continue;
        mTexts.configFile = folder / "config.json";
        mTexts.config = readText(mTexts.configFile);
        readScheduler({mPath / "scheduler_config.json", mPath / "scheduler/scheduler_config.json"});
        if (fs::absolute(mPath).filename().string().starts_with("unet"))
            readScheduler({mPath / "../scheduler/scheduler_config.json"});
        return weights.extension() == ".json" ? openShards(weights) : openFile(weights);
    }
    throw Error(ErrorCode::ModelUnsupported, mPath.string(),
                "this folder is no model: a folder of diffusers has a config.json beside "
                "diffusion_pytorch_model.safetensors or .bin, or both in its subfolder unet or unet_ema");
}

void Checkpoint::openShards(const fs::path& index) {
    constexpr std::size_t kMostShards = 1000;
    const JsonReader json(readText(index), index.string());
    const std::set<std::string> names = json.textsOf("weight_map");
    if (names.empty() || names.size() > kMostShards) json.fail("it lists no files, or too many");
    TensorViews all;
    for (const std::string& name : names) {
        if (fs::path(name).filename() != name || !isFile(index.parent_path() / name))
            json.fail("it lists " + inQuotes(name) + ", which isn't beside it");
        openFile(index.parent_path() / name);
        if (mIsScript || !mPickledClass.empty())
            json.fail("it lists " + inQuotes(name) + ", which is no part of a model");
        for (auto& [tensor, view] : mTensors)
            if (!all.emplace(tensor, std::move(view)).second)
                json.fail("two of its files hold the tensor " + inQuotes(tensor));
    }
    mTensors = std::move(all);
}

void Checkpoint::stripPrefixes() {
    if (!mModules.empty() || mTensors.empty()) return;
    takeSqueezedAverages(mTensors);
    const auto narrowTo = [&](std::string_view prefix) {
        TensorViews renamed;
        for (auto& [name, view] : mTensors)
            if (name.starts_with(prefix) && name.size() > prefix.size())
                renamed.emplace(name.substr(prefix.size()), std::move(view));
        mTensors = std::move(renamed);
    };
    const auto count = [&](std::string_view prefix) {
        return std::count_if(mTensors.begin(), mTensors.end(),
                             [&](const auto& entry) { return entry.first.starts_with(prefix); });
    };
    for (const char* prefix : {"ema_model.", "model_ema.", "ema.", "model.diffusion_model."})
        if (count(prefix) > 0) {
            narrowTo(prefix);
            break;
        }
    constexpr std::array kShared{"module.",     "model.", "_orig_mod.", "diffusion_model.",
                                 "denoise_fn.", "unet.",  "net."};
    for (bool again = true; again;) {
        again = false;
        // Without a dot: buffers of the training around the network, such as its βs.
        const auto named = std::count_if(mTensors.begin(), mTensors.end(), [](const auto& entry) {
            return entry.first.find('.') != std::string::npos;
        });
        for (const char* prefix : kShared)
            if (!again && named > 0 && count(prefix) == named) {
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
