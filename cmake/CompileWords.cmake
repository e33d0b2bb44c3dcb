# Word lists to C++ at build time; see plugins/common/lang/README.md. A script, so that no second compiler or interpreter is
# needed where the build is for another machine:
#
#   cmake -DCLASSES=classes.tsv -DENUM=word_classes.inc -P CompileWords.cmake              the enumerators
#   cmake -DCLASSES=classes.tsv -DWORDS=en.tsv -DOUT=words_en.cpp -P CompileWords.cmake    the table of a language
cmake_minimum_required(VERSION 3.25)

# Lines "name TAB rest" of `path` into the lists `names` and `rests`; "#" begins a comment. The names are in the order of their
# bytes, so that none is there twice.
function(read_table path names rests)
  get_filename_component(file "${path}" NAME)
  file(STRINGS "${path}" lines ENCODING UTF-8)
  set(previous "")
  foreach(line IN LISTS lines)
    if(line MATCHES "^#")
      continue()
    endif()
    if(NOT line MATCHES "^([^\t;\"\\\\]+)\t([^\t;]+)$")
      message(FATAL_ERROR "${file}: a line is: word, tab, classes; not '${line}'")
    endif()
    set(name "${CMAKE_MATCH_1}")
    set(rest "${CMAKE_MATCH_2}")
    if(NOT name STRGREATER previous)
      message(FATAL_ERROR "${file}: '${name}' stands behind '${previous}': each word once, in the order of LC_ALL=C sort")
    endif()
    set(previous "${name}")
    list(APPEND all_names "${name}")
    list(APPEND all_rests "${rest}")
  endforeach()
  set(${names} "${all_names}" PARENT_SCOPE)
  set(${rests} "${all_rests}" PARENT_SCOPE)
endfunction()

read_table("${CLASSES}" classes meanings)
if(ENUM)
  set(text "// Made from classes.tsv; not to be edited.\n")
  foreach(class meaning IN ZIP_LISTS classes meanings)
    string(TOLOWER "${class}" name)
    string(APPEND text "${name},  // ${meaning}\n")
  endforeach()
  file(WRITE "${ENUM}" "${text}")
  return()
endif()

get_filename_component(language "${WORDS}" NAME_WE)
read_table("${WORDS}" words sets)
foreach(class IN LISTS classes)
  set(is_class_${class} TRUE)
endforeach()
set(kinds 0)
set(set_text "")
set(entry_text "")
foreach(word set IN ZIP_LISTS words sets)
  if(NOT DEFINED "number_of_${set}")
    string(REPLACE " " ";" members "${set}")
    set(enumerators "")
    foreach(class IN LISTS members)
      if(NOT is_class_${class})
        message(FATAL_ERROR "${language}.tsv: '${word}' has the class '${class}', which classes.tsv does not list")
      endif()
      string(TOLOWER "${class}" name)
      list(APPEND enumerators "Class::${name}")
    endforeach()
    list(JOIN enumerators ", " enumerators)
    string(APPEND set_text "    {${enumerators}},\n")
    set("number_of_${set}" ${kinds})
    math(EXPR kinds "${kinds} + 1")
  endif()
  string(APPEND entry_text "    {\"${word}\", ${number_of_${set}}},\n")
endforeach()
file(WRITE "${OUT}" "// Made from ${language}.tsv; not to be edited.
#include \"lang/table.hpp\"

namespace newsgrain::lang {
namespace {

constexpr ClassSet kSets[] = {
${set_text}};
constexpr Dictionary::Entry kEntries[] = {
${entry_text}};
static_assert(all_plain(kEntries), \"${language}.tsv: words stand in their plain form: small letters, ' and -\");
constexpr auto kSlots = slots_of(kEntries);

}  // namespace

extern const Dictionary words_${language};
const Dictionary words_${language}(kEntries, kSets, kSlots.data(), kSlots.size() - 1);

}  // namespace newsgrain::lang
")
