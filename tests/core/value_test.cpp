// Configuration values, manifests, and the completion of a configuration.
#include "newsgrain/value.hpp"

#include <gtest/gtest.h>

#include "newsgrain/document.hpp"
#include "newsgrain/plugin_host.hpp"

namespace newsgrain {
namespace {

constexpr const char* kManifest =
    R"({"manifest": 1, "name": "p", "version": "1.0", "license": "MIT", "abi": {"major": 1, "min_minor": 0},
 "components": [{"id": "c", "writes": [{"layer": "mark", "schema": "org.p.mark/1", "columns": [{"name": "x", "type": "f32"}]}],
 "config": {"type": "object", "additionalProperties": false, "properties": {
   "n": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3}, "share": {"type": "number", "default": 0.5},
   "mode": {"type": "string", "enum": ["a", "b"], "default": "a"}, "words": {"type": "array", "items": {"type": "string"}, "default": []}}}}]})";

PluginManifest manifest() { return parse_manifest(kManifest, "test").value(); }

TEST(Config, DefaultsAreFilledIn) {
  const auto m = manifest();
  const auto config = complete_config(m.components[0], Value());
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config.value().to_json(), R"({"n": 3, "share": 0.5, "mode": "a", "words": []})");
}

TEST(Config, WrongValuesAreNamedWithWhatIsExpected) {
  const auto m = manifest();
  auto message = [&](const char* json) {
    const auto r = complete_config(m.components[0], parse_json(json).value());
    return r.ok() ? std::string() : r.error().message;
  };
  EXPECT_NE(message(R"({"n": 10})").find("at most 9"), std::string::npos);
  EXPECT_NE(message(R"({"n": "3"})").find("expected integer"), std::string::npos);
  EXPECT_NE(message(R"({"mode": "c"})").find("one of"), std::string::npos);
  EXPECT_NE(message(R"({"nn": 1})").find("there are: n, share, mode, words"), std::string::npos);
  EXPECT_NE(message(R"({"words": [1]})").find("words[]"), std::string::npos);
  EXPECT_EQ(message(R"({"share": 1})"), "");  // an integer is a number
}

TEST(Manifest, FaultsAreNamed) {
  auto message = [](std::string_view json) {
    const auto r = parse_manifest(json, "plugin.json");
    return r.ok() ? std::string() : r.error().message;
  };
  EXPECT_NE(message("{").find("JSON"), std::string::npos);
  EXPECT_NE(message(R"({"manifest": 2})").find("\"manifest\""), std::string::npos);
  std::string reads = kManifest;
  reads.replace(reads.find("\"writes\""), 0, R"("reads": [{"layer": "token", "columns": ["lemma"]}], )");
  EXPECT_NE(message(reads).find("column lemma"), std::string::npos);
  std::string hosts = kManifest;
  hosts.replace(hosts.find("org.p.mark/1"), 12, "newsgrain.quote/9");
  EXPECT_NE(message(hosts).find("newsgrain.quote/9"), std::string::npos);
}

TEST(Settings, AreTomlValuesOrText) {
  EXPECT_EQ(parse_setting("true").to_json(), "true");
  EXPECT_EQ(parse_setting("12").to_json(), "12");
  EXPECT_EQ(parse_setting("[1, 2]").to_json(), "[1, 2]");
  EXPECT_EQ(parse_setting("precision").to_json(), "\"precision\"");
  Value config;
  EXPECT_TRUE(config.set_path("quotes.max", Value(3)).ok());
  EXPECT_FALSE(config.set_path("quotes.max.deep", Value(3)).ok());
  EXPECT_EQ(config.to_json(), R"({"quotes": {"max": 3}})");
}

TEST(Toml, ErrorsNameTheLine) {
  const auto r = parse_toml("a = 1\nb = = 2\n", "x.toml");
  ASSERT_FALSE(r.ok());
  EXPECT_NE(r.error().where.find("x.toml:2"), std::string::npos);
}

TEST(Strings, TheSameTextHasTheSameId) {
  StringPool pool;
  std::vector<uint32_t> ids;
  for (int i = 0; i < 1000; ++i) ids.push_back(pool.intern("word " + std::to_string(i % 250)));
  EXPECT_EQ(pool.size(), 250u);
  EXPECT_EQ(ids[3], ids[253]);
  EXPECT_EQ(pool.at(ids[249]), "word 249");
  EXPECT_EQ(pool.at(kNone), "");
}

}  // namespace
}  // namespace newsgrain
