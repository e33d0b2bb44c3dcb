// names.hpp: finds the names of a document: the tagger's path, corrected by rules and lists.
#pragma once

#include <utility>
#include <vector>

#include "features.hpp"
#include "mention.hpp"
#include "model.hpp"
#include "places.hpp"

namespace entities {

// Scratch memory of a thread.
struct Scratch {
  Scratch(const Gazetteer& gazetteer, const Gazetteer& classes) : features(gazetteer, classes) {}
  Features features;
  std::vector<uint32_t> row;
  std::vector<Model::Scores> scores;
  std::vector<uint8_t> tags, back;
  Model::Sums sums;
};

// Names of sentence number `sentence`, sorted, appended to `out`.
void find_names(const Model& model, const Gazetteer& gazetteer, const Countries& countries, Scratch& scratch,
                uint32_t sentence, std::vector<Mention>& out);

// Those of the sorted mentions [start, end) of `found` that overlap the units [first, last), as indices.
std::pair<size_t, size_t> overlapping(const std::vector<Mention>& found, size_t start, uint32_t first, uint32_t last);
// Puts `better` (sorted, apart from each other) in the place of what it overlaps in `found` from `start` on.
void replace(std::vector<Mention>& found, size_t start, const std::vector<Mention>& better);

// Gives doubtful names of a row ("Shas, Likud and Hadash") the type of the others; `out` is sorted from `start` on.
void agree_in_rows(const Gazetteer& gazetteer, const std::vector<Unit>& units, const UnitSentence& s, size_t start,
                   std::vector<Mention>& out);

// Puts events in the place of what was found of them in a sentence; `out` is sorted from `start` on.
void find_events(const std::vector<Unit>& units, const UnitSentence& s, size_t start, std::vector<Mention>& out);

// Text of the document between two units.
inline std::string_view covered(std::string_view document, const std::vector<Unit>& units, const Mention& m) {
  return document.substr(units[m.first].begin, units[m.last - 1].end - units[m.first].begin);
}

// How often a name with this score of the tagger or the rules is right, span and type: measured on the sets tuned on
// (tests/eval/eval_entities.py --fit prints the table).
float share_right(float score);

// What the lists say of the units [first, last) as one name.
uint32_t kinds_of(const Gazetteer& gazetteer, const std::vector<Unit>& units, uint32_t first, uint32_t last);

// GPE, LOC or FAC for a place; `kinds`: what the lists say of the whole name.
uint8_t place_type(const std::vector<Unit>& units, const Mention& m, uint32_t kinds);

}  // namespace entities
