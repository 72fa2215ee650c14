# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DENGINE=… -DOUTPUT=… -P help_texts.cmake: writes what the engine's --help says about each subcommand as a source file of
# lacuna-cli. Without ENGINE there are no texts, and lacuna-cli lets the engine answer.
set(_texts "")
if(ENGINE)
  execute_process(COMMAND "${ENGINE}" --help-of-each OUTPUT_VARIABLE _texts COMMAND_ERROR_IS_FATAL ANY)
endif()
# In pieces: compilers may limit the length of one literal.
string(REPLACE "\n\n" "\n\n)help\"\n    R\"help(" _texts "${_texts}")
file(WRITE "${OUTPUT}" "// Made by app/cli/help_texts.cmake.
namespace lacuna::cli {
extern const char* const kHelpTexts;
const char* const kHelpTexts =
    R\"help(${_texts})help\";
}  // namespace lacuna::cli
")
