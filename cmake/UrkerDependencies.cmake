# Everything that Urker links against; `./dev setup` installs it from Debian's packages. Read by our
# own build, where a missing package stops it, and by the installed urkerConfig.cmake, where it means
# that Urker is not found.
include(CMakeFindDependencyMacro)
macro(urker_find)
  if(CMAKE_FIND_PACKAGE_NAME STREQUAL "urker")
    find_dependency(${ARGV})
  else()
    find_package(${ARGV} REQUIRED)
  endif()
endmacro()

urker_find(PkgConfig)
urker_find(MPI COMPONENTS C)
urker_find(Eigen3 NO_MODULE)
urker_find(fmt)
urker_find(nlohmann_json)
urker_find(pugixml)
urker_find(yaml-cpp)
urker_find(CLI11)
urker_find(OpenSSL COMPONENTS Crypto)
pkg_check_modules(ERFA REQUIRED QUIET IMPORTED_TARGET erfa)
# The parallel HDF5 has a pkg-config name of its own on Debian; the serial one is `hdf5`.
pkg_check_modules(HDF5 REQUIRED QUIET IMPORTED_TARGET hdf5-openmpi)
# Dimension scales live in the high-level library, which no pkg-config file of Debian names.
find_library(HDF5_HL_LIBRARY hdf5_hl HINTS ${HDF5_LIBRARY_DIRS} REQUIRED)
target_link_libraries(PkgConfig::HDF5 INTERFACE ${HDF5_HL_LIBRARY})
# METIS has neither a package of CMake's nor one of pkg-config's.
find_path(METIS_INCLUDE_DIR metis.h REQUIRED)
find_library(METIS_LIBRARY metis REQUIRED)
if(NOT TARGET Metis::metis)
  add_library(Metis::metis UNKNOWN IMPORTED)
  set_target_properties(Metis::metis PROPERTIES
    IMPORTED_LOCATION ${METIS_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${METIS_INCLUDE_DIR})
endif()
# The C++ bindings of MPI were removed from the standard in 2012; their headers do not compile cleanly.
target_compile_definitions(MPI::MPI_C INTERFACE OMPI_SKIP_MPICXX MPICH_SKIP_MPICXX)
