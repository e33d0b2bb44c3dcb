// Tokens, sentences, and the annotator on a fake host.
#include <gtest/gtest.h>
#include <newsgrain/sdk/testing.hpp>

#include "chars.hpp"
#include "segmented.hpp"
#include "words.hpp"

extern "C" const ng_entry ng_plugin_entry_v1;

namespace {

using namespace segments;
namespace t = newsgrain::sdk::testing;

TEST(Tokens, Clitics) {
  EXPECT_EQ(words("They don't, can't"), (Words{"They", "do", "n't", ",", "ca", "n't"}));
  EXPECT_EQ(words("it\u2019s we\u2019ll"), (Words{"it", "\u2019s", "we", "\u2019ll"}));
  EXPECT_EQ(words("Anna's dogs' cannot"), (Words{"Anna", "'s", "dogs", "'", "can", "not"}));
  EXPECT_EQ(words("O'Hara"), (Words{"O'Hara"}));
}

TEST(Tokens, Hyphens) { EXPECT_EQ(words("well-known non-human"), (Words{"well", "-", "known", "non-human"})); }

TEST(Tokens, StopsInsideOfWords) {
  EXPECT_EQ(words("Mr. Lund met J. Berg in the U.S. today."),
            (Words{"Mr.", "Lund", "met", "J.", "Berg", "in", "the", "U.S.", "today", "."}));
  EXPECT_EQ(words("the end.The next"), (Words{"the", "end", ".", "The", "next"}));
  EXPECT_EQ(words("Wait... what?!"), (Words{"Wait", "...", "what", "?!"}));
}

TEST(Tokens, NumbersAndSigns) {
  EXPECT_EQ(words("$1,000.50 or 5%"), (Words{"$", "1,000.50", "or", "5", "%"}));
  EXPECT_EQ(words("555-010-0199, 2010-2015"), (Words{"555-010-0199", ",", "2010", "-", "2015"}));
  EXPECT_EQ(words("555-010-01995"), (Words{"555", "-", "010", "-", "01995"}));
}

TEST(Tokens, Addresses) {
  EXPECT_EQ(words("See https://example.org/a?b=1, or a.b@example.org."),
            (Words{"See", "https://example.org/a?b=1", ",", "or", "a.b@example.org", "."}));
  EXPECT_EQ(words("irc.example.net alt.pets.cats plan.pdf"), (Words{"irc.example.net", "alt.pets.cats", "plan.pdf"}));
  EXPECT_EQ(words("@anna_b #vote"), (Words{"@anna_b", "#vote"}));
}

TEST(Tokens, MarksOfTwoSignsAndReferences) {
  EXPECT_EQ(words("''Yes,'' he said"), (Words{"''", "Yes", ",", "''", "he", "said"}));
  EXPECT_EQ(words("``Yes'''"), (Words{"``", "Yes", "''", "'"}));
  EXPECT_EQ(words("&quot;Yes&quot; &#8217; &amp; &quot"),
            (Words{"&quot;", "Yes", "&quot;", "&#8217;", "&", "amp", ";", "&", "quot"}));
}

TEST(Tokens, Emoticons) {
  EXPECT_EQ(words("Nice :) or ;-("), (Words{"Nice", ":)", "or", ";-("}));
  EXPECT_EQ(words("(as follows:)"), (Words{"(", "as", "follows", ":", ")"}));
}

TEST(Tokens, KindsAndSpaces) {
  const Segmented s = segmented("Pay $5, a@b.org @c http://d.org");
  std::vector<int> kinds;
  for (const Token& token : s.tokens) kinds.push_back(token.kind);
  EXPECT_EQ(kinds, (std::vector<int>{NG_TOKEN_WORD, NG_TOKEN_SYMBOL, NG_TOKEN_NUMBER, NG_TOKEN_PUNCTUATION,
                                     NG_TOKEN_EMAIL, NG_TOKEN_HANDLE, NG_TOKEN_URL}));
  EXPECT_TRUE(s.tokens[1].space_before);
  EXPECT_FALSE(s.tokens[2].space_before);
}

TEST(Tokens, ScriptsWithoutSpacesAndNoHostForThem) {
  EXPECT_EQ(words("\u6771\u4EAC A"), (Words{"\u6771", "\u4EAC", "A"}));
}

TEST(Sentences, Abbreviations) {
  EXPECT_EQ(sentences("Dr. Lund spoke. He left.").size(), 2u);
  EXPECT_EQ(sentences("Lund works at Berg Inc. The firm is old.").size(), 2u);
  EXPECT_EQ(sentences("Lund works at Berg Inc. Sweden today.").size(), 1u);
  EXPECT_EQ(sentences("It was No. 5 in the list.").size(), 1u);
  EXPECT_EQ(sentences("J. K. Lund came.").size(), 1u);
}

TEST(Sentences, Quotations) {
  EXPECT_EQ(sentences("\u201CStop!\u201D Lund said. He left.").size(), 2u);
  EXPECT_EQ(sentences("\u201CWill he go?\u201D she asked.").size(), 1u);
  EXPECT_EQ(sentences("\"I went. I saw.\" Then he left."), (Words{"\"I went.", "I saw.\"", "Then he left."}));
}

TEST(Sentences, BlankLinesAndOtherMarks) {
  EXPECT_EQ(sentences("No stop here\n\nNor here").size(), 2u);
  EXPECT_EQ(sentences("\u884C\u304F\u3002\u6765\u308B\u3002").size(), 2u);
  EXPECT_EQ(sentences("Great. :) See you."), (Words{"Great. :)", "See you."}));
  EXPECT_TRUE(sentences(" \n ").empty());
}

TEST(Sentences, Languages) {
  EXPECT_EQ(sentences("Er kam am 5. Mai an. Sie ging.", "de").size(), 2u);
  EXPECT_EQ(sentences("Il a vu M. Dubois hier. Elle part.", "fr").size(), 2u);
}

TEST(Words, AreInTheirLists) {  // they are searched by halving: first, middle and last entries are found
  for (const char* word : {"ai", "com", "pdf", "zip"}) EXPECT_TRUE(is_address_end(word)) << word;
  for (const char* word : {"a", "the", "your"}) EXPECT_TRUE(is_sentence_starter(word)) << word;
  for (const char* word : {"added", "said", "yelled"}) EXPECT_TRUE(is_speech_verb(word)) << word;
  for (const char* word : {"anti", "non", "vice"}) EXPECT_TRUE(is_prefix(word)) << word;
  EXPECT_EQ(abbreviation("vs", {}), Abbreviation::title);
  EXPECT_EQ(abbreviation("wyo", {}), Abbreviation::general);
  EXPECT_FALSE(is_address_end("the"));
}

t::Output run(t::Document& doc, bool all_blocks = false) {
  static const ng_unicode none{};
  t::FakeHost host(ng_plugin_entry_v1);
  host.config("all_blocks", all_blocks).config("max_tokens", int64_t{1000000}).offer(NG_EXT_UNICODE, &none);
  return host.run("segments", doc);
}

// Three blocks: body, navigation, and the body once more.
t::Document blocks(bool roles) {
  t::Document doc("One. Two.\nMenu\nOne. Two.");
  doc.layer(0).row(0, 9).u8(NG_BLOCK_PARAGRAPH).row(10, 14).u8(NG_BLOCK_PARAGRAPH).row(15, 24).u8(NG_BLOCK_PARAGRAPH);
  if (roles)
    doc.layer(1)
        .row()
        .code(NG_ROLE_BODY)
        .ref(NG_NONE)
        .row()
        .code(NG_ROLE_NAVIGATION)
        .ref(NG_NONE)
        .row()
        .code(NG_ROLE_BODY)
        .ref(0);
  return doc;
}

TEST(Annotator, LeavesOutBoilerplateAndRepeatedBlocks) {
  t::Document doc = blocks(true);
  t::Output out = run(doc);
  ASSERT_EQ(out.status, NG_OK) << out.error;
  ASSERT_EQ(out.rows(0).size(), 2u);
  EXPECT_EQ(out.rows(0)[1].span.begin, 5u);
  ASSERT_EQ(out.rows(1).size(), 4u);
  EXPECT_EQ(std::get<int64_t>(out.rows(1)[3].cells[1]), 1);  // the second stop is in the second sentence
}

TEST(Annotator, TakesAllBlocksWithoutRolesOrWhenAsked) {
  t::Document plain = blocks(false), asked = blocks(true);
  EXPECT_EQ(run(plain).rows(0).size(), 5u);
  t::Output out = run(asked, true);
  ASSERT_EQ(out.rows(0).size(), 5u);
  EXPECT_EQ(std::get<int64_t>(out.rows(0)[2].cells[0]), 1);  // the row of its block
}

TEST(Annotator, StopsWhenCancelled) {
  t::Document doc = blocks(false);
  doc.cancel_after = 2;  // inside of the first block
  EXPECT_EQ(run(doc).status, NG_CANCELLED);
}

}  // namespace
