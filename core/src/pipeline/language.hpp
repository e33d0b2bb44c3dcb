// The language of a document, and which components are for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/document.hpp"
#include "newsgrain/plugin_host.hpp"

namespace newsgrain::internal {

// The language of a text that is long enough to tell, and is in none that the detector knows.
inline constexpr std::string_view kUndetermined = "und";

struct LanguageDecision {
  std::string language;  // BCP 47: a primary subtag, what the input said, kUndetermined; empty where it is not known
  std::string note;      // that the input or the page contradicts the text; empty where nothing does
  bool has_text = false;
};

// Decides by, in this order: what the input says (doc.language); the text that components work on, where the detector
// is sure of it; what the page says of itself (`html_lang`, the attribute as written, else its metadata). `assumed` is
// what an unknown language is taken for: a long text that reads like something else is kUndetermined. [any thread]
LanguageDecision decide_language(const Document& doc, std::string_view html_lang, std::string_view assumed);

// "en" of "en-US", "en_GB", "EN"; empty for what is no tag, such as "english".
std::string primary_subtag(std::string_view tag);

// Languages that a component is bound to, by its manifest and its completed configuration; empty = any language.
std::vector<std::string> languages_of(const ComponentManifest& component, const Value& config);
bool contains_language(const std::vector<std::string>& languages, std::string_view language);
// The first language that all of these have in common, those of any language aside; empty where there is none.
std::string common_language(const std::vector<std::vector<std::string>>& languages);

}  // namespace newsgrain::internal
