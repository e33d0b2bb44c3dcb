// The SDK's fake host, with the minimal plugin linked into the test.
#include <gtest/gtest.h>

#include "newsgrain/sdk/testing.hpp"

extern "C" const ng_entry ng_plugin_entry_v1;

namespace t = newsgrain::sdk::testing;

TEST(Sdk, APluginIsTestedWithoutAHost) {
  t::FakeHost host(ng_plugin_entry_v1);
  host.config("least", int64_t{3});
  t::Document doc("one TWO three FOUR");
  doc.layer(0).row(0, 3).code(0).row(4, 7).code(0).row(8, 13).code(0).row(14, 18).code(0);
  t::Output out = host.run("org.example.shouting", doc);
  ASSERT_EQ(out.status, NG_OK) << out.error;
  ASSERT_EQ(out.rows(0).size(), 2u);
  EXPECT_EQ(out.rows(0)[1].span.begin, 14u);
  EXPECT_EQ(std::get<int64_t>(out.rows(0)[1].cells[0]), 4);
}

TEST(Sdk, MissingConfigurationIsAnErrorWithAText) {
  t::FakeHost host(ng_plugin_entry_v1);
  t::Document doc("x");
  t::Output out = host.run("org.example.shouting", doc);
  EXPECT_NE(out.status, NG_OK);
  EXPECT_NE(out.error.find("least"), std::string::npos);
}

namespace {

namespace sdk = newsgrain::sdk;

// Rows with columns of every width, more than one block of them, and mistakes on request.
struct Writing {
  explicit Writing(const sdk::Config& config) : what(config.string("what")) {}
  void process(sdk::Run& run) const {
    sdk::Writer out(run, 0, {NG_U8, NG_F64, NG_U16, NG_SPAN, NG_U32 | NG_LIST, NG_STR});
    for (uint32_t i = 0; i < 3000; ++i) {
      const std::vector<uint32_t> items(i % 3, i);
      out.row(i, i + 1)
          .u8(static_cast<uint8_t>(i))
          .f64(i / 2.0)
          .u16(static_cast<uint16_t>(i))
          .span(i, i + 1)
          .list(items)
          .none();
      if (i == 2000 && what == "too few") out.row(0, 1).u8(1).row(0, 1);
      if (i == 2000 && what == "too many") out.none();
      if (i == 2000 && what == "wrong type") out.row(0, 1).u32(1);
      if (i == 2000 && what == "no span") out.row().u8(1).f64(1).u16(1).none().list(items).none();
      if (i == 2000 && what == "outside") out.row(0, 5000).u8(1).f64(1).u16(1).none().list(items).none();
    }
    out.commit();
  }
  std::string what;
};
const ng_component writing = sdk::detail::Component<Writing>::table("test.writing");
const ng_component* const writings[] = {&writing};
const ng_entry writing_entry = {sizeof(ng_entry), NG_ABI_MAJOR, NG_ABI_MINOR, 1,
                                {nullptr, 0},     nullptr,      nullptr,      writings};

t::Output write(const std::string& what) {
  t::FakeHost host(writing_entry);
  host.config("what", what);
  t::Document doc(std::string(4000, 'x'));
  return host.run("test.writing", doc);
}

}  // namespace

TEST(Writer, RowsOfManyBlocksArriveInOrder) {
  t::Output out = write("all right");
  ASSERT_EQ(out.status, NG_OK) << out.error;
  ASSERT_EQ(out.rows(0).size(), 3000u);
  for (uint32_t i : {0u, 1u, 1023u, 1024u, 1025u, 2047u, 2048u, 2999u}) {
    const t::Row& row = out.rows(0)[i];
    EXPECT_EQ(row.span.begin, i);
    EXPECT_EQ(std::get<int64_t>(row.cells[0]), i % 256);
    EXPECT_EQ(std::get<double>(row.cells[1]), i / 2.0);
    EXPECT_EQ(std::get<int64_t>(row.cells[2]), i);
    EXPECT_EQ(std::get<ng_span>(row.cells[3]).end, i + 1);
    EXPECT_EQ(std::get<std::vector<int64_t>>(row.cells[4]), std::vector<int64_t>(i % 3, i));
    EXPECT_EQ(std::get<std::string>(row.cells[5]), "");
  }
}

TEST(Writer, MistakesAreErrorsWithAText) {
  for (const auto& [what, says] : std::map<std::string, std::string>{{"too few", "too few values"},
                                                                     {"too many", "too many values"},
                                                                     {"wrong type", "does not fit"},
                                                                     {"no span", "some have none"},
                                                                     {"outside", "refused the rows"}}) {
    const t::Output out = write(what);
    EXPECT_NE(out.status, NG_OK) << what;
    EXPECT_NE(out.error.find(says), std::string::npos) << what << ": " << out.error;
  }
}

namespace {

std::shared_ptr<const newsgrain::sdk::Reading> reading_of(const std::string& text, bool wrapped = true) {
  const uint32_t begin = 0, end = static_cast<uint32_t>(text.size());
  return newsgrain::sdk::Reading::of(text, &begin, &end, 1, wrapped);
}

}  // namespace

TEST(Reading, IsTheTextItselfWhereNothingIsLeftOut) {
  EXPECT_EQ(reading_of("The mayor\u2019s office, it said."), nullptr);
  EXPECT_EQ(reading_of("two lines\nof a page", false), nullptr);
}

TEST(Reading, BreaksOfAParagraphAreBlanksAndPlacesGoBothWays) {
  const std::string text = "Mayor Rag\u00ADna\r\n    Lind of St. Clair-\nSmith";
  const auto reading = reading_of(text);
  ASSERT_NE(reading, nullptr);
  EXPECT_EQ(reading->text(), "Mayor Ragna Lind of St. Clair-Smith");
  const auto name = static_cast<uint32_t>(reading->text().find("Ragna")), end = name + 10;
  EXPECT_EQ(text.substr(reading->original_begin(name), reading->original_end(end) - reading->original_begin(name)),
            "Rag\u00ADna\r\n    Lind");
  for (uint32_t at = 0; at < reading->text().size(); ++at) {
    EXPECT_EQ(reading->at(reading->original_begin(at)), at);
    EXPECT_EQ(reading->at(reading->original_end(at + 1)), at + 1);
  }
  EXPECT_EQ(reading->at(static_cast<uint32_t>(text.size())), reading->text().size());
}

TEST(Reading, WordsPartedAtManyLineEndsAreOne) {
  EXPECT_EQ(reading_of("the har-\nbour of the old ci-\nty")->text(), "the harbour of the old city");
  EXPECT_EQ(reading_of("a well-\nknown harbour")->text(), "a well-known harbour");
}

TEST(Reading, JoinersStayWhereTheyShapeLetters) {
  EXPECT_EQ(reading_of("Lind\u200Cqvist")->text(), "Lindqvist");
  EXPECT_EQ(reading_of("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"), nullptr);
}
