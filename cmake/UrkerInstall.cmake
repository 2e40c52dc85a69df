# `cmake --install`: program, libraries and headers by folder, what find_package(urker) needs, the
# scenarios and the Python package. Nothing in it names the build tree, so it can be moved.
include(CMakePackageConfigHelpers)
set(URKER_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/urker)
set(URKER_SHARE_DIR ${CMAKE_INSTALL_DATADIR}/urker)

get_property(libraries GLOBAL PROPERTY URKER_LIBRARIES)
install(TARGETS urker_options ${libraries} EXPORT urkerTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT urkerTargets NAMESPACE urker:: DESTINATION ${URKER_CMAKE_DIR})
install(DIRECTORY sim/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/urker FILES_MATCHING
  PATTERN "*.hpp" PATTERN cli EXCLUDE PATTERN data EXCLUDE)

configure_package_config_file(cmake/urkerConfig.cmake.in ${PROJECT_BINARY_DIR}/urkerConfig.cmake
  INSTALL_DESTINATION ${URKER_CMAKE_DIR} PATH_VARS URKER_SHARE_DIR)
# Before 1.0 a new minor version may change an interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/urkerConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES cmake/UrkerDependencies.cmake
  ${PROJECT_BINARY_DIR}/urkerConfig.cmake ${PROJECT_BINARY_DIR}/urkerConfigVersion.cmake
  DESTINATION ${URKER_CMAKE_DIR})

install(DIRECTORY scenarios DESTINATION ${URKER_SHARE_DIR} FILES_MATCHING PATTERN "*.yaml" PATTERN "*.md")
install(DIRECTORY postproc/urker_report DESTINATION ${URKER_SHARE_DIR}/postproc
  PATTERN "__pycache__" EXCLUDE PATTERN "tests" EXCLUDE)
install(FILES cluster/urker.sbatch DESTINATION ${URKER_SHARE_DIR}/cluster)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
