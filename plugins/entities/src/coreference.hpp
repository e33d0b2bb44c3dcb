// coreference.hpp: which names of a document mean the same, and what the document says of them.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "features.hpp"
#include "legislators.hpp"
#include "mention.hpp"
#include "names.hpp"
#include "places.hpp"
#include "user_lists.hpp"

namespace entities {

// What the steps below share.
struct Text {
  std::string_view document;
  const std::vector<Unit>& units;
  const std::vector<UnitSentence>& sentences;
  const Gazetteer& gazetteer;
  const Countries& countries;
  const Legislators& legislators;
  std::vector<uint8_t> quoted;  // by unit: 1 between quotation marks; empty where nobody asks
};

// Adds occurrences that the tagger overlooked: surnames of people named in full, acronyms defined in brackets, names
// seen elsewhere with certainty, "the North" where North Korea is spoken of. `names` stays sorted.
void add_overlooked(const Text& text, std::vector<Mention>& names);

// The word that says what kind of thing a name of several words names: "League" of "League of Rights", "Council" of
// "Water Council".
uint32_t head_of(const std::vector<Unit>& units, const Mention& name);

// Makes one type of the votes for equal names, sets `entity` and `form` of the mentions; entities in order of
// appearance. Names of the user's lists keep their type, and those of one entry are one entity with that entry's name
// and id.
std::vector<Entity> link_names(const Text& text, std::vector<Mention>& names, const UserLists& lists);

// "minister", "President", "professor": says what somebody is.
bool is_role_noun(const Unit& word);

// Roles, titles and countries of people, from the words around their names.
void describe_people(const Text& text, const std::vector<Mention>& names, std::vector<Entity>& entities);

// Pronouns of the third person ("she", "its") and common nouns ("the minister", "the company") that mean one of the
// entities with enough certainty, sorted; they overlap no name but may hold one ("the Norwegian minister"). Others are
// left out. `pause` is called for each sentence.
std::vector<Mention> find_references(const Text& text, const std::vector<Mention>& names,
                                     const std::vector<Entity>& entities, const std::function<void()>& pause);

}  // namespace entities
