# Writes OUTPUT from TEMPLATE with VERSION, COMMIT, COMPILER, BUILD_TYPE and FLAGS.
function(ask_git result)
  execute_process(COMMAND git ${ARGN} WORKING_DIRECTORY ${SOURCE_DIR}
    OUTPUT_VARIABLE answer ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    set(answer "")
  endif()
  set(${result} "${answer}" PARENT_SCOPE)
endfunction()

set(COMMIT unknown)
ask_git(top rev-parse --show-cdup) # empty at the top: sources unpacked inside another repository are not its commit
ask_git(commit rev-parse --verify HEAD)
if(commit AND top STREQUAL "")
  set(COMMIT ${commit})
  ask_git(changes status --porcelain --untracked-files=no)
  if(changes)
    string(APPEND COMMIT -dirty)
  endif()
endif()
configure_file(${TEMPLATE} ${OUTPUT} @ONLY)
