// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace lacuna::cli {

/// A subcommand as `--help` lists it.
struct CommandFacts {
    const char* name;
    const char* description;
};

/// All subcommands, in the order of the list.
std::span<const CommandFacts> commandFacts();

/// The program without any subcommand.
std::unique_ptr<CLI::App> makeProgram();

/// Adds the subcommand of that name, which commandFacts() must have (asserted), without its options.
CLI::App* addSubcommand(CLI::App& program, const char* name);

/// Parses the command line. Returns the exit status if that was all: for --help, --version and mistakes in
/// options, which it has printed. Throws Error Usage for a subcommand that doesn't exist.
std::optional<int> parse(CLI::App& program, int argc, char** argv);

/// The option of lacuna-cli-engine that writes allHelp(); the build asks for it.
inline constexpr const char* kHelpOfEach = "--help-of-each";
/// What --help says about each subcommand of the program, in the form that helpAmong() reads.
std::string allHelp(const CLI::App& program);
/// The part of `all` that answers the command line, if that asks for a subcommand's help and nothing else:
/// "restore --help", "mask detect -h".
std::optional<std::string_view> helpAmong(std::string_view all, int argc, const char* const* argv);

/// Runs `body` as the whole of main(): returns its status, or reports what it throws on standard error and
/// returns the status of that. Too large a file becomes an error that can be reported, like a full disk.
int asProgram(const std::function<int()>& body);

}  // namespace lacuna::cli
