// values.hpp: dates, times, amounts of money, percentages, quantities and numbers, found by rules.
#pragma once

#include <vector>

#include "features.hpp"
#include "mention.hpp"

namespace entities {

// Appends the values of a sentence to `out`; units covered by `names` (sorted) are left alone.
void find_values(const std::vector<Unit>& units, const UnitSentence& s, const std::vector<Mention>& names,
                 std::vector<Mention>& out);

}  // namespace entities
