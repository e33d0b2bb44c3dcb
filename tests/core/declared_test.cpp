// What callers say about inputs: what is taken, what is refused, and what the refusal proposes.
#include "newsgrain/declared.hpp"

#include <gtest/gtest.h>

#include "newsgrain/suggestion.hpp"

namespace newsgrain {
namespace {

TEST(Declared, Languages) {
  for (const char* good : {"en", "EN", "de-AT", "pt-BR", "zh-Hant", "zh-Hant-TW", "yue", "sr-Latn-RS", "en-x-mine"})
    EXPECT_TRUE(check_language(good).ok()) << good;
  for (const char* bad :
       {"", "english", "xx", "e", "en-", "-en", "en--US", "und", "12", "en_US", "\xff\xfe", "en US", "mul"})
    EXPECT_FALSE(check_language(bad).ok()) << bad;
}

TEST(Declared, LanguagesThatWereMeant) {
  const std::pair<const char*, const char*> meant[] = {{"english", "Write en."},
                                                       {"Deutsch", "Write de."},
                                                       {"fran\xc3\xa7"
                                                        "ais",
                                                        "Write fr."},
                                                       {"en_US", "Write en-US."},
                                                       {"de_DE.UTF-8", "Write de-DE."}};
  for (const auto& [given, cure] : meant) {
    EXPECT_EQ(check_language(given).error().advice(), cure) << given;
  }
}

TEST(Declared, Encodings) {
  for (const char* good : {"utf-8", "UTF8", " latin1 ", "windows-1251", "Shift_JIS", "gb18030"})
    EXPECT_TRUE(check_charset(good).ok()) << good;
  for (const char* bad : {"", "utf-99", "latin-one", "text/html", "\xff"}) EXPECT_FALSE(check_charset(bad).ok()) << bad;
}

TEST(Declared, Addresses) {
  for (const char* good : {"https://example.org", "http://a/b?c#d", "HTTPS://EXAMPLE.ORG/", "file:///tmp/a.html",
                           "https://m\xc3\xbchle.example/a"})
    EXPECT_TRUE(check_url(good).ok()) << good;
  for (const char* bad : {"", "notaurl", "example.org/a", "//example.org", "https://", "https:///a", "http:/a", "://a",
                          "https://a b", "https://a/\n", "file://", "1http://a"})
    EXPECT_FALSE(check_url(bad).ok()) << bad;
}

TEST(Declared, Dates) {
  for (const char* good :
       {"2026", "2026-03", "2026-03-01", "20260301", "2024-02-29", "2026-03-01T19:04", "2026-03-01 19:04",
        "2026-03-01T19:04:05Z", "2026-03-01T19:04:05.123+02:00", "2026-03-01T19:04-0500", "2026-03-01T19:04+02"})
    EXPECT_TRUE(check_date(good).ok()) << good;
  for (const char* bad : {"", "yesterday", "26", "2026-3-1", "2026-13-01", "2026-02-29", "2026-03-00", "202603",
                          "2026-03-", "2026-03-01T", "2026-03-01T25:00", "2026-03-01T19:04+00<", "2026-03-01T19:04+2",
                          "2026-03-01X19:04", "2026-03-01T19:04:05.1x", "March 1, 2026", "03/01/2026"})
    EXPECT_FALSE(check_date(bad).ok()) << bad;
}

TEST(Suggestion, TheNearestName) {
  const std::vector<std::string> known{"analyze", "schema", "plugin", "pipeline", "doctor", "org.example.shouting"};
  const std::pair<const char*, const char*> cases[] = {{"anlyze", "analyze"},
                                                       {"analyse", "analyze"},
                                                       {"Analyze", "analyze"},
                                                       {"plugins", "plugin"},
                                                       {"pipelin", "pipeline"},
                                                       {"doctro", "doctor"},
                                                       {"sch", "schema"},
                                                       {"shouting", "org.example.shouting"},
                                                       {"frobnicate", ""},
                                                       {"", ""},
                                                       {"x", ""}};
  for (const auto& [word, name] : cases) EXPECT_EQ(nearest(word, known), name) << word;
  EXPECT_EQ(did_you_mean("analyse", known), "; did you mean \"analyze\"?");
  EXPECT_EQ(did_you_mean("page.html", known), "");
  EXPECT_EQ(nearest(std::string(10'000, 'a'), known), "");
}

TEST(Suggestion, Lists) {
  EXPECT_EQ(listed({}), "none");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b and c");
}

}  // namespace
}  // namespace newsgrain
