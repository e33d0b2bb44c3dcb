// Versions of the core and of the libraries it was built with or runs with.
#include "newsgrain/build_info.hpp"

#include <bzlib.h>
#include <lzma.h>
#include <simdjson.h>
#include <unicode/uversion.h>
#include <zlib.h>
#include <zstd.h>

#include "newsgrain/abi/newsgrain.h"

#ifndef NEWSGRAIN_RE2_VERSION
#define NEWSGRAIN_RE2_VERSION "unknown"
#endif

namespace newsgrain {

std::string_view version() { return NEWSGRAIN_VERSION; }

std::vector<std::pair<std::string, std::string>> build_info() {
  UVersionInfo icu;
  u_getVersion(icu);
  char icu_version[U_MAX_VERSION_STRING_LENGTH];
  u_versionToString(icu, icu_version);
#if defined(__clang__)
  const std::string compiler = "clang " __clang_version__;
#else
  const std::string compiler = "gcc " __VERSION__;
#endif
  return {
      {"newsgrain", std::string(version())},
      {"abi", std::to_string(NG_ABI_MAJOR) + "." + std::to_string(NG_ABI_MINOR)},
      {"compiler", compiler},
      {"icu", icu_version},
      {"re2", NEWSGRAIN_RE2_VERSION},
      {"simdjson", SIMDJSON_STRINGIFY(SIMDJSON_VERSION)},
      {"zlib", zlibVersion()},
      {"zstd", ZSTD_versionString()},
      {"lzma", lzma_version_string()},
      {"bzip2", BZ2_bzlibVersion()},
  };
}

}  // namespace newsgrain
