# Word lists to C++ at build time; see plugins/common/lang/README.md. A script, so that no second compiler or interpreter is
# needed where the build is for another machine:
#
#   cmake -DCLASSES=classes.tsv -DENUM=word_classes.inc -P CompileWords.cmake              the enumerators
#   cmake -DCLASSES=classes.tsv -DWORDS=en.tsv -DOUT=words_en.cpp -P CompileWords.cmake    the table of a language
cmake_minimum_required(VERSION 3.25)

include("${CMAKE_CURRENT_LIST_DIR}/ReadTable.cmake")

read_classes("${CLASSES}")
if(ENUM)
  set(text "// Made from classes.tsv; not to be edited.\n")
  foreach(class meaning IN ZIP_LISTS classes meanings)
    snake_case("${class}" name)
    string(APPEND text "${name},  // ${meaning}\n")
  endforeach()
  file(WRITE "${ENUM}" "${text}")
  return()
endif()

get_filename_component(language "${WORDS}" NAME_WE)
read_table("${WORDS}" words sets)
set(kinds 0)
set(set_text "")
set(entry_text "")
foreach(word set IN ZIP_LISTS words sets)
  restore_brackets(word)
  if(NOT DEFINED "number_of_${set}")
    string(REPLACE " " ";" members "${set}")
    set(enumerators "")
    foreach(class IN LISTS members)
      check_class("${language}.tsv" "${word}" "${class}")
      snake_case("${class}" name)
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
const Dictionary words_${language}(kEntries, std::size(kEntries), kSets, union_of(kSets), kSlots.data(), kSlots.size() - 1);

}  // namespace newsgrain::lang
")
