// The whole annotator on a fake host.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <newsgrain/sdk/testing.hpp>

#include "segments.hpp"

extern "C" const ng_entry ng_plugin_entry_v1;

namespace {

namespace t = newsgrain::sdk::testing;

std::string file(const std::string& name) {
  std::ifstream in(std::string(ENTITIES_DATA) + "/" + name, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

t::FakeHost host(bool values = true, bool nominals = false) {
  t::FakeHost out(ng_plugin_entry_v1);
  out.config("values", values);
  out.config("nominals", nominals);
  out.config("max_mentions", int64_t{200000});
  for (const char* name : {"tagger.bin", "gazetteer.bin", "classes.bin", "countries.tsv", "legislators.tsv"})
    out.resource(name, file(name));
  return out;
}

t::Document document(const std::string& text) {
  t::Document doc(text);
  newsgrain::tests::add_segments(doc, {.block = 0, .sentence = 2, .token = 3});
  return doc;
}

struct Found {
  std::string text;
  int64_t type, entity;
};

std::vector<Found> find(const std::string& text, bool values = true, bool nominals = false) {
  t::Document doc = document(text);
  t::Output out = host(values, nominals).run("entities", doc);
  EXPECT_EQ(out.status, NG_OK) << out.error;
  std::vector<Found> found;
  for (const t::Row& row : out.rows(0))
    found.push_back(Found{text.substr(row.span.begin, row.span.end - row.span.begin), std::get<int64_t>(row.cells[0]),
                          std::get<int64_t>(row.cells[2])});
  return found;
}

const Found* named(const std::vector<Found>& found, const std::string& text, size_t nth = 0) {
  for (const Found& f : found)
    if (f.text == text && nth-- == 0) return &f;
  return nullptr;
}

TEST(Entities, NamesOfPeoplePlacesAndOrganisations) {
  const auto found =
      find("Anna Berg moved from London to the University of Bergen in May. Berg likes it, said the United Nations.");
  ASSERT_NE(named(found, "Anna Berg"), nullptr);
  EXPECT_EQ(named(found, "Anna Berg")->type, NG_ENTITY_PERSON);
  ASSERT_NE(named(found, "London"), nullptr);
  EXPECT_EQ(named(found, "London")->type, NG_ENTITY_GPE);
  ASSERT_NE(named(found, "University of Bergen"), nullptr);
  EXPECT_EQ(named(found, "University of Bergen")->type, NG_ENTITY_ORG);
  ASSERT_NE(named(found, "Berg"), nullptr);
  EXPECT_EQ(named(found, "Berg")->entity, named(found, "Anna Berg")->entity);
  ASSERT_NE(named(found, "May"), nullptr);
  EXPECT_EQ(named(found, "May")->type, NG_ENTITY_DATE);
}

TEST(Entities, AcronymIsBoundToItsDefinition) {
  const auto found = find("The Nordic Water Council (NWC) met in Oslo. Critics of the NWC stayed away.");
  ASSERT_NE(named(found, "Nordic Water Council"), nullptr);
  ASSERT_NE(named(found, "NWC", 1), nullptr);
  EXPECT_EQ(named(found, "NWC", 1)->entity, named(found, "Nordic Water Council")->entity);
}

TEST(Entities, CountriesHaveManyNames) {
  const auto found = find("The United States and Britain agreed. The U.S. will pay, the U.K. will not.");
  ASSERT_NE(named(found, "U.S."), nullptr);
  ASSERT_NE(named(found, "U.K."), nullptr);
  EXPECT_EQ(named(found, "U.S.")->entity, named(found, "United States")->entity);
  EXPECT_EQ(named(found, "U.K.")->entity, named(found, "Britain")->entity);
  EXPECT_NE(named(found, "U.K.")->entity, named(found, "U.S.")->entity);
}

TEST(Entities, CompoundsAreTakenApart) {
  const auto found = find("A Paris-based firm studied the Peru-Chile border.");
  ASSERT_NE(named(found, "Paris"), nullptr);
  EXPECT_NE(named(found, "Peru"), nullptr);
  EXPECT_NE(named(found, "Chile"), nullptr);
}

TEST(Entities, ValuesCanBeSwitchedOff) {
  EXPECT_FALSE(find("It cost $5 million in 2019.").empty());
  EXPECT_TRUE(find("It cost $5 million in 2019.", false).empty());
}

TEST(Entities, EmptyDocument) { EXPECT_TRUE(find("").empty()); }

TEST(Entities, HostileText) {
  std::string capitals, brackets, word(1 << 20, 'A');
  for (int i = 0; i < 20000; ++i) capitals += "Aa Bb ";
  for (int i = 0; i < 20000; ++i) brackets += "( A A ) ";
  find(capitals);
  find(brackets);
  find(word);
  find(std::string("\xc3\xa9\xe2\x80\x99s \0 '' -- $$$ %", 18));
  std::string pronouns;
  for (int i = 0; i < 20000; ++i) pronouns += "Anna Berg said she the company him ";
  find(pronouns, true, true);
}

TEST(Entities, RandomText) {
  const char* const pieces[] = {"Anna",
                                "Berg",
                                " ",
                                " ",
                                " ",
                                ".",
                                "-",
                                "'s",
                                "\xe2\x80\x99s",
                                "$",
                                "5",
                                "million",
                                "(",
                                "NWC",
                                ")",
                                "U",
                                "May",
                                "the",
                                "North",
                                "Korea",
                                "\n",
                                "\xc3\x89",
                                "\xe2\x82\xac",
                                "&",
                                ",",
                                "2020",
                                "of",
                                "%",
                                "Mr",
                                "O",
                                "'",
                                "\"",
                                "\xf0\x9f\x99\x82",
                                "I",
                                "a.m.",
                                "she",
                                "Him",
                                "its",
                                "the minister",
                                "himself",
                                "The company",
                                "father",
                                "known as"};
  uint32_t state = 12345;
  for (int round = 0; round < 60; ++round) {
    std::string text;
    for (int i = 0; i < 400; ++i) {
      state = state * 1664525u + 1013904223u;
      text += pieces[(state >> 16) % (sizeof pieces / sizeof *pieces)];
    }
    find(text, true, round % 2 == 0);
  }
}

TEST(Entities, MentionsAreSortedAndDisjoint) {
  t::Document doc =
      document("Maria Ruiz of Acme Corp. met 12 people from Berlin on Monday, 5 May 2020. She gave them 5 percent.");
  t::Output out = host().run("entities", doc);
  uint32_t last = 0;
  for (const t::Row& row : out.rows(0)) {
    EXPECT_GE(row.span.begin, last);
    EXPECT_LT(row.span.begin, row.span.end);
    last = row.span.end;
  }
}

TEST(Entities, DamagedFilesAreRefused) {
  t::Document doc = document("x");
  t::FakeHost broken = host();
  broken.resource("tagger.bin", "NGNER");
  EXPECT_NE(broken.run("entities", doc).status, NG_OK);
  t::FakeHost cut = host();
  cut.resource("gazetteer.bin", file("gazetteer.bin").substr(0, 300000));
  EXPECT_NE(cut.run("entities", doc).status, NG_OK);
}

TEST(Entities, CancellationIsSeen) {
  t::Document doc = document("Anna Berg came. Anna Berg went. Anna Berg slept.");
  doc.cancel_after = 1;
  EXPECT_EQ(host().run("entities", doc).status, NG_CANCELLED);
}

}  // namespace
