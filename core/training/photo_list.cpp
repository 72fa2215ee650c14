// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/photo_list.h"

#include "core/base/error.h"
#include "core/files/file_bytes.h"

#include <charconv>
#include <sstream>

namespace lacuna {

PhotoList readPhotoList(const std::filesystem::path& path) {
    const auto bytes = readFile(path);
    std::istringstream text(std::string(bytes.begin(), bytes.end()));
    PhotoList list;
    std::string line;
    for (int number = 1; std::getline(text, line); ++number) {
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty() || line.starts_with('#')) continue;
        const auto fail = [&](const std::string& reason) {
            throw Error(ErrorCode::InputFile, path.string(), "line " + std::to_string(number) + " " + reason);
        };
        const std::size_t tab = line.find('\t');
        if (tab == std::string::npos || tab == 0) fail("is not a path, a tab and a weight");
        double weight = -1;
        const char* end = line.data() + line.size();
        const auto [stop, fault] = std::from_chars(line.data() + tab + 1, end, weight);
        if (fault != std::errc{} || stop != end || !(weight == 0 || (weight >= 0.001 && weight <= 1000)))
            fail("needs a weight behind its tab: 0, or 0.001 to 1000");
        if (!list.emplace(line.substr(0, tab), weight).second) fail("names a photograph again");
    }
    return list;
}

}  // namespace lacuna
