// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <string>

namespace lacuna::cli {

/// Breaks the lines of --help's descriptions between words, to fit a terminal of 100 columns.
class HelpFormatter : public CLI::Formatter {
  public:
    HelpFormatter() { column_width(kColumn); }

    std::string make_option_desc(const CLI::Option* option) const override {
        return broken(option->get_description());
    }
    std::string make_subcommand(const CLI::App* subcommand) const override {
        std::ostringstream out;
        CLI::detail::format_help(out, subcommand->get_name(), broken(subcommand->get_description()), kColumn);
        return out.str();
    }

  private:
    static constexpr std::size_t kColumn = 30;
    static constexpr std::size_t kWidth = 70;

    static std::string broken(std::string text) {
        for (std::size_t start = 0; text.size() - start > kWidth;) {
            const std::size_t space = text.rfind(' ', start + kWidth);
            if (space == std::string::npos || space < start) break;
            text[space] = '\n';
            start = space + 1;
        }
        return text;
    }
};

}  // namespace lacuna::cli
