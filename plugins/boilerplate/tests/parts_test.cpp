// Dates, JSON-LD, bylines, words and model files, one by one.
#include <cstring>

#include <algorithm>

#include <gtest/gtest.h>

#include "dates.hpp"
#include "forest.hpp"
#include "json_ld.hpp"
#include "metadata.hpp"
#include "words.hpp"

namespace boilerplate {
namespace {

TEST(Dates, forms) {
  EXPECT_EQ(iso_date("2025-03-18T07:45:00Z"), "2025-03-18T07:45:00Z");
  EXPECT_EQ(iso_date("2025-03-18 07:45:00+02:00"), "2025-03-18T07:45:00+02:00");
  EXPECT_EQ(iso_date("Published 18 March 2025 at noon"), "2025-03-18");
  EXPECT_EQ(iso_date("Tuesday, Mar. 18, 2025"), "2025-03-18");
  EXPECT_EQ(iso_date("March 1st, 2025"), "2025-03-01");
  EXPECT_EQ(iso_date("20250318"), "2025-03-18");
}

TEST(Dates, no_dates) {
  for (const char* text : {"", "yesterday", "2025", "1234567890", "2025-13-40", "may 2025 be better", "3/4/2025"})
    EXPECT_EQ(iso_date(text), "") << text;
}

TEST(Dates, in_addresses) {
  EXPECT_EQ(date_in_url("https://news.example/2025/03/18/bridge.html"), "2025-03-18");
  EXPECT_EQ(date_in_url("https://news.example/a/2025-03-18-bridge"), "2025-03-18");
  EXPECT_EQ(date_in_url("https://news.example/20/25/bridge"), "");
  EXPECT_EQ(date_in_url(""), "");
}

TEST(JsonLd, members_and_escapes) {
  JsonLd ld;
  ld.parse(
      R"({"@type":["Thing","NewsArticle"],"headline":"A \"b\" \u00e9 \ud83d\ude00\n","n":12,"deep":{"x":[1,"two"]}})");
  EXPECT_TRUE(ld.is_a(0, "Article"));
  EXPECT_FALSE(ld.is_a(0, "WebPage"));
  EXPECT_EQ(ld.text(ld.member(0, "headline")), "A \"b\" \xC3\xA9 \xF0\x9F\x98\x80 ");
  EXPECT_EQ(ld.text(ld.member(0, "n")), "");
  EXPECT_EQ(ld.member(0, "missing"), JsonLd::kNoNode);
}

TEST(JsonLd, broken) {
  JsonLd ld;
  for (const char* json : {"", "{", "}", "\"", "{\"a\"", "{\"a\":", "{\"a\":\"b", "]]]", "{\"a\":\"\\",
                           "{\"a\":\"\\u12", ",,,{,}", "/* {", "\"\\"}) {
    ld.parse(json);
    for (uint32_t n = 0; n < ld.nodes().size(); ++n) {
      ld.text(n);
      ld.is_a(n, "Article");
    }
  }
  ld.parse("<!-- {\"headline\": \"x\", /* y */ \"list\": [\"a\",],} --> {\"headline\": \"z\"}");
  EXPECT_EQ(ld.text(ld.member(0, "headline")), "x");
}

TEST(JsonLd, very_deep) {
  JsonLd ld;
  const std::string json = std::string(200000, '[') + std::string(200000, ']') +
                           "{\"headline\":\"x\"}";  // outlives the nodes, which are views
  ld.parse(json);
  EXPECT_EQ(ld.text(ld.member(static_cast<uint32_t>(ld.nodes().size()) - 2, "headline")), "x");
}

TEST(Byline, names) {
  EXPECT_EQ(names_in_byline("By Maren Holt"), std::vector<std::string>({"Maren Holt"}));
  EXPECT_EQ(names_in_byline("By Maren Holt and Jonas Reuter, transport reporters"),
            std::vector<std::string>({"Maren Holt", "Jonas Reuter"}));
  EXPECT_EQ(names_in_byline("Ida Sund | The Coast"), std::vector<std::string>({"Ida Sund"}));
  EXPECT_TRUE(names_in_byline("by the way").empty());
  EXPECT_TRUE(names_in_byline("https://example.org/staff").empty());
  EXPECT_TRUE(names_in_byline("").empty());
}

TEST(Words, splitting) {
  std::vector<std::string> words;
  for_each_word("Caf\xC3\xA9 \xE2\x80\x9Cone\xE2\x80\x9D\xE2\x80\x94two, 3", [&](std::string_view w, uint32_t hash) {
    words.emplace_back(w);
    EXPECT_EQ(hash, hash_word(w));
  });
  EXPECT_EQ(words, std::vector<std::string>({"Caf\xC3\xA9", "one", "two", "3"}));
  EXPECT_EQ(hash_word("Home"), hash_word("hOME"));
  EXPECT_TRUE(is_stop_word(hash_word("The")));
  EXPECT_FALSE(is_stop_word(hash_word("bridge")));
  for (const char* word : {"und", "les", "los", "się", "della", "het", "ikke", "são", "что", "και"})
    EXPECT_TRUE(is_stop_word(hash_word(word))) << word;
  // Open addressing wants free slots.
  EXPECT_GT(std::count(kStopWords.begin(), kStopWords.end(), 0u), static_cast<ptrdiff_t>(kStopSlots / 2));
}

// One tree: feature 1 <= 0.5 ? -1 : 2.
std::string little_forest() {
  std::string out("NGBF");
  const auto u32 = [&](uint32_t v) { out.append(reinterpret_cast<const char*>(&v), 4); };
  const auto node = [&](uint16_t feature, uint16_t left, float value) {
    out.append(reinterpret_cast<const char*>(&feature), 2);
    out.append(reinterpret_cast<const char*>(&left), 2);
    out.append(reinterpret_cast<const char*>(&value), 4);
  };
  u32(1), u32(2), u32(1), u32(0), u32(3);
  node(1, 1, 0.5f), node(0, 0, -1.0f), node(0, 0, 2.0f);
  return out;
}

TEST(Forest, walks) {
  const std::string bytes = little_forest();
  std::string_view rest = bytes;
  const Forest forest(rest, 2);
  EXPECT_TRUE(rest.empty());
  Rows rows;
  std::vector<float> odds, expected;
  for (const uint32_t n : {0u, 1u, 32u, 70u}) {
    rows.reset(n, 2);
    expected.clear();
    for (uint32_t r = 0; r < n; ++r) {
      rows.row(r)[0] = 9;
      rows.row(r)[1] = static_cast<float>(r % 3) / 2;
      expected.push_back(r % 3 == 2 ? 2 : -1);
    }
    forest.log_odds(rows, odds);
    EXPECT_EQ(odds, expected);
    std::vector<uint32_t> odd;
    for (uint32_t r = 1; r < n; r += 2) odd.push_back(r);
    for (uint32_t r = 0; r < n; r += 2) expected[r] = odds[r] = 9;
    for (const uint32_t r : odd) odds[r] = 0;
    forest.log_odds(rows, odd, odds);
    EXPECT_EQ(odds, expected);
  }
}

TEST(Forest, damaged_files) {
  const std::string good = little_forest();
  for (size_t size = 0; size < good.size(); ++size)
    EXPECT_ANY_THROW(read_forests(std::string_view(good).substr(0, size), {2})) << size;
  EXPECT_ANY_THROW(read_forests(good, {3}));
  EXPECT_ANY_THROW(read_forests(good, {2, 2}));
  EXPECT_ANY_THROW(read_forests(good + good, {2}));
  EXPECT_EQ(read_forests(good + good, {2, 2}).size(), 2u);
  std::string loop = good;
  loop[26] = 0;  // the root's left child: a leaf then, and two nodes that belong to nothing
  EXPECT_ANY_THROW(read_forests(loop, {2}));
  loop[26] = 7;
  EXPECT_ANY_THROW(read_forests(loop, {2}));
}

}  // namespace
}  // namespace boilerplate
