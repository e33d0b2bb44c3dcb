// What the word lists of plugins/common/lang say.
#include "words.hpp"

#include "lang/words.hpp"

namespace segments {
namespace {

using newsgrain::lang::Class;

}  // namespace

Abbreviation abbreviation(std::string_view lower, std::string_view language) {
  // A language without abbreviations of its own has the English ones.
  const newsgrain::lang::Dictionary* own = newsgrain::lang::dictionary(language);
  const bool listed = own != nullptr && own->uses(Class::abbreviation_title);
  const newsgrain::lang::WordClasses classes = listed ? own->find(lower) : newsgrain::lang::english(lower);
  if (classes.has(Class::abbreviation_title)) return Abbreviation::title;
  if (classes.has(Class::abbreviation_number)) return Abbreviation::number;
  return classes.has(Class::abbreviation) ? Abbreviation::general : Abbreviation::none;
}

bool needs_capital(std::string_view lower) {
  return newsgrain::lang::english(lower).has(Class::abbreviation_capitalized);
}
bool is_sentence_starter(std::string_view lower) { return newsgrain::lang::english(lower).has(Class::sentence_start); }
bool is_speech_verb(std::string_view lower) { return newsgrain::lang::english(lower).has(Class::speech); }
bool is_prefix(std::string_view lower) { return newsgrain::lang::english(lower).has(Class::prefix); }
bool is_address_end(std::string_view lower) {
  return newsgrain::lang::dictionary("und")->find(lower).has(Class::address_end);
}

unsigned merged_form(std::string_view lower) {
  if (lower == "cannot" || lower == "gonna" || lower == "gotta" || lower == "wanna") return 3;
  return 0;
}

std::string_view mark_of_reference(std::string_view reference) {
  struct Reference {
    std::string_view name, mark;
  };
  static constexpr Reference kReferences[] = {
      {"quot", "\""},      {"#34", "\""},        {"#x22", "\""},       {"apos", "'"},        {"#39", "'"},
      {"#x27", "'"},       {"ldquo", "\u201C"},  {"#8220", "\u201C"},  {"#x201c", "\u201C"}, {"rdquo", "\u201D"},
      {"#8221", "\u201D"}, {"#x201d", "\u201D"}, {"lsquo", "\u2018"},  {"#8216", "\u2018"},  {"#x2018", "\u2018"},
      {"rsquo", "\u2019"}, {"#8217", "\u2019"},  {"#x2019", "\u2019"}, {"bdquo", "\u201E"},  {"#8222", "\u201E"},
      {"laquo", "\u00AB"}, {"#171", "\u00AB"},   {"raquo", "\u00BB"},  {"#187", "\u00BB"}};
  if (reference.size() < 3 || reference.front() != '&' || reference.back() != ';') return {};
  for (const Reference& r : kReferences)
    if (r.name == reference.substr(1, reference.size() - 2)) return r.mark;
  return {};
}

}  // namespace segments
