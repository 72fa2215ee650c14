// SPDX-License-Identifier: GPL-3.0-or-later
// lacuna-cli: answers what needs no engine by itself, and becomes the program with the engine for the rest.
// LibTorch takes four fifths of the time until main(), which --help and a mistyped subcommand needn't wait
// for.
#include "app/cli/program.h"
#include "core/base/error.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <unistd.h>

namespace lacuna::cli {
/// allHelp() of lacuna-cli-engine; in a file that the build makes (cli/help_texts.cmake).
extern const char* const kHelpTexts;
}  // namespace lacuna::cli

namespace {

namespace fs = std::filesystem;

bool namesSubcommand(const char* argument) {
    const auto facts = lacuna::cli::commandFacts();
    return std::any_of(facts.begin(), facts.end(),
                       [argument](const auto& row) { return std::strcmp(row.name, argument) == 0; });
}

/// Returns only by throwing Error.
[[noreturn]] void becomeEngine(char** argv) {
    const fs::path engine = fs::read_symlink("/proc/self/exe").parent_path() / LACUNA_ENGINE;
    ::execv(engine.c_str(), argv);
    throw lacuna::Error(lacuna::ErrorCode::Internal, engine.lexically_normal().string(),
                        std::string("can't be started: ") + std::strerror(errno) +
                            "; a part of Lacuna is missing, so install it again");
}

}  // namespace

int main(int argc, char** argv) {
    return lacuna::cli::asProgram([&] {
        if (const auto help = lacuna::cli::helpAmong(lacuna::cli::kHelpTexts, argc, argv)) {
            std::fwrite(help->data(), 1, help->size(), stdout);
            return 0;
        }
        if (std::any_of(argv + 1, argv + argc, namesSubcommand)) becomeEngine(argv);
        const auto program = lacuna::cli::makeProgram();
        for (const auto& facts : lacuna::cli::commandFacts())
            lacuna::cli::addSubcommand(*program, facts.name);
        return lacuna::cli::parse(*program, argc, argv).value_or(0);
    });
}
