// The shipped lexicon, the user's, and their precedence.
#include <stdexcept>

#include <gtest/gtest.h>

#include "lexicon.hpp"
#include "words.hpp"

namespace {

using sentiment::Lexicon;
using sentiment::Word;

// Valences of the words of `text`, cut at spaces and hyphens.
std::vector<float> valences(const Lexicon& lexicon, const std::string& text) {
  std::vector<Word> words;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    const size_t end = text[i] == '-' ? i + 1 : std::min(text.find_first_of(" -", i), text.size());
    words.emplace_back();
    sentiment::look_up(lexicon, text, static_cast<uint32_t>(i), static_cast<uint32_t>(end), words.back());
    i = end;
  }
  sentiment::prepare(lexicon, text, words);
  std::vector<float> out;
  for (const Word& w : words) out.push_back(w.valence);
  return out;
}
float sum(const Lexicon& lexicon, const std::string& text) {
  float out = 0;
  for (const float v : valences(lexicon, text)) out += v;
  return out;
}

std::string fault(std::string_view file) {
  Lexicon lexicon("good\t0.5\n");
  try {
    lexicon.add_users(file, "own.tsv");
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "";
}

TEST(Lexicon, PhrasesOfSeveralWordsAreFound) {
  Lexicon lexicon("good\t0.5\nill-advised\t-0.4\n");
  lexicon.add_users("profit booking\t-0.6\n", "own.tsv");
  EXPECT_FLOAT_EQ(sum(lexicon, "there was profit booking today"), -0.6f);
  EXPECT_FLOAT_EQ(sum(lexicon, "there was profit and booking today"), 0);
  EXPECT_FLOAT_EQ(sum(lexicon, "profits booking"), 0);
  EXPECT_FLOAT_EQ(sum(lexicon, "an ill-advised step"), -0.4f);
  EXPECT_FLOAT_EQ(sum(lexicon, "an ill - advised step"), 0) << "a dash does not join";
}

TEST(Lexicon, TheUsersEntriesWinAndTheLongestPhraseWins) {
  Lexicon lexicon("good\t0.5\nbad luck\t-0.5\nbad\t-0.6\n");
  lexicon.add_users("good\t-0.25\ngood luck\t0.75\nbad\t0\n", "own.tsv");
  EXPECT_FLOAT_EQ(sum(lexicon, "a good day"), -0.25f);
  EXPECT_FLOAT_EQ(sum(lexicon, "wish them good luck"), 0.75f);
  EXPECT_FLOAT_EQ(sum(lexicon, "a bad day"), 0) << "zero takes a word out";
}

TEST(Lexicon, KeysAreComparedInPlainForm) {
  Lexicon lexicon("good\t0.5\n");
  lexicon.add_users("\xEF\xBB\xBF# own words\r\n\r\nÉlan Vital\t0.5\r\ncan\u2019t stand\t-0.5\r\n", "own.tsv");
  EXPECT_FLOAT_EQ(sum(lexicon, "with élan vital"), 0.5f);
  EXPECT_FLOAT_EQ(sum(lexicon, "WITH ÉLAN  VITAL"), 0.5f);
  EXPECT_FLOAT_EQ(sum(lexicon, "they can't stand it"), -0.5f);
}

TEST(Lexicon, AFaultNamesFileAndLine) {
  EXPECT_NE(fault("fine\t0.5\nbroken line\n").find("own.tsv, line 2: no tab"), std::string::npos);
  EXPECT_NE(fault("word\tmuch\n").find("line 1: the score is no number"), std::string::npos);
  EXPECT_NE(fault("word\t\n").find("line 1: the score is no number"), std::string::npos);
  EXPECT_NE(fault("word\tnan\n").find("line 1"), std::string::npos);
  EXPECT_NE(fault("# head\n\nword\t4\n").find("line 3: the score lies outside of -1 to 1"), std::string::npos);
  EXPECT_NE(fault("\t0.4\n").find("line 1: no word before the tab"), std::string::npos);
  EXPECT_EQ(fault("word\t+0.5"), "") << "a plus and a missing last line break are fine";
  EXPECT_EQ(fault(""), "");
}

TEST(Lexicon, NegationReachesToTheEndOfItsClause) {
  const Lexicon lexicon("good\t0.5\nhate\t-0.5\n");
  EXPECT_LT(sum(lexicon, "not a good plan"), 0);
  EXPECT_GT(sum(lexicon, "not now but good"), 0);
  EXPECT_LT(sum(lexicon, "nobody is good"), 0);
  EXPECT_GT(sum(lexicon, "very good"), sum(lexicon, "good"));
  EXPECT_LT(sum(lexicon, "somewhat good"), sum(lexicon, "good"));
}

}  // namespace
