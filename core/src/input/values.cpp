#include "input/values.hpp"

#include "input/json_syntax.hpp"
#include "newsgrain/declared.hpp"

namespace newsgrain::internal {
namespace {

// Readers of JSON take 64 levels (System.Text.Json), 128 (serde), 1,000 (Python); the document itself has two.
constexpr size_t kMetaDepth = 32;

void check(std::string_view key, std::string& value, Result<void> (*holds)(std::string_view),
           std::vector<std::string>& notes) {
  if (value.empty()) return;
  const Result<void> checked = holds(value);
  if (checked) return;
  notes.push_back(dropped_note(key, checked.error().message));
  value.clear();
}

}  // namespace

std::string dropped_note(std::string_view key, std::string_view why) {
  return "\"" + std::string(key) + "\" was left out: " + std::string(why);
}

std::string lone_surrogate_note(std::string_view key) {
  return "\"" + std::string(key) + "\" has half of a surrogate pair, which is no character: read as U+FFFD";
}

void drop_bad_values(Input& input) {
  check("url", input.url, &check_url, input.notes);
  check("published", input.published, &check_date, input.notes);
  check("language", input.language, &check_language, input.notes);
  if (limit_nesting(input.meta_json, kMetaDepth))
    input.notes.push_back("\"meta\": what is nested deeper than " + std::to_string(kMetaDepth) +
                          " levels was kept as text");
  if (replace_lone_surrogates(input.meta_json)) input.notes.push_back(lone_surrogate_note("meta"));
}

}  // namespace newsgrain::internal
