// Language by CLD2 over the text that components work on, beside what the input and the page say. The only file that
// sees CLD2.
#include "pipeline/language.hpp"

#include <cstdio>  // the header of CLD2 needs it

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "newsgrain/abi/layers.h"
#include "newsgrain/pipeline.hpp"
#include "unicode/characters.hpp"

namespace newsgrain::internal {
namespace {

constexpr size_t kSample = 8000;  // bytes of text that are looked at
constexpr int kPlenty = 300;      // bytes of letters by which a language that the detector knows shows itself
constexpr int kEnough = 100;      // ... by which one that it is sure of stands against what the page says
constexpr int kMajority = 50;     // per cent of the text
constexpr int kMinority = 25;     // of a text in two languages; the page says which of them is its own
constexpr double kTrace = 100;    // score below which a guess is none; running text has 1000

// How much like the language a text of so many bytes of letters has to be. Measured on single sentences and headlines
// (tests/eval/eval_language.py): of short ones many are names and loan words. Where the language is the one that would
// be assumed anyway, being sure of it wrongly costs the note that says so: that takes more.
struct Demand {
  int letters;
  double score, score_of_assumed;
};
constexpr Demand kDemands[] = {{kPlenty, 300, 300}, {100, 450, 500}, {40, 450, 700}};
constexpr int kLeast = 40;  // bytes of letters outside of quotation marks by which a text is told
constexpr int kFewest = 9;  // bytes of letters in a script that tells the language nearly by itself

// Tags that mean the same, or that the detector does not keep apart.
constexpr std::pair<std::string_view, std::string_view> kSame[] = {
    {"iw", "he"},          {"in", "id"},           {"ji", "yi"},           {"jw", "jv"},
    {"mo", "ro"},          {"nb", "no"},           {"nn", "no"},           {"tl", "fil"},
    {"xx", kUndetermined}, {"zxx", kUndetermined}, {"mul", kUndetermined}, {"mis", kUndetermined}};

struct Reading {
  std::string language;  // where the detector is sure
  std::string guess;     // where it is not: the best guess, if there is any
  std::string beside;    // a second language of much of the text
  int letters = 0;       // bytes
  bool by_script = false;
};

struct Top {
  CLD2::Language language = CLD2::UNKNOWN_LANGUAGE, beside = CLD2::UNKNOWN_LANGUAGE;
  double score = 0;
  int letters = 0;
  bool reliable = false;
};

// The language of most of the text. (What CLD2 returns as the language is another one where English stands beside it.)
Top top_language(std::string_view text, int flags) {
  const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  std::array<CLD2::Language, 3> language{};
  std::array<int, 3> percent{};
  std::array<double, 3> score{};
  CLD2::ResultChunkVector pieces;  // asked for since CLD2 leaves repetitions out of the count otherwise
  Top out;
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, flags, language.data(),
                                 percent.data(), score.data(), &pieces, &out.letters, &out.reliable);
  if (percent[0] < kMajority) return out;
  out.language = language[0];
  out.score = score[0];
  if (percent[1] >= kMinority) out.beside = language[1];
  return out;
}

std::string tag_of(CLD2::Language language) { return primary_subtag(CLD2::LanguageCode(language)); }

bool tells_by_script(const Top& top) {
  return top.language != CLD2::UNKNOWN_LANGUAGE && top.letters >= kFewest &&
         CLD2::LanguageRecognizedScript(top.language, 0) != CLD2::ULScript_Latin;
}

bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'\u2019'; }

// Straight and curly double marks, low ones, and guillemets; single ones are apostrophes too.
bool is_quotation_mark(char32_t c) {
  constexpr std::u32string_view kMarks = U"\"\u201C\u201D\u201E\u201F\u00AB\u00BB\u300C\u300D\u300E\u300F";
  return kMarks.find(c) != std::u32string_view::npos;
}

bool is_written_in_latin(const std::string& tag) {
  return CLD2::LanguageRecognizedScript(CLD2::GetLanguageFromName(tag.c_str()), 0) == CLD2::ULScript_Latin;
}

bool is_sure(const Top& top, std::string_view assumed) {
  if (!top.reliable || top.language == CLD2::UNKNOWN_LANGUAGE) return false;
  const bool as_assumed = tag_of(top.language) == assumed;
  return std::any_of(std::begin(kDemands), std::end(kDemands), [&](const Demand& d) {
    return top.letters >= d.letters && top.score >= (as_assumed ? d.score_of_assumed : d.score);
  });
}

// Without what stands between quotation marks: those who are quoted speak languages of their own. A mark that nothing
// closes in its line parts nothing.
std::string without_quotations(std::string_view text) {
  std::string out;
  size_t line = 0;  // where the part that was taken ends
  bool open = false;
  size_t opened = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_character(text, at);
    if (c == U'\n') open = false;
    if (!is_quotation_mark(c)) continue;
    if (open) {
      out.append(text, line, opened - line) += ' ';
      line = at;
    }
    open = !open;
    opened = begin;
  }
  return out.append(text, line);
}

// Without words that begin with a capital: most are names, which have no language.
std::string without_names(std::string_view text) {
  std::string out;
  bool in_word = false, named = false;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_character(text, at);
    const bool letter = is_letter(c) || is_apostrophe(c);
    if (letter && !in_word) named = is_capital(c);
    in_word = letter;
    if (!letter || !named) out.append(text, begin, at - begin);
  }
  return out;
}

Reading read_language(std::string_view all, std::string_view assumed) {
  std::string text = without_quotations(all);
  Top top = top_language(text, 0);
  if (top.letters < kLeast) {
    text = all;
    top = top_language(text, 0);
  }
  Reading out;
  out.letters = top.letters;
  // A few foreign names make a short text look foreign: what stands between them may be of the assumed language.
  if (top.letters < kPlenty && !tells_by_script(top) &&
      tag_of(top_language(without_names(text), CLD2::kCLDFlagBestEffort).language) == assumed)
    top.reliable = tag_of(top.language) == assumed && top.reliable;
  if (is_sure(top, assumed)) {
    out.language = tag_of(top.language);
    if (top.beside != CLD2::UNKNOWN_LANGUAGE) out.beside = tag_of(top.beside);
    return out;
  }
  const Top guess = top_language(text, CLD2::kCLDFlagBestEffort);
  if (guess.language == CLD2::UNKNOWN_LANGUAGE || guess.score < kTrace) return out;
  out.by_script = tells_by_script(guess);
  (out.by_script ? out.language : out.guess) = tag_of(guess.language);
  return out;
}

// The article; of a page without one its titles and captions, and of a page without these all.
std::vector<Span> blocks_of(const Document& doc) {
  const Layer* blocks = doc.layer("block");
  if (blocks == nullptr) return {};
  const Layer* roles = doc.layer("block.role");
  const auto role = roles != nullptr ? roles->values<uint8_t>("role") : std::span<const uint8_t>();
  std::array<std::vector<Span>, 3> found;
  for (uint32_t row = 0; row < blocks->rows(); ++row) {
    found[2].push_back(blocks->span(row));
    if (role.empty()) continue;
    if (role[row] == NG_ROLE_BODY) found[0].push_back(blocks->span(row));
    if (role[row] == NG_ROLE_TITLE || role[row] == NG_ROLE_SUBTITLE || role[row] == NG_ROLE_CAPTION)
      found[1].push_back(blocks->span(row));
  }
  return std::move(!found[0].empty() ? found[0] : !found[1].empty() ? found[1] : found[2]);
}

// The longest blocks, as far as the sample goes, in the order of the text.
std::string sample_of(const Document& doc) {
  std::vector<Span> blocks = blocks_of(doc);
  std::stable_sort(blocks.begin(), blocks.end(), [](Span a, Span b) { return a.end - a.begin > b.end - b.begin; });
  size_t size = 0, count = 0;
  while (count < blocks.size() && size < kSample) {
    Span& block = blocks[count++];
    const auto room = static_cast<uint32_t>(kSample - size);
    if (block.end - block.begin > room) {
      block.end = block.begin + room;
      while (!is_code_point_boundary(doc.text(), block.end)) --block.end;
    }
    size += block.end - block.begin + 1;
  }
  blocks.resize(count);
  std::sort(blocks.begin(), blocks.end(), [](Span a, Span b) { return a.begin < b.begin; });
  std::string out;
  for (const Span block : blocks) out.append(doc.text(), block.begin, block.end - block.begin) += '\n';
  return out;
}

// What the metadata of the page say.
std::string_view metadata_language(const Document& doc) {
  const Layer* metadata = doc.layer("metadata");
  if (metadata == nullptr) return {};
  const auto key = metadata->values<uint8_t>("key");
  const auto value = metadata->values<uint32_t>("value");
  for (uint32_t row = 0; row < metadata->rows(); ++row)
    if (key[row] == NG_META_LANGUAGE) return doc.strings().at(value[row]);
  return {};
}

// By the text and what the page says of itself.
LanguageDecision by_text(const Reading& text, const std::string& declared, const std::string& assumed) {
  const bool plenty = text.letters >= kPlenty;
  if (!text.language.empty()) {
    if (declared.empty() || declared == text.language) return {text.language, {}};
    if (declared == text.beside) return {declared, {}};
    const bool text_decides = text.letters >= kEnough || (text.by_script && is_written_in_latin(declared));
    return {text_decides ? text.language : declared,
            "the page says " + declared + ", its text reads as " + text.language};
  }
  if (!plenty) return {declared, {}};
  if (!text.guess.empty() && text.guess == (declared.empty() ? assumed : declared)) return {declared, {}};
  if (declared.empty()) return {std::string(kUndetermined), {}};
  return {std::string(kUndetermined), "the page says " + declared + ", its text does not read like it"};
}

}  // namespace

std::string primary_subtag(std::string_view tag) {
  std::string out;
  for (const char c : tag.substr(0, tag.find_first_of("-_"))) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower < 'a' || lower > 'z') return {};
    out += lower;
  }
  if (out.size() != 2 && out.size() != 3) return {};
  for (const auto& [old, now] : kSame)
    if (out == old) return std::string(now);
  return out;
}

LanguageDecision decide_language(const Document& doc, std::string_view html_lang, std::string_view assumed) {
  const Reading text = read_language(sample_of(doc), assumed);
  const std::string given = primary_subtag(doc.language);
  LanguageDecision out;
  if (given.empty() || given == kUndetermined) {
    std::string declared = primary_subtag(html_lang.empty() ? metadata_language(doc) : html_lang);
    if (declared == kUndetermined) declared.clear();
    out = by_text(text, declared, std::string(assumed));
    if (!doc.language.empty() && given.empty()) out.note = "\"" + doc.language + "\" is no language tag such as en";
  } else {
    out.language = doc.language;
    if (text.letters >= kEnough && !text.language.empty() && text.language != given)
      out.note = "the input says " + doc.language + ", its text reads as " + text.language;
  }
  out.has_text = text.letters != 0;
  return out;
}

std::vector<std::string> languages_of(const ComponentManifest& component, const Value& config) {
  if (insists_on_any_language(component, config) || contains_language(component.languages, kUndetermined)) return {};
  return component.languages;
}

bool contains_language(const std::vector<std::string>& languages, std::string_view language) {
  const std::string wanted = primary_subtag(language);
  return std::any_of(languages.begin(), languages.end(),
                     [&](const std::string& one) { return primary_subtag(one) == wanted; });
}

std::string common_language(const std::vector<std::vector<std::string>>& languages) {
  std::vector<std::string> common;
  for (const std::vector<std::string>& of_one : languages) {
    if (of_one.empty()) continue;
    if (common.empty()) {
      common = of_one;
      continue;
    }
    std::erase_if(common, [&](const std::string& one) { return !contains_language(of_one, one); });
    if (common.empty()) return {};
  }
  return common.empty() ? std::string() : primary_subtag(common.front());
}

}  // namespace newsgrain::internal
