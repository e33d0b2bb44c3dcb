#include "cues.hpp"

namespace quotes {
namespace {

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

template <class F>
void split(std::string_view text, char separator, F&& f) {
  while (!text.empty()) {
    const size_t at = std::min(text.find(separator), text.size());
    if (at != 0) f(text.substr(0, at));
    text.remove_prefix(std::min(text.size(), at + 1));
  }
}

}  // namespace

CueLexicon::CueLexicon(std::string_view table) {
  split(table, '\n', [&](std::string_view line) {
    if (line.size() < 3 || line[1] != '\t' || line[0] < '1' || line[0] > '3') return;
    const auto strength = static_cast<Strength>(line[0] - '0');
    split(line.substr(2), ' ', [&](std::string_view entry) { add_verb(entry, strength); });
  });
}

void CueLexicon::add(std::string form, Strength strength, bool participle, bool base) {
  Cue& cue = forms_[std::move(form)];
  if (static_cast<int>(strength) > static_cast<int>(cue.strength)) cue = {strength, participle, base};
}

// Regular inflection where the entry gives no forms.
void CueLexicon::add_verb(std::string_view entry, Strength strength) {
  const size_t colon = entry.find(':');
  const std::string lemma(entry.substr(0, colon));
  bool also_past = false;  // "read"
  if (colon != std::string_view::npos)
    split(entry.substr(colon + 1), ',', [&](std::string_view form) {
      also_past = also_past || form == lemma;
      add(std::string(form), strength, form.ends_with("ing"));
    });
  add(lemma, strength, false, !also_past);
  if (colon != std::string_view::npos) return;
  const char last = lemma.back(), before = lemma.size() > 1 ? lemma[lemma.size() - 2] : 'a';
  const bool sibilant = last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 's' || before == 'c'));
  add(lemma + (sibilant ? "es" : "s"), strength, false);
  const std::string stem = last == 'e' ? lemma.substr(0, lemma.size() - 1) : lemma;
  add(stem + "ed", strength, false);
  add((last == 'e' && before != 'e' ? stem : lemma) + "ing", strength, true);
  if (last == 'y' && !is_vowel(before)) {
    add(lemma.substr(0, lemma.size() - 1) + "ied", strength, false);
    add(lemma.substr(0, lemma.size() - 1) + "ies", strength, false);
  }
}

Cue CueLexicon::find(std::string_view lower) const {
  const auto it = forms_.find(lower);
  return it == forms_.end() ? Cue() : it->second;
}

}  // namespace quotes
