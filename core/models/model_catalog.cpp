// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_catalog.h"

#include "core/base/error.h"
#include "core/base/joined.h"
#include "core/base/log.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/model_description.h"
#include "core/files/remembered_hash.h"
#include "core/files/sha256.h"
#include "core/files/xdg_folder.h"
#include "core/models/load_denoiser.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <span>
#include <string_view>
#include <system_error>

namespace lacuna {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// The absolute paths of a colon-separated list; the XDG specification has relative ones ignored.
std::vector<fs::path> splitPaths(std::string_view list) {
    std::vector<fs::path> paths;
    while (!list.empty()) {
        const std::size_t colon = std::min(list.find(':'), list.size());
        const fs::path path(list.substr(0, colon));
        if (path.is_absolute()) paths.push_back(path);
        list.remove_prefix(std::min(colon + 1, list.size()));
    }
    return paths;
}

void addProgramFolders(std::vector<fs::path>& folders) {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error) return;
    const fs::path folder = program.parent_path();
    // The programs are in bin, and the one with the command line's engine in libexec/lacuna.
    const fs::path prefix = folder.filename() == "lacuna" && folder.parent_path().filename() == "libexec"
                                ? folder.parent_path().parent_path()
                                : folder.parent_path();
    folders.push_back(prefix / "share/lacuna/models");
    folders.push_back(folder / "models");
    // Only up to the root of a build tree: folders above may be writable for others, such as /tmp.
    for (fs::path up = folder; up != up.root_path(); up = up.parent_path()) {
        if (!fs::exists(up / "CMakeCache.txt", error)) continue;
        folders.push_back(up / "models");
        break;
    }
}

/// The entries of the folder's catalog.json, each with a file name; a broken catalog costs its text, not the
/// models.
std::vector<nlohmann::json> readCatalog(const fs::path& folder) {
    std::vector<nlohmann::json> entries;
    const fs::path path = folder / "catalog.json";
    std::ifstream stream(path);
    if (!stream) return entries;
    const auto json = nlohmann::json::parse(stream, nullptr, false);
    const auto models = json.is_object() ? json.find("models") : json.end();
    if (models == json.end() || !models->is_array()) {
        log::warning(path.string() + ": not a catalog; ignored");
        return entries;
    }
    for (const auto& entry : *models) {
        const auto file = entry.is_object() ? entry.find("file") : entry.end();
        if (file != entry.end() && file->is_string()) entries.push_back(entry);
    }
    return entries;
}

/// What catalogs say of files, the first one's word before the others'.
class KnownFiles {
  public:
    void add(const fs::path& folder) { add(readCatalog(folder)); }
    void add(const std::vector<nlohmann::json>& entries) {
        for (const nlohmann::json& entry : entries) {
            const auto file = entry["file"].get<std::string>();
            if (mByFile.emplace(file, entry).second) mInOrder.push_back(entry);
        }
    }
    nlohmann::json find(const fs::path& path) const {
        const auto entry = mByFile.find(path.filename().string());
        return entry == mByFile.end() ? nlohmann::json::object() : entry->second;
    }
    const std::vector<nlohmann::json>& inOrder() const { return mInOrder; }

  private:
    std::map<std::string, nlohmann::json> mByFile;
    std::vector<nlohmann::json> mInOrder;
};

/// What the folder's own catalog says, then the others'.
KnownFiles knownFiles(const fs::path& folder, const std::vector<fs::path>& others) {
    KnownFiles known;
    known.add(folder);
    for (const fs::path& other : others)
        if (other != folder) known.add(other);
    return known;
}

std::string text(const nlohmann::json& entry, const char* key, std::string otherwise) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_string() ? found->get<std::string>() : std::move(otherwise);
}

std::uint64_t number(const nlohmann::json& entry, const char* key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

CatalogWords words(const nlohmann::json& entry, const char* key) {
    CatalogWords words;
    const auto found = entry.find(key);
    if (found == entry.end() || !found->is_object()) return words;
    for (const auto& [name, value] : found->items())
        if (value.is_string() || value.is_number_unsigned())
            words.values[name] = value.is_string() ? value.get<std::string>() : value.dump();
    if (const auto code = words.values.extract("code")) words.code = code.mapped();
    return words;
}

/// Whether a catalog's path stays in the folder that it is relative to.
bool staysInside(const fs::path& path) {
    return !path.empty() && path.is_relative() &&
           std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

ModelDownload downloadOf(const nlohmann::json& entry, const fs::path& file) {
    return {file, text(entry, "url", ""), number(entry, "size"), text(entry, "sha256", "")};
}

/// All files of the entry's model; none where one of them can't be had.
std::vector<ModelDownload> downloadsOf(const nlohmann::json& entry) {
    const fs::path file = text(entry, "file", "");
    std::vector<ModelDownload> downloads;
    const auto parts = entry.find("parts");
    if (parts == entry.end()) {
        downloads.push_back(downloadOf(entry, file));
    } else if (parts->is_array()) {
        for (const auto& part : *parts)
            if (part.is_object()) downloads.push_back(downloadOf(part, file / text(part, "file", "..")));
    }
    for (const ModelDownload& download : downloads)
        if (download.url.empty() || !staysInside(download.file)) return {};
    return downloads;
}

/// Throws what describeModel() and checkModel() throw.
InstalledModel inspect(const fs::path& path, const nlohmann::json& entry) {
    InstalledModel model;
    model.path = path;
    const auto checkpoint = Checkpoint::open(path);
    const ModelDescription said = describeModel(checkpoint);
    checkModel(checkpoint, said);
    static_cast<FamilyFacts&>(model) = said;
    model.name = said.name;
    model.family = said.family;
    model.weights = checkpoint.weights();
    model.sources = checkpoint.sources();
    model.bytes = checkpoint.bytes();
    model.licence = text(entry, "licence", said.licence);
    model.licenceNote = text(entry, "licenceNote", "");
    model.description = text(entry, "description", said.description);
    model.licenceBasis = words(entry, "licenceBasis");
    model.about = words(entry, "about");
    model.source = text(entry, "source", "");
    model.parameters = said.parameters;
    return model;
}

InstalledModel inspectOrExplain(const fs::path& path, const nlohmann::json& entry) {
    try {
        return inspect(path, entry);
    } catch (const Error& error) {
        InstalledModel broken;
        broken.name = path.stem().string();
        broken.path = path;
        std::error_code ignored;
        const auto size = fs::file_size(path, ignored);
        broken.bytes = ignored ? 0 : size;
        broken.problem = error.detail();
        return broken;
    }
}

std::vector<fs::path> modelFiles(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (isNamedAsModel(entry->path()) &&
            (entry->is_regular_file(ignored) || entry->is_directory(ignored)))
            files.push_back(entry->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

bool isNamedAsModel(const fs::path& path) {
    std::error_code error;
    if (fs::is_directory(path, error))
        return std::ranges::any_of(std::array{"unet_ema/config.json", "unet/config.json", "config.json"},
                                   [&](const char* config) { return fs::exists(path / config, error); });
    constexpr std::array kExtensions{".safetensors", ".pt", ".pth", ".pkl", ".bin", ".ckpt", ".ts"};
    return std::find(kExtensions.begin(), kExtensions.end(), path.extension()) != kExtensions.end();
}

std::string InstalledModel::sha256(const std::function<void(double)>& progress) const {
    const std::vector<fs::path> files = weights.empty() ? std::vector{path} : weights;
    std::string hashes;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto share = [&](double read) {
            if (progress) progress((static_cast<double>(i) + read) / static_cast<double>(files.size()));
        };
        std::error_code error;
        if (fs::is_directory(files[i], error)) return {};
        hashes +=
            isProgram ? hashOfFile(files[i], ErrorCode::ModelFile, share) : rememberedSha256(files[i], share);
    }
    return files.size() == 1 ? hashes : lacuna::sha256(std::as_bytes(std::span(hashes)));
}

std::string InstalledModel::assumed() const {
    if (assumption.from.empty() || assumption.isOfThatSize) return {};
    return "the file doesn't show {" + assumption.settings +
           "}, which is assumed from the published network of " + "its shape, " + assumption.from +
           "; if it was trained otherwise, write what differs into " + path.string() + ".json";
}

void InstalledModel::checkValues() const {
    const auto checkpoint = Checkpoint::open(path);
    checkModel(checkpoint, describeModel(checkpoint), true);
}

bool InstalledModel::isBundled() const {
    const std::vector<fs::path> folders = ModelCatalog::programFolders();
    std::error_code error;
    const fs::path folder = fs::absolute(path, error).lexically_normal().parent_path();
    return std::find(folders.begin(), folders.end(), folder) != folders.end();
}

ModelCatalog::ModelCatalog(std::vector<fs::path> folders) : mFolders(std::move(folders)) {}

ModelCatalog::ModelCatalog() : ModelCatalog(defaultFolders()) {}

fs::path ModelCatalog::userFolder() {
    const fs::path folder = xdgFolder("XDG_DATA_HOME", ".local/share");
    return folder.empty() ? folder : folder / "lacuna/models";
}

std::vector<fs::path> ModelCatalog::programFolders() {
    std::vector<fs::path> folders;
    addProgramFolders(folders);
    const std::string shared = environment("XDG_DATA_DIRS");
    for (const fs::path& path : splitPaths(shared.empty() ? "/usr/local/share:/usr/share" : shared))
        folders.push_back(path / "lacuna/models");
    return folders;
}

std::vector<fs::path> ModelCatalog::defaultFolders() {
    std::vector<fs::path> folders = splitPaths(environment("LACUNA_MODEL_PATH"));
    if (const fs::path own = userFolder(); !own.empty()) folders.push_back(own);
    for (fs::path& folder : programFolders())
        folders.push_back(std::move(folder));

    std::vector<fs::path> distinct;
    for (const fs::path& folder : folders)
        if (std::find(distinct.begin(), distinct.end(), folder) == distinct.end()) distinct.push_back(folder);
    return distinct;
}

std::vector<InstalledModel> ModelCatalog::list() const {
    std::vector<std::vector<nlohmann::json>> catalogs;
    for (const fs::path& folder : mFolders)
        catalogs.push_back(readCatalog(folder));
    std::map<std::string, InstalledModel> found;
    for (std::size_t i = 0; i < mFolders.size(); ++i) {
        KnownFiles known;
        known.add(catalogs[i]);
        for (const auto& others : catalogs)
            known.add(others);
        for (const fs::path& path : modelFiles(mFolders[i])) {
            InstalledModel model = inspectOrExplain(path, known.find(path));
            // A sound model further down serves better than a broken one of its name.
            const auto [place, isNew] = found.try_emplace(model.name, model);
            if (!isNew && !place->second.problem.empty() && model.problem.empty())
                place->second = std::move(model);
        }
    }
    std::vector<InstalledModel> models;
    for (auto& [name, model] : found)
        models.push_back(std::move(model));
    return models;
}

std::vector<AvailableModel> ModelCatalog::available() const {
    KnownFiles known;
    for (const fs::path& folder : mFolders)
        known.add(folder);
    std::vector<AvailableModel> models;
    for (const nlohmann::json& entry : known.inOrder()) {
        AvailableModel model;
        model.file = text(entry, "file", "");
        std::error_code ignored;
        if (std::any_of(mFolders.begin(), mFolders.end(),
                        [&](const fs::path& folder) { return fs::exists(folder / model.file, ignored); }))
            continue;
        model.name = text(entry, "name", model.file);
        model.family = text(entry, "family", "");
        model.sha256 = text(entry, "sha256", "");
        model.licence = text(entry, "licence", "");
        model.licenceNote = text(entry, "licenceNote", "");
        model.description = text(entry, "description", "");
        model.licenceBasis = words(entry, "licenceBasis");
        model.about = words(entry, "about");
        model.source = text(entry, "source", "");
        model.bytes = number(entry, "size");
        model.imageSize = static_cast<std::int64_t>(number(entry, "imageSize"));
        model.downloads = downloadsOf(entry);
        models.push_back(std::move(model));
    }
    return models;
}

InstalledModel ModelCatalog::find(const std::string& nameOrPath) const {
    const fs::path path(nameOrPath);
    std::error_code error;
    const bool exists = fs::exists(path, error);
    std::error_code ignored;
    const bool isLink = fs::is_symlink(path, ignored);  // even if it leads nowhere
    if (nameOrPath.find('/') != std::string::npos || ((exists || isLink) && isNamedAsModel(path))) {
        if (!exists) {
            std::error_code none;
            const fs::path target = fs::read_symlink(path, none);
            throw Error(ErrorCode::ModelNotFound, nameOrPath,
                        error  ? error.message()
                        : none ? "there is no such file"
                               : "this is a link to " + target.string() + ", which isn't there");
        }
        return inspect(path, knownFiles(path.parent_path(), mFolders).find(path));
    }
    for (const InstalledModel& model : list()) {
        if (model.name != nameOrPath) continue;
        return model.problem.empty() ? model : inspect(model.path, nlohmann::json::object());
    }
    if (exists && fs::is_regular_file(path, error))
        return inspect(path, knownFiles(path.parent_path(), mFolders).find(path));

    throw Error(ErrorCode::ModelNotFound, nameOrPath,
                "no model of this name in " +
                    joined(mFolders, ", ", [](const fs::path& folder) { return folder.string(); }));
}

}  // namespace lacuna
