// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/remembered_hash.h"

#include "core/files/file_bytes.h"
#include "core/files/sha256.h"
#include "core/files/xdg_folder.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <ctime>
#include <fstream>
#include <sys/stat.h>
#include <system_error>

namespace lacuna {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr off_t kLeastBytes = off_t{4} << 20;
constexpr std::size_t kMostFiles = 256;
constexpr std::size_t kDigits = 64;

struct Identity {
    std::string text;  ///< empty: not to be remembered
    std::time_t changed = 0;
};

Identity identityOf(const fs::path& path) {
    struct stat state {};
    if (::stat(path.c_str(), &state) != 0 || !S_ISREG(state.st_mode) || state.st_size < kLeastBytes)
        return {};
    std::string text;
    for (const std::int64_t part :
         {static_cast<std::int64_t>(state.st_dev), static_cast<std::int64_t>(state.st_ino),
          static_cast<std::int64_t>(state.st_size), static_cast<std::int64_t>(state.st_mtim.tv_sec),
          static_cast<std::int64_t>(state.st_mtim.tv_nsec), static_cast<std::int64_t>(state.st_ctim.tv_sec),
          static_cast<std::int64_t>(state.st_ctim.tv_nsec)})
        text += std::to_string(part) + " ";
    return {text, state.st_ctim.tv_sec};
}

/// Empty where there is no place for it.
fs::path cacheFile() {
    const fs::path folder = xdgFolder("XDG_CACHE_HOME", ".cache");
    return folder.empty() ? folder : folder / "lacuna/hashes.json";
}

json readCache(const fs::path& file) {
    std::ifstream stream(file);
    json cache = stream ? json::parse(stream, nullptr, false) : json::object();
    return cache.is_object() ? cache : json::object();
}

std::string find(const json& cache, const std::string& path, const std::string& identity) {
    const auto entry = cache.find(path);
    if (entry == cache.end() || !entry->is_object()) return {};
    const auto said = [&](const char* key) {
        const auto value = entry->find(key);
        return value != entry->end() && value->is_string() ? value->get<std::string>() : std::string();
    };
    const std::string hash = said("sha256");
    return said("file") == identity && hash.size() == kDigits ? hash : std::string();
}

void remember(const fs::path& file, const std::string& path, const std::string& identity,
              const std::string& hash) {
    try {
        fs::create_directories(file.parent_path());
        json cache = readCache(file);
        if (cache.size() >= kMostFiles) cache = json::object();
        cache[path] = {{"file", identity}, {"sha256", hash}};
        const std::string text = cache.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
        writeText(file, text);
    } catch (const std::exception&) {
        // It is computed again the next time.
    }
}

}  // namespace

std::string rememberedSha256(const fs::path& path, const std::function<void(double)>& progress) {
    const Identity before = identityOf(path);
    const fs::path file = before.text.empty() ? fs::path() : cacheFile();
    if (file.empty()) return hashOfFile(path, ErrorCode::ModelFile, progress);
    std::error_code ignored;
    const std::string name = fs::absolute(path, ignored).string();
    std::string hash = find(readCache(file), name, before.text);
    if (!hash.empty()) {
        if (progress) progress(1);
        return hash;
    }
    hash = hashOfFile(path, ErrorCode::ModelFile, progress);
    // A change within the clock's grain would look like none.
    const bool isSettled = std::time(nullptr) > before.changed + 1;
    if (isSettled && identityOf(path).text == before.text) remember(file, name, before.text, hash);
    return hash;
}

}  // namespace lacuna
