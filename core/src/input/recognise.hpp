// What is no page and no text, told by its bytes: archives, documents of other programs, pictures, feeds, lists of
// addresses, binary data. Shared by all ways in: Pipeline::analyze asks before it reads.
#pragma once

#include <optional>
#include <string>

#include "newsgrain/input.hpp"

namespace newsgrain::internal {

struct Recognised {
  std::string what;  // "a PDF document"
  std::string cure;  // "save it as text or HTML and give that"
};

// Nothing for what may be a page or a text; looks at no more than the beginning, except of lists and JSON.
std::optional<Recognised> recognise_no_page(const Input& input);

}  // namespace newsgrain::internal
