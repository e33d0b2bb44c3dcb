// dates.hpp: dates as pages write them, to ISO 8601.
#pragma once

#include <string>
#include <string_view>

namespace boilerplate {

// "2025-03-18", or "2025-03-18T07:45:00Z" where the text has a time in ISO form; empty if there is no date in it.
// Understands ISO, "18 March 2025", "March 18, 2025", "Mar. 18 2025", "18. März 2025", "18.03.2025", "20250318";
// 03/04/2025 with `day_first` only. Two-digit years are not guessed at.
std::string iso_date(std::string_view text, bool day_first = false);
// The day so many days later, "2025-02-28" and 1: "2025-03-01"; empty where `day` does not begin with a date.
std::string day_after(std::string_view day, int days);
// A date in the path of an address: "/2025/03/18/", "/2025-03-18-".
std::string date_in_url(std::string_view url);

}  // namespace boilerplate
