# newsgrain_warnings(target): the warnings that the house builds with.
function(newsgrain_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)  # false alarms of gcc 12 in std::string (PR 105651)
  if(NEWSGRAIN_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
