// declared.hpp: what a caller says about an input, held against what it can be. For flags, rows and Python alike.
//
// Each returns an Error (bad_usage) that quotes the value and has a cure of its own; `where` is left to the caller.
// [any thread]
#pragma once

#include <string_view>

#include "newsgrain/result.hpp"

namespace newsgrain {

// A language tag such as "en", "pt-BR" or "zh-Hant": a known ISO 639 code first, then what BCP 47 allows. "English"
// is none, and neither is "und".
Result<void> check_language(std::string_view tag);
// A name of an encoding as browsers know it: "utf-8", "latin1", "windows-1251".
Result<void> check_charset(std::string_view label);
// An absolute address: a scheme, "://", and a host (none for "file").
Result<void> check_url(std::string_view url);
// A date of ISO 8601: "2026", "2026-03", "2026-03-01", "20260301"; behind a day a time, with or without seconds and
// zone.
Result<void> check_date(std::string_view date);

}  // namespace newsgrain
