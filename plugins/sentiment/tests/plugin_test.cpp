// Targets, speakers, hostile input.
#include <gtest/gtest.h>

#include "document.hpp"

extern "C" {}

namespace {

using namespace sentiment::tests;

TEST(Target, StanceDependsOnTheTarget) {
  EXPECT_GT(stance("Voters praised Anna Berg as an excellent mayor.", "Anna Berg"), 0.3);
  EXPECT_LT(stance("Critics called Anna Berg a liar and a disgrace.", "Anna Berg"), -0.3);
  const std::string text = "Anna Berg, a brilliant and honest leader, attacked the corrupt liar Carl Dahl.";
  EXPECT_GT(stance(text, "Anna Berg"), stance(text, "Carl Dahl") + 0.3);
}

TEST(Target, ProbabilitiesSumToOneAndLowOnesAbstain) {
  t::Document doc = document("Anna Berg spoke with Carl Dahl.", {{"Anna Berg", 0}, {"Carl Dahl", 1}});
  t::Output out = host({.abstain_below = 1.0}).run("sentiment", doc);
  ASSERT_EQ(out.rows(1).size(), 2u);
  for (const t::Row& row : out.rows(1)) {
    EXPECT_NEAR(number(row, 2) + number(row, 3) + number(row, 4), 1, 1e-5);
    EXPECT_EQ(whole(row, 5), NG_LABEL_ABSTAIN);
  }
}

TEST(Target, OrganisationsAndStatesButNoDates) {
  t::Document doc = document("On Monday Acme praised France.",
                             {{"Monday", 0, NG_ENTITY_DATE}, {"Acme", 1, NG_ENTITY_ORG}, {"France", 2, NG_ENTITY_GPE}});
  EXPECT_EQ(host().run("sentiment", doc).rows(1).size(), 2u);
}

TEST(Target, FinanceReadsPricesAsOpinions) {
  EXPECT_GT(stance("Acme shares surge to record high on strong results", "Acme", {.domain = "finance"}), 0.4);
  EXPECT_LT(stance("Acme shares tumble, sell says broker", "Acme", {.domain = "finance"}), -0.4);
}

TEST(Quote, OnlyTheSpeakersWordsCount) {
  const std::string text = "\"Carl Dahl is a wonderful man,\" said Anna Berg, the corrupt liar and disgraced crook.";
  t::Document doc = document(text, {{"Carl Dahl", 0}, {"Anna Berg", 1}});
  add_quote(doc, "\"Carl Dahl is a wonderful man,\"", 1, "said");
  t::Document bare = document("\"Carl Dahl is a wonderful man,\"", {{"Carl Dahl", 0}});
  t::Output out = host().run("sentiment", doc), alone = host().run("sentiment", bare);
  ASSERT_EQ(out.rows(2).size(), 1u);
  const t::Row& row = out.rows(2)[0];
  EXPECT_EQ(whole(row, 1), 1) << "the speaker";
  EXPECT_EQ(whole(row, 2), 0) << "the target";
  EXPECT_EQ(whole(row, 6), NG_LABEL_POSITIVE);
  EXPECT_NEAR(number(row, 5), number(alone.rows(1)[0], 4), 1e-6) << "as if the quote stood alone";
}

TEST(Quote, TheSpeakerIsNoTarget) {
  t::Document doc = document("\"I, Anna Berg, trust Carl Dahl,\" said Anna Berg.",
                             {{"Anna Berg", 1}, {"Carl Dahl", 0}, {"Anna Berg", 1}});
  add_quote(doc, "\"I, Anna Berg, trust Carl Dahl,\"", 1, "said");
  t::Output out = host().run("sentiment", doc);
  ASSERT_EQ(out.rows(2).size(), 1u);
  EXPECT_EQ(whole(out.rows(2)[0], 2), 0);
}

TEST(Quote, WhomTheSpeakerSpeaksAbout) {
  t::Document doc = document("\"She is a disgrace,\" Anna Berg said of Eva Lund.", {{"Anna Berg", 1}, {"Eva Lund", 2}});
  add_quote(doc, "\"She is a disgrace,\"", 1, "said");
  t::Output out = host().run("sentiment", doc);
  ASSERT_EQ(out.rows(2).size(), 1u);
  EXPECT_EQ(whole(out.rows(2)[0], 2), 2);
  EXPECT_EQ(whole(out.rows(2)[0], 6), NG_LABEL_NEGATIVE);
}

TEST(Quote, WithoutASpeakerThereIsNoStance) {
  t::Document doc = document("\"Carl Dahl is a liar,\" it was said.", {{"Carl Dahl", 0}});
  add_quote(doc, "\"Carl Dahl is a liar,\"", NG_NONE);
  EXPECT_TRUE(host().run("sentiment", doc).rows(2).empty());
}

TEST(Entity, MeansWithCountsNarrationAndQuotesApart) {
  t::Document doc = document("Carl Dahl won.\n\"Carl Dahl is a liar,\" said Anna Berg.\nCarl Dahl left.",
                             {{"Carl Dahl", 0}, {"Carl Dahl", 0}, {"Anna Berg", 1}, {"Carl Dahl", 0}});
  add_quote(doc, "\"Carl Dahl is a liar,\"", 1, "said");
  t::Output out = host().run("sentiment", doc);
  const auto& rows = out.rows(3);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(whole(rows[0], 0), 0);
  EXPECT_EQ(whole(rows[0], 1), 0) << "narration";
  EXPECT_EQ(whole(rows[0], 2), 2);
  EXPECT_EQ(whole(rows[1], 1), 1) << "quotes";
  EXPECT_EQ(whole(rows[1], 2), 1);
  EXPECT_NEAR(number(rows[0], 3), (number(out.rows(1)[0], 2) + number(out.rows(1)[3], 2)) / 2, 1e-6);
}

TEST(Document, MeansOverSentencesNarrationAndQuotesApart) {
  t::Document doc =
      document("The plan is a terrible failure.\n\"It is a wonderful success,\" said Anna Berg.\nThe train left.",
               {{"Anna Berg", 1}});
  add_quote(doc, "\"It is a wonderful success,\"", 1, "said");
  t::Output out = host().run("sentiment", doc);
  const auto& rows = out.rows(4);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(whole(rows[0], 0), NG_PLACE_NARRATION);
  EXPECT_EQ(whole(rows[0], 1), 2);
  EXPECT_NEAR(number(rows[0], 2), (number(out.rows(0)[0], 0) + number(out.rows(0)[2], 0)) / 2, 1e-6);
  EXPECT_EQ(whole(rows[0], 3), 1) << "negative sentences";
  EXPECT_EQ(whole(rows[1], 0), NG_PLACE_QUOTES);
  EXPECT_EQ(whole(rows[1], 1), 1);
  EXPECT_GT(number(rows[1], 2), 0);
}

TEST(Document, ALongerTextDoesNotSaturate) {
  std::string text = "The plan is a failure.\n", longer;
  for (int i = 0; i < 50; ++i) longer += text;
  t::Document one = document(text), many = document(longer);
  EXPECT_NEAR(number(host().run("sentiment", one).rows(4)[0], 2), number(host().run("sentiment", many).rows(4)[0], 2),
              1e-5);
}

TEST(Explain, WordsThatPullAndWordsThatPush) {
  const std::string text = "Critics called Anna Berg a disgrace, but voters praised Carl Dahl.";
  t::Document doc = document(text, {{"Anna Berg", 0}, {"Carl Dahl", 1}});
  t::Output out = host({.explain = true}).run("sentiment", doc);
  const auto word = [&](const t::Row& row) { return text.substr(row.span.begin, row.span.end - row.span.begin); };
  double disgrace = 0, praised = 0;
  for (const t::Row& row : out.rows(5)) {
    if (word(row) == "disgrace") disgrace = number(row, 1);
    if (word(row) == "praised") praised = number(row, 1);
  }
  EXPECT_LT(disgrace, 0);
  EXPECT_GT(praised, 0);
  double towards_anna = 0;
  uint32_t before = 0;
  for (const t::Row& row : out.rows(6)) {
    EXPECT_LE(before, row.span.begin) << "in the order of the text";
    before = row.span.begin;
    if (whole(row, 0) == 0 && word(row) == "disgrace") towards_anna = number(row, 1);
  }
  EXPECT_LT(towards_anna, 0);
  EXPECT_TRUE(host().run("sentiment", doc).rows(5).empty()) << "only when asked for";
}

TEST(Hostile, OddTextsAreScoredWithoutHarm) {
  for (const char* text : {"no", "It ends in no", "not", "\u201c", "-", "'", "\xF0\x9F\x98\x80\xF0\x9F\x98\x80",
                           "- - - -", "\"\"\"\"", "but but", "a-", "no no no no."}) {
    t::Document doc = document(text);
    t::Output out = host().run("sentiment", doc);
    EXPECT_EQ(out.status, NG_OK) << text;
    for (const t::Row& row : out.rows(0)) EXPECT_LE(std::abs(number(row, 0)), 1) << text;
  }
}

TEST(Hostile, AMegabyteWithoutASpace) {
  t::Document doc = document(std::string(1 << 20, 'a'), {{"aaaa", 0}});
  EXPECT_EQ(host().run("sentiment", doc).status, NG_OK);
}

// Names over names over one endless sentence: a test that hangs where the work does not stay in proportion to the rows.
TEST(Hostile, EmojiAndNamesOverNames) {
  constexpr uint32_t kWords = 40000;
  const std::string unit = "\xF0\x9F\x98\x80 bad not ";
  std::string text;
  for (uint32_t i = 0; i < kWords; ++i) text += unit;
  t::Document doc(text);
  doc.layer(0).row(0, static_cast<uint32_t>(text.size())).ref(0);
  newsgrain::tests::add_segments(doc, {.token = 1});
  const auto step = static_cast<uint32_t>(unit.size());
  for (uint32_t i = 0; i < kWords; ++i)
    doc.layer(2).row(i * step, static_cast<uint32_t>(text.size())).code(NG_ENTITY_PERSON).code(NG_FORM_NAME).ref(0);
  t::Output out = host().run("sentiment", doc);
  EXPECT_EQ(out.status, NG_OK);
  EXPECT_EQ(out.rows(1).size(), kWords);
}

TEST(Cancel, BetweenSentences) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "A sentence here.\n";
  t::Document doc = document(text);
  doc.cancel_after = 3;
  EXPECT_EQ(host().run("sentiment", doc).status, NG_CANCELLED);
}

}  // namespace
