// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch/batch_inputs.h"

#include "core/base/error.h"
#include "core/files/file_bytes.h"
#include "core/io/formats.h"

#include <algorithm>
#include <cctype>
#include <glob.h>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

namespace lacuna::cli {

namespace fs = std::filesystem;

namespace {

fs::path settled(const fs::path& path) {
    const fs::path normal = fs::absolute(path).lexically_normal();
    return normal.has_filename() ? normal : normal.parent_path();
}

bool isHidden(const fs::path& path) {
    return path.filename().native().starts_with('.');
}

class Finder {
  public:
    explicit Finder(const std::vector<fs::path>& leftOut) {
        for (const std::string& extension : readableExtensions())
            mExtensions.insert(extension);
        for (const fs::path& folder : leftOut)
            mLeftOut.insert(settled(folder));
    }

    /// `name`: of the file, or before the names of what is in the folder.
    void add(const fs::path& path, const fs::path& name) {
        std::error_code fault;
        if (!fs::is_directory(path, fault)) {
            mFound.push_back({path, name});
            return;
        }
        const auto options = fs::directory_options::skip_permission_denied;
        fs::recursive_directory_iterator entry(path, options, fault);
        for (; !fault && entry != fs::recursive_directory_iterator(); entry.increment(fault)) {
            const fs::path& file = entry->path();
            std::error_code gone;
            if (entry->is_directory(gone)) {
                if (isHidden(file) || mLeftOut.contains(settled(file))) entry.disable_recursion_pending();
            } else if (!isHidden(file) && isNamedAsPhotograph(file) && entry->is_regular_file(gone)) {
                mFound.push_back({file, name / file.lexically_relative(path)});
            }
        }
        if (fault) throw Error(ErrorCode::InputFile, path.string(), "can't be searched: " + fault.message());
    }

    void addPattern(const std::string& pattern) {
        const std::string fixed = pattern.substr(0, pattern.find_first_of("*?["));
        const std::size_t slash = fixed.rfind('/');
        const fs::path base = slash == std::string::npos ? fs::path() : fs::path(fixed.substr(0, slash + 1));
        glob_t matches{};
        const int fault = ::glob(pattern.c_str(), 0, nullptr, &matches);
        std::vector<fs::path> paths;
        if (fault == 0) paths.assign(matches.gl_pathv, matches.gl_pathv + matches.gl_pathc);
        ::globfree(&matches);
        if (paths.empty()) throw Error(ErrorCode::InputFile, pattern, "nothing matches it");
        for (const fs::path& path : paths)
            add(path, base.empty() ? path : path.lexically_relative(base));
    }

    void addList(const std::string& list) {
        std::istringstream lines(readText(list));
        for (std::string line; std::getline(lines, line);) {
            if (line.ends_with('\r')) line.pop_back();
            if (line.empty()) continue;
            const fs::path path = line;
            const fs::path normal = path.lexically_normal();
            const bool keepsFolders = path.is_relative() && *normal.begin() != "..";
            add(path, !keepsFolders ? settled(path).filename() : normal == "." ? fs::path() : normal);
        }
    }

    std::vector<BatchInput> found() {
        std::stable_sort(mFound.begin(), mFound.end(),
                         [](const BatchInput& a, const BatchInput& b) { return a.name < b.name; });
        std::set<fs::path> seen;
        std::vector<BatchInput> once;
        for (BatchInput& input : mFound) {
            if (seen.insert(settled(input.file)).second) once.push_back(std::move(input));
        }
        return once;
    }

  private:
    bool isNamedAsPhotograph(const fs::path& file) const {
        std::string extension = file.extension().string();
        std::transform(extension.begin(), extension.end(), extension.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return mExtensions.contains(extension);
    }

    std::set<std::string> mExtensions;
    std::set<fs::path> mLeftOut;
    std::vector<BatchInput> mFound;
};

}  // namespace

std::vector<BatchInput> findInputs(const InputSources& sources) {
    Finder finder(sources.leftOut);
    for (const std::string& given : sources.paths) {
        std::error_code fault;
        if (fs::exists(given, fault)) {
            finder.add(given, fs::is_directory(given, fault) ? fs::path() : settled(given).filename());
        } else if (given.starts_with('@')) {
            finder.addList(given.substr(1));
        } else if (given.find_first_of("*?[") != std::string::npos) {
            finder.addPattern(given);
        } else {
            throw Error(ErrorCode::InputFile, given, "there is no such file or folder");
        }
    }
    for (const std::string& list : sources.lists)
        finder.addList(list);
    return finder.found();
}

bool isSamePlace(const fs::path& a, const fs::path& b) {
    return settled(a) == settled(b);
}

}  // namespace lacuna::cli
