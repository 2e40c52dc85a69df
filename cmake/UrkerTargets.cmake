# One library per folder of sim/, so that a link line is also the statement of what a folder may include.

add_library(urker_options INTERFACE)
target_compile_features(urker_options INTERFACE cxx_std_20)
# Contraction into fused multiply-add would make results depend on the instruction set.
target_compile_options(urker_options INTERFACE -ffp-contract=off)
set_target_properties(urker_options PROPERTIES EXPORT_NAME options)

add_library(urker_warnings INTERFACE)
target_compile_options(urker_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion $<$<BOOL:${URKER_WERROR}>:-Werror>)

# How our own code is compiled, as against what those who link it need.
add_library(urker_private INTERFACE)
target_link_libraries(urker_private INTERFACE urker_warnings urker_hardening)

# The instruction sets that *.simd.cpp files are compiled for, each with its own namespace URKER_SIMD
# (base/simd/pack.hpp), with the flags of each.
set(URKER_INSTRUCTION_SETS baseline)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  list(APPEND URKER_INSTRUCTION_SETS avx2 avx512)
  set(URKER_FLAGS_avx2 -mavx2 -mfma)
  set(URKER_FLAGS_avx512 -mavx512f -mavx512dq -mavx512vl -mavx512bw -mavx2 -mfma)
endif()

# urker_simd(TARGET SOURCE...): adds kernels to a target, compiled once for each instruction set.
function(urker_simd target)
  foreach(set IN LISTS URKER_INSTRUCTION_SETS)
    if(ARGN)
      set(objects ${target}_${set})
      add_library(${objects} OBJECT ${ARGN})
      target_compile_definitions(${objects} PRIVATE URKER_SIMD=${set})
      target_compile_options(${objects} PRIVATE ${URKER_FLAGS_${set}})
      target_include_directories(${objects} PRIVATE
        ${PROJECT_SOURCE_DIR}/sim ${CMAKE_CURRENT_SOURCE_DIR})
      target_link_libraries(${objects} PRIVATE urker_options urker_private)
      target_sources(${target} PRIVATE $<TARGET_OBJECTS:${objects}>)
    endif()
  endforeach()
endfunction()

# urker_embed(TARGET NAME FILE): makes FILE part of the library, so that it need not be found at run
# time; `std::string_view urker::data::NAME()` is its contents.
function(urker_embed target name file)
  set(EMBED_NAME ${name})
  set(EMBED_FILE ${file})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded.cpp.in ${source} @ONLY)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${file})
  target_sources(${target} PRIVATE ${source})
endfunction()

# urker_precompile(TARGET NAME): what most sources include takes longer to read than they do; all share
# what the first library made, but for those compiled with flags of their own. Not under a launcher:
# ccache does better, and would hash the header at each hit. Clang-tidy and builds with ccache read
# the sources without it, so that no #include is forgotten.
set(URKER_PRECOMPILED <algorithm> <array> <chrono> <cmath> <filesystem> <fmt/format.h> <functional> <map>
  <memory> <optional> <set> <span> <string> <string_view> <tuple> <utility> <vector>)
function(urker_precompile target name)
  if(CMAKE_CXX_COMPILER_LAUNCHER OR name STREQUAL des)
    return()
  elseif(name STREQUAL base)
    target_precompile_headers(${target} PRIVATE ${URKER_PRECOMPILED})
  elseif(name STREQUAL cli)
    target_precompile_headers(${target} PRIVATE ${URKER_PRECOMPILED} <CLI/CLI.hpp>)
  else()
    target_precompile_headers(${target} REUSE_FROM urker_base)
  endif()
endfunction()

# urker_library(orbit DEPENDS time base LIBRARIES PkgConfig::ERFA): target urker_orbit, alias
# urker::orbit, made of every .cpp of the calling folder and those below it.
function(urker_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$") # a program's: see urker_program
  set(kernels ${sources})
  list(FILTER kernels INCLUDE REGEX "\\.simd\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "\\.simd\\.cpp$")
  add_library(urker_${name} ${sources})
  add_library(urker::${name} ALIAS urker_${name})
  set_target_properties(urker_${name} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(urker_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/sim>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/urker>)
  list(TRANSFORM ARG_DEPENDS PREPEND urker::)
  target_link_libraries(urker_${name}
    PUBLIC urker_options ${ARG_DEPENDS} ${ARG_LIBRARIES}
    PRIVATE $<BUILD_INTERFACE:urker_private> ${ARG_PRIVATE_LIBRARIES})
  urker_precompile(urker_${name} ${name})
  urker_simd(urker_${name} ${kernels})
  set_property(GLOBAL APPEND PROPERTY URKER_LIBRARIES urker_${name})
endfunction()

# urker_program(urker DEPENDS cli): program bin/urker of the build tree, from main.cpp of the calling
# folder; installed.
function(urker_program name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  add_executable(${name} ${CMAKE_CURRENT_SOURCE_DIR}/main.cpp)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  list(TRANSFORM ARG_DEPENDS PREPEND urker::)
  target_link_libraries(${name} PRIVATE urker_private ${ARG_DEPENDS} ${ARG_LIBRARIES})
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# urker_test(orbit DEPENDS orbit): program test_orbit from every .cpp of the calling folder and those
# below it, run by CTest.
function(urker_test name)
  cmake_parse_arguments(ARG "" "" "DEPENDS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(kernels ${sources})
  list(FILTER kernels INCLUDE REGEX "\\.simd\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "\\.simd\\.cpp$")
  add_executable(test_${name} ${sources})
  target_include_directories(test_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  urker_simd(test_${name} ${kernels})
  list(TRANSFORM ARG_DEPENDS PREPEND urker::)
  target_link_libraries(test_${name} PRIVATE urker_private urker_catch_main ${ARG_DEPENDS})
  target_compile_definitions(test_${name} PRIVATE
    URKER_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" URKER_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  # Catch2's one header takes longer to compile than most tests; all share what the first made.
  if(TARGET test_base AND NOT name STREQUAL base)
    target_precompile_headers(test_${name} REUSE_FROM test_base)
  else()
    target_precompile_headers(test_${name} PRIVATE <catch2/catch.hpp>)
  endif()
  add_test(NAME unit.${name} COMMAND test_${name})
endfunction()

# urker_mpi_test(qnet RANKS 1 2 4 COMMAND qnet 64 4): CTest runs the command under mpirun as
# mpi.qnet.1, mpi.qnet.2 and so on, on however few cores there are. A target as the command stands
# for its program.
function(urker_mpi_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "RANKS;COMMAND" ${ARGN})
  list(POP_FRONT ARG_COMMAND program)
  if(TARGET ${program})
    set(program $<TARGET_FILE:${program}>)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  foreach(ranks IN LISTS ARG_RANKS)
    # Ranks that wait give way to those that work; none is bound, since several tests may run at
    # once; the kernel's single-copy transport is often forbidden in containers.
    add_test(NAME mpi.${name}.${ranks}
      COMMAND ${MPIEXEC_EXECUTABLE} ${MPIEXEC_NUMPROC_FLAG} ${ranks} --oversubscribe --bind-to none
        --mca mpi_yield_when_idle 1 --mca btl_vader_single_copy_mechanism none
        ${program} ${ARG_COMMAND})
    # Open MPI leaks from plugins that it unloads, which no suppression can name; the unit tests,
    # without MPI, watch for our own leaks.
    set_tests_properties(mpi.${name}.${ranks} PROPERTIES
      ENVIRONMENT
        "OMPI_ALLOW_RUN_AS_ROOT=1;OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1;ASAN_OPTIONS=detect_leaks=0"
      PROCESSORS ${ranks} TIMEOUT ${ARG_TIMEOUT})
  endforeach()
endfunction()
