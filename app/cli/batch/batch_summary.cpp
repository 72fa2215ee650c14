// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch/batch_summary.h"

#include "core/base/joined.h"
#include "core/files/file_bytes.h"
#include "core/files/in_quotes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <set>

namespace lacuna::cli {

using Json = nlohmann::ordered_json;

namespace {

std::string photographs(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " photograph" : " photographs");
}

std::string duration(double seconds) {
    const auto whole = static_cast<long>(seconds + 0.5);
    char text[64];
    if (seconds < 60) {
        std::snprintf(text, sizeof text, "%.1f s", seconds);
    } else if (whole < 3600) {
        std::snprintf(text, sizeof text, "%ld min %02ld s", whole / 60, whole % 60);
    } else {
        std::snprintf(text, sizeof text, "%ld h %02ld min", whole / 3600, whole / 60 % 60);
    }
    return text;
}

}  // namespace

void BatchSummary::mend(const std::string& name) {
    mFaults.erase(name);
}

void BatchSummary::restored(const std::string& name, bool isUnchanged, const std::vector<Note>& notes) {
    const std::lock_guard lock(mMutex);
    mend(name);
    ++(isUnchanged ? mUnchanged : mRestored);
    std::set<std::string> texts;
    for (const Note& note : notes)
        texts.insert(toText(note));
    for (const std::string& text : texts)
        ++mNotes[text];
}

void BatchSummary::failed(const std::string& name, const Error& error) {
    const std::lock_guard lock(mMutex);
    mFaults.insert_or_assign(name, Fault{error.code(), error.what()});
}

void BatchSummary::finishedBefore() {
    const std::lock_guard lock(mMutex);
    ++mBefore;
}

void BatchSummary::leftAlone(const std::string& name, const std::string& reason) {
    const std::lock_guard lock(mMutex);
    mFaults.insert_or_assign(name, Fault{ErrorCode::OutputFile, reason, true});
}

std::size_t BatchSummary::finished() const {
    const std::lock_guard lock(mMutex);
    return mRestored + mUnchanged + mBefore;
}

int BatchSummary::exitStatus() const {
    const std::lock_guard lock(mMutex);
    return mFaults.empty() ? 0 : lacuna::exitStatus(mFaults.begin()->second.code);
}

Json BatchSummary::toJson() const {
    const std::lock_guard lock(mMutex);
    Json failed = Json::array(), left = Json::array(), notes = Json::array();
    for (const auto& [name, fault] : mFaults) {
        if (fault.isLeftAlone) {
            left.push_back({{"name", name}, {"reason", fault.reason}});
        } else {
            failed.push_back({{"name", name}, {"code", toString(fault.code)}, {"error", fault.reason}});
        }
    }
    for (const auto& [text, count] : mNotes)
        notes.push_back({{"text", text}, {"photographs", count}});
    return {{"restored", mRestored}, {"unchanged", mUnchanged}, {"finished_before", mBefore},
            {"failed", failed},      {"left_alone", left},      {"notes", notes}};
}

void BatchSummary::print(double seconds, const std::filesystem::path& journal) const {
    const std::lock_guard lock(mMutex);
    const auto left = static_cast<std::size_t>(std::count_if(
        mFaults.begin(), mFaults.end(), [](const auto& each) { return each.second.isLeftAlone; }));
    std::string line = photographs(mRestored) + " restored";
    const auto add = [&line](std::size_t count, const char* what) {
        if (count > 0) line += ", " + std::to_string(count) + " " + what;
    };
    add(mUnchanged, "without damage");
    add(mBefore, "finished before");
    add(left, "left alone");
    add(mFaults.size() - left, "failed");
    std::printf("%s, in %s\n", line.c_str(), duration(seconds).c_str());
    std::printf("  journal    %s\n", printable(journal.string()).c_str());
    for (const auto& [text, count] : mNotes)
        std::printf("  note       %s: %s\n", photographs(count).c_str(), printable(text).c_str());
    for (const auto& [name, fault] : mFaults)
        std::printf("  %s %s: %s\n", fault.isLeftAlone ? "left alone" : "failed    ", printable(name).c_str(),
                    printable(fault.reason).c_str());
}

namespace {

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string field = "\"";
    for (const char c : text)
        field += c == '"' ? std::string("\"\"") : std::string(1, c);
    return field + "\"";
}

/// The value as text; empty where there is none.
std::string field(const Json& json, const char* key) {
    const auto value = json.find(key);
    if (value == json.end() || value->is_null()) return "";
    return quoted(value->is_string() ? value->get<std::string>() : value->dump());
}

std::string notesIn(const Json& report) {
    const auto notes = report.find("notes");
    if (notes == report.end()) return "";
    return quoted(joined(*notes, "; ", [](const Json& note) { return note.value("text", ""); }));
}

std::string rowOf(const Json& line, const std::string& state) {
    static const Json none = Json::object();
    const auto found = line.find("report");
    const Json& report = found == line.end() ? none : *found;
    std::string row =
        field(line, "name") + "," + state + "," + field(line, "input") + "," + field(line, "output");
    for (const char* key : {"task", "width", "height", "noise", "residual", "agreement"})
        row += "," + field(report, key);
    return row + "," + field(line, "seconds") + "," + field(line, "rss_bytes") + "," + notesIn(report) + "," +
           field(line, "error") + "\r\n";
}

/// Nothing for a line that isn't the last word on a photograph.
std::string stateIn(const Json& line) {
    const std::string event = line.value("event", "");
    if (event == "done") return line.value("unchanged", false) ? "unchanged" : "restored";
    return event == "failed" ? event : "";
}

}  // namespace

void writeBatchTable(const std::filesystem::path& journal, const std::filesystem::path& table) {
    std::map<std::string, std::string> rows;
    std::ifstream lines(journal);
    for (std::string text; std::getline(lines, text);) {
        const Json line = Json::parse(text, nullptr, false);
        if (!line.is_object()) continue;
        try {
            if (line.value("event", "") == "start" && !line.value("resumes", false)) rows.clear();
            if (const std::string state = stateIn(line); !state.empty())
                rows.insert_or_assign(line.at("name"), rowOf(line, state));
        } catch (const Json::exception&) {
            // Not a line of ours: see Journal.
        }
    }
    std::string text =
        "name,state,input,output,task,width,height,noise,residual,agreement,seconds,rss_bytes,notes,"
        "error\r\n";
    for (const auto& [name, row] : rows)
        text += row;
    writeText(table, text);
}

}  // namespace lacuna::cli
