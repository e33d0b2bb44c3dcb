# newsgrain_write_slots(): the numbers of plugin.json as names, for newsgrain_add_plugin().
#
# Writes FOLDER/slots.hpp (C++17) and FOLDER/slots.h (C99). In C++ slots::reads::block_role is the slot of a read and
# slots::reads::block_role::role the number of a column in it; slots::writes::region goes into sdk::Writer, which takes the
# types of the columns from it. In C they are SLOT_READ_BLOCK_ROLE, COLUMN_READ_BLOCK_ROLE_ROLE. A plugin with several
# components has slots::<id>::reads and SLOT_<ID>_READ_..., with '_' for what can't stand in a name.
#
# The columns of standard layers, which plugin.json does not repeat, are those of NewsgrainLayers.json.

set(NEWSGRAIN_LAYERS_FILE "${CMAKE_CURRENT_LIST_DIR}/NewsgrainLayers.json" CACHE INTERNAL "")

# A name that can stand in C++: "block.role" -> block_role, "default" -> default_.
function(newsgrain_slot_name text out)
  string(MAKE_C_IDENTIFIER "${text}" name)
  set(taken
    alignas alignof and asm auto bool break case catch char class concept const constexpr continue decltype default delete do
    double else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not
    nullptr operator or private protected public register requires return short signed sizeof static struct switch template
    this throw true try typedef typeid typename union unsigned using virtual void volatile while xor slot types)
  if(name IN_LIST taken)
    string(APPEND name "_")
  endif()
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

# {"name", "type", "list"?} -> NG_U32, NG_SPAN | NG_LIST
function(newsgrain_slot_type column out)
  string(JSON type ERROR_VARIABLE none GET "${column}" type)
  string(JSON list ERROR_VARIABLE none GET "${column}" list)
  if(type STREQUAL "code")
    set(type code8)
  endif()
  string(TOUPPER "NG_${type}" type)
  if(list STREQUAL "ON" OR list STREQUAL "true")
    string(APPEND type " | NG_LIST")
  endif()
  set(${out} "${type}" PARENT_SCOPE)
endfunction()

# The columns of a read or write as a JSON list of objects; of a read that names none, and of a write to a standard layer,
# those of the standard layer.
function(newsgrain_slot_columns use out)
  string(JSON columns ERROR_VARIABLE none GET "${use}" columns)
  string(JSON layer ERROR_VARIABLE broken GET "${use}" layer)
  if(none AND NOT broken)
    file(READ "${NEWSGRAIN_LAYERS_FILE}" layers)
    string(JSON columns ERROR_VARIABLE unknown GET "${layers}" "${layer}" columns)
    if(unknown)
      set(columns "[]")
    endif()
  endif()
  set(${out} "${columns}" PARENT_SCOPE)
endfunction()

# The slots of one direction of one component, appended to ${cpp} and ${c}.
function(newsgrain_slots_of component direction prefix)
  set(cpp "namespace ${direction} {\n")
  set(c "")
  string(REGEX REPLACE "s$" "" one "${direction}")
  string(TOUPPER "${prefix}${one}" upper)
  string(JSON n ERROR_VARIABLE none LENGTH "${component}" ${direction})
  set(slot 0)
  set(seen)
  while(NOT none AND slot LESS n)
    string(JSON use GET "${component}" ${direction} ${slot})
    string(JSON layer ERROR_VARIABLE broken GET "${use}" layer)
    newsgrain_slot_name("${layer}" name)
    if(NOT broken AND NOT name IN_LIST seen)
      list(APPEND seen "${name}")
      string(TOUPPER "${upper}_${name}" macro)
      string(APPEND c "  SLOT_${macro} = ${slot},\n")
      newsgrain_slot_columns("${use}" columns)
      string(JSON n_columns ERROR_VARIABLE not_a_list LENGTH "${columns}")
      set(fields "")
      set(types)
      set(k 0)
      while(NOT not_a_list AND k LESS n_columns)
        string(JSON kind TYPE "${columns}" ${k})
        string(JSON column GET "${columns}" ${k})
        set(type "")
        if(kind STREQUAL "OBJECT")
          newsgrain_slot_type("${column}" type)
          string(JSON column ERROR_VARIABLE broken GET "${column}" name)
        endif()
        newsgrain_slot_name("${column}" field)
        string(APPEND fields "  static constexpr std::uint32_t ${field} = ${k};\n")
        string(TOUPPER "${macro}_${field}" field_macro)
        string(APPEND c "  COLUMN_${field_macro} = ${k},\n")
        list(APPEND types "${type}")
        math(EXPR k "${k} + 1")
      endwhile()
      if(direction STREQUAL "writes")
        string(REPLACE ";" ", " types "${types}")
        string(APPEND fields "  static constexpr std::array<std::int32_t, ${k}> types{{${types}}};\n")
      endif()
      string(APPEND cpp
        "struct ${name} {\n  static constexpr std::uint32_t slot = ${slot};\n${fields}"
        "  constexpr operator std::uint32_t() const { return slot; }\n};\ninline constexpr struct ${name} ${name} {};\n")
    endif()
    math(EXPR slot "${slot} + 1")
  endwhile()
  string(APPEND cpp "}  // namespace ${direction}\n")
  set(slots_cpp "${slots_cpp}${cpp}" PARENT_SCOPE)
  set(slots_c "${slots_c}${c}" PARENT_SCOPE)
endfunction()

function(newsgrain_write_slots json folder)
  set(slots_cpp "")
  set(slots_c "")
  string(JSON n ERROR_VARIABLE none LENGTH "${json}" components)
  set(i 0)
  while(NOT none AND i LESS n)
    string(JSON component GET "${json}" components ${i})
    set(prefix "")
    if(n GREATER 1)
      string(JSON id GET "${component}" id)
      newsgrain_slot_name("${id}" prefix)
      string(APPEND slots_cpp "namespace ${prefix} {\n")
    endif()
    set(c_prefix "${prefix}")
    if(prefix)
      set(c_prefix "${prefix}_")
    endif()
    newsgrain_slots_of("${component}" reads "${c_prefix}")
    newsgrain_slots_of("${component}" writes "${c_prefix}")
    if(prefix)
      string(APPEND slots_cpp "}  // namespace ${prefix}\n")
    endif()
    math(EXPR i "${i} + 1")
  endwhile()
  file(CONFIGURE OUTPUT "${folder}/slots.hpp" @ONLY CONTENT
"// The slots and columns of plugin.json, generated from it.
#pragma once

#include <array>
#include <cstdint>

#include <newsgrain/abi/newsgrain.h>

namespace slots {
@slots_cpp@}  // namespace slots
")
  file(CONFIGURE OUTPUT "${folder}/slots.h" @ONLY CONTENT
"/* The slots and columns of plugin.json, generated from it. */
#ifndef NEWSGRAIN_SLOTS_H
#define NEWSGRAIN_SLOTS_H

enum {
@slots_c@  SLOTS_END
};

#endif
")
endfunction()
