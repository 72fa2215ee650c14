# SPDX-License-Identifier: GPL-3.0-or-later
# Lacuna::Torch — LibTorch in one of three configurations (CONTRIBUTING.md, "Which LibTorch").
#   wheel   the pinned CPU build that packaging/libtorch.sh unpacked into LACUNA_TORCH_ROOT (default)
#   cuda    the CUDA wheel in the virtual environment LACUNA_TORCH_ROOT
#   system  Debian's libtorch-dev
# A program with the property LACUNA_LATE_TORCH gets the headers alone, and doesn't link if any of it needs more.

set(LACUNA_TORCH "wheel" CACHE STRING "Which LibTorch: wheel, cuda or system")
set_property(CACHE LACUNA_TORCH PROPERTY STRINGS wheel cuda system)

if(DEFINED ENV{XDG_CACHE_HOME})
  set(_lacuna_cache "$ENV{XDG_CACHE_HOME}")
else()
  set(_lacuna_cache "$ENV{HOME}/.cache")
endif()

add_library(lacuna_torch INTERFACE)
add_library(Lacuna::Torch ALIAS lacuna_torch)
set(_linked "$<NOT:$<BOOL:$<TARGET_PROPERTY:LACUNA_LATE_TORCH>>>")

if(LACUNA_TORCH STREQUAL "system")
  find_package(Torch REQUIRED)
  target_include_directories(lacuna_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
  target_link_libraries(lacuna_torch INTERFACE "$<${_linked}:${TORCH_LIBRARIES}>")
elseif(LACUNA_TORCH STREQUAL "wheel" OR LACUNA_TORCH STREQUAL "cuda")
  # find_package(Torch) of the wheel would ask for NVIDIA's compiler. Our sources contain no CUDA: the headers and the
  # libraries are enough, and nothing of ours names a symbol of torch_cuda, which registers itself when it is loaded.
  if(LACUNA_TORCH STREQUAL "wheel")
    set(LACUNA_TORCH_ROOT "${_lacuna_cache}/lacuna/libtorch-2.14.1-cpu" CACHE PATH "Folder that packaging/libtorch.sh made")
    set(_torch "${LACUNA_TORCH_ROOT}")
    set(_names torch_cpu c10)
  else()
    set(LACUNA_TORCH_ROOT "${_lacuna_cache}/lacuna/libtorch-2.14.1-cuda" CACHE PATH "Folder that packaging/libtorch.sh --cuda made")
    file(GLOB _torch "${LACUNA_TORCH_ROOT}/lib/python3*/site-packages/torch")
    set(_names torch_cuda torch_cpu c10_cuda c10)
  endif()
  if(NOT EXISTS "${_torch}/lib/libtorch_cpu.so")
    message(FATAL_ERROR "No LibTorch in '${LACUNA_TORCH_ROOT}'. Run packaging/libtorch.sh (with --cuda for that flavour), "
                        "or configure with -DLACUNA_TORCH=system to use Debian's libtorch-dev.")
  endif()
  target_include_directories(lacuna_torch SYSTEM INTERFACE
    "${_torch}/include" "${_torch}/include/torch/csrc/api/include")
  set(LACUNA_TORCH_LIBRARIES "${_torch}/lib")
  list(TRANSFORM _names REPLACE "(.+)" "${_torch}/lib/lib\\1.so" OUTPUT_VARIABLE _libraries)
  target_link_libraries(lacuna_torch INTERFACE "$<${_linked}:-Wl,--no-as-needed;${_libraries};-Wl,--as-needed>")
  file(GLOB _nvidia "${_torch}/../nvidia/*/lib")
  if(LACUNA_TORCH STREQUAL "cuda" AND NOT _nvidia)
    # packaging/gpu-kit.sh: NVIDIA's libraries are on the machine that the programs are made for, but not here.
    target_link_options(lacuna_torch INTERFACE "$<${_linked}:-Wl,--allow-shlib-undefined>")
  endif()
  if(LACUNA_TORCH STREQUAL "cuda")
    # For core/models/device_recorder.cpp alone; everything else is built without.
    find_path(LACUNA_CUDA_INCLUDE crt/host_defines.h PATHS /usr/local/cuda/include /usr/local/cuda-13.0/include
      DOC "Headers of CUDA's runtime; without them there are no CUDA graphs")
  endif()
  foreach(_folder IN LISTS _nvidia ITEMS "${_torch}/lib")
    target_link_options(lacuna_torch INTERFACE "$<${_linked}:-Wl,-rpath,${_folder};-Wl,-rpath-link,${_folder}>")
  endforeach()
else()
  message(FATAL_ERROR "LACUNA_TORCH must be wheel, cuda or system, not '${LACUNA_TORCH}'")
endif()
