// Headlines with a colon: "Mayor: Harbour will close", "Harbour will close: mayor", "'No choice': Mayor Anna Berg on
// the harbour".
#include "attribution.hpp"

#include <algorithm>

#include "sorted_words.hpp"

namespace quotes {
namespace {

using newsgrain::english::SortedWords;

// Who speaks in headlines without a name.
constexpr SortedWords kRoles({"activists",    "adviser",     "advisor",     "agency",       "aide",       "aides",
                              "analyst",      "analysts",    "army",        "boss",         "ceo",        "chancellor",
                              "charity",      "chief",       "coach",       "commissioner", "council",    "court",
                              "critics",      "doctor",      "doctors",     "economist",    "economists", "envoy",
                              "experts",      "expert",      "family",      "fans",         "father",     "fed",
                              "fire",         "firm",        "government",  "governor",     "group",      "groups",
                              "head",         "indictment",  "inquiry",     "judge",        "lawmaker",   "lawmakers",
                              "lawsuit",      "lawyer",      "lawyers",     "leader",       "manager",    "mayor",
                              "media",        "military",    "minister",    "ministry",     "monitor",    "mother",
                              "mp",           "mps",         "official",    "officials",    "opposition", "owner",
                              "panel",        "parents",     "pm",          "police",       "poll",       "president",
                              "premier",      "prosecutor",  "prosecutors", "regulator",    "report",     "reports",
                              "researchers",  "resident",    "residents",   "review",       "scientist",  "scientists",
                              "secretary",    "senator",     "sheriff",     "source",       "sources",    "spokesman",
                              "spokesperson", "spokeswoman", "state",       "students",     "study",      "survey",
                              "survivor",     "survivors",   "teacher",     "teachers",     "thinktank",  "union",
                              "unions",       "victim",      "victims",     "volunteers",   "voters",     "watchdog",
                              "widow",        "wife",        "witness",     "witnesses",    "workers"});

}  // namespace

// A name, or a noun of those who speak, that takes up the whole stretch.
bool Finder::names_somebody(uint32_t first, uint32_t last) const {
  constexpr uint32_t kLongest = 6;
  if (first >= last || last - first > kLongest || has_verb(first, last)) return false;
  for (uint32_t i = first; i < last; ++i)
    if (a_.quoted(i) || a_.tokens[i].kind == NG_TOKEN_NUMBER || a_.tokens[i].kind == NG_TOKEN_URL) return false;
  const Token& head = a_.tokens[last - 1];
  if (kRoles.contains(head.lower)) return true;
  const uint32_t name = head.mention;
  return name != kNone && a_.mentions[name].first >= first &&
         (a_.mentions[name].type == NG_ENTITY_PERSON || a_.mentions[name].type == NG_ENTITY_ORG);
}

void Finder::headline(const Range& block) {
  uint32_t colon = block.first, end = block.last;
  while (colon < end && (a_.quoted(colon) || !a_.tokens[colon].is(":"))) ++colon;
  if (colon == block.first || colon + 1 >= end) return;
  while (end > colon + 1 && a_.tokens[end - 1].is(".") && !a_.quoted(end - 1)) --end;
  const uint32_t after = colon + 1;
  const auto is_free = [&](uint32_t first, uint32_t last) {
    for (uint32_t i = first; i < last; ++i)
      if (covered(i) || speaks_[i] != kNone) return false;
    return true;
  };
  if (!is_free(block.first, end)) return;
  constexpr uint32_t kLeast = 3;
  const Range cue = {colon, colon + 1};
  const bool marks_behind = a_.quoted(after) && a_.marked[a_.tokens[after].span].first == after;
  if (names_somebody(block.first, colon) && !marks_behind && end - after >= kLeast && indirect_ &&
      has_verb(after, end)) {
    add({after, end}, cue, {block.first, colon}, 0.7f, "headline");
    return;
  }
  if (names_somebody(after, end) && colon - block.first >= kLeast && (indirect_ || a_.quoted(block.first))) {
    add({block.first, colon}, cue, {after, end}, 0.7f, "headline");
    return;
  }
  // Marks, a colon, and who speaks in them: "'No choice': Mayor Anna Berg on the harbour", "'Nobody is safe': Residents
  // fear a flood".
  const Marked* m = a_.quoted(block.first) ? &a_.marked[a_.tokens[block.first].span] : nullptr;
  if (m == nullptr || m->first != block.first || m->last != colon || m->words < 2) return;
  const Phrase speaker = subject_after(a_, after, end);
  if (!speaker || speaker.last > end) return;
  uint32_t last = speaker.first;  // up to the name, or the noun in front of a verb
  while (last < speaker.last && !names_somebody(speaker.first, last)) ++last;
  if (names_somebody(speaker.first, last)) {
    while (last < speaker.last && names_somebody(speaker.first, last + 1)) ++last;
    add({m->first, m->last}, cue, {speaker.first, last}, 0.65f, "headline");
  }
}

}  // namespace quotes
