// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench_table.h"

#include "core/base/error.h"
#include "core/files/file_bytes.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string_view>

namespace lacuna::cli {
namespace {

constexpr const char* kHeader =
    "photo,damage,solver,model,budget,seed,evaluations,full_evaluations,psnr,ssim,ms_ssim,gmsd,gradient_"
    "energy,"
    "residual,seconds,peak_mb,problem";
constexpr std::size_t kColumns = 17;
/// Added to the header by a run that measures it.
constexpr const char* kLpips = ",lpips";

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? "\"\"" : c == '\n' || c == '\r' ? " " : std::string(1, c);
    return out + "\"";
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

std::vector<std::string> fieldsOf(std::string_view line) {
    std::vector<std::string> fields(1);
    bool isQuoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (isQuoted && line[i] == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += line[i++];
        } else if (line[i] == '"') {
            isQuoted = !isQuoted;
        } else if (line[i] == ',' && !isQuoted) {
            fields.emplace_back();
        } else {
            fields.back() += line[i];
        }
    }
    return fields;
}

template <typename T>
bool parse(const std::string& text, T& value) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc{} && end == text.data() + text.size();
}

bool parseRow(const std::vector<std::string>& fields, BenchRow& row, bool hasLpips) {
    if (fields.size() != kColumns + (hasLpips ? 1 : 0)) return false;
    if (hasLpips && !fields.back().empty()) {
        row.lpips = 0;
        if (!parse(fields.back(), *row.lpips)) return false;
    }
    row.key = {fields[0], fields[1], fields[2], fields[3]};
    row.problem = fields[16];
    return parse(fields[4], row.key.budget) && parse(fields[5], row.key.seed) &&
           parse(fields[6], row.evaluations) && parse(fields[7], row.fullEvaluations) &&
           parse(fields[8], row.psnr) && parse(fields[9], row.ssim) && parse(fields[10], row.msSsim) &&
           parse(fields[11], row.gmsd) && parse(fields[12], row.gradient) &&
           parse(fields[13], row.residual) && parse(fields[14], row.seconds) &&
           parse(fields[15], row.megabytes);
}

}  // namespace

std::vector<BenchRow> readBenchTable(const std::filesystem::path& path) {
    std::error_code missing;
    if (!std::filesystem::exists(path, missing)) return {};
    const std::string text = readText(path);
    std::vector<BenchRow> rows;
    std::size_t begin = 0;
    bool hasLpips = false;
    for (int line = 1; begin < text.size(); ++line) {
        const std::size_t end = text.find('\n', begin);
        if (end == std::string::npos) break;  // cut off
        const std::string_view content = std::string_view(text).substr(begin, end - begin);
        begin = end + 1;
        if (line == 1) {
            hasLpips = content == std::string(kHeader) + kLpips;
            if (content != kHeader && !hasLpips)
                throw Error(ErrorCode::InputFile, path.string(),
                            "it isn't a table written by `lacuna-cli bench`");
            continue;
        }
        BenchRow row;
        // A line that was cut off, and continued by the next run's.
        if (content.empty() || !parseRow(fieldsOf(content), row, hasLpips)) continue;
        rows.push_back(row);
    }
    return rows;
}

BenchTable::BenchTable(std::filesystem::path path, bool withLpips)
    : mPath(std::move(path)), mHasLpips(withLpips) {
    std::error_code missing;
    if (!std::filesystem::exists(mPath, missing) || std::filesystem::file_size(mPath, missing) == 0) {
        append(std::string(kHeader) + (withLpips ? kLpips : ""));
        return;
    }
    const std::string text = readText(mPath);
    mHasLpips = std::string_view(text).substr(0, text.find('\n')).ends_with(kLpips);
    if (withLpips && !mHasLpips)
        throw Error(ErrorCode::Usage, "--lpips",
                    mPath.string() + " was begun without it; choose another folder for the results");
    if (text.back() != '\n') append("");
}

void BenchTable::append(const std::string& line) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(mPath.c_str(), "a"), std::fclose);
    if (!file || std::fputs((line + "\n").c_str(), file.get()) < 0 || std::fflush(file.get()) != 0)
        throw Error(ErrorCode::OutputFile, mPath.string(), "a row can't be added to it");
}

void BenchTable::add(const BenchRow& row) {
    const BenchKey& key = row.key;
    std::string line = quoted(key.photo) + "," + quoted(key.damage) + "," + quoted(key.solver) + "," +
                       quoted(key.model) + "," + std::to_string(key.budget) + "," + std::to_string(key.seed) +
                       "," + std::to_string(row.evaluations);
    for (const double value : {row.fullEvaluations, row.psnr, row.ssim, row.msSsim, row.gmsd, row.gradient,
                               row.residual, row.seconds, row.megabytes})
        line += "," + number(value);
    line += "," + quoted(row.problem);
    if (mHasLpips) line += "," + (row.lpips ? number(*row.lpips) : std::string());
    append(line);
}

}  // namespace lacuna::cli
