// document.hpp: a text with its sentences, tokens and names as layers, and the plugin's answer as named fields.
#pragma once

#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <vector>

#include <newsgrain/sdk/testing.hpp>

#include "segments.hpp"

extern "C" {
extern const ng_entry ng_plugin_entry_v1;
}

namespace sentiment::tests {

namespace t = newsgrain::sdk::testing;

inline std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

struct Settings {
  double abstain_below = 0.0;
  std::string domain = "general";
  std::string lexicon = {};  // initialized here, so that a test may name the members before it alone
  bool explain = false;
};

inline t::FakeHost host(const Settings& settings = {}) {
  t::FakeHost out(ng_plugin_entry_v1);
  out.config("abstain_below", settings.abstain_below)
      .config("domain", settings.domain)
      .config("explain", settings.explain)
      .config("lexicon", settings.lexicon);
  for (const char* name : {"lexicon.tsv", "target.bin", "finance.bin", "sentence.bin"})
    out.resource(name, file(std::string(SENTIMENT_DATA) + "/" + name));
  return out;
}

struct Name {
  std::string text;
  uint32_t entity;
  uint8_t type = NG_ENTITY_PERSON;
};

// Each name is the next occurrence behind the one before.
inline t::Document document(const std::string& text, const std::vector<Name>& names = {}) {
  t::Document doc(text);
  newsgrain::tests::add_segments(doc, {.sentence = 0, .token = 1});
  size_t at = 0;
  for (const Name& name : names) {
    at = text.find(name.text, at);
    doc.layer(2)
        .row(static_cast<uint32_t>(at), static_cast<uint32_t>(at + name.text.size()))
        .code(name.type)
        .code(NG_FORM_NAME)
        .ref(name.entity);
    at += name.text.size();
  }
  return doc;
}

inline void add_quote(t::Document& doc, const std::string& words, uint32_t speaker, const std::string& cue = {}) {
  const auto begin = static_cast<uint32_t>(doc.text.find(words)), end = static_cast<uint32_t>(begin + words.size());
  const auto cue_at = cue.empty() ? NG_NONE : static_cast<uint32_t>(doc.text.find(cue, end));
  doc.layer(3).row(begin, end).list<ng_span>(NG_SPAN, {{begin, end}}).ref(speaker);
  doc.layer(3).span(cue_at, cue.empty() ? NG_NONE : cue_at + static_cast<uint32_t>(cue.size())).code(NG_QUOTE_DIRECT);
}

inline double number(const t::Row& row, size_t cell) { return std::get<double>(row.cells[cell]); }
inline int64_t whole(const t::Row& row, size_t cell) { return std::get<int64_t>(row.cells[cell]); }

inline std::vector<double> polarities(const std::string& text, const Settings& settings = {}) {
  t::Document doc = document(text);
  t::Output out = host(settings).run("sentiment", doc);
  std::vector<double> found;
  for (const t::Row& row : out.rows(0)) found.push_back(number(row, 0));
  return found;
}
inline double polarity(const std::string& text, const Settings& settings = {}) {
  const std::vector<double> found = polarities(text, settings);
  return found.size() == 1 ? found[0] : -99;
}

// Positive less negative, for the first target.
inline double stance(const std::string& text, const std::string& name, const Settings& settings = {}) {
  t::Document doc = document(text, {{name, 0}});
  t::Output out = host(settings).run("sentiment", doc);
  return out.rows(1).size() == 1 ? number(out.rows(1)[0], 4) - number(out.rows(1)[0], 2) : -99;
}

}  // namespace sentiment::tests
