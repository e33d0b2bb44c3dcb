// Negation and boosters after Hutto and Gilbert, "VADER" (2014), with the scope cut at clause ends.
#include "words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace sentiment {
namespace {

template <size_t N>
constexpr std::array<std::string_view, N> sorted(std::array<std::string_view, N> words) {
  std::sort(words.begin(), words.end());
  return words;
}
template <size_t N>
bool in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::binary_search(list.begin(), list.end(), word);
}

constexpr auto kNegations = sorted(std::to_array<std::string_view>({"not", "n't", "no", "never", "neither", "nor", "none", "nobody", "nothing", "nowhere", "without", "hardly", "barely", "rarely", "seldom", "scarcely", "cannot", "lack", "lacks", "lacked", "lacking", "refused", "refuses", "refuse", "fails", "failed", "fail"}));
constexpr auto kBoosters = sorted(std::to_array<std::string_view>({"very", "extremely", "absolutely", "completely", "deeply", "especially", "exceptionally", "greatly", "highly", "hugely", "incredibly", "intensely", "most", "particularly", "really", "remarkably", "so", "strongly", "thoroughly", "totally", "utterly", "widely", "more", "increasingly"}));
constexpr auto kDampers = sorted(std::to_array<std::string_view>({"almost", "fairly", "kind", "little", "marginally", "mildly", "occasionally", "partly", "slightly", "somewhat", "sort", "less"}));
constexpr auto kSaid = sorted(std::to_array<std::string_view>({"said", "says", "say", "saying", "told", "tells", "added", "adds", "argued", "argues", "claimed", "claims", "announced", "asked", "wrote", "tweeted", "noted", "explained", "insisted", "stated", "according", "called", "calls", "warned", "warns", "urged", "testified", "suggested", "replied", "responded"}));
constexpr auto kFunction = sorted(std::to_array<std::string_view>({"a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "from", "about", "against", "as", "into", "over", "after", "before", "under", "between", "and", "or", "if", "that", "which", "who", "whom", "whose", "this", "these", "those", "he", "she", "it", "they", "we", "you", "i", "his", "her", "him", "their", "them", "its", "our", "us", "my", "me", "your", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "should", "may", "might", "must", "'s", "'re", "'ve", "'d", "'ll", "'m", "than", "then", "when", "while", "where", "because", "there", "what", "how", "why", "all", "any", "some", "other", "also", "just", "only", "up", "out", "off", "down"}));

bool is_clause_end(std::string_view w) { return w == "," || w == ";" || w == ":" || w == "-" || w == "--" || w == "." || w == "!" || w == "?" || w == "\"" || w == "(" || w == ")"; }

}  // namespace

std::string normalise(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size() && out.size() < 32; ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) == 0xE2 && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0x80) {
      const auto d = static_cast<unsigned char>(text[i + 2]);
      if (d == 0x98 || d == 0x99) out += '\'';
      else if (d >= 0x90 && d <= 0x95) out += '-';
      else if (d >= 0x9A && d <= 0x9F) out += '"';
      else if (d == 0xA6) out += "...";
      i += 2;
      continue;
    }
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  if (out == "''" || out == "``" || out == "\xC2\xAB" || out == "\xC2\xBB") return "\"";
  if (out == "--" || out == "---") return "-";
  return out;
}

Lexicon::Lexicon(std::string_view table) {
  while (!table.empty()) {
    const size_t end = std::min(table.find('\n'), table.size());
    const std::string_view line = table.substr(0, end);
    table.remove_prefix(std::min(table.size(), end + 1));
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos || line[0] == '#') continue;
    float value = 0;
    const auto [p, error] = std::from_chars(line.data() + tab + 1, line.data() + line.size(), value);
    if (error == std::errc()) words_.emplace(line.substr(0, tab), value);
  }
}

float Lexicon::valence(std::string_view lower) const {
  const auto it = words_.find(lower);
  return it == words_.end() ? 0.0f : it->second;
}

void prepare(const Lexicon& lexicon, std::vector<Word>& words) {
  constexpr int kScope = 4;           // words that a negation reaches
  constexpr float kFlip = -0.74f, kBoost = 1.25f, kDamp = 0.8f;
  uint16_t clause = 0;
  int negation = 0;
  float boost = 1;
  bool quoted = false;
  for (Word& w : words) {
    if (w.lower == "\"") {
      quoted = !quoted;
      w.role = Role::mark;
      ++clause;
      negation = 0;
      continue;
    }
    w.quoted = quoted;
    w.clause = clause;
    if (is_clause_end(w.lower)) {
      w.role = w.lower == "," ? Role::comma : Role::other_mark;
      ++clause;
      negation = 0;
      boost = 1;
      continue;
    }
    if (in(kNegations, w.lower)) {
      w.role = Role::negation;
      negation = kScope;
      if (w.lower.size() > 4) w.valence = lexicon.valence(w.lower);
      continue;
    }
    w.negated = negation > 0;
    if (w.lower == "but" || w.lower == "however" || w.lower == "although") {
      w.role = Role::but;
      ++clause;
      negation = 0;
      continue;
    }
    if (in(kSaid, w.lower)) w.role = Role::said;
    else if (in(kFunction, w.lower)) w.role = Role::function;
    else if (in(kBoosters, w.lower)) w.role = Role::booster;
    if (!w.name) {
      float v = lexicon.valence(w.lower);
      if (v != 0) {
        v *= boost;
        if (w.negated) v *= kFlip;
        w.valence = v < -1 ? -1 : v > 1 ? 1 : v;
      }
    }
    boost = in(kBoosters, w.lower) ? kBoost : in(kDampers, w.lower) ? kDamp : 1;
    if (negation > 0) --negation;
  }
}

}  // namespace sentiment
