// newsgrain.resources/1: files beside a plugin and files that the user names, mapped once per process.
#pragma once

#include <string>
#include <string_view>

#include "newsgrain/result.hpp"

namespace newsgrain::internal {

const void* resources_extension();
// Where a resource of a plugin lies: in the folder of the plugin's name beside the library, or beside the library
// itself.
std::string resource_path(const std::string& library, const std::string& name);
// Read-only bytes of a file; the mapping stays for the life of the process and is shared by all who ask. [any thread]
Result<std::string_view> map_file(const std::string& path);
// Lower-case hex of SHA-256.
std::string sha256_hex(std::string_view bytes);

}  // namespace newsgrain::internal
