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

/// What a catalog says in a form that the studio puts into the user's language: a code and what belongs into
/// its sentence. The same stands beside it in English.
struct CatalogWords {
    std::string code;  ///< empty: the catalog has none
    std::map<std::string, std::string> values;
};

/// A model file on this machine.
struct InstalledModel : FamilyFacts {
    std::string name;
    std::string family;
    std::filesystem::path path;
    std::vector<std::filesystem::path> weights;  ///< the file itself, or those in the folder with the tensors
    std::vector<std::filesystem::path> sources;  ///< every file that says what it is, configurations included
    std::uint64_t bytes = 0;
    std::string licence;      ///< SPDX identifier; empty where neither the catalog nor the file states one
    std::string licenceNote;  ///< what that licence rests on, in a sentence; may be empty
    std::string description;
    CatalogWords licenceBasis;  ///< the note
    CatalogWords about;         ///< the description
    std::string source;         ///< the page that offers it; empty where no catalog states one
    std::int64_t parameters = 0;
    /// Why the file can't be used (one clause); empty where it describes a network and holds the tensors of
    /// it. The fields above it may then be empty.
    std::string problem;

    /// SHA-256 of the file that holds the weights, lower-case hexadecimal; of several files, of their hashes
    /// one after the other, as they are written here; empty where a folder has none. Two seconds per GB the
    /// first time, then remembered (rememberedSha256()) but for programs. `progress` hears
    /// how much has been read, from 0 to 1. Throws Error ModelFile.
    std::string sha256(const std::function<void(double)>& progress = {}) const;
    /// Reads all of its weights (about a second per GB) and throws Error ModelFile where one isn't finite.
    void checkValues() const;
    /// Whether it comes with the program or is the machine's.
    bool isBundled() const;
    /// Which settings were assumed of it, and how to state others, in an English sentence; empty where
    /// nothing was, or where the file is the published one.
    std::string assumed() const;
    /// Whether it can't do without a class.
    bool needsClass() const { return classes > 0 && !classIsOptional; }
};

/// Whether a file's or folder's name is one of a model: a file that ends in .safetensors, .pt, .pth, .pkl,
/// .bin, .ckpt or .ts, or a folder of diffusers. Says nothing of what is inside.
bool isNamedAsModel(const std::filesystem::path& path);

/// A file of a published model, and where its publisher offers it.
struct ModelDownload {
    /// Where it goes in the models' folder: the model's file, or a path in the model's folder
    /// ("ddpm-cifar10-32/config.json"). Always relative, and never upwards.
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
    std::string sha256;       ///< as others state it, lower-case hexadecimal; empty: not known
    std::string licence;
    std::string licenceNote;
    std::string description;
    CatalogWords licenceBasis;
    CatalogWords about;
    std::string source;  ///< the page that offers it
    std::int64_t imageSize = 0;
    std::vector<ModelDownload> downloads;  ///< all of its files; empty: only by hand, from the page
};

/// The models that are installed, found in folders whose files and folders that isNamedAsModel() takes for
/// one are looked at, headers only. A folder may hold a `catalog.json` that says what the files don't, its
/// own and others': {"version": 1, "models": [{"file", "licence", "licenceNote", "description", …}]};
/// "licenceBasis" and "about", {"code", …}, say the note and the description as CatalogWords; "url" beside
/// "size" and "sha256" says where the file is to be had, and of a folder "parts": [{"file", "url", "size",
/// "sha256"}] where each of its files is.
class ModelCatalog {
  public:
    /// Searches `folders`, in this order.
    explicit ModelCatalog(std::vector<std::filesystem::path> folders);
    /// Searches defaultFolders().
    ModelCatalog();

    /// In order: $LACUNA_MODEL_PATH (folders separated by colons); lacuna/models in $XDG_DATA_HOME (default
    /// ~/.local/share); relative to the running program ../share/lacuna/models, models beside it, and, where
    /// it lies in a build tree, that tree's models; lacuna/models in each of $XDG_DATA_DIRS. Folders need not
    /// exist.
    static std::vector<std::filesystem::path> defaultFolders();
    /// Those of them that come with the program or are the machine's.
    static std::vector<std::filesystem::path> programFolders();
    /// The one of them that is the user's own; empty where there is no home. Need not exist.
    static std::filesystem::path userFolder();

    const std::vector<std::filesystem::path>& folders() const { return mFolders; }
    /// Everything found, by name; of two with the same name, the one in the earlier folder. Broken files are
    /// listed with their problem. Reads the disk at each call.
    std::vector<InstalledModel> list() const;
    /// What the folders' catalogs know and no folder has, in their order.
    std::vector<AvailableModel> available() const;
    /// A path (anything with a slash, or a file or folder of those kinds that exists), the name of an
    /// installed model, or any other file that exists. Throws Error ModelNotFound that names where it looked;
    /// a broken file throws ModelFile or ModelUnsupported.
    InstalledModel find(const std::string& nameOrPath) const;

  private:
    std::vector<std::filesystem::path> mFolders;
};

}  // namespace lacuna
