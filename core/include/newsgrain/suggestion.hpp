// suggestion.hpp: what somebody who wrote a name wrong probably meant. For messages only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsgrain {

// The name in `known` that is nearest to `word`: at most a third of its letters wrong, swapped, missing or too many, or
// begun and not ended. "" where none is near. Large and small letters, '-' and '_' are alike. [any thread]
std::string nearest(std::string_view word, const std::vector<std::string>& known);
// "; did you mean \"tokens\"?", or "" where none is near: goes behind a message.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);
// "a, b and c"; "none" for no names.
std::string listed(const std::vector<std::string>& names);

}  // namespace newsgrain
