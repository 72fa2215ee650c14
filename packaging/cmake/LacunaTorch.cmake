# SPDX-License-Identifier: GPL-3.0-or-later
# Lacuna::Torch — LibTorch in one of three configurations (CONTRIBUTING.md, "Which LibTorch").
#   wheel   the pinned CPU build that packaging/libtorch.sh unpacked into LACUNA_TORCH_ROOT (default)
#   cuda    the CUDA wheel in the virtual environment LACUNA_TORCH_ROOT
#   system  Debian's libtorch-dev

set(LACUNA_TORCH "wheel" CACHE STRING "Which LibTorch: wheel, cuda or system")
set_property(CACHE LACUNA_TORCH PROPERTY STRINGS wheel cuda system)

if(DEFINED ENV{XDG_CACHE_HOME})
  set(_lacuna_cache "$ENV{XDG_CACHE_HOME}")
else()
  set(_lacuna_cache "$ENV{HOME}/.cache")
endif()

add_library(lacuna_torch INTERFACE)
add_library(Lacuna::Torch ALIAS lacuna_torch)

if(LACUNA_TORCH STREQUAL "wheel")
  set(LACUNA_TORCH_ROOT "${_lacuna_cache}/lacuna/libtorch-2.14.1-cpu" CACHE PATH "Folder that packaging/libtorch.sh made")
  if(NOT EXISTS "${LACUNA_TORCH_ROOT}/lib/libtorch_cpu.so")
    message(FATAL_ERROR "No LibTorch in ${LACUNA_TORCH_ROOT}. Run packaging/libtorch.sh, or configure with "
                        "-DLACUNA_TORCH=system to use Debian's libtorch-dev.")
  endif()
  target_include_directories(lacuna_torch SYSTEM INTERFACE
    "${LACUNA_TORCH_ROOT}/include" "${LACUNA_TORCH_ROOT}/include/torch/csrc/api/include")
  target_link_libraries(lacuna_torch INTERFACE
    "-Wl,--no-as-needed" "${LACUNA_TORCH_ROOT}/lib/libtorch_cpu.so" "${LACUNA_TORCH_ROOT}/lib/libc10.so" "-Wl,--as-needed")
  target_link_options(lacuna_torch INTERFACE "-Wl,-rpath,${LACUNA_TORCH_ROOT}/lib" "-Wl,-rpath-link,${LACUNA_TORCH_ROOT}/lib")
elseif(LACUNA_TORCH STREQUAL "system")
  find_package(Torch REQUIRED)
  target_include_directories(lacuna_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
  target_link_libraries(lacuna_torch INTERFACE ${TORCH_LIBRARIES})
elseif(LACUNA_TORCH STREQUAL "cuda")
  set(LACUNA_TORCH_ROOT "" CACHE PATH "Virtual environment that holds the CUDA wheel of torch")
  file(GLOB _site "${LACUNA_TORCH_ROOT}/lib/python3*/site-packages")
  if(NOT _site)
    message(FATAL_ERROR "LACUNA_TORCH=cuda needs LACUNA_TORCH_ROOT, the virtual environment with the torch wheel "
                        "(packaging/libtorch.sh --cuda makes it).")
  endif()
  if(NOT TORCH_CUDA_ARCH_LIST)
    set(TORCH_CUDA_ARCH_LIST "7.5;8.0;8.6;8.9;9.0")
  endif()
  find_package(Torch REQUIRED PATHS "${_site}/torch/share/cmake/Torch" NO_DEFAULT_PATH)
  target_include_directories(lacuna_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
  target_link_libraries(lacuna_torch INTERFACE ${TORCH_LIBRARIES})
  file(GLOB _nvidia_libs "${_site}/nvidia/*/lib")
  foreach(_dir IN LISTS _nvidia_libs)
    target_link_options(lacuna_torch INTERFACE "-Wl,-rpath-link,${_dir}" "-Wl,-rpath,${_dir}")
  endforeach()
else()
  message(FATAL_ERROR "LACUNA_TORCH must be wheel, cuda or system, not '${LACUNA_TORCH}'")
endif()
