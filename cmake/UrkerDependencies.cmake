# Everything that Urker links against; `./dev setup` installs them from Debian's packages.
find_package(PkgConfig REQUIRED)
enable_language(C) # CMake looks for MPI's C interface with a C compiler
find_package(MPI REQUIRED COMPONENTS C)
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
pkg_check_modules(ERFA REQUIRED IMPORTED_TARGET erfa)
# The parallel HDF5 has a pkg-config name of its own on Debian; the serial one is `hdf5`.
pkg_check_modules(HDF5 REQUIRED IMPORTED_TARGET hdf5-openmpi)
# Dimension scales live in the high-level library, which no pkg-config file of Debian names.
find_library(HDF5_HL_LIBRARY hdf5_hl HINTS ${HDF5_LIBRARY_DIRS} REQUIRED)
target_link_libraries(PkgConfig::HDF5 INTERFACE ${HDF5_HL_LIBRARY})
# The C++ bindings of MPI were removed from the standard in 2012; their headers do not compile cleanly.
target_compile_definitions(MPI::MPI_C INTERFACE OMPI_SKIP_MPICXX MPICH_SKIP_MPICXX)
