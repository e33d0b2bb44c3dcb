// The standard schemas. The order of columns and labels is that of abi/layers.h; tests/abi compares the two.
#include "newsgrain/schema.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "newsgrain/html_tags.hpp"

namespace newsgrain {
namespace {

struct TypeInfo {
  ColumnType type;
  std::string_view name;
  uint32_t size;
};

constexpr std::array<TypeInfo, 13> kTypes{{
    {ColumnType::u8, "u8", 1},
    {ColumnType::u16, "u16", 2},
    {ColumnType::u32, "u32", 4},
    {ColumnType::i32, "i32", 4},
    {ColumnType::i64, "i64", 8},
    {ColumnType::f32, "f32", 4},
    {ColumnType::f64, "f64", 8},
    {ColumnType::boolean, "bool", 1},
    {ColumnType::code8, "code8", 1},
    {ColumnType::code16, "code16", 2},
    {ColumnType::str, "str", 4},
    {ColumnType::ref, "ref", 4},
    {ColumnType::span, "span", 8},
}};

ColumnSchema plain(std::string name, ColumnType type) { return {std::move(name), type, false, {}, {}, false}; }
ColumnSchema ref(std::string name, std::string target) {
  return {std::move(name), ColumnType::ref, false, std::move(target), {}, false};
}
ColumnSchema code(std::string name, std::vector<std::string> labels) {
  return {std::move(name), ColumnType::code8, false, {}, std::move(labels), false};
}
ColumnSchema later(ColumnSchema column) {
  column.optional = true;
  return column;
}
ColumnSchema list(ColumnSchema item) {
  item.list = true;
  return item;
}

std::vector<std::string> tag_labels() {
  std::vector<std::string> out;
  constexpr auto kCount = static_cast<uint16_t>(Tag::count);
  out.reserve(kCount);
  for (uint16_t tag = 0; tag < kCount; ++tag) out.emplace_back(tag_name(tag));
  return out;
}

std::vector<LayerSchema> make_schemas() {
  using T = ColumnType;
  const std::vector<std::string> roles{"body",      "title",   "subtitle",  "byline",        "dateline",
                                       "date",      "caption", "credit",    "navigation",    "related",
                                       "promotion", "comment", "copyright", "advertisement", "other"};
  const std::vector<std::string> types{"PERSON", "ORG",  "GPE",  "LOC",   "NORP",    "FAC",      "EVENT",    "PRODUCT",
                                       "WORK",   "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"};
  const std::vector<std::string> labels{"negative", "neutral", "positive", "abstain"};
  std::vector<LayerSchema> out;
  auto add = [&](std::string layer, bool spans, std::string augments, std::vector<ColumnSchema> columns) {
    std::string id = "newsgrain." + layer + "/1";
    out.push_back({std::move(layer), std::move(id), spans, std::move(augments), std::move(columns)});
  };
  ColumnSchema tag{"tag", T::code16, false, {}, tag_labels(), false};
  add("element", true, "",
      {std::move(tag), ref("parent", "element"), plain("depth", T::u16), plain("markup_begin", T::u32),
       plain("markup_end", T::u32), plain("start_tag_end", T::u32)});
  add("block", true, "",
      {code("kind", {"paragraph", "heading", "list_item", "quote", "cell", "preformatted", "caption", "other"}),
       plain("level", T::u8), ref("element", "element"), plain("link_bytes", T::u32)});
  add("block.site", false, "block", {plain("pages", T::u32), plain("of", T::u32)});
  add("block.role", false, "block", {code("role", roles), plain("score", T::f32), ref("duplicate_of", "block")});
  add("region", true, "", {code("role", roles), plain("score", T::f32)});
  add("metadata", false, "",
      {code("key", {"title", "subtitle", "author", "published", "modified", "site", "language", "url", "description",
                    "image", "image_caption", "tag", "section", "page_kind", "quality"}),
       plain("value", T::str), code("signal", {"json_ld", "meta", "microdata", "visible", "url", "given"}),
       plain("markup", T::span)});
  add("sentence", true, "", {ref("block", "block")});
  add("token", true, "",
      {code("kind", {"word", "number", "punctuation", "symbol", "url", "email", "handle"}),
       ref("sentence", "sentence")});
  add("quotation", true, "",
      {code("kind", {"double", "single", "low", "guillemet", "corner"}), plain("depth", T::u8),
       plain("closed", T::boolean)});
  add("entity_mention", true, "",
      {code("type", types), code("form", {"name", "alias", "acronym", "demonym", "nominal", "pronoun", "value"}),
       ref("entity", "entity"), plain("score", T::f32), later(plain("value", T::str))});
  add("entity", false, "",
      {plain("name", T::str), code("type", types), plain("kb_id", T::str), plain("country", T::str),
       plain("role", T::str), list(ref("mentions", "entity_mention")), list(plain("aliases", T::str)),
       later(ref("affiliation", "entity"))});
  add("quote", true, "",
      {code("kind", {"direct", "mixed", "indirect"}), list(plain("fragments", T::span)), list(plain("quoted", T::span)),
       plain("cue", T::span), plain("speaker", T::span), ref("speaker_mention", "entity_mention"),
       ref("speaker_entity", "entity"), ref("continues", "quote"), plain("score", T::f32), plain("rule", T::str)});
  add("sentence.polarity", false, "sentence",
      {plain("polarity", T::f32), code("label", {"negative", "neutral", "positive", "abstain"})});
  add("target_sentiment", false, "",
      {ref("mention", "entity_mention"), ref("sentence", "sentence"), plain("negative", T::f32),
       plain("neutral", T::f32), plain("positive", T::f32), code("label", labels)});
  add("quote_sentiment", false, "",
      {ref("quote", "quote"), ref("speaker_entity", "entity"), ref("target_entity", "entity"),
       plain("negative", T::f32), plain("neutral", T::f32), plain("positive", T::f32), code("label", labels)});
  const std::vector<std::string> places{"narration", "quotes"};
  add("entity_sentiment", false, "",
      {ref("entity", "entity"), code("place", places), plain("count", T::u32), plain("negative", T::f32),
       plain("neutral", T::f32), plain("positive", T::f32), code("label", labels)});
  add("document_sentiment", false, "",
      {code("place", places), plain("count", T::u32), plain("polarity", T::f32), plain("negative", T::u32),
       plain("neutral", T::u32), plain("positive", T::u32)});
  add("polarity_word", true, "", {ref("sentence", "sentence"), plain("contribution", T::f32)});
  add("target_word", true, "", {ref("target", "target_sentiment"), plain("contribution", T::f32)});
  return out;
}

}  // namespace

uint32_t column_item_size(ColumnType type) {
  for (const TypeInfo& info : kTypes)
    if (info.type == type) return info.size;
  return 0;
}

std::string_view column_type_name(ColumnType type) {
  for (const TypeInfo& info : kTypes)
    if (info.type == type) return info.name;
  return "";
}

bool parse_column_type(std::string_view name, ColumnType& out) {
  if (name == "code") name = "code8";
  for (const TypeInfo& info : kTypes) {
    if (info.name == name) {
      out = info.type;
      return true;
    }
  }
  return false;
}

size_t LayerSchema::required_columns() const {
  size_t count = columns.size();
  while (count > 0 && columns[count - 1].optional) --count;
  return count;
}

int LayerSchema::column(std::string_view name) const {
  for (size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name == name) return static_cast<int>(i);
  return -1;
}

const std::vector<LayerSchema>& standard_schemas() {
  static const std::vector<LayerSchema>* schemas = new std::vector<LayerSchema>(make_schemas());
  return *schemas;
}

const LayerSchema* standard_schema(std::string_view layer) {
  const auto& all = standard_schemas();
  const auto it = std::find_if(all.begin(), all.end(), [&](const LayerSchema& s) { return s.layer == layer; });
  return it == all.end() ? nullptr : &*it;
}

}  // namespace newsgrain
