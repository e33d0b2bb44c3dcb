#include "article.hpp"
#include "slots.hpp"

#include <algorithm>

#include "cues.hpp"

namespace quotes {

namespace sdk = newsgrain::sdk;

namespace {

// The capitals and brackets of a dateline, so far: "OSLO, March 3 (AP)". `dash` follows.
class Dateline {
 public:
  void begin() { tokens_ = 0, capitals_ = brackets_ = false, possible_ = true; }
  void read(const Token& t) {
    constexpr int kLongest = 14;
    if (++tokens_ > kLongest) possible_ = false;
    if (!possible_) return;
    if (t.kind == NG_TOKEN_WORD) {
      if (!t.capital) possible_ = false;
      if (tokens_ == 1) capitals_ = t.text.size() >= 3 && !has_small_letter(t.text);
    } else if (t.is(")")) {
      brackets_ = tokens_ > 2;
    } else if (!t.is(",") && !t.is(".") && !t.is("(") && !t.is("/") && t.kind != NG_TOKEN_NUMBER) {
      possible_ = false;
    }
    behind_bracket_ = t.is(")");
  }
  bool ends_at(const Token& dash, bool space_behind) const {
    const bool is_dash =
        dash.is("-") || dash.is("--") || dash.is("\xE2\x80\x93") || dash.is("\xE2\x80\x94") || dash.is("\xE2\x80\x95");
    return possible_ && is_dash && tokens_ > 0 &&
           ((brackets_ && behind_bracket_) || (capitals_ && (dash.space_before && space_behind)));
  }

 private:
  int tokens_ = 0;
  bool capitals_ = false, brackets_ = false, behind_bracket_ = false, possible_ = false;
};

class Reader {
 public:
  Reader(const newsgrain::sdk::Run& run, const CueLexicon& cues, Article& out) : run_(run), cues_(cues), a_(out) {}

  void tokens(const newsgrain::sdk::LayerView& roles, const newsgrain::sdk::LayerView& sentences,
              const newsgrain::sdk::LayerView& tokens) {
    const uint32_t n = tokens.rows();
    const uint8_t* kind = tokens.column<uint8_t>(slots::reads::token::kind);
    const uint32_t* sentence = tokens.column<uint32_t>(slots::reads::token::sentence);
    const uint32_t* block = sentences.column<uint32_t>(slots::reads::sentence::block);
    const uint8_t* role = roles ? roles.column<uint8_t>(slots::reads::block_role::role) : nullptr;
    // What looks at whole sentences stays linear because none is longer than this; the rest of a longer one counts as
    // another.
    constexpr uint32_t kLongestSentence = 400;
    a_.tokens.reserve(n);
    uint32_t before = kNone;  // sentence row of the last token
    Dateline dateline;
    for (uint32_t row = 0; row < n; ++row) {
      const uint32_t block_row = block[sentence[row]];
      const auto i = static_cast<uint32_t>(a_.tokens.size());
      Token& t = a_.tokens.emplace_back();
      t.begin = tokens.begin(row);
      t.end = tokens.end(row);
      t.text = run_.text(t.begin, t.end);
      t.kind = kind[row];
      t.block = block_row;
      t.lower = sdk::to_plain(t.text.substr(0, 64));
      t.classes = newsgrain::lang::english(t.lower);
      t.capital = sdk::starts_with_capital(t.text);
      if (i > 0)
        t.space_before = a_.tokens[i - 1].space_after =
            a_.tokens[i - 1].end != t.begin || a_.tokens[i - 1].block != t.block;
      if (sentence[row] != before || i - a_.sentences.back().first == kLongestSentence) a_.sentences.push_back({i, i});
      before = sentence[row];
      t.sentence = static_cast<uint32_t>(a_.sentences.size() - 1);
      a_.sentences.back().last = i + 1;
      if (i == 0 || t.block != a_.tokens[i - 1].block) {
        a_.blocks.push_back({i, i});
        a_.block_role.push_back(role == nullptr ? uint8_t{NG_ROLE_BODY} : role[t.block]);
        t.space_before = true;
        dateline.begin();
      }
      a_.blocks.back().last = i + 1;
      if (t.kind == NG_TOKEN_WORD) {
        const Cue cue = cues_.find(t.lower);
        t.cue = cue.strength;
        t.participle = cue.participle;
        t.base = cue.base;
      }
      // What follows a dateline is a sentence of its own.
      if (dateline.ends_at(t, row + 1 < n && tokens.begin(row + 1) != t.end)) before = kNone;
      dateline.read(t);
    }
    a_.tokens.back().space_after = true;
  }

  void mentions(const newsgrain::sdk::LayerView& mentions) {
    const uint8_t *type = mentions.column<uint8_t>(slots::reads::entity_mention::type),
                  *form = mentions.column<uint8_t>(slots::reads::entity_mention::form);
    const uint32_t* entity = mentions.column<uint32_t>(slots::reads::entity_mention::entity);
    const auto size = static_cast<uint32_t>(a_.tokens.size());
    uint32_t at = 0;
    for (uint32_t m = 0; m < mentions.rows(); ++m) {
      while (at < size && a_.tokens[at].end <= mentions.begin(m)) ++at;
      uint32_t last = at;
      constexpr uint32_t kLongestMention = 100;
      while (last < size && last - at < kLongestMention && a_.tokens[last].begin < mentions.end(m)) ++last;
      if (last == at || type[m] > NG_ENTITY_NORP) continue;  // values are nobody
      if (form[m] == NG_FORM_PRONOUN) {
        // Whom it means is decided here: the quotes around it tell more.
        a_.tokens[at].pronoun = m;
        continue;
      }
      const auto index = static_cast<uint32_t>(a_.mentions.size());
      a_.mentions.push_back({m, at, last, type[m], form[m], entity[m]});
      for (uint32_t t = at; t < last; ++t) {
        a_.tokens[t].mention = index;
        a_.tokens[t].cue = Strength::none;
      }
    }
  }

 private:
  const newsgrain::sdk::Run& run_;
  const CueLexicon& cues_;
  Article& a_;
};

}  // namespace

bool has_small_letter(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const sdk::CodePoint c = sdk::decode(text, at);
    if (sdk::is_small(c.value)) return true;
    at += c.size;
  }
  return false;
}

bool Article::headline(size_t block) const {
  if (block_role[block] == NG_ROLE_TITLE || block_role[block] == NG_ROLE_SUBTITLE) return true;
  constexpr uint32_t kLongest = 25;
  const Range& b = blocks[block];
  const Token& final = tokens[b.last - 1];
  return block == 0 && blocks.size() > 1 && b.last - b.first <= kLongest && !final.is(".") && !final.is("!") &&
         !final.is(":");
}

void read_article(const newsgrain::sdk::Run& run, const CueLexicon& cues, Article& out) {
  using newsgrain::sdk::LayerView;
  const LayerView roles = run.layer(slots::reads::block_role), sentences = run.layer(slots::reads::sentence),
                  tokens = run.layer(slots::reads::token), mentions = run.layer(slots::reads::entity_mention),
                  entities = run.layer(slots::reads::entity);
  out = Article();
  out.text = run.text();
  if (tokens.rows() == 0) return;
  Reader reader(run, cues, out);
  reader.tokens(roles, sentences, tokens);
  if (mentions) reader.mentions(mentions);
  if (entities) {
    const uint32_t *name = entities.column<uint32_t>(slots::reads::entity::name),
                   *entity_role = entities.column<uint32_t>(slots::reads::entity::role);
    const uint8_t* type = entities.column<uint8_t>(slots::reads::entity::type);
    for (uint32_t e = 0; e < entities.rows(); ++e)
      out.entities.push_back({run.string(name[e]), run.string(entity_role[e]), type[e]});
  }
}

}  // namespace quotes
