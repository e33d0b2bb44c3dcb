// segments.hpp: for the tests of plugins that read tokens: a text through the plugin that users have.
//
//   t::Document doc("He said yes.\nShe left.");     // a line is a block
//   add_segments(doc, {.block = 0, .sentence = 2, .token = 3, .quotation = 6});   // the slots of the plugin under test
#pragma once

#include <dlfcn.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include <newsgrain/sdk/testing.hpp>

namespace newsgrain::tests {

struct Slots {
  int block = -1, sentence = -1, token = -1, quotation = -1;  // -1: not read
};

// The library is opened once and stays open.
inline const ng_entry& segments_entry() {
  static const ng_entry* const entry = [] {
    void* library = dlopen(SEGMENTS_PLUGIN, RTLD_NOW | RTLD_LOCAL);
    const void* symbol = library == nullptr ? nullptr : dlsym(library, "ng_plugin_entry_v1");
    if (symbol == nullptr) throw std::runtime_error(dlerror());
    return static_cast<const ng_entry*>(symbol);
  }();
  return *entry;
}

// Lines that are not empty.
inline std::vector<ng_span> blocks_of(const std::string& text) {
  std::vector<ng_span> out;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) out.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    begin = end + 1;
  }
  return out;
}

// The rows of sentence, token and quotation. Scripts without spaces are cut into single signs.
inline sdk::testing::Output segment(const std::string& text) {
  sdk::testing::Document doc(text);
  doc.layer(0);
  for (const ng_span& block : blocks_of(text)) doc.layer(0).row(block.begin, block.end).code(NG_BLOCK_PARAGRAPH);
  static constexpr ng_unicode kUnicode{
      sizeof(ng_unicode),
      0,
      nullptr,
      nullptr,
      nullptr,
      nullptr,
      [](int32_t, ng_str, uint32_t*, uint32_t, uint32_t* count) -> ng_status { return *count = 0, NG_OK; },
      nullptr};
  sdk::testing::FakeHost host(segments_entry());
  host.config("all_blocks", false).config("max_tokens", int64_t{1000000}).offer(NG_EXT_UNICODE, &kUnicode);
  sdk::testing::Output out = host.run("segments", doc);
  if (out.status != NG_OK) throw std::runtime_error(out.error);
  return out;
}

inline void add_segments(sdk::testing::Document& doc, const Slots& slots) {
  sdk::testing::Output out = segment(doc.text);
  // The layer in a slot; one that is not read goes nowhere.
  sdk::testing::InputLayer unread;
  const auto layer = [&](int slot) -> sdk::testing::InputLayer& {
    return slot < 0 ? unread : doc.layer(static_cast<uint32_t>(slot));
  };
  const auto cell = [](const sdk::testing::Row& row, size_t i) { return std::get<int64_t>(row.cells[i]); };
  sdk::testing::InputLayer &blocks = layer(slots.block), &sentences = layer(slots.sentence),
                           &tokens = layer(slots.token), &quotations = layer(slots.quotation);
  for (const ng_span& block : blocks_of(doc.text)) blocks.row(block.begin, block.end).code(NG_BLOCK_PARAGRAPH);
  for (const sdk::testing::Row& row : out.rows(0))
    sentences.row(row.span.begin, row.span.end).ref(static_cast<uint32_t>(cell(row, 0)));
  for (const sdk::testing::Row& row : out.rows(1))
    tokens.row(row.span.begin, row.span.end)
        .code(static_cast<uint8_t>(cell(row, 0)))
        .ref(static_cast<uint32_t>(cell(row, 1)));
  for (const sdk::testing::Row& row : out.rows(2))
    quotations.row(row.span.begin, row.span.end)
        .u8(static_cast<uint8_t>(cell(row, 1)))
        .u8(static_cast<uint8_t>(cell(row, 2)));
}

}  // namespace newsgrain::tests
