// genders.hpp: what a first name or a title tells of gender. Compiled into each plugin that asks (entities, quotes).
#pragma once

#include <string_view>

namespace newsgrain::english {

enum class Gender : unsigned char { unknown, female, male };
Gender gender_of_first_name(std::string_view lower);
// The same without a guess by the ending.
Gender gender_of_listed_name(std::string_view lower);
Gender gender_of_title(std::string_view lower);

}  // namespace newsgrain::english
