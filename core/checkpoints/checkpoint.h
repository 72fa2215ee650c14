// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/module_record.h"
#include "core/checkpoints/safetensors.h"
#include "core/files/mapped_file.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

namespace lacuna {

/// A published model on the disk, opened without running any of its code: its tensors by name, and what it
/// says about itself.
class Checkpoint {
  public:
    /// A .safetensors file, what torch.save() or EDM wrote, or a folder of diffusers: config.json with
    /// *.safetensors or *.bin, whole or in the shards that an *.index.json lists, or all of these in the
    /// subfolder unet/. Such a folder may also be given by its config.json or model_index.json. Files are
    /// mapped. If there are several sets of weights, the averaged ones ("ema") are taken. Prefixes that all
    /// names share ("module.", "model.") are removed. Throws Error{ModelFile, path, reason} for broken files,
    /// other pickles, and optimizer states (the reason says that it is one); ModelUnsupported for folders and
    /// files of other kinds.
    static Checkpoint open(const std::filesystem::path& path);

    struct Texts {
        std::string config;
        std::string scheduler;
        std::string sidecar;
        std::filesystem::path configFile{};  ///< where `config` was, and `scheduler`
        std::filesystem::path schedulerFile{};
    };
    /// A checkpoint of names and shapes only, for code that recognises models by these; the views may lack
    /// their bytes.
    static Checkpoint ofHeader(std::filesystem::path path, TensorViews tensors, Texts texts,
                               std::vector<ModuleRecord> modules = {});

    /// The file or folder that was opened.
    const std::filesystem::path& path() const { return mPath; }
    /// Valid as long as this object; in a pickled network the names are those of its state dictionary.
    const TensorViews& tensors() const { return mTensors; }
    /// The metadata of a safetensors file.
    const Metadata& metadata() const { return mMetadata; }
    /// The metadata of that key, or an empty string.
    std::string metadataValue(const std::string& key) const;
    /// The modules of a pickled network in their order, the network itself first. Only for networks that the
    /// tensors alone don't describe (isEdmNetwork()).
    const std::vector<ModuleRecord>& modules() const { return mModules; }
    /// The class of a network that was pickled as a whole, or empty.
    const std::string& pickledClass() const { return mPickledClass; }
    /// The JSON texts of diffusers' config.json and scheduler_config.json; empty if missing.
    const std::string& config() const { return mTexts.config; }
    const std::string& scheduler() const { return mTexts.scheduler; }
    /// Their paths, whether or not they exist.
    std::filesystem::path configFile() const;
    std::filesystem::path schedulerFile() const;
    /// The JSON text of the sidecar FILE.json, or empty.
    const std::string& sidecar() const { return mTexts.sidecar; }
    /// Its path, whether or not it exists.
    std::filesystem::path sidecarFile() const;
    /// A TorchScript file: it has no tensors here, since reading them means running it.
    bool isScript() const { return mIsScript; }
    /// The mapped bytes of a TorchScript file.
    std::span<const std::byte> script() const;
    /// Size of the file, or of all files of the folder that were read.
    std::uint64_t bytes() const { return mBytes; }
    /// The files that hold the tensors: one, or the shards.
    const std::vector<std::filesystem::path>& weights() const { return mWeights; }
    /// Every file that was read, configurations included.
    const std::vector<std::filesystem::path>& sources() const { return mSources; }

  private:
    std::string readText(const std::filesystem::path& path);
    /// Reads the first of these files that isn't empty.
    void readScheduler(std::initializer_list<std::filesystem::path> places);
    void openFile(const std::filesystem::path& path);
    void openFolder();
    /// Opens all shards of that index as one.
    void openShards(const std::filesystem::path& index);
    /// Reads the configurations next to a file of diffusers that was opened without its folder.
    void readNeighbours();
    void openTorch(std::span<const std::byte> bytes, const std::filesystem::path& path);
    void stripPrefixes();
    void checkSize() const;

    std::filesystem::path mPath;
    std::vector<std::filesystem::path> mWeights;
    std::vector<MappedFile> mFiles;
    std::deque<std::vector<std::byte>> mOwned;  ///< what the tensors of an older pickle point into
    TensorViews mTensors;
    Metadata mMetadata;
    std::vector<ModuleRecord> mModules;
    std::string mPickledClass;
    Texts mTexts;
    bool mIsScript = false;
    std::uint64_t mBytes = 0;
    std::vector<std::filesystem::path> mSources;
};

}  // namespace lacuna
