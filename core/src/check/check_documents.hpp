// The documents that the conformance kit runs plugins on.
#pragma once

#include <string>
#include <vector>

#include "newsgrain/input.hpp"

namespace newsgrain::internal {
// Small ones of all kinds: ordinary, empty, hostile. Each has a name that says what is odd about it.
std::vector<Input> check_documents();
// Ordinary prose of about this size.
Input long_document(size_t bytes);
}  // namespace newsgrain::internal
