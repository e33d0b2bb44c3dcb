#include "article.hpp"

#include <algorithm>

#include "cues.hpp"

namespace quotes {
namespace {

std::string lowered(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c | 0x20);
    } else if (text.compare(i, 3, "\xE2\x80\x99") == 0) {
      out += '\'';
      i += 2;
    } else {
      out += c;
    }
  }
  return out;
}

bool is_capital(std::string_view text) {
  const auto c = static_cast<unsigned char>(text[0]);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  // Latin-1, Latin Extended-A, Greek and Cyrillic capitals, roughly.
  return text.size() > 1 && ((c == 0xC3 && static_cast<unsigned char>(text[1]) < 0x9F) || (c == 0xC4 || c == 0xC5 ? (static_cast<unsigned char>(text[1]) & 1) == 0 : c == 0xD0 || c == 0xCE));
}

}  // namespace

void read_article(const newsgrain::sdk::Run& run, const CueLexicon& cues, Article& out) {
  using newsgrain::sdk::LayerView;
  const LayerView roles = run.layer(1), sentences = run.layer(2), tokens = run.layer(3), mentions = run.layer(4), entities = run.layer(5);
  out = Article();
  out.text = run.text();
  const uint32_t n = tokens.rows();
  if (n == 0) return;
  const uint8_t* kind = tokens.column<uint8_t>(0);
  const uint32_t* sentence = tokens.column<uint32_t>(1);
  const uint32_t* block = sentences.column<uint32_t>(0);
  const uint8_t* role = roles ? roles.column<uint8_t>(0) : nullptr;
  // What looks at whole sentences stays linear because none is longer than this; the rest of a longer one counts as another.
  constexpr uint32_t kLongestSentence = 400;
  out.tokens.reserve(n);
  uint32_t before = kNone;  // sentence row of the last token
  for (uint32_t row = 0; row < n; ++row) {
    const std::string_view text = run.text(tokens.begin(row), tokens.end(row));
    const uint32_t block_row = block[sentence[row]];
    if (!out.tokens.empty()) {
      // Two apostrophes or grave accents written for one double mark.
      Token& last = out.tokens.back();
      if ((text == "'" || text == "`") && last.text == text && last.end == tokens.begin(row) && last.block == block_row) {
        last.end = tokens.end(row);
        last.text = run.text(last.begin, last.end);
        last.lower = last.text;
        continue;
      }
    }
    const auto i = static_cast<uint32_t>(out.tokens.size());
    Token& t = out.tokens.emplace_back();
    t.begin = tokens.begin(row);
    t.end = tokens.end(row);
    t.text = text;
    t.kind = kind[row];
    t.block = block_row;
    t.lower = lowered(t.text.substr(0, 64));
    t.capital = is_capital(t.text);
    if (i > 0) t.space_before = out.tokens[i - 1].space_after = out.tokens[i - 1].end != t.begin || out.tokens[i - 1].block != t.block;
    if (sentence[row] != before || i - out.sentences.back().first == kLongestSentence) out.sentences.push_back({i, i});
    before = sentence[row];
    t.sentence = static_cast<uint32_t>(out.sentences.size() - 1);
    out.sentences.back().last = i + 1;
    if (i == 0 || t.block != out.tokens[i - 1].block) {
      out.blocks.push_back({i, i});
      out.block_role.push_back(role == nullptr ? uint8_t{NG_ROLE_BODY} : role[t.block]);
      t.space_before = true;
    }
    out.blocks.back().last = i + 1;
    if (t.kind == NG_TOKEN_WORD) {
      const Cue cue = cues.find(t.lower);
      t.cue = cue.strength;
      t.participle = cue.participle;
    }
  }
  out.tokens.back().space_after = true;
  if (mentions) {
    const uint8_t *type = mentions.column<uint8_t>(0), *form = mentions.column<uint8_t>(1);
    const uint32_t* entity = mentions.column<uint32_t>(2);
    const auto size = static_cast<uint32_t>(out.tokens.size());
    uint32_t at = 0;
    for (uint32_t m = 0; m < mentions.rows(); ++m) {
      while (at < size && out.tokens[at].end <= mentions.begin(m)) ++at;
      uint32_t last = at;
      constexpr uint32_t kLongestMention = 100;
      while (last < size && last - at < kLongestMention && out.tokens[last].begin < mentions.end(m)) ++last;
      if (last == at || type[m] > NG_ENTITY_NORP) continue;  // values are nobody
      if (form[m] == NG_FORM_PRONOUN) {
        // Whom it means is decided here: the quotes around it tell more.
        out.tokens[at].pronoun = m;
        continue;
      }
      const auto index = static_cast<uint32_t>(out.mentions.size());
      out.mentions.push_back({m, at, last, type[m], form[m], entity[m]});
      for (uint32_t t = at; t < last; ++t) {
        out.tokens[t].mention = index;
        out.tokens[t].cue = Strength::none;
      }
    }
  }
  if (entities) {
    const uint32_t *name = entities.column<uint32_t>(0), *entity_role = entities.column<uint32_t>(2);
    const uint8_t* type = entities.column<uint8_t>(1);
    for (uint32_t e = 0; e < entities.rows(); ++e) out.entities.push_back({run.string(name[e]), run.string(entity_role[e]), type[e]});
  }
}

}  // namespace quotes
