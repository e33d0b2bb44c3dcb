// The language of a document.
#pragma once

#include <string>
#include <string_view>

#include "newsgrain/reader.hpp"

namespace newsgrain::internal {
// BCP 47 primary subtag ("en", "de", "zh"), "" where it is not known: what the running text says where there is enough
// of it, else what the page declares.
std::string document_language(const ReadResult& page);
}  // namespace newsgrain::internal
