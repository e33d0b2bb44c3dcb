// metadata.hpp: what the page says of itself, in JSON-LD, meta tags, microdata and its address.
#pragma once

#include <string>
#include <vector>

#include "elements.hpp"
#include "page.hpp"

namespace boilerplate {

struct MetaValue {
  uint8_t key, signal;                  // NG_META_*, NG_SIGNAL_*
  std::string value;                    // plain text
  uint32_t begin = kNone, end = kNone;  // bytes of the markup
};

// A <time> with a date that nothing says is the article's.
struct TimeElement {
  uint32_t text_begin;
  std::string date;
};

struct Metadata {
  std::vector<MetaValue> values;    // the best signal of each key only; authors and tags may be several
  std::vector<std::string> titles;  // all that claim to be the title, for finding the heading
  std::vector<TimeElement> times;
  bool says_article = false, says_list = false;
  bool day_first = false;           // 03/04/2025 is a day in April, where the page is written
  std::string latest;               // no day of publication or change is later; empty: not known
  bool only_organisations = false;  // no author is a person
  bool has(uint8_t key) const;
  void drop(uint8_t key);
};

// `latest`: the last day that a date of this page can have, or empty.
Metadata read_metadata(const Page& page, const Elements& elements, std::string_view latest = {});
// "By Maren Holt and Jonas Reuter, transport reporters" -> the names; empty where there is none.
std::vector<std::string> names_in_byline(std::string_view text);

// Desks, agencies and placeholders: "Editorial staff".
bool is_generic_author(std::string_view name);

}  // namespace boilerplate
