// Users' lists: the three formats, complaints with line numbers, matching.
#include "user_lists.hpp"

#include <stdexcept>

#include <gtest/gtest.h>
#include <newsgrain/abi/layers.h>

#include "segments.hpp"

namespace {

using namespace entities;

std::vector<ListEntry> read(const std::string& path, const std::string& text) {
  std::vector<ListEntry> out;
  read_list(path, text, out);
  return out;
}

std::string complaint(const std::string& path, const std::string& text) {
  try {
    read(path, text);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "none";
}

TEST(UserLists, Csv) {
  const auto entries = read("a.csv",
                            "\xef\xbb\xbfname,type,id,aliases,case,priority\r\n\"Dahl, Lund & Co\",ORG,Q1,Dahl "
                            "Lund|DLC,any,2\r\n\r\nBerg Prize,EVENT\n");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].names, (std::vector<std::string>{"Dahl, Lund & Co", "Dahl Lund", "DLC"}));
  EXPECT_EQ(entries[0].type, NG_ENTITY_ORG);
  EXPECT_EQ(entries[0].id, "Q1");
  EXPECT_TRUE(entries[0].any_case);
  EXPECT_EQ(entries[0].priority, 2);
  EXPECT_EQ(entries[1].type, NG_ENTITY_EVENT);
}

TEST(UserLists, Json) {
  const auto entries = read(
      "a.json",
      R"([{"name": "Bj\u00f6rn  Dahl", "type": "PERSON", "aliases": ["BD", "B. Dahl"], "priority": -1, "id": null}, ])");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].names, (std::vector<std::string>{"Bj\xc3\xb6rn Dahl", "BD", "B. Dahl"}));
  EXPECT_EQ(entries[0].priority, -1);
  EXPECT_TRUE(read("b.json", "[]").empty());
}

TEST(UserLists, Toml) {
  const auto entries = read("a.toml",
                            "# ours\n[[entity]]\nname = 'Acme \\ Sons' # a firm\ntype = \"ORG\"\naliases = [\n  "
                            "\"Acme\",\n]\n\n[[entity]]\ntype = \"GPE\"\nname = \"Lundby\"\ncountry = \"NO\"\n");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].names, (std::vector<std::string>{"Acme \\ Sons", "Acme"}));
  EXPECT_EQ(entries[1].country, "NO");
  EXPECT_TRUE(read("b.toml", "").empty());
}

TEST(UserLists, ComplaintsNameTheLineAndTheCure) {
  EXPECT_EQ(complaint("a.csv", "name,type\nAcme,ORG\nLund,PERSN\n").substr(0, 36),
            "a.csv:3: there is no type \"PERSN\"; o");
  EXPECT_EQ(complaint("a.csv", "name,type\nAcme,ORG\n\"Lund,ORG\n").substr(0, 10), "a.csv:3: t");
  EXPECT_EQ(complaint("a.csv", "names,type\n").substr(0, 8), "a.csv:1:");
  EXPECT_EQ(complaint("a.csv", "name,type\nLund, Dahl,ORG\n").substr(0, 8), "a.csv:2:");
  EXPECT_EQ(complaint("a.csv", "name,type\n,ORG\n").substr(0, 27), "a.csv:2: the name is empty");
  EXPECT_EQ(complaint("a.json", "[{\"name\": \"A\",\n\"type\": \"ORG\"\n\"id\": \"x\"}]").substr(0, 9), "a.json:3:");
  EXPECT_EQ(complaint("a.json", "[\n{\"type\": \"ORG\"}]"), "a.json:2: this entry has no name");
  EXPECT_EQ(complaint("a.toml", "[[entity]]\nname = \"A\"\ntype = \"ORG\"\nprio = 1\n").substr(0, 37),
            "a.toml:4: there is no field \"prio\"; t");
  EXPECT_EQ(complaint("a.toml", "name = \"A\"\n").substr(0, 9), "a.toml:1:");
  EXPECT_EQ(complaint("a.toml", "[[entity]]\nname = \"A\n").substr(0, 9), "a.toml:2:");
  EXPECT_NE(complaint("a.xml", "").find(".csv, .json or .toml"), std::string::npos);
}

TEST(UserLists, RandomBytesNeverCrash) {
  const std::string pieces = "[]{}\"'=,|:\n\\u00e9 nametypORG#\xc3";
  uint32_t state = 7;
  for (int round = 0; round < 3000; ++round) {
    std::string text = round % 2 == 0 ? "name,type\n" : "[{\"name\":";
    for (int i = 0; i < 40; ++i) {
      state = state * 1664525u + 1013904223u;
      text += pieces[(state >> 16) % pieces.size()];
    }
    for (const char* path : {"a.csv", "a.json", "a.toml"}) complaint(path, text);
  }
}

// The tokens of a text as one sentence.
struct Words {
  explicit Words(std::string t) : text(std::move(t)), features(gazetteer, gazetteer) {
    features.begin_sentence();
    newsgrain::sdk::testing::Output out = newsgrain::tests::segment(text);
    for (const auto& row : out.rows(1))
      features.add(std::string_view(text).substr(row.span.begin, row.span.end - row.span.begin), row.span.begin,
                   row.span.end);
  }
  std::string text;
  Gazetteer gazetteer;
  Features features;
};

std::string found(const std::vector<ListEntry>& entries, const std::string& text, std::vector<Mention> names = {}) {
  UserLists lists;
  lists.build(entries);
  Words words(text);
  lists.add(words.text, words.features.units, words.features.sentences, names);
  std::string out;
  for (const Mention& m : names) {
    const auto& units = words.features.units;
    out += (out.empty() ? "" : "|") +
           words.text.substr(units[m.first].begin, units[m.last - 1].end - units[m.first].begin) +
           (m.listed == kNoEntity ? "?" : "");
  }
  return out;
}

ListEntry entry(const std::string& name, bool any_case = false, int32_t priority = 0) {
  return {{name}, NG_ENTITY_ORG, "", "", any_case, priority};
}

TEST(UserLists, TheLongestNameWins) {
  EXPECT_EQ(found({entry("Acme"), entry("Acme Glass Works"), entry("Glass")},
                  "The Acme Glass Works and Acme Glass sell glass"),
            "Acme Glass Works|Acme|Glass");
  EXPECT_EQ(found({entry("Yahoo!"), entry("R&D (Oslo)")}, "See Yahoo! or R&D (Oslo)."), "Yahoo!|R&D (Oslo)");
}

TEST(UserLists, CaseAccentsAndSpaces) {
  EXPECT_EQ(found({entry("Acme")}, "ACME and acme and Acme"), "Acme");
  EXPECT_EQ(found({entry("Bj\xc3\xb6rn's Acme", true)}, "BJORN\xe2\x80\x99S ACME and bjo\xcc\x88rn's  acme"),
            "BJORN\xe2\x80\x99S ACME|bjo\xcc\x88rn's  acme");
  EXPECT_EQ(found({entry("Acme")}, "Acmeville"), "");
}

TEST(UserLists, PrioritiesDecideBetweenNames) {
  const std::vector<Mention> tagged{{1, 3, NG_ENTITY_PERSON, 0, kNoEntity, 0.9f}};
  EXPECT_EQ(found({entry("Berg Acme")}, "Anna Berg Acme", tagged), "Berg Acme");
  EXPECT_EQ(found({entry("Anna Berg", false, -1)}, "Anna Berg Acme", tagged), "Berg Acme?");
  EXPECT_EQ(found({entry("Anna Berg", false, 5), entry("Berg Acme Works")}, "Anna Berg Acme Works"), "Anna Berg");
}

TEST(UserLists, AHundredThousandNames) {
  std::vector<ListEntry> entries;
  for (int i = 0; i < 100000; ++i)
    entries.push_back(entry("Name " + std::to_string(i) + " of Firm " + std::to_string(i % 977), i % 2 == 0));
  EXPECT_EQ(found(entries, "name 4242 of firm 334 met Name 99999 of Firm 345, not Name 3 of Firm 4"),
            "name 4242 of firm 334|Name 99999 of Firm 345");
}

TEST(UserLists, LongTextsStayLinear) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "A ";
  std::string name;
  for (int i = 0; i < 150; ++i) name += "A ";
  found({entry(name + "B"), entry("A A A", true)}, text);
}

}  // namespace
