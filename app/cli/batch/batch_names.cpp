// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch/batch_names.h"

#include "core/base/error.h"
#include "core/base/joined.h"
#include "core/files/sha256.h"
#include "core/io/formats.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

namespace lacuna::cli {

namespace fs = std::filesystem;

namespace {

std::string inLowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// An extension that can be written, with its dot: the file's own where that is one.
std::string writableExtension(const fs::path& file) {
    const std::string own = file.extension().string();
    if (formatForPath(file)) return own;
    const std::string lower = inLowerCase(own);
    for (const io::FormatRow& row : io::formats()) {
        for (const char* extension : row.extensions) {
            if (extension == lower) return extensionOf(row.format);
        }
    }
    return extensionOf(FileFormat::Png);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

[[noreturn]] void refuse(const std::string& reason) {
    throw Error(ErrorCode::Usage, "--name", reason);
}

}  // namespace

NamePattern::NamePattern(std::string pattern) : mPattern(std::move(pattern)) {
    if (mPattern.find("{name}") == std::string::npos) refuse("must contain {name}");
    if (mPattern.find('/') != std::string::npos) refuse("is a file name, without folders");
    const std::string rest = replaced(replaced(mPattern, "{name}", ""), "{ext}", "");
    if (rest.find_first_of("{}") != std::string::npos) refuse("supports only {name} and {ext}");
    if (!formatForPath((*this)("any.png")))
        refuse("must end in {ext} or an extension that can be written: " +
               joined(writableExtensions(), ", "));
}

fs::path NamePattern::operator()(const fs::path& name) const {
    const std::string extension = writableExtension(name).substr(1);
    // The extension first: a file's own name may contain braces.
    const std::string file = replaced(mPattern, "{ext}", extension);
    return name.parent_path() / replaced(file, "{name}", name.stem().string());
}

MaskFolder::MaskFolder(fs::path folder) : mFolder(std::move(folder)) {
    for (const BatchInput& mask : findInputs({{mFolder.string()}, {}, {}})) {
        const fs::path place = mask.name.parent_path();
        const std::string stem = mask.name.stem().string();
        mMasks[place / stem].push_back(mask.file);
        for (const std::string_view suffix : {"-mask", "_mask", ".mask"}) {
            if (stem.size() > suffix.size() && stem.ends_with(suffix))
                mMasks[place / stem.substr(0, stem.size() - suffix.size())].push_back(mask.file);
        }
    }
}

std::optional<fs::path> MaskFolder::maskFor(const BatchInput& input) const {
    const auto named = mMasks.find(input.name.parent_path() / input.name.stem());
    if (named == mMasks.end()) return std::nullopt;
    std::vector<fs::path> masks = named->second;
    std::erase_if(masks, [&input](const fs::path& mask) { return isSamePlace(mask, input.file); });
    if (masks.size() > 1)
        throw Error(ErrorCode::InputFile, input.file.string(),
                    "has two masks, " + masks[0].string() + " and " + masks[1].string());
    return masks.empty() ? std::nullopt : std::optional(masks.front());
}

bool Shard::has(const fs::path& name) const {
    const std::string& bytes = name.native();
    const std::string hash = sha256(std::as_bytes(std::span(bytes)));
    std::uint64_t number = 0;
    std::from_chars(hash.data(), hash.data() + 15, number, 16);
    return number % static_cast<std::uint64_t>(count) == static_cast<std::uint64_t>(index - 1);
}

Shard shardFrom(const std::string& text) {
    Shard shard;
    const char* end = text.data() + text.size();
    const auto [slash, fault] = std::from_chars(text.data(), end, shard.index);
    if (fault == std::errc{} && slash != end && *slash == '/') {
        const auto [last, other] = std::from_chars(slash + 1, end, shard.count);
        if (other == std::errc{} && last == end && shard.index >= 1 && shard.index <= shard.count)
            return shard;
    }
    throw Error(ErrorCode::Usage, "--shard",
                "'" + text + "' must be a part and the number of parts, such as 2/8");
}

}  // namespace lacuna::cli
