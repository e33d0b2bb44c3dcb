// The word lists as tables, and the closed lists of single rules.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "lang/words.hpp"
#include "sorted_words.hpp"

namespace {

using newsgrain::lang::Class;
using newsgrain::lang::ClassSet;
using newsgrain::lang::english;
using newsgrain::lang::WordClasses;

// Every line of every list, against a plain reading of the file.
TEST(Words, TheTableSaysWhatTheListSays) {
  const std::pair<std::string, Class> names[] = {
      {"PREP", Class::prep}, {"DET", Class::det}, {"AUX", Class::aux}, {"TIME", Class::time}};
  std::ifstream in(WORDS_FOLDER "/en.tsv");
  size_t words = 0;
  for (std::string line; std::getline(in, line);) {
    if (line[0] == '#') continue;
    const size_t tab = line.find('\t');
    const std::string classes = ' ' + line.substr(tab + 1) + ' ';
    const WordClasses found = english(line.substr(0, tab));
    EXPECT_FALSE(found.empty()) << line;
    for (const auto& [name, c] : names)
      EXPECT_EQ(found.has(c), classes.find(' ' + name + ' ') != std::string::npos) << line;
    ++words;
  }
  EXPECT_GT(words, 300u);
}

TEST(Words, OthersAreInNoClass) {
  for (const char* word : {"", "of the", "ofa", "THE", "zzz", "\u00E9"}) EXPECT_TRUE(english(word).empty()) << word;
  EXPECT_TRUE(WordClasses().empty());
  EXPECT_EQ(newsgrain::lang::dictionary("xx"), nullptr);
  EXPECT_TRUE(newsgrain::lang::dictionary("en")->find("of").has(Class::prep));
}

TEST(Words, SeveralClassesAtOnce) {
  const WordClasses after = english("after");
  EXPECT_TRUE(after.has(Class::prep) && after.has(Class::clause_start) && !after.has(Class::det));
  EXPECT_TRUE(after.any({Class::det, Class::clause_start}));
  EXPECT_FALSE(after.any({Class::det, Class::time}));
  EXPECT_FALSE(after.any(ClassSet()));
}

TEST(SortedWords, FindsAllInAnyOrder) {
  constexpr newsgrain::english::SortedWords kWords({"left", "led", "a", "wrote", "m"});
  for (const char* word : {"left", "led", "a", "wrote", "m"}) EXPECT_TRUE(kWords.contains(word)) << word;
  for (const char* word : {"", "le", "lefts", "z"}) EXPECT_FALSE(kWords.contains(word)) << word;
}

}  // namespace
