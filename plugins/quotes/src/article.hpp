// article.hpp: the tokens of a document as the rules see them, with entity mentions and quotation marks laid over them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <newsgrain/sdk/plugin.hpp>

#include "lang/words.hpp"

namespace quotes {

using newsgrain::lang::Class;

inline constexpr uint32_t kNone = 0xFFFFFFFFu;

enum class Strength : uint8_t { none = 0, weak = 1, middle = 2, strong = 3 };

struct Token {
  uint32_t begin, end;  // bytes of the text
  std::string_view text;
  std::string lower;  // in plain form; of a very long word the beginning
  newsgrain::lang::WordClasses classes;
  uint32_t sentence, block;  // index into Article::sentences; row of the block
  uint8_t kind;              // NG_TOKEN_*
  bool space_before = false, space_after = false, capital = false;
  Strength cue = Strength::none;
  bool participle = false;   // an -ing form of a cue
  bool base = false;         // a cue as the lexicon has it: "note", not "notes" or "noted"
  uint32_t mention = kNone;  // index into Article::mentions
  uint32_t pronoun = kNone;  // row of the mention layer, where a pronoun is a mention
  uint32_t span = kNone;     // index into Article::marked; marks included
  bool is(std::string_view word) const { return lower == word; }
  bool is(Class c) const { return classes.has(c); }
};

bool has_small_letter(std::string_view text);

struct Mention {
  uint32_t row, first, last;  // row of the layer, tokens [first, last)
  uint8_t type, form;
  uint32_t entity;
};

// What stands between two quotation marks of the outer level.
struct Marked {
  uint32_t first, last;  // tokens [first, last), marks included
  uint32_t block;
  uint32_t words = 0;
  bool closed = true;
  bool continues = false;  // the paragraph before ended without a closing mark
};

struct Entity {
  std::string_view name, role;
  uint8_t type = 0;
};

// One stretch of tokens of the same sentence or block.
struct Range {
  uint32_t first, last;
};

struct Article {
  std::string_view text;
  std::vector<Token> tokens;
  std::vector<Range> sentences;     // in order, without empty ones; very long ones in parts
  std::vector<Range> blocks;        // paragraphs that have tokens, in order
  std::vector<uint8_t> block_role;  // parallel to blocks
  std::vector<Mention> mentions;
  std::vector<Entity> entities;
  std::vector<Marked> marked;

  const Range& sentence_of(uint32_t token) const { return sentences[tokens[token].sentence]; }
  // The last token inside closed marks; inner marks that close there do not count.
  const Token& final_of(const Marked& m) const {
    uint32_t last = m.last - 2;
    while (last > m.first + 1 &&
           (tokens[last].is("\xE2\x80\x99") || tokens[last].is("'") || tokens[last].is("\xE2\x80\x9D")) &&
           !tokens[last].space_before)
      --last;
    return tokens[last];
  }
  // Titles, and a first line that ends without a stop.
  bool headline(size_t block) const;
  bool quoted(uint32_t token) const { return tokens[token].span != kNone; }
};

class CueLexicon;
// Fills `out` from the layers; slots as in plugin.json.
void read_article(const newsgrain::sdk::Run& run, const CueLexicon& cues, Article& out);

}  // namespace quotes
