// The lexicon of cues, and what names tell.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "cues.hpp"
#include "genders.hpp"

namespace {

using namespace quotes;
using namespace newsgrain::english;

TEST(Cues, InflectsRegularVerbs) {
  const CueLexicon cues("3\targue reply:replies,replied,replying stress agree clarify\n2\tteach\n");
  for (const char* form :
       {"argue", "argues", "argued", "arguing", "replied", "replying", "stresses", "stressed", "agreed", "agreeing"})
    EXPECT_EQ(cues.find(form).strength, Strength::strong) << form;
  EXPECT_EQ(cues.find("clarifies").strength, Strength::strong);
  EXPECT_EQ(cues.find("teaches").strength, Strength::middle);
  EXPECT_TRUE(cues.find("arguing").participle);
  EXPECT_TRUE(cues.find("replying").participle);
  EXPECT_FALSE(cues.find("argued").participle);
  EXPECT_EQ(cues.find("arguement").strength, Strength::none);
}

TEST(Cues, TheStrongerMeaningCounts) {
  EXPECT_EQ(CueLexicon("1\ttell\n3\ttell\n").find("tell").strength, Strength::strong);
  EXPECT_EQ(CueLexicon("3\ttell\n1\ttell\n").find("tell").strength, Strength::strong);
}

TEST(Cues, LinesThatDoNotFitAreSkipped) {
  const CueLexicon cues("# comment\n\n9\tsay\n3 say\nnoun\tclaim\n3\tsay:says,said");
  EXPECT_EQ(cues.find("said").strength, Strength::strong);
  EXPECT_EQ(cues.find("comment").strength, Strength::none);
  EXPECT_EQ(cues.find("claim").strength, Strength::none);
}

TEST(Cues, ShippedLexicon) {
  std::ifstream in(std::string(QUOTES_DATA) + "/cues.tsv", std::ios::binary);
  const std::string table((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const CueLexicon cues(table);
  for (const char* form :
       {"said",      "told",     "added",    "warned", "noted",     "asked",     "replied",   "insisted",
        "claimed",   "argued",   "admitted", "denied", "announced", "confirmed", "explained", "predicted",
        "suggested", "stressed", "urged",    "wrote",  "testified", "quipped"})
    EXPECT_EQ(cues.find(form).strength, Strength::strong) << form;
  for (const char* form : {"tweeted", "believed", "criticized", "demanded"})
    EXPECT_EQ(cues.find(form).strength, Strength::middle) << form;
  for (const char* form : {"the", "house", "walked", "sat", "was"})
    EXPECT_EQ(cues.find(form).strength, Strength::none) << form;
}

TEST(Names, Gender) {
  EXPECT_EQ(gender_of_first_name("mary"), Gender::female);
  EXPECT_EQ(gender_of_first_name("john"), Gender::male);
  EXPECT_EQ(gender_of_first_name("kim"), Gender::unknown);
  EXPECT_EQ(gender_of_title("mr."), Gender::male);
  EXPECT_EQ(gender_of_title("spokeswoman"), Gender::female);
  EXPECT_EQ(gender_of_title("president"), Gender::unknown);
}

}  // namespace
