// Letters and the joining of tokens.
#include "text.hpp"

#include <gtest/gtest.h>

#include "units.hpp"

namespace {

using namespace entities;

std::string folded(std::string_view word) {
  std::string out;
  fold_into(word, out);
  return out;
}

TEST(Text, Folding) {
  EXPECT_EQ(folded("U.S."), "us");
  EXPECT_EQ(folded("."), ".");
  EXPECT_EQ(folded("Z\xc3\xbcrich"), "zurich");
  EXPECT_EQ(folded("\xc5\x81\xc3\xb3"
                   "d\xc5\xba"),
            "lodz");
  EXPECT_EQ(folded("O\xe2\x80\x99"
                   "Neil"),
            "o'neil");
  EXPECT_EQ(folded("\xc3"), "\xc3");  // a cut letter stays as it is
}

TEST(Text, Capitals) {
  EXPECT_TRUE(
      starts_upper("\xc3\x89"
                   "cole"));
  EXPECT_FALSE(
      starts_upper("\xc3\xa9"
                   "cole"));
  EXPECT_TRUE(starts_upper("\xc5\x9awiat"));
  EXPECT_FALSE(starts_upper(""));
}

TEST(Text, Shapes) {
  EXPECT_EQ(shape_hash("Berlin"), shape_hash("Hamburg"));
  EXPECT_NE(shape_hash("Berlin"), shape_hash("BERLIN"));
  EXPECT_EQ(shape_hash("2019"), shape_hash("17"));
}

std::vector<std::string> units(const std::string& text, const std::vector<std::pair<uint32_t, uint32_t>>& spans) {
  std::vector<uint32_t> begin, end;
  for (const auto& [b, e] : spans) {
    begin.push_back(b);
    end.push_back(e);
  }
  const Gazetteer gazetteer;
  Features features(gazetteer, gazetteer);
  add_units(TokenView{text, begin.data(), end.data()}, 0, static_cast<uint32_t>(spans.size()), gazetteer, features);
  std::vector<std::string> out;
  for (const Unit& u : features.units) out.emplace_back(u.text);
  return out;
}

using Words = std::vector<std::string>;

TEST(Units, JoinsWhatBelongsTogether) {
  EXPECT_EQ(units("Jean-Luc", {{0, 4}, {4, 5}, {5, 8}}), (Words{"Jean-Luc"}));
  EXPECT_EQ(units("Mr. X", {{0, 2}, {2, 3}, {4, 5}}), (Words{"Mr.", "X"}));
  EXPECT_EQ(units("AT&T", {{0, 2}, {2, 3}, {3, 4}}), (Words{"AT&T"}));
  EXPECT_EQ(units("U.S.", {{0, 1}, {1, 2}, {2, 3}, {3, 4}}), (Words{"U.S."}));
}

TEST(Units, SplitsCompoundsAndPossessives) {
  EXPECT_EQ(units("Oslo-based", {{0, 10}}), (Words{"Oslo", "-", "based"}));
  EXPECT_EQ(units("Ann's", {{0, 5}}), (Words{"Ann", "'s"}));
  EXPECT_EQ(units("Ki-moon", {{0, 7}}), (Words{"Ki-moon"}));
}

}  // namespace
