// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch/batch_journal.h"

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/files/file_error.h"
#include "core/files/sha256.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <span>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace lacuna::cli {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::string_view kStem = "lacuna-batch";
constexpr std::string_view kEnding = ".jsonl";

/// ISO 8601 in UTC, to the microsecond.
std::string timeNow() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    std::tm parts{};
    ::gmtime_r(&now.tv_sec, &parts);
    std::array<char, 40> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    const std::string second = text.data();
    const std::string fraction = std::to_string(1'000'000 + now.tv_nsec / 1000);
    return second + "." + fraction.substr(1) + "Z";
}

std::int64_t modifiedOf(const struct stat& status) {
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

std::optional<FileMark> markFrom(const Json& line, const char* key) {
    const auto mark = line.find(key);
    if (mark == line.end() || !mark->is_object()) return std::nullopt;
    return FileMark{mark->at("bytes"), mark->at("modified"), mark->at("sha256")};
}

/// Nothing for a line that says nothing about a photograph.
std::optional<JournalEntry::State> stateOf(const std::string& event) {
    if (event == "done") return JournalEntry::State::Done;
    if (event == "staged") return JournalEntry::State::Staged;
    if (event == "failed") return JournalEntry::State::Failed;
    return std::nullopt;
}

JournalEntry entryFrom(const Json& line, JournalEntry::State state) {
    JournalEntry entry;
    entry.state = state;
    entry.time = line.value("time", "");
    entry.output = line.value("output", "");
    entry.settings = line.value("settings", "");
    entry.result = line.value("result_sha256", "");
    entry.input = markFrom(line, "input_file");
    entry.maskFile = markFrom(line, "mask_file");
    return entry;
}

bool isJournal(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.starts_with(kStem) && name.ends_with(kEnding);
}

}  // namespace

std::set<std::string> resultsIn(const fs::path& folder) {
    std::set<std::string> results;
    std::error_code fault;
    for (const auto& file : fs::directory_iterator(folder, fault)) {
        if (!isJournal(file.path())) continue;
        std::ifstream lines(file.path());
        for (std::string line; std::getline(lines, line);) {
            const Json json = Json::parse(line, nullptr, false);
            if (!json.is_object() || !json.contains("event") || !json["event"].is_string()) continue;
            const auto state = stateOf(json["event"].get<std::string>());
            if (!state || *state == JournalEntry::State::Failed) continue;
            if (json.contains("output") && json["output"].is_string())
                results.insert(json["output"].get<std::string>());
        }
    }
    return results;
}

FileMark markOf(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) throwReadError(path, errno);
    return {static_cast<std::uint64_t>(status.st_size), modifiedOf(status), hashOfFile(path)};
}

bool isUnchanged(const FileMark& mark, const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || static_cast<std::uint64_t>(status.st_size) != mark.bytes)
        return false;
    if (modifiedOf(status) == mark.modified) return true;
    try {
        return hashOfFile(path) == mark.sha256;
    } catch (const Error&) {
        return false;  // whoever reads it next will say why it can't be read
    }
}

fs::path Journal::pathIn(const fs::path& folder, const std::string& label) {
    std::string name(kStem);
    if (!label.empty()) name += "-" + label;
    return folder / name.append(kEnding);
}

Journal::Journal(const fs::path& folder, const std::string& label, bool reads)
    : mPath(pathIn(folder, label)),
      mFile(::open(mPath.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
    if (mFile.get() < 0) throwWriteError(mPath, errno);
    // Some network file systems have no locks; there, the user must take care.
    if (::flock(mFile.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        throw Error(ErrorCode::OutputFile, mPath.string(), "another batch is writing its results there");
    read(mPath, true);
    if (!reads) {
        mEntries.clear();
    } else {
        for (const auto& file : fs::directory_iterator(folder)) {
            if (isJournal(file.path()) && file.path().filename() != mPath.filename())
                read(file.path(), false);
        }
    }
    // What a process that was killed has left of a line gets an end, so that the next line stands alone.
    char last = '\n';
    const off_t size = ::lseek(mFile.get(), 0, SEEK_END);
    if (size > 0 && ::pread(mFile.get(), &last, 1, size - 1) == 1 && last != '\n')
        writeAll(mFile.get(), std::as_bytes(std::span("\n", 1)), mPath);
}

Journal::~Journal() = default;

void Journal::read(const fs::path& path, bool isOwn) {
    std::ifstream file(path);
    std::map<std::string, JournalEntry> before;
    if (!isOwn) before = std::exchange(mEntries, {});
    for (std::string line; std::getline(file, line);) {
        const Json json = Json::parse(line, nullptr, false);
        try {
            if (json.is_object()) note(json);
        } catch (const Json::exception&) {
            // Not a line of ours, or one that was written only in part.
        }
    }
    if (isOwn) mHasResults = !mEntries.empty();
    for (auto& [name, entry] : before) {
        const auto [place, isNew] = mEntries.try_emplace(name, entry);
        if (!isNew && place->second.time < entry.time) place->second = std::move(entry);
    }
}

void Journal::note(const Json& line) {
    const std::string event = line.value("event", "");
    if (event == "start" && !line.value("resumes", false)) mEntries.clear();
    const auto state = stateOf(event);
    if (!state) return;
    JournalEntry entry = entryFrom(line, *state);
    mEntries.insert_or_assign(line.at("name"), std::move(entry));
}

std::optional<JournalEntry> Journal::find(const std::string& name) const {
    const std::lock_guard lock(mMutex);
    const auto found = mEntries.find(name);
    return found == mEntries.end() ? std::nullopt : std::optional(found->second);
}

void Journal::append(Json line) {
    const std::lock_guard lock(mMutex);
    line["time"] = timeNow();
    const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    writeAll(mFile.get(), std::as_bytes(std::span(text)), mPath);
    if (::fdatasync(mFile.get()) != 0 && errno != EINVAL) throwWriteError(mPath, errno);
    note(line);
}

Json toJson(const FileMark& mark) {
    return {{"bytes", mark.bytes}, {"modified", mark.modified}, {"sha256", mark.sha256}};
}

std::string journalText(const fs::path& path) {
    try {
        (void)Json(path.native()).dump();
        return path.native();
    } catch (const Json::exception&) {
        std::string text;
        for (const unsigned char byte : path.native()) {
            char escaped[8] = {static_cast<char>(byte)};
            if (byte >= 0x80) std::snprintf(escaped, sizeof escaped, "\\x%02X", byte);
            text += escaped;
        }
        return text;
    }
}

}  // namespace lacuna::cli
