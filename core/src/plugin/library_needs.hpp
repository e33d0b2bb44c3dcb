// What a library needs of others.
#pragma once

#include <optional>
#include <string>

#include "newsgrain/result.hpp"
#include "plugin/library_file.hpp"

namespace newsgrain::internal {

// Whether the system's loader finds all libraries that this one needs, in the versions that it needs, and whether those
// have the symbols that it takes from others. Asks the loader for its list, which runs no code of any library. Says
// nothing where there is no such loader.
Result<void> check_needs(const std::string& path, const LibraryFile& library);

}  // namespace newsgrain::internal
