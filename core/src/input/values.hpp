// What an input says of itself beside its page or text: a bad value costs that value, and a note.
#pragma once

#include "newsgrain/input.hpp"

namespace newsgrain::internal {

// Empties url, published and language where they are none, and keeps meta_json shallow enough for every reader of the
// output; says so in input.notes.
void drop_bad_values(Input& input);

// Half a surrogate pair, which no UTF-8 can hold, was read as U+FFFD.
std::string lone_surrogate_note(std::string_view key);
// A value of a type that its key can't have.
std::string dropped_note(std::string_view key, std::string_view why);

}  // namespace newsgrain::internal
