#include "interruptions.hpp"

#include <algorithm>
#include <string>

#include <newsgrain/abi/layers.h>

#include <newsgrain/sdk/text.hpp>

#include "find.hpp"
#include "phrases.hpp"

namespace boilerplate {
namespace {

// "Advertisement", alone or nearly so; "Story continues below".
bool is_advertisement(std::string_view l, uint32_t words) {
  constexpr uint32_t kLabel = 2, kCall = 8;
  if (words <= kLabel && phrases::kAdLabel.begins(l)) return true;
  return words <= kCall && phrases::kAdBreak.begins(l);
}

// Another story. Some calls are one only with a colon behind.
bool is_related(std::string_view l, uint32_t words) {
  constexpr uint32_t kMost = 28;
  if (words > kMost) return false;
  if (phrases::kRelatedCall.begins(l)) return true;
  return words == 2 && (l == "read more" || l == "see more" || l == "related stories" || l == "related articles");
}

bool is_share(std::string_view l, uint32_t words) {
  constexpr uint32_t kMost = 6;
  return words <= kMost && phrases::kShareCall.begins(l);
}

// A call to sign up or to follow.
bool is_call(std::string_view l, uint32_t words) {
  constexpr uint32_t kMost = 36;
  if (words > kMost) return false;
  if (phrases::kSignUpCall.begins(l)) return true;
  return phrases::kNewsletter.within(l) && phrases::kSignUpWish.within(l);
}

}  // namespace

uint8_t interruption(std::string_view line, const BlockFacts& facts) {
  constexpr uint32_t kMost = 36;    // words
  constexpr size_t kLongest = 400;  // bytes
  if (facts.words == 0 || facts.words > kMost || line.size() > kLongest || has_any(line, {"\"", "“", "”", "«", "„"}))
    return NG_ROLE_BODY;
  const std::string l = newsgrain::sdk::to_lower(line);
  if (is_advertisement(l, facts.words)) return NG_ROLE_ADVERTISEMENT;
  if (is_related(l, facts.words)) return NG_ROLE_RELATED;
  if (is_share(l, facts.words) && !facts.ends_sentence) return NG_ROLE_PROMOTION;
  return is_call(l, facts.words) ? NG_ROLE_PROMOTION : NG_ROLE_BODY;
}

}  // namespace boilerplate
