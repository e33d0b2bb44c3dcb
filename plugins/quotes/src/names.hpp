// names.hpp: what a first name or a title tells of gender.
#pragma once

#include <string_view>

namespace quotes {

enum class Gender : unsigned char { unknown, female, male };
Gender gender_of_first_name(std::string_view lower);
Gender gender_of_title(std::string_view lower);

}  // namespace quotes
