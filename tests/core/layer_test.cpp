// Layers: commit order, renumbering, checks, and the queries against a naive oracle.
#include "newsgrain/layer.hpp"

#include <gtest/gtest.h>

#include <random>

namespace newsgrain {
namespace {

LayerSchema plain_schema() {
  return {"thing", "test.thing/1", true, "", {{"parent", ColumnType::ref, false, "thing", {}}}};
}

std::shared_ptr<const Layer> make_layer(std::vector<Span> spans) {
  LayerBuilder builder(plain_schema());
  std::vector<uint32_t> begin, end, parent(spans.size(), kNone);
  for (const Span& s : spans) {
    begin.push_back(s.begin);
    end.push_back(s.end);
  }
  const std::vector<LayerBuilder::ColumnView> columns{{parent.data(), nullptr}};
  EXPECT_TRUE(builder.append(static_cast<uint32_t>(spans.size()), begin.data(), end.data(), columns, 1000).ok());
  builder.sort();
  return std::move(builder).commit("test");
}

TEST(Layer, SortsByBeginThenLongestFirst) {
  const auto layer = make_layer({{5, 9}, {0, 3}, {5, 20}, {0, 3}});
  EXPECT_EQ(layer->span(0), (Span{0, 3}));
  EXPECT_EQ(layer->span(2), (Span{5, 20}));
  EXPECT_EQ(layer->span(3), (Span{5, 9}));
}

TEST(Layer, ReferencesFollowTheirRows) {
  LayerBuilder builder(plain_schema());
  const uint32_t begin[] = {10, 0, 20}, end[] = {15, 5, 25}, parent[] = {2, 0, kNone};
  const std::vector<LayerBuilder::ColumnView> columns{{parent, nullptr}};
  ASSERT_TRUE(builder.append(3, begin, end, columns, 100).ok());
  const auto new_row = builder.sort();
  builder.renumber("thing", new_row);
  const auto layer = std::move(builder).commit("test");
  // Rows are now 0-5, 10-15, 20-25; the first pointed to what is row 1, that one to row 2.
  const auto refs = layer->values<uint32_t>("parent");
  EXPECT_EQ(refs[0], 1u);
  EXPECT_EQ(refs[1], 2u);
  EXPECT_EQ(refs[2], kNone);
}

TEST(Layer, RefusesSpansOutsideTheText) {
  LayerBuilder builder(plain_schema());
  const uint32_t begin[] = {0}, end[] = {11}, parent[] = {kNone};
  const std::vector<LayerBuilder::ColumnView> columns{{parent, nullptr}};
  const auto result = builder.append(1, begin, end, columns, 10);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::plugin_bad_output);
  EXPECT_NE(result.error().message.find("[0, 11)"), std::string::npos);
}

TEST(Layer, ListsKeepTheirItemsWhenRowsMove) {
  LayerSchema schema{"q", "test.q/1", true, "", {{"parts", ColumnType::span, true, "", {}}}};
  LayerBuilder builder(schema);
  const uint32_t begin[] = {10, 0}, end[] = {20, 5};
  const Span parts[] = {{10, 12}, {14, 20}, {0, 5}};
  const uint32_t offsets[] = {0, 2, 3};
  const std::vector<LayerBuilder::ColumnView> columns{{parts, offsets}};
  ASSERT_TRUE(builder.append(2, begin, end, columns, 100).ok());
  builder.sort();
  const auto layer = std::move(builder).commit("test");
  ASSERT_EQ(layer->items<Span>("parts", 0).size(), 1u);
  ASSERT_EQ(layer->items<Span>("parts", 1).size(), 2u);
  EXPECT_EQ(layer->items<Span>("parts", 1)[1], (Span{14, 20}));
}

TEST(Layer, QueriesAgreeWithANaiveOracle) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<Span> spans(random() % 30);
    for (Span& s : spans) {
      s.begin = static_cast<uint32_t>(random() % 40);
      s.end = s.begin + static_cast<uint32_t>(random() % 12);
    }
    const auto layer = make_layer(spans);
    for (int q = 0; q < 30; ++q) {
      const auto begin = static_cast<uint32_t>(random() % 45);
      const auto end = begin + static_cast<uint32_t>(random() % 15);
      std::vector<uint32_t> covering, covered, overlapping;
      uint32_t before = kNone, after = kNone;
      for (uint32_t i = 0; i < layer->rows(); ++i) {
        const Span s = layer->span(i);
        if (s.begin <= begin && end <= s.end) covering.push_back(i);
        if (begin <= s.begin && s.end <= end) covered.push_back(i);
        if (s.begin < end && begin < s.end) overlapping.push_back(i);
        if (s.end <= begin && (before == kNone || s.end > layer->span(before).end)) before = i;
        if (after == kNone && s.begin >= end) after = i;
      }
      EXPECT_EQ(layer->covering(begin, end), covering);
      EXPECT_EQ(layer->covered_by(begin, end), covered);
      EXPECT_EQ(layer->overlapping(begin, end), overlapping);
      EXPECT_EQ(layer->after(end), after);
      const uint32_t got = layer->before(begin);
      ASSERT_EQ(got == kNone, before == kNone);
      if (before != kNone) {
        EXPECT_EQ(layer->span(got), layer->span(before));
      }
    }
  }
}

}  // namespace
}  // namespace newsgrain
