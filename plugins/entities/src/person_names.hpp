// person_names.hpp: what is known of names of people: short forms of first names, what stands behind a name, numbers of
// rulers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entities {

// Could the two first names (folded) mean one person: equal, one the other's initial, short form or beginning ("Tim",
// "Timothy")?
bool same_first_name(std::string_view a, std::string_view b);

// Other names that a folded first name may stand for or be cut to: "William", "Billy", "Will" for "bill". Views of
// static text.
std::vector<std::string_view> forms_of(std::string_view name);

// "Jr", "PhD", "MP", "OBE": no part of what people are called by.
bool is_behind_name(std::string_view word);

// "ii", "xvi" behind a name (folded): tells people of one name apart.
bool is_number_of_ruler(std::string_view word);

}  // namespace entities
