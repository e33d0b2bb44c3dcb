# Lists of phrases to C++ at build time, for plugins/boilerplate/lang. The languages are read together: a page may mix them.
#
#   cmake -DCLASSES=classes.tsv "-DFILES=de.tsv;en.tsv" -DOUT=phrases.inc -P CompilePhrases.cmake
#     constexpr WordList kAdLabel("advertisement", "anzeige"); for each class
#   cmake -DCLASSES=evidence.tsv -DFILES=names.tsv -DPAIRS=1 -DOUT=names.inc -P CompilePhrases.cmake
#     {"nav", kNavigation | kList}, for each word
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/ReadTable.cmake")

read_classes("${CLASSES}")
set(pairs "")
foreach(path IN LISTS FILES)
  get_filename_component(file "${path}" NAME)
  read_table("${path}" phrases sets)
  foreach(phrase set IN ZIP_LISTS phrases sets)
    restore_brackets(phrase)
    string(REPLACE " " ";" members "${set}")
    set(bits "")
    foreach(class IN LISTS members)
      check_class("${file}" "${phrase}" "${class}")
      constant_name("${class}" name)
      list(APPEND bits "${name}")
      string(APPEND phrases_of_${class} ",\n    \"${phrase}\"")
    endforeach()
    list(JOIN bits " | " bits)
    string(APPEND pairs "{\"${phrase}\", ${bits}},\n")
  endforeach()
endforeach()

set(text "// Made from the lists beside ${CLASSES}; not to be edited.\n")
if(PAIRS)
  string(APPEND text "${pairs}")
else()
  foreach(class meaning IN ZIP_LISTS classes meanings)
    if(NOT phrases_of_${class})
      message(FATAL_ERROR "no list has a phrase of the class ${class}")
    endif()
    constant_name("${class}" name)
    string(SUBSTRING "${phrases_of_${class}}" 2 -1 phrases)
    string(APPEND text "// ${meaning}\ninline constexpr WordList ${name}(\n${phrases});\n")
  endforeach()
endif()
file(WRITE "${OUT}" "${text}")
