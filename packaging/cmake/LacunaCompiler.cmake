# SPDX-License-Identifier: GPL-3.0-or-later
# Warnings, instruction set and sanitizers, for our own targets only.

add_library(lacuna_options INTERFACE)
target_compile_options(lacuna_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow=local -Wnon-virtual-dtor)
if(LACUNA_WERROR)
  target_compile_options(lacuna_options INTERFACE -Werror)
endif()
if(LACUNA_MARCH)
  target_compile_options(lacuna_options INTERFACE -march=${LACUNA_MARCH})
endif()
if(LACUNA_SANITIZE)
  target_compile_options(lacuna_options INTERFACE -fsanitize=${LACUNA_SANITIZE} -fno-omit-frame-pointer -g1)
  target_link_options(lacuna_options INTERFACE -fsanitize=${LACUNA_SANITIZE})
endif()

find_program(LACUNA_CCACHE ccache)
if(LACUNA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LACUNA_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${LACUNA_CCACHE})
endif()

# lacuna_add_library(NAME ALIAS Lacuna::X SOURCES … PUBLIC … PRIVATE …)
# One static library per folder of core/, so that a test links only what it needs.
function(lacuna_add_library name)
  cmake_parse_arguments(arg "" "ALIAS" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE $<BUILD_INTERFACE:lacuna_options> ${arg_PRIVATE})
  if(arg_ALIAS)
    add_library(${arg_ALIAS} ALIAS ${name})
  endif()
endfunction()

# Loops over pixels that are to become vector instructions, in every build that optimises: GCC leaves comparisons and square
# roots of floats one by one as long as they might raise a flag or set errno, which nobody here looks at. No result changes.
function(lacuna_vectorise)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS
    "$<$<NOT:$<CONFIG:Debug>>:-O3>;-fno-math-errno;-fno-trapping-math")
endfunction()
