// Input made to hurt: a megabyte takes milliseconds, and twice the input about twice the time.
#include <chrono>
#include <random>

#include <gtest/gtest.h>

#include "chars.hpp"
#include "segmented.hpp"

namespace {

using namespace segments;

constexpr size_t kMegabyte = 1 << 20;

std::string repeated(const std::string& piece, size_t bytes) {
  std::string out;
  out.reserve(bytes + piece.size());
  while (out.size() < bytes) out += piece;
  return out;
}

// Tokens in order, inside of the text, apart from each other, on the borders of characters; all but space is covered;
// sentences cover all tokens.
void expect_sound(const std::string& text, const Segmented& s) {
  uint32_t at = 0;
  const auto only_space = [&](uint32_t to) {
    while (at < to) {
      const CodePoint c = decode(text, at);
      ASSERT_EQ(class_of(c.value), Class::space) << "at " << at;
      at += c.size;
    }
    ASSERT_EQ(at, to);
  };
  for (const Token& token : s.tokens) {
    ASSERT_LT(token.begin, token.end);
    ASSERT_LE(token.end, text.size());
    ASSERT_NO_FATAL_FAILURE(only_space(token.begin));
    ASSERT_TRUE(token.end == text.size() || (static_cast<unsigned char>(text[token.end]) & 0xC0) != 0x80);
    at = token.end;
  }
  ASSERT_NO_FATAL_FAILURE(only_space(static_cast<uint32_t>(text.size())));
  uint32_t last = 0;
  for (const uint32_t end : s.ends) {
    ASSERT_GT(end, last);
    last = end;
  }
  ASSERT_EQ(last, s.tokens.size());
}

class Hostile : public testing::TestWithParam<const char*> {};

TEST_P(Hostile, AMegabyteIsSoundAndQuick) {
  const std::string text = repeated(GetParam(), kMegabyte);
  const auto start = std::chrono::steady_clock::now();
  const Segmented s = segmented(text);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  expect_sound(text, s);
  EXPECT_LT(taken.count(), 2.0);  // quadratic time would take minutes; slow machines and sanitisers get room
}

INSTANTIATE_TEST_SUITE_P(Pieces, Hostile,
                         testing::Values("a", "1", "-", ".", "\"", "(", ")", "'", "@", "#", ":)", "! ", ". ", "\" ",
                                         "a.", "ab.", "ab.com.", "1,", "1.", "1-", "123-", "a-", "non-", "a'", "n't",
                                         "a@", "a@b.", "http://", "w", "Mr. ", "A. ", ".\"", "!\" ", "([", "[1]", ". (",
                                         "! \"a ", "\u201C", "\u2019s", "\u0301", "\u6771", "a\u6771", "\u0E01 ",
                                         "\U0001F600", "\u200D", "\n", " ", "aa ", "said ", "! said", "\u3002"));

TEST(Hostile, NulAndNothing) {
  EXPECT_TRUE(segmented("").tokens.empty());
  const std::string text("a\0b.\0\0C", 7);
  expect_sound(text, segmented(text));
}

TEST(Hostile, ALongWordBetweenStops) {
  // Rules look a few tokens ahead: long tokens must not be read again and again.
  const std::string text = repeated("!\" " + std::string(kMegabyte / 16, 'x') + " ", kMegabyte);
  expect_sound(text, segmented(text));
}

TEST(Hostile, RandomText) {
  const std::vector<std::string> pieces = {
      "a",      "B",      "Mr.",     "said", " ",   " ",      "\n",     ".",      "!",      "?", "\"",  "'",  "\u201C",
      "\u201D", "\u2019", "(",       ")",    "[",   "]",      "-",      "1",      ",",      "$", "@",   "#",  ":",
      ";",      "/",      "http://", "com",  "n't", "\u6771", "\u0E01", "\u0301", "\u2026", "&", "U.S", "..."};
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto n = random() % 40; n > 0; --n) text += pieces[random() % pieces.size()];
    for (const char* language : {"", "de", "fr", "es"})
      ASSERT_NO_FATAL_FAILURE(expect_sound(text, segmented(text, language))) << text;
  }
}

}  // namespace
