# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian package, made by packaging/deb.sh. It links Debian's LibTorch: a package may neither point into somebody's
# cache folder nor hand out the wheel's Intel MKL and NVIDIA libraries.

if(NOT LACUNA_TORCH STREQUAL "system")
  return()
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME lacuna)
set(CPACK_PACKAGE_VENDOR "Lacuna")
set(CPACK_PACKAGE_CONTACT "The authors of Lacuna")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "restores scratched, blurred, small and noisy photographs")
set(CPACK_PACKAGE_DESCRIPTION
"Lacuna computes the most probable picture from how a photograph was damaged and
 what photographs look like, which a small network has learned. It has a studio
 (lacuna) and a command line (lacuna-cli), and needs no network connection.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION graphics)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What the reference BLAS would do instead is in packaging/dependencies.sh.
set(CPACK_DEBIAN_PACKAGE_DEPENDS libopenblas0-pthread)
# The buttons of Qt's own dialogs in other languages than English.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS qt6-translations-l10n)

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/lacuna" RENAME copyright)

include(CPack)
