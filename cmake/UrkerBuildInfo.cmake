# urker_build_info(TARGET TEMPLATE): adds a source made of TEMPLATE to TARGET. The commit is asked for
# at each build, since it changes without CMake's knowledge; the source is rewritten only if it differs.
function(urker_build_info target template)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  get_target_property(options urker_options INTERFACE_COMPILE_OPTIONS)
  get_target_property(hardening urker_hardening INTERFACE_COMPILE_OPTIONS)
  list(FILTER hardening EXCLUDE REGEX "prefix-map") # names the folder of the sources
  list(JOIN options " " options)
  list(JOIN hardening " " hardening)
  string(STRIP "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}} ${options} ${hardening}" flags)

  set(output ${CMAKE_CURRENT_BINARY_DIR}/build_info.cpp)
  add_custom_target(${target}_build_info
    COMMAND ${CMAKE_COMMAND}
      -D SOURCE_DIR=${PROJECT_SOURCE_DIR} -D TEMPLATE=${template} -D OUTPUT=${output}
      -D VERSION=${PROJECT_VERSION} -D BUILD_TYPE=${CMAKE_BUILD_TYPE} -D "FLAGS=${flags}"
      -D "COMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
      -P ${PROJECT_SOURCE_DIR}/cmake/write_build_info.cmake
    BYPRODUCTS ${output} VERBATIM COMMENT "Asking for the commit")
  add_dependencies(${target} ${target}_build_info)
  target_sources(${target} PRIVATE ${output})
endfunction()
