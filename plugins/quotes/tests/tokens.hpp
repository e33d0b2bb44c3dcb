// tokens.hpp: a simple tokeniser for the tests: words, single signs, sentences that end before a space and a capital.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <newsgrain/sdk/testing.hpp>

namespace quotes::tests {

struct Piece {
  uint32_t begin, end;
  uint8_t kind;
  uint32_t sentence, block;
};

inline bool is_word(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Bytes of the sign at `i`: one code point; letters beyond ASCII are signs here.
inline uint32_t sign_size(const std::string& text, uint32_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

// Blocks are lines.
inline std::vector<Piece> pieces(const std::string& text) {
  std::vector<Piece> out;
  uint32_t sentence = 0, block = 0;
  bool stop = false;
  const auto size = static_cast<uint32_t>(text.size());
  for (uint32_t i = 0; i < size;) {
    const char c = text[i];
    if (c == '\n') {
      if (!out.empty() && out.back().block == block) ++block, ++sentence;
      stop = false;
      ++i;
      continue;
    }
    if (c == ' ') {
      ++i;
      if (stop && !out.empty()) ++sentence;
      stop = false;
      continue;
    }
    uint32_t j = i;
    while (j < size && is_word(static_cast<unsigned char>(text[j]))) ++j;
    const bool word = j > i;
    if (!word) j = i + sign_size(text, i);
    out.push_back(
        {i, std::min(j, size), word ? uint8_t{NG_TOKEN_WORD} : uint8_t{NG_TOKEN_PUNCTUATION}, sentence, block});
    if (c == '.' || c == '!' || c == '?')
      stop = true;
    else if (word || c == ',')
      stop = false;
    i = j;
  }
  // Numbers without gaps.
  uint32_t before = 0, number = 0;
  for (size_t i = 0; i < out.size(); ++i) {
    if (i > 0 && out[i].sentence != before) ++number;
    before = out[i].sentence;
    out[i].sentence = number;
  }
  return out;
}

// Layers 0, 2 and 3 of the manifest's reads.
inline newsgrain::sdk::testing::Document document(const std::string& text) {
  newsgrain::sdk::testing::Document doc(text);
  doc.layer(0);
  doc.layer(2);
  doc.layer(3);
  const std::vector<Piece> all = pieces(text);
  const auto row_of = [&](uint32_t slot, auto same, auto fill) {
    for (size_t i = 0; i < all.size();) {
      size_t j = i;
      while (j < all.size() && same(all[j]) == same(all[i])) ++j;
      fill(doc.layer(slot).row(all[i].begin, all[j - 1].end), all[i]);
      i = j;
    }
  };
  row_of(0, [](const Piece& p) { return p.block; }, [](auto& row, const Piece&) { row.code(NG_BLOCK_PARAGRAPH); });
  row_of(2, [](const Piece& p) { return p.sentence; }, [](auto& row, const Piece& p) { row.ref(p.block); });
  for (const Piece& p : all) doc.layer(3).row(p.begin, p.end).code(p.kind).ref(p.sentence);
  return doc;
}

}  // namespace quotes::tests
