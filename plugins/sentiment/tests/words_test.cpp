// Polarity of sentences as a reader would notice it.
#include <gtest/gtest.h>

#include "document.hpp"

namespace {

using namespace sentiment::tests;

TEST(Polarity, SignsOfPlainSentences) {
  EXPECT_GT(polarity("The new library is a wonderful success."), 0.1);
  EXPECT_LT(polarity("The fire was a terrible disaster."), -0.1);
  EXPECT_LT(polarity("The plan isn't good."), polarity("The plan is good."));
  EXPECT_NEAR(polarity("The council meets on Monday."), 0, 0.12);
}

TEST(Polarity, TypographyDoesNotMatter) {
  EXPECT_DOUBLE_EQ(polarity("The plan isn't good."), polarity("The plan isn\u2019t good."));
  EXPECT_DOUBLE_EQ(polarity("It is a \"terrible\" idea."), polarity("It is a \u201cterrible\u201d idea."));
  EXPECT_DOUBLE_EQ(polarity("He was great - but corrupt."), polarity("He was great\u2014but corrupt."));
  EXPECT_DOUBLE_EQ(polarity("He was great \u2013 but corrupt."), polarity("He was great -- but corrupt."));
  EXPECT_DOUBLE_EQ(polarity("A great day."), polarity("A\u00a0great\u00a0day."));
  EXPECT_DOUBLE_EQ(polarity("A great day."), polarity("A GREAT DAY."));
}

TEST(Polarity, NamesAreNoOpinions) {
  t::Document doc = document("The United States met the Department of Justice.",
                             {{"United States", 0, NG_ENTITY_GPE}, {"Department of Justice", 1, NG_ENTITY_ORG}});
  t::Output out = host().run("sentiment", doc);
  EXPECT_EQ(whole(out.rows(0)[0], 1), NG_LABEL_NEUTRAL);
}

TEST(Polarity, LongTextsDoNotSaturate) {
  std::string much = "It was bad";
  for (int i = 0; i < 60; ++i) much += " and bad";
  EXPECT_GE(polarity(much + "."), -1);
  std::string mixed;
  for (int i = 0; i < 30; ++i) mixed += "This is a good and a bad day, ";
  EXPECT_NEAR(polarity(mixed + "they say."), 0, 0.35);
}

TEST(Polarity, TheUsersScoreCounts) {
  t::FakeHost with = host({.lexicon = "own.tsv"});
  with.resource("own.tsv", "zorgy\t-1\nprofit booking\t-0.9\ndisaster\t0\n");
  const auto of = [&](const std::string& text) {
    t::Document doc = document(text);
    t::Output out = with.run("sentiment", doc);
    return out.rows(0).empty() ? -99 : number(out.rows(0)[0], 0);
  };
  EXPECT_LT(of("The market was zorgy."), polarity("The market was zorgy.") - 0.05);
  EXPECT_LT(of("There was profit booking."), polarity("There was profit booking.") - 0.05);
  EXPECT_GT(of("It was a disaster."), polarity("It was a disaster.") + 0.05);
}

TEST(Polarity, WordsAddUpToTheScore) {
  const std::string text = "The brilliant mayor saved the school, but the cruel tax hurt poor families.";
  t::Document doc = document(text);
  t::Output out = host({.explain = true}).run("sentiment", doc);
  double sum = 0, none = polarity("x");
  std::string best, worst;
  double high = 0, low = 0;
  for (const t::Row& row : out.rows(5)) {
    const double part = number(row, 1);
    sum += part;
    if (part > high) high = part, best = text.substr(row.span.begin, row.span.end - row.span.begin);
    if (part < low) low = part, worst = text.substr(row.span.begin, row.span.end - row.span.begin);
  }
  EXPECT_NEAR(sum, number(out.rows(0)[0], 0), 0.1 + std::abs(none)) << "but for what every sentence has";
  EXPECT_TRUE(best == "brilliant" || best == "saved") << best;
  EXPECT_TRUE(worst == "cruel" || worst == "hurt" || worst == "poor") << worst;
  t::Document again = document(text);
  EXPECT_TRUE(host().run("sentiment", again).rows(5).empty()) << "only on demand";
}

}  // namespace
