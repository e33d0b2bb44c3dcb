# The warnings that the house builds with, for every target of this folder and those below: the core, the command line, the
# bundled plugins, the Python module, tests, tools, examples. Who builds a plugin of their own gets none of them.
add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
if(NEWSGRAIN_WERROR)
  add_compile_options(-Werror)
endif()
