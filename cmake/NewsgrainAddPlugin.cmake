# newsgrain_add_plugin(): builds a plugin library the way the host wants it.
#
#   newsgrain_add_plugin(shouting MANIFEST plugin.json SOURCES src/plugin.cpp [RESOURCES data/words.txt ...])
#
# makes the target newsgrain_shouting: newsgrain_shouting.so with one exported symbol, newsgrain_shouting.json (the manifest,
# with the SHA-256 of each resource filled in) beside it, and the resources in the folder newsgrain_shouting/. All go to
# NEWSGRAIN_PLUGIN_OUTPUT_DIR (default: ${CMAKE_BINARY_DIR}/plugins), and to NEWSGRAIN_PLUGIN_INSTALL_DIR on installation.
# The slots of the manifest have names in the generated headers slots.hpp and slots.h: see NewsgrainSlots.cmake.
# Relative paths are relative to the calling CMakeLists.txt. C and C++ sources may be mixed; a plugin of C sources alone needs
# no C++ compiler.

include("${CMAKE_CURRENT_LIST_DIR}/NewsgrainSlots.cmake")
set(NEWSGRAIN_ADD_PLUGIN_DIR "${CMAKE_CURRENT_LIST_DIR}" CACHE INTERNAL "")

function(newsgrain_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "MANIFEST" "SOURCES;RESOURCES")
  if(NOT arg_MANIFEST OR NOT arg_SOURCES)
    message(FATAL_ERROR "newsgrain_add_plugin(${name}) needs MANIFEST and SOURCES")
  endif()
  set(target newsgrain_${name})
  set(output "${NEWSGRAIN_PLUGIN_OUTPUT_DIR}")
  if(NOT output)
    set(output "${CMAKE_BINARY_DIR}/plugins")
  endif()

  # The manifest with the hashes of the resources.
  get_filename_component(manifest "${arg_MANIFEST}" ABSOLUTE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${manifest}")
  file(READ "${manifest}" json)
  foreach(resource IN LISTS arg_RESOURCES)
    get_filename_component(path "${resource}" ABSOLUTE)
    get_filename_component(file "${resource}" NAME)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    file(SHA256 "${path}" hash_${file})
    configure_file("${path}" "${output}/${target}/${file}" COPYONLY)
    list(APPEND resource_files "${path}")
  endforeach()
  string(JSON n_components LENGTH "${json}" components)
  math(EXPR last_component "${n_components} - 1")
  foreach(c RANGE ${last_component})
    string(JSON n_resources ERROR_VARIABLE none LENGTH "${json}" components ${c} resources)
    if(none OR n_resources EQUAL 0)
      continue()
    endif()
    math(EXPR last_resource "${n_resources} - 1")
    foreach(r RANGE ${last_resource})
      string(JSON file GET "${json}" components ${c} resources ${r} name)
      if(NOT DEFINED hash_${file})
        message(FATAL_ERROR "${arg_MANIFEST} lists the resource ${file}, which is not among RESOURCES")
      endif()
      string(JSON json SET "${json}" components ${c} resources ${r} sha256 "\"${hash_${file}}\"")
    endforeach()
  endforeach()
  set(final_manifest "${output}/${target}.json")
  file(CONFIGURE OUTPUT "${final_manifest}" CONTENT "${json}" @ONLY)
  file(SIZE "${final_manifest}" manifest_size)
  file(READ "${final_manifest}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
  set(embedded "${CMAKE_CURRENT_BINARY_DIR}/${target}_manifest.c")
  file(CONFIGURE OUTPUT "${embedded}" CONTENT
    "/* The manifest, generated from plugin.json. */\nextern const char ng_manifest_data[];\nconst char ng_manifest_data[] = {\n@bytes@};\n"
    @ONLY)

  set(slots "${CMAKE_CURRENT_BINARY_DIR}/${target}_slots")
  newsgrain_write_slots("${json}" "${slots}")

  add_library(${target} MODULE ${arg_SOURCES} "${embedded}")
  target_link_libraries(${target} PRIVATE Newsgrain::sdk)
  target_include_directories(${target} PRIVATE "${slots}")
  target_compile_definitions(${target} PRIVATE NG_MANIFEST_SIZE=${manifest_size})
  set_target_properties(${target} PROPERTIES
    PREFIX "" SUFFIX ".so" LIBRARY_OUTPUT_DIRECTORY "${output}"
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON POSITION_INDEPENDENT_CODE ON)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if(CXX IN_LIST languages)
    target_compile_features(${target} PRIVATE cxx_std_17)
  endif()
  # Without STB_GNU_UNIQUE and with one exported symbol two plugins cannot see each other's inline variables.
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-gnu-unique>)
  target_link_options(${target} PRIVATE
    "-Wl,--version-script=${NEWSGRAIN_ADD_PLUGIN_DIR}/plugin.map" "-Wl,--exclude-libs,ALL" "-Wl,-z,nodelete")
  if(NOT NEWSGRAIN_SANITIZED)  # the sanitizers' runtime is left undefined on purpose
    target_link_options(${target} PRIVATE "-Wl,-z,defs")
  endif()
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${NEWSGRAIN_ADD_PLUGIN_DIR}/plugin.map")
  if(NEWSGRAIN_PLUGIN_INSTALL_DIR)
    install(TARGETS ${target} LIBRARY DESTINATION "${NEWSGRAIN_PLUGIN_INSTALL_DIR}" COMPONENT runtime)
    install(FILES "${final_manifest}" DESTINATION "${NEWSGRAIN_PLUGIN_INSTALL_DIR}" COMPONENT runtime)
    if(resource_files)
      install(FILES ${resource_files} DESTINATION "${NEWSGRAIN_PLUGIN_INSTALL_DIR}/${target}" COMPONENT runtime)
    endif()
  endif()
endfunction()

# newsgrain_add_plugin_test(shouting SOURCES tests/shouting_test.cpp): a test program with the plugin linked in, to be run in the
# SDK's fake host (newsgrain/sdk/testing.hpp). Registered with CTest as shouting_test.
function(newsgrain_add_plugin_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES")
  add_executable(${name}_test ${arg_SOURCES} $<TARGET_OBJECTS:newsgrain_${name}>)
  target_link_libraries(${name}_test PRIVATE Newsgrain::sdk)
  target_include_directories(${name}_test PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/newsgrain_${name}_slots")
  target_compile_features(${name}_test PRIVATE cxx_std_17)
  add_test(NAME ${name}_test COMMAND ${name}_test)
endfunction()
