// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoints/family_facts.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace lacuna {

/// A catalog's statement in a form that the studio can translate: a code and the values for its sentence. The
/// catalog also has the statement in English.
struct CatalogWords {
    std::string code;  ///< empty: the catalog has none
    std::map<std::string, std::string> values;
};

/// A model file on this machine.
struct InstalledModel : FamilyFacts {
    std::string name;
    std::string family;
    std::filesystem::path path;
    std::vector<std::filesystem::path> weights;  ///< those that hold the tensors
    std::vector<std::filesystem::path> sources;  ///< all of its files, including configurations
    std::uint64_t bytes = 0;
    std::string licence;      ///< SPDX identifier; empty if neither the catalog nor the file states one
    std::string licenceNote;  ///< the basis of the licence, in one sentence; may be empty
    std::string description;
    CatalogWords licenceBasis;  ///< the note
    CatalogWords about;         ///< the description
    std::string source;         ///< the page that offers it; empty: no catalog states one
    std::int64_t parameters = 0;
    /// Why the file can't be used, in one clause; the fields above may then be empty. Empty if the file
    /// describes a network and holds its tensors.
    std::string problem;

    /// SHA-256 of the file that holds the weights, in lower-case hexadecimal. For several files, the SHA-256
    /// of their concatenated hashes; empty for a folder without any. Takes two seconds per GB the first time
    /// and is then remembered (rememberedSha256()), except for programs. `progress` is called with the part
    /// that has been read, from 0 to 1. Throws Error ModelFile.
    std::string sha256(const std::function<void(double)>& progress = {}) const;
    /// Reads all weights (about a second per GB) and throws Error ModelFile if one isn't finite.
    void checkValues() const;
    /// Whether the model comes with the program or is installed for all users.
    bool isBundled() const;
    /// An English sentence on which settings were assumed and how to state others. Empty if nothing was
    /// assumed or the file is the published one.
    std::string assumed() const;
    /// Whether the model requires a class.
    bool needsClass() const { return classes > 0 && !classIsOptional; }
};

/// Whether a path looks like a model by its name: a file that ends in .safetensors, .pt, .pth, .pkl, .bin,
/// .ckpt or .ts, or a folder of diffusers. Doesn't read the content.
bool isNamedAsModel(const std::filesystem::path& path);

/// A file of a published model, and where its publisher offers it.
struct ModelDownload {
    /// Its path in the models' folder: the model's file, or a path in the model's folder
    /// ("ddpm-cifar10-32/config.json"). Always relative, and never leads upwards.
    std::filesystem::path file;
    std::string url;
    std::uint64_t bytes = 0;  ///< 0: not known
    std::string sha256;       ///< lower-case hexadecimal; empty: not known
};

/// A published model that a catalog knows and that isn't on this machine.
struct AvailableModel {
    std::string name;
    std::string family;
    std::string file;         ///< as its publisher names it
    std::uint64_t bytes = 0;  ///< 0: not known
    std::string sha256;       ///< as published by others, in lower-case hexadecimal; empty: not known
    std::string licence;
    std::string licenceNote;
    std::string description;
    CatalogWords licenceBasis;
    CatalogWords about;
    std::string source;  ///< the page that offers it
    std::int64_t imageSize = 0;
    std::vector<ModelDownload> downloads;  ///< all of its files; empty: download by hand, from the page
};

/// The installed models. They are searched for in folders, among the files and folders that isNamedAsModel()
/// accepts; only headers are read. A folder may hold a `catalog.json` with facts that the files don't state,
/// about its own and other models: {"version": 1, "models": [{"file", "licence", "licenceNote",
/// "description", …}]}; "licenceBasis" and "about", {"code", …}, give the note and the description as
/// CatalogWords. "url", with "size" and "sha256", says where the file can be downloaded; for a folder,
/// "parts": [{"file", "url", "size", "sha256"}] does so for each of its files.
class ModelCatalog {
  public:
    /// Searches `folders`, in this order.
    explicit ModelCatalog(std::vector<std::filesystem::path> folders);
    /// Searches defaultFolders().
    ModelCatalog();

    /// In order: $LACUNA_MODEL_PATH (folders separated by colons); lacuna/models in $XDG_DATA_HOME (default
    /// ~/.local/share); relative to the running program ../share/lacuna/models (../../share/… from
    /// libexec/lacuna), models next to it, and, if it is in a build tree, that tree's models; lacuna/models
    /// in each of $XDG_DATA_DIRS. Folders need not exist.
    static std::vector<std::filesystem::path> defaultFolders();
    /// Those of them that come with the program or are for all users of the machine.
    static std::vector<std::filesystem::path> programFolders();
    /// The user's own folder among them; empty if there is no home folder. It need not exist.
    static std::filesystem::path userFolder();

    const std::vector<std::filesystem::path>& folders() const { return mFolders; }
    /// Everything found, by name; of two with the same name, the one in the earlier folder. Broken files are
    /// listed with their problem. Reads the disk at each call.
    std::vector<InstalledModel> list() const;
    /// Models that the folders' catalogs know but no folder holds, in the catalogs' order.
    std::vector<AvailableModel> available() const;
    /// A path (anything with a slash, or a file or folder of those kinds that exists), the name of an
    /// installed model, or any other file that exists. Throws Error ModelNotFound, naming the places
    /// searched; a broken file throws ModelFile or ModelUnsupported.
    InstalledModel find(const std::string& nameOrPath) const;

  private:
    std::vector<std::filesystem::path> mFolders;
};

}  // namespace lacuna
