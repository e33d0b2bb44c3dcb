// build_info.hpp: what this newsgrain was made of, for `newsgrain --version --json`, `doctor` and bug reports.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsgrain {

std::string_view version();  // of newsgrain

// Name and version, in a fixed order: newsgrain, abi, compiler, icu, re2, simdjson, zlib, zstd, lzma, bzip2.
std::vector<std::pair<std::string, std::string>> build_info();

}  // namespace newsgrain
