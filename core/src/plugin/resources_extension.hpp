// newsgrain.resources/1: files beside a plugin and files that the user names, mapped once per process.
#pragma once

#include <string>
#include <string_view>

#include "newsgrain/result.hpp"

namespace newsgrain::internal {

const void* resources_extension();
// Read-only bytes of a file; the mapping stays for the life of the process and is shared by all who ask. [any thread]
Result<std::string_view> map_file(const std::string& path);
// Lower-case hex of SHA-256.
std::string sha256_hex(std::string_view bytes);

}  // namespace newsgrain::internal
