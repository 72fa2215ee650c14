// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/note.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace lacuna::cli {

/// What became of a batch's photographs. Any thread.
class BatchSummary {
  public:
    void restored(const std::string& name, bool isUnchanged, const std::vector<Note>& notes);
    void failed(const std::string& name, const Error& error);
    /// It was finished by an earlier run.
    void finishedBefore();
    /// It was not restored, so that nothing is overwritten.
    void leftAlone(const std::string& name, const std::string& reason);

    std::size_t finished() const;
    /// 0, or the exit status of the first photograph, by name, that failed or was left alone.
    int exitStatus() const;

    nlohmann::ordered_json toJson() const;
    /// For people, to standard output.
    void print(double seconds, const std::filesystem::path& journal) const;

  private:
    struct Fault {
        ErrorCode code;
        std::string reason;
        bool isLeftAlone = false;
    };

    void mend(const std::string& name);

    mutable std::mutex mMutex;
    std::size_t mRestored = 0;
    std::size_t mUnchanged = 0;
    std::size_t mBefore = 0;
    std::map<std::string, Fault> mFaults;       ///< by the photograph's name
    std::map<std::string, std::size_t> mNotes;  ///< how many photographs have it
};

/// Writes what the journal says of each photograph as a table (CSV, RFC 4180). Throws Error OutputFile or
/// DiskFull.
void writeBatchTable(const std::filesystem::path& journal, const std::filesystem::path& table);

}  // namespace lacuna::cli
