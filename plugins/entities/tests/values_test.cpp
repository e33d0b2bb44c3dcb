// The grammar of values, word by word.
#include "values.hpp"

#include <gtest/gtest.h>
#include <newsgrain/abi/layers.h>

namespace {

using namespace entities;

// "type: text" of every value; words are separated by spaces.
std::vector<std::pair<int, std::string>> values(const std::string& text) {
  static const Gazetteer gazetteer;
  Features features(gazetteer, gazetteer);
  features.begin_sentence();
  for (size_t i = 0; i < text.size();) {
    size_t j = text.find(' ', i);
    if (j == std::string::npos) j = text.size();
    features.add(std::string_view(text).substr(i, j - i), static_cast<uint32_t>(i), static_cast<uint32_t>(j));
    i = j + 1;
  }
  std::vector<Mention> out;
  find_values(features.units, features.sentences[0], {}, out);
  std::vector<std::pair<int, std::string>> found;
  for (const Mention& m : out) {
    const Unit& first = features.units[m.first];
    const Unit& last = features.units[m.last - 1];
    found.emplace_back(m.type, text.substr(first.begin, last.end - first.begin));
  }
  return found;
}

void expect_one(const std::string& text, int type, const std::string& value) {
  const auto found = values(text);
  ASSERT_EQ(found.size(), 1u) << text;
  EXPECT_EQ(found[0].first, type) << text;
  EXPECT_EQ(found[0].second, value) << text;
}

TEST(Values, Dates) {
  expect_one("on 5 May 2020 it rained", NG_ENTITY_DATE, "5 May 2020");
  expect_one("on May 5 , 2020 it rained", NG_ENTITY_DATE, "May 5 , 2020");
  expect_one("in late July they came", NG_ENTITY_DATE, "late July");
  expect_one("on Thursday they came", NG_ENTITY_DATE, "Thursday");
  expect_one("since 1987 they came", NG_ENTITY_DATE, "1987");
  expect_one("for the past three years they came", NG_ENTITY_DATE, "past three years");
  expect_one("two weeks ago they came", NG_ENTITY_DATE, "two weeks ago");
  expect_one("in the 1990s they came", NG_ENTITY_DATE, "1990s");
  expect_one("by 2021-05-04 they came", NG_ENTITY_DATE, "2021-05-04");
}

TEST(Values, WordsThatAreNoDates) {
  EXPECT_TRUE(values("they may come and march on").empty());
  EXPECT_TRUE(values("May they come").empty());
  EXPECT_TRUE(values("a second chance").empty());
}

TEST(Values, WordsThatAreNoParts) {
  expect_one("the third man", NG_ENTITY_ORDINAL, "third");
  EXPECT_TRUE(values("a half empty glass").empty());
  EXPECT_TRUE(values("a quarter final").empty());
  EXPECT_TRUE(values("a few days they stayed").empty());
  EXPECT_TRUE(values("a month they stayed").empty());
}

TEST(Values, Times) {
  expect_one("at 11:30 a.m. they left", NG_ENTITY_TIME, "11:30 a.m.");
  expect_one("at 9 pm they left", NG_ENTITY_TIME, "9 pm");
  expect_one("after two hours they left", NG_ENTITY_TIME, "two hours");
}

TEST(Values, Money) {
  expect_one("it cost $ 5.2 million then", NG_ENTITY_MONEY, "$ 5.2 million");
  expect_one("it cost \xe2\x82\xac 20 then", NG_ENTITY_MONEY, "\xe2\x82\xac 20");
  expect_one("it cost 300 million won then", NG_ENTITY_MONEY, "300 million won");
  expect_one("it cost five dollars then", NG_ENTITY_MONEY, "five dollars");
  expect_one("a $ 2-billion plan", NG_ENTITY_MONEY, "$ 2-billion");
}

TEST(Values, PercentagesQuantitiesNumbers) {
  expect_one("up 5 % now", NG_ENTITY_PERCENT, "5 %");
  expect_one("up 5 per cent now", NG_ENTITY_PERCENT, "5 per cent");
  expect_one("up 0.5 percentage points now", NG_ENTITY_PERCENT, "0.5 percentage points");
  expect_one("some 40 kilometers away", NG_ENTITY_QUANTITY, "40 kilometers");
  expect_one("a 3-million crowd", NG_ENTITY_QUANTITY, "3-million");
  expect_one("the third man", NG_ENTITY_ORDINAL, "third");
  expect_one("the 21st man", NG_ENTITY_ORDINAL, "21st");
  expect_one("two hundred men", NG_ENTITY_CARDINAL, "two hundred");
  expect_one("1,200 men", NG_ENTITY_CARDINAL, "1,200");
}

}  // namespace
