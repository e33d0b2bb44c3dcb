// Pairs of marks, without words around them that speak.
#include "marks.hpp"

#include <gtest/gtest.h>

#include "tokens.hpp"

namespace {

using namespace quotes;

Article article(const std::string& text) {
  Article a;
  a.text = text;
  for (const tests::Piece& p : tests::pieces(text)) {
    Token t;
    t.begin = p.begin;
    t.end = p.end;
    t.text = std::string_view(text).substr(p.begin, p.end - p.begin);
    t.lower = std::string(t.text);
    t.kind = p.kind;
    t.sentence = p.sentence;
    t.block = p.block;
    const auto n = static_cast<uint32_t>(a.tokens.size());
    const bool first = n == 0 || a.tokens[n - 1].block != p.block;
    t.space_before = first || a.tokens[n - 1].end != t.begin;
    if (n != 0) a.tokens[n - 1].space_after = t.space_before;
    if (first) a.blocks.push_back({n, n}), a.block_role.push_back(NG_ROLE_BODY);
    a.blocks.back().last = n + 1;
    a.tokens.push_back(std::move(t));
  }
  if (!a.tokens.empty()) a.tokens.back().space_after = true;
  return a;
}

std::vector<std::string> spans(const std::string& text, uint32_t longest = 8000) {
  Article a = article(text);
  pair_marks(a, longest);
  std::vector<std::string> out;
  for (const Marked& m : a.marked) {
    out.push_back(text.substr(a.tokens[m.first].begin, a.tokens[m.last - 1].end - a.tokens[m.first].begin));
    if (!m.closed) out.back() += " (open)";
    if (m.continues) out.back() += " (continues)";
  }
  return out;
}

using Spans = std::vector<std::string>;

TEST(Marks, Straight) {
  EXPECT_EQ(spans("He said \"yes\" and \"no\"."), (Spans{"\"yes\"", "\"no\""}));
  EXPECT_EQ(spans("(\"yes\")"), (Spans{"\"yes\""}));
}

TEST(Marks, Typed) {
  EXPECT_EQ(spans("He said \u201cyes\u201d."), (Spans{"\u201cyes\u201d"}));
  EXPECT_EQ(spans("Er sagte \u201eja\u201c."), (Spans{"\u201eja\u201c"}));
  EXPECT_EQ(spans("Il dit \u00abbien\u00bb."), (Spans{"\u00abbien\u00bb"}));
  EXPECT_EQ(spans("Hun sagde \u00bbja\u00ab."), (Spans{"\u00bbja\u00ab"}));
  EXPECT_EQ(spans("\u300cyes\u300d \u300eno\u300f"), (Spans{"\u300cyes\u300d", "\u300eno\u300f"}));
  EXPECT_EQ(spans("Hon sa \u201dja\u201d."), (Spans{"\u201dja\u201d"}));
}

TEST(Marks, SpacedGuillemets) { EXPECT_EQ(spans("Il dit \u00ab bien \u00bb hier."), (Spans{"\u00ab bien \u00bb"})); }

TEST(Marks, MixedPairs) {
  EXPECT_EQ(spans("He said \u201cyes\"."), (Spans{"\u201cyes\""}));
  EXPECT_EQ(spans("He said \"yes\u201d."), (Spans{"\"yes\u201d"}));
}

TEST(Marks, SingleOnesQuoteWhereThereAreNoDoubles) {
  EXPECT_EQ(spans("He said \u2018yes\u2019 then."), (Spans{"\u2018yes\u2019"}));
  EXPECT_EQ(spans("He said 'yes' then."), (Spans{"'yes'"}));
}

TEST(Marks, ApostrophesAreNoMarks) {
  EXPECT_EQ(spans("It isn't the dogs' fault, it's the cats' own."), Spans{});
  EXPECT_EQ(spans("The class of '98 and the '60s."), Spans{});
}

TEST(Marks, InnerOnesBelongToTheOuter) {
  EXPECT_EQ(spans("He said \u201cthey shouted \u2018no\u2019 twice\u201d."),
            (Spans{"\u201cthey shouted \u2018no\u2019 twice\u201d"}));
  EXPECT_EQ(spans("He said \"they shouted 'no' twice\"."), (Spans{"\"they shouted 'no' twice\""}));
}

TEST(Marks, UnclosedEndsWithItsParagraph) {
  EXPECT_EQ(spans("He said \u201cyes and no\nNothing here."), (Spans{"\u201cyes and no (open)"}));
  EXPECT_EQ(spans("He said \u201cyes \u201cand no\u201d."), (Spans{"\u201cyes (open)", "\u201cand no\u201d"}));
}

TEST(Marks, ContinuedParagraphs) {
  EXPECT_EQ(spans("\u201cOne.\n\u201cTwo.\u201d"), (Spans{"\u201cOne. (open)", "\u201cTwo.\u201d (continues)"}));
  EXPECT_EQ(spans("\"One.\n\"Two.\""), (Spans{"\"One. (open)", "\"Two.\" (continues)"}));
}

TEST(Marks, InchesAreNoMarks) { EXPECT_EQ(spans("A 5\" pipe and a 6\" pipe"), Spans{}); }

TEST(Marks, StrayClosingMark) { EXPECT_EQ(spans("yes\u201d and \u00bb"), Spans{}); }

TEST(Marks, LongestSpan) { EXPECT_EQ(spans("\"one two\" \"three four five\"", 10), (Spans{"\"one two\""})); }

TEST(Marks, Empty) {
  EXPECT_EQ(spans(""), Spans{});
  EXPECT_EQ(spans("\""), Spans{});
  EXPECT_EQ(spans("\"\""), Spans{});
}

}  // namespace
