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
