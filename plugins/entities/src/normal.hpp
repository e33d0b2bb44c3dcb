// normal.hpp: what a date, a time, an amount or a number says, in plain form.
//
//   DATE      ISO 8601 as in TIMEX3: 2020-05-05, 2020-05, 2020, 199X, 2020-SU, 2023-W35, P3Y, 2020-05-05/2020-05-07;
//             XXXX-05-05 where no year is known
//   TIME      T11:30, T21:00Z, 2023-09-07TNI (night), PT2H
//   MONEY     USD 5200000        PERCENT  5.3        QUANTITY  40 km        CARDINAL  1200        ORDINAL  3
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "features.hpp"
#include "mention.hpp"

namespace entities {

// A day of the (proleptic) Gregorian calendar; year 0: not known.
struct Day {
  int32_t year = 0, month = 0, day = 0;
  bool known() const { return year != 0; }
};

// The day at the start of an ISO 8601 date, or none.
Day read_day(std::string_view text);

// The plain form of a value, empty where it has none ("dozens", "last Friday" where `published` is not known).
std::string plain_value(const std::vector<Unit>& units, const Mention& value, const Day& published);

}  // namespace entities
