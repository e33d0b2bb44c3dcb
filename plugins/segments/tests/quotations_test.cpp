// Pairs of marks, without words around them that speak.
#include "quotations.hpp"

#include <gtest/gtest.h>
#include <newsgrain/abi/layers.h>

#include <string>

namespace {

using namespace segments;

// Lines are blocks.
std::vector<Quotation> pairs(const std::string& text, bool title = false) {
  Quotations quotations;
  quotations.clear();
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    std::vector<Token> tokens;
    Tokenizer(nullptr).tokenize(text, static_cast<uint32_t>(begin), static_cast<uint32_t>(end), {}, tokens);
    quotations.add_block(text, tokens, title);
    begin = end + 1;
  }
  return quotations.pair(text);
}

// The outer ones.
std::vector<std::string> spans(const std::string& text, bool title = false) {
  std::vector<std::string> out;
  for (const Quotation& q : pairs(text, title))
    if (q.depth == 0) out.push_back(text.substr(q.begin, q.end - q.begin) + (q.closed ? "" : " (open)"));
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

TEST(Marks, OneABlock) {
  EXPECT_EQ(spans("\u201cOne.\n\u201cTwo.\u201d"), (Spans{"\u201cOne. (open)", "\u201cTwo.\u201d"}));
  EXPECT_EQ(spans("\"One.\n\"Two.\""), (Spans{"\"One. (open)", "\"Two.\""}));
}

TEST(Marks, InchesAreNoMarks) { EXPECT_EQ(spans("A 5\" pipe and a 6\" pipe"), Spans{}); }

TEST(Marks, StrayClosingMark) { EXPECT_EQ(spans("yes\u201d and \u00bb"), Spans{}); }

TEST(Marks, Empty) {
  EXPECT_EQ(spans(""), Spans{});
  EXPECT_EQ(spans("\""), Spans{});
}

TEST(Marks, DepthAndKind) {
  const std::string text = "\u201cThey shouted \u2018no \u00abnever\u00bb\u2019 twice\u201d and \u201elow\u201c";
  const std::vector<Quotation> found = pairs(text);
  ASSERT_EQ(found.size(), 4u);
  const std::pair<int, int> expected[] = {
      {NG_MARK_DOUBLE, 0}, {NG_MARK_SINGLE, 1}, {NG_MARK_GUILLEMET, 2}, {NG_MARK_LOW, 0}};
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].kind, expected[i].first) << i;
    EXPECT_EQ(found[i].depth, expected[i].second) << i;
    EXPECT_TRUE(found[i].closed);
  }
  EXPECT_EQ(text.substr(found[1].begin, found[1].end - found[1].begin), "\u2018no \u00abnever\u00bb\u2019");
}

TEST(Marks, WrittenAsTwoOrAsReferences) {
  EXPECT_EQ(spans("He said ''yes, sir''."), (Spans{"''yes, sir''"}));
  EXPECT_EQ(spans("He said ``yes, sir''."), (Spans{"``yes, sir''"}));
  EXPECT_EQ(spans("He said &quot;yes, sir&quot; twice."), (Spans{"&quot;yes, sir&quot;"}));
  EXPECT_EQ(spans("He said &#8220;yes, sir&#8221; twice."), (Spans{"&#8220;yes, sir&#8221;"}));
}

}  // namespace
