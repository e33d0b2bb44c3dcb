// The whole annotator on a fake host.
#include <chrono>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <newsgrain/sdk/testing.hpp>

#include "segments.hpp"

extern "C" const ng_entry ng_plugin_entry_v1;

namespace {

namespace t = newsgrain::sdk::testing;

t::FakeHost host(double min_score = 0.3, bool indirect = true) {
  std::ifstream in(std::string(QUOTES_DATA) + "/cues.tsv", std::ios::binary);
  t::FakeHost out(ng_plugin_entry_v1);
  out.config("max_quote_bytes", int64_t{8000}).config("min_score", min_score).config("indirect", indirect);
  out.resource("cues.tsv", std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>()));
  return out;
}

t::Document document(const std::string& text) {
  t::Document doc(text);
  newsgrain::tests::add_segments(doc, {.block = 0, .sentence = 2, .token = 3, .quotation = 6});
  return doc;
}

struct Found {
  int64_t kind;
  std::vector<std::string> fragments;
  std::string cue, speaker;
  int64_t mention, entity, continues;
  double score;
  std::string rule;
};

std::vector<Found> read(t::Output& out, const std::string& text) {
  EXPECT_EQ(out.status, NG_OK) << out.error;
  std::vector<Found> found;
  const auto covered = [&](ng_span s) {
    return s.begin == NG_NONE ? std::string() : text.substr(s.begin, s.end - s.begin);
  };
  uint32_t before = 0;
  for (const t::Row& row : out.rows(0)) {
    EXPECT_GE(row.span.begin, before);
    before = row.span.begin;
    Found f{std::get<int64_t>(row.cells[0]),          {},
            covered(std::get<ng_span>(row.cells[3])), covered(std::get<ng_span>(row.cells[4])),
            std::get<int64_t>(row.cells[5]),          std::get<int64_t>(row.cells[6]),
            std::get<int64_t>(row.cells[7]),          std::get<double>(row.cells[8]),
            std::get<std::string>(row.cells[9])};
    for (const ng_span s : std::get<std::vector<ng_span>>(row.cells[1])) f.fragments.push_back(covered(s));
    found.push_back(std::move(f));
  }
  return found;
}

std::vector<Found> find(const std::string& text, double min_score = 0.3, bool indirect = true) {
  t::Document doc = document(text);
  t::Output out = host(min_score, indirect).run("quotes", doc);
  return read(out, text);
}

struct Name {
  const char* text;
  uint8_t type;
  uint32_t entity;
};

// The first occurrence after the one before; entities are named by their numbers.
std::vector<Found> find_with(const std::string& text, const std::vector<Name>& names) {
  t::Document doc = document(text);
  size_t at = 0;
  uint32_t entities = 0;
  std::vector<uint8_t> types;
  for (const Name& n : names) {
    at = text.find(n.text, at);
    EXPECT_NE(at, std::string::npos) << n.text;
    const auto begin = static_cast<uint32_t>(at);
    at += std::string_view(n.text).size();
    doc.layer(4).row(begin, static_cast<uint32_t>(at)).code(n.type).code(NG_FORM_NAME).ref(n.entity);
    entities = std::max(entities, n.entity + 1);
    types.resize(entities);
    types[n.entity] = n.type;
  }
  for (uint32_t e = 0; e < entities; ++e) doc.layer(5).row().sid(NG_NONE).code(types[e]).sid(NG_NONE);
  t::Output out = host().run("quotes", doc);
  return read(out, text);
}

using Texts = std::vector<std::string>;

void expect_one(const std::string& text, int64_t kind, const Texts& fragments, const std::string& cue,
                const std::string& speaker) {
  const std::vector<Found> found = find(text);
  ASSERT_EQ(found.size(), 1u) << text;
  EXPECT_EQ(found[0].kind, kind) << text;
  EXPECT_EQ(found[0].fragments, fragments);
  EXPECT_EQ(found[0].cue, cue) << text;
  EXPECT_EQ(found[0].speaker, speaker) << text;
  EXPECT_FALSE(found[0].rule.empty());
  EXPECT_GT(found[0].score, 0);
  EXPECT_LE(found[0].score, 1);
}

TEST(Quotes, Direct) {
  expect_one("\"The bridge is safe,\" Anna Berg said on Monday.", NG_QUOTE_DIRECT, {"\"The bridge is safe,\""}, "said",
             "Anna Berg");
  expect_one("\"The bridge is safe,\" said Anna Berg.", NG_QUOTE_DIRECT, {"\"The bridge is safe,\""}, "said",
             "Anna Berg");
  expect_one("Anna Berg said: \"The bridge is safe.\"", NG_QUOTE_DIRECT, {"\"The bridge is safe.\""}, "said",
             "Anna Berg");
  expect_one("Berg told reporters, \"The bridge is safe.\"", NG_QUOTE_DIRECT, {"\"The bridge is safe.\""}, "told",
             "Berg");
}

TEST(Quotes, SplitIsOneQuote) {
  expect_one("\"The bridge,\" she said, \"is safe.\"", NG_QUOTE_DIRECT, {"\"The bridge,\"", "\"is safe.\""}, "said",
             "she");
  expect_one("\"The bridge is safe,\" she said. \"We tested it twice.\"", NG_QUOTE_DIRECT,
             {"\"The bridge is safe,\"", "\"We tested it twice.\""}, "said", "she");
}

TEST(Quotes, Indirect) {
  expect_one("Anna Berg said that the bridge was safe.", NG_QUOTE_INDIRECT, {"that the bridge was safe"}, "said",
             "Anna Berg");
  expect_one("The bridge was safe, the engineer said.", NG_QUOTE_INDIRECT, {"The bridge was safe"}, "said",
             "the engineer");
  expect_one("According to the ministry, the bridge was safe.", NG_QUOTE_INDIRECT, {"the bridge was safe"},
             "According to", "the ministry");
  EXPECT_TRUE(find("Anna Berg said that the bridge was safe.", 0.3, false).empty());
}

TEST(Quotes, Mixed) {
  expect_one("Anna Berg said that the bridge was \"safe for all traffic.\"", NG_QUOTE_MIXED,
             {"that the bridge was \"safe for all traffic.\""}, "said", "Anna Berg");
}

TEST(Quotes, TitlesAndScareQuotes) {
  EXPECT_TRUE(find("They watched \"The Long Night\" in the old cinema.").empty());
  EXPECT_TRUE(find("The so-called \"peace\" lasted two days.").empty());
}

TEST(Quotes, ContinuedParagraphRefersToTheFirst) {
  const auto found = find("\"The bridge is safe,\" Berg said. \"We tested it twice.\n\"Then we closed it for good.\"");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[1].continues, 0);
}

TEST(Quotes, PronounTakesThePersonWhoFits) {
  const auto found = find_with(
      "Anna Berg met John Holt in the town. \"It was a long day,\" she said. Holt was tired. \"I slept well,\" he "
      "said.",
      {{"Anna Berg", NG_ENTITY_PERSON, 0}, {"John Holt", NG_ENTITY_PERSON, 1}, {"Holt", NG_ENTITY_PERSON, 1}});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].entity, 0);
  EXPECT_EQ(found[1].entity, 1);
}

TEST(Quotes, PronounIsNoOrganisation) {
  const auto found = find_with("The Nordic Water Council met. \"It was a long day,\" he said.",
                               {{"Nordic Water Council", NG_ENTITY_ORG, 0}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].entity, -1);
}

TEST(Quotes, SpeakerTakesTheEntityOfItsMention) {
  const auto found =
      find_with("\"The bridge is safe,\" said President Anna Berg.", {{"Anna Berg", NG_ENTITY_PERSON, 0}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].mention, 0);
  EXPECT_EQ(found[0].entity, 0);
}

TEST(Quotes, LeastScore) {
  EXPECT_FALSE(find("\"The bridge is safe,\" said Anna Berg.", 0.0).empty());
  EXPECT_TRUE(find("\"The bridge is safe,\" said Anna Berg.", 1.0).empty());
}

TEST(Quotes, Cancelled) {
  t::Document doc = document("Berg said that it rained. Berg said that it snowed.");
  doc.cancel_after = 1;
  EXPECT_EQ(host().run("quotes", doc).status, NG_CANCELLED);
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  out.reserve(text.size() * static_cast<size_t>(times));
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

double seconds(const std::string& text) {
  t::Document doc = document(text);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(host().run("quotes", doc).status, NG_OK);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Whatever grows faster than the text would take minutes here. The bound is wide for slow machines and sanitizers.
TEST(Quotes, HostileText) {
  constexpr double kBound = 20;
  EXPECT_LT(seconds(std::string(1 << 20, 'a')), kBound);
  EXPECT_LT(seconds(repeated("\"", 200000)), kBound);
  EXPECT_LT(seconds(repeated("\" a ", 100000)), kBound);
  EXPECT_LT(seconds(repeated("said ", 200000)), kBound);
  EXPECT_LT(seconds(repeated("he said ", 100000)), kBound);
  EXPECT_LT(seconds(repeated("Berg said, ", 60000)), kBound);
  EXPECT_LT(seconds(repeated("according to ", 60000)), kBound);
  EXPECT_LT(seconds(repeated("a, adding ", 60000)), kBound);
  EXPECT_LT(seconds(repeated("\u201cyes\n", 60000)), kBound);
  EXPECT_LT(seconds(repeated("'s ", 100000)), kBound);
  EXPECT_LT(seconds(repeated("Berg: \"it is so\" ", 40000)), kBound);
  EXPECT_LT(seconds(repeated("\"it is so it is\" -- Berg ", 40000)), kBound);
  EXPECT_LT(seconds(repeated("BERG: it is so.\n", 40000)), kBound);
  EXPECT_LT(seconds(repeated("Q: Is it so?\nA: I say so.\n", 40000)), kBound);
  EXPECT_LT(seconds(repeated("was called by ", 60000)), kBound);
  EXPECT_LT(seconds(repeated("(@berg) -- ", 40000)), kBound);
  EXPECT_LT(seconds(repeated("&quot;", 60000)), kBound);
  EXPECT_LT(seconds(repeated(std::string(1, '\0') + "\" a ", 60000)), kBound);
  EXPECT_LT(seconds(repeated("A said that it was so.\n", 40000) + repeated("\"a b c d e f.\"\n", 40000)), kBound);
}

// Opening and closing marks of many scripts, alone, mixed and nested: nothing is quoted where nothing is said, and
// nothing breaks.
TEST(Quotes, MarksOfManyScripts) {
  const std::pair<const char*, const char*> kPairs[] = {
      {"\"", "\""},         {"'", "'"},           {"\u201c", "\u201d"}, {"\u2018", "\u2019"}, {"\u201e", "\u201c"},
      {"\u201a", "\u2018"}, {"\u201e", "\u201d"}, {"\u00ab", "\u00bb"}, {"\u00bb", "\u00ab"}, {"\u2039", "\u203a"},
      {"\u203a", "\u2039"}, {"\u300c", "\u300d"}, {"\u300e", "\u300f"}, {"``", "''"},         {"''", "''"},
      {"\uff02", "\uff02"}, {"\u201d", "\u201d"}, {"\u00ab", "\u00ab"}, {"\u301d", "\u301e"}, {"\u275d", "\u275e"}};
  std::string all, only;
  for (const auto& [opening, closing] : kPairs) {
    all += std::string(opening) + "The bridge is safe for now," + closing + " said Anna Berg.\n";
    only += std::string(opening) + closing;
  }
  EXPECT_GE(find(all).size(), 16u);  // ornaments are signs, not marks
  EXPECT_TRUE(find(only).empty());
}

TEST(Quotes, NestedAHundredDeep) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "\u201c\u2018";
  text += "The bridge is safe";
  for (int i = 0; i < 50; ++i) text += "\u2019\u201d";
  text += " said Anna Berg. Tom Holt said: \"It was closed.\"";
  const auto found = find(text);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.back().speaker, "Tom Holt");
}

// The quotes around hostile parts stay.
TEST(Quotes, QuotesAroundHostileText) {
  const std::string fine = "\"The bridge is safe,\" Anna Berg said.\n";
  for (const std::string& hostile : {repeated("\"", 10000), repeated("\u201c", 10000), repeated("' a ", 10000),
                                     std::string(100, '\0'), repeated("\" a ", 10000)}) {
    const auto found = find(fine + hostile + "\n" + fine);
    ASSERT_GE(found.size(), 2u);
    EXPECT_EQ(found.front().speaker, "Anna Berg");
    EXPECT_EQ(found.back().speaker, "Anna Berg");
  }
}

TEST(Quotes, HostileNames) {
  constexpr int kTimes = 20000;
  const std::string line = "The chief engineer Berg said that it was so. He said that he was ill.\n";
  const std::string text = repeated(line, kTimes) + repeated("He said that he was ill.\n", kTimes) +
                           repeated("The chief engineer said that it was so.\n", kTimes);
  t::Document doc = document(text);
  for (uint32_t i = 0; i < kTimes; ++i) {
    const auto begin = static_cast<uint32_t>(line.find("Berg") + i * line.size());
    doc.layer(4).row(begin, begin + 4).code(NG_ENTITY_PERSON).code(NG_FORM_NAME).ref(i);
    doc.layer(5).row().sid(NG_NONE).code(NG_ENTITY_PERSON).sid(NG_NONE);
  }
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(host().run("quotes", doc).status, NG_OK);
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 20);
}

// Marks, cues and signs in any order: no crash, every span inside the text.
TEST(Quotes, RandomText) {
  const char* const kParts[] = {"said", "that", "\"",     "\u201c",    "\u201d",   "\u2018", "\u2019",
                                "'",    "Berg", "he",     "the",       "engineer", ",",      ".",
                                ":",    ";",    "\n",     "according", "to",       "adding", "told",
                                "was",  "-",    "(",      ")",         "\u00ab",   "\u00bb", "who",
                                "and",  "of",   "Monday", "called",    "\u201e",   "\u300c", "\u300d"};
  uint32_t state = 12345;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) {
      state = state * 1664525u + 1013904223u;
      text += kParts[(state >> 16) % std::size(kParts)];
      if ((state >> 8) % 3 != 0) text += ' ';
    }
    find(text);
    if (HasFailure()) break;
  }
}

TEST(Quotes, EmptyDocument) { EXPECT_TRUE(find(" ").empty()); }

}  // namespace
