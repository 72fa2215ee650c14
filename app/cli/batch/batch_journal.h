// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/descriptor.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace lacuna::cli {

/// By what a file is recognised.
struct FileMark {
    std::uint64_t bytes = 0;
    std::int64_t modified = 0;  ///< in ns, of the file system's clock
    std::string sha256;
};

/// Reads the file. Throws Error InputFile.
FileMark markOf(const std::filesystem::path& path);
/// Whether the file is there with the same content. It is read only if its time differs.
bool isUnchanged(const FileMark& mark, const std::filesystem::path& path);

/// What is known about a photograph of a batch.
struct JournalEntry {
    enum class State {
        Failed,
        Staged,  ///< the result is complete, but perhaps not yet under its name
        Done
    };
    State state = State::Failed;
    std::string time;                  ///< of the line, in UTC; later times are greater
    std::string output;                ///< in the folder of results
    std::string settings;              ///< SHA-256 of everything that determines a result but the files
    std::string result;                ///< SHA-256 of the result's file
    std::optional<FileMark> input;     ///< unset: it couldn't be read
    std::optional<FileMark> maskFile;  ///< unset: there is none
};

/// A batch's journal and report: a file of JSON lines in the folder of results. Lines are only ever added,
/// and each is on the disk before append() returns. A process that is killed leaves at most one incomplete
/// last line, which readers pass over. Any thread.
class Journal {
  public:
    /// "lacuna-batch.jsonl"; `label` ("1-of-8") tells the parts of a divided batch apart.
    static std::filesystem::path pathIn(const std::filesystem::path& folder, const std::string& label);

    /// Opens or creates it. With `reads`, it knows what all the folder's journals say: results of other parts
    /// count, too. Throws Error OutputFile: if another process has it open, or it can't be written.
    Journal(const std::filesystem::path& folder, const std::string& label, bool reads);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    const std::filesystem::path& path() const { return mPath; }
    /// Whether there are results of earlier batches in this very file.
    bool hasResults() const { return mHasResults; }
    /// The last entry of a photograph.
    std::optional<JournalEntry> find(const std::string& name) const;
    /// Adds a line and the time. Throws Error OutputFile or DiskFull.
    void append(nlohmann::ordered_json line);

  private:
    void read(const std::filesystem::path& path, bool isOwn);
    void note(const nlohmann::ordered_json& line);

    std::filesystem::path mPath;
    Descriptor mFile;
    bool mHasResults = false;
    mutable std::mutex mMutex;  ///< guards what follows, and the order of the lines
    std::map<std::string, JournalEntry> mEntries;
};

/// The results that the journals of a folder tell of, by their paths in it (journalText()). Takes no lock.
std::set<std::string> resultsIn(const std::filesystem::path& folder);

/// The mark and the entry's other fields, as they stand in a journal.
nlohmann::ordered_json toJson(const FileMark& mark);

/// A path as text for a journal: what isn't UTF-8 is written as \xNN.
std::string journalText(const std::filesystem::path& path);

}  // namespace lacuna::cli
