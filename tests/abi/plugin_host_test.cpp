// What the host does with plugins that break the contract: refuse at loading, or blame the component and go on.
#include "newsgrain/plugin_host.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "newsgrain/pipeline.hpp"

namespace newsgrain {
namespace {

std::string folder(const std::string& name) { return std::string(NEWSGRAIN_TEST_PLUGINS) + "/" + name; }

PipelineOptions options_for(const std::string& name, std::vector<std::string> components) {
  PipelineOptions options;
  options.search.explicit_paths = {folder(name)};
  options.search.environment = false;
  options.search.bundled = folder("none");
  options.components = std::move(components);
  options.checking = Checking::full;
  return options;
}

Result<std::shared_ptr<const Pipeline>> marking(const std::string& fault) {
  return Pipeline::create(options_for(fault, {"test.mark"}));
}

Document analyze(const Pipeline& pipeline, std::string text) {
  Input input;
  input.name = "a.txt";
  input.media_type = "text/plain";
  input.bytes = std::move(text);
  return pipeline.analyze(std::move(input));
}

TEST(PluginHost, AGoodPluginWrites) {
  auto pipeline = marking("good");
  ASSERT_TRUE(pipeline.ok()) << pipeline.error().to_string();
  const Document doc = analyze(*pipeline.value(), "some text");
  EXPECT_EQ(doc.status, Status::ok) << doc.error.to_string();
  ASSERT_NE(doc.layer("mark"), nullptr);
  EXPECT_EQ(doc.layer("mark")->rows(), 2u);
  EXPECT_EQ(doc.layer("mark")->producer(), "test.mark 1.0");
}

TEST(PluginHost, RowsAreSortedAndReferencesFollow) {
  auto pipeline = marking("unsorted");
  ASSERT_TRUE(pipeline.ok());
  const Document doc = analyze(*pipeline.value(), "some text");
  const Layer* marks = doc.layer("mark");
  ASSERT_NE(marks, nullptr);
  EXPECT_EQ(marks->span(0), (Span{0, 1}));
  EXPECT_EQ(marks->values<uint32_t>("next")[0], 1u);  // the second appended row pointed to the first
  EXPECT_FLOAT_EQ(marks->values<float>("weight")[0], 2.0f);
}

struct Refusal {
  const char* plugin;
  const char* text;
};
class RefusedAtLoading : public testing::TestWithParam<Refusal> {};
TEST_P(RefusedAtLoading, WithTheReason) {
  auto pipeline = marking(GetParam().plugin);
  ASSERT_FALSE(pipeline.ok());
  EXPECT_NE(pipeline.error().to_string().find(GetParam().text), std::string::npos) << pipeline.error().to_string();
}
INSTANTIATE_TEST_SUITE_P(Abi, RefusedAtLoading,
                         testing::Values(Refusal{"wrong_major", "ABI 2.0"}, Refusal{"short_struct", "short"},
                                         Refusal{"null_table", "no table"}, Refusal{"two_symbols", "another_symbol"},
                                         Refusal{"manifest_mismatch", "differs from the one beside it"},
                                         Refusal{"create_fails", "out of tune"}),
                         [](const auto& i) { return std::string(i.param.plugin); });

class BlamedAtRunning : public testing::TestWithParam<Refusal> {};
TEST_P(BlamedAtRunning, TheDocumentIsPartialAndTheTextIsKept) {
  auto pipeline = marking(GetParam().plugin);
  ASSERT_TRUE(pipeline.ok()) << pipeline.error().to_string();
  const Document doc = analyze(*pipeline.value(), "caf\xC3\xA9 au lait");
  EXPECT_EQ(doc.status, Status::partial);
  EXPECT_EQ(doc.layer("mark"), nullptr);
  EXPECT_EQ(doc.text(), "caf\xC3\xA9 au lait");
  EXPECT_NE(doc.error.message.find(GetParam().text), std::string::npos) << doc.error.message;
  EXPECT_NE(doc.error.message.find("test.mark of misbehaving 1.0"), std::string::npos) << doc.error.message;
}
INSTANTIATE_TEST_SUITE_P(
    Abi, BlamedAtRunning,
    testing::Values(Refusal{"rows_out_of_range", "does not lie in the text"},
                    Refusal{"inside_code_point", "inside a character"}, Refusal{"bad_reference", "refers to row 77"},
                    Refusal{"bad_string_id", "refers to string 123456"}, Refusal{"wrong_type", "wrong type"},
                    Refusal{"too_few_columns", "takes 3 columns"}, Refusal{"fails_without_text", "status 1"},
                    Refusal{"ignores_refusal", "does not lie in the text"}, Refusal{"invalid_utf8", "not valid UTF-8"},
                    Refusal{"process_fails", "lost the thread"}),
    [](const auto& i) { return std::string(i.param.plugin); });

TEST(PluginHost, ADeadlineStopsAComponentThatPolls) {
  auto options = options_for("never_ends", {"test.mark"});
  options.timeout_ms = 50;
  auto pipeline = Pipeline::create(options);
  ASSERT_TRUE(pipeline.ok());
  const Document doc = analyze(*pipeline.value(), "some text");
  EXPECT_EQ(doc.status, Status::timeout);
  EXPECT_EQ(doc.error.code, ErrorCode::timed_out);
  EXPECT_NE(doc.error.message.find("test.mark"), std::string::npos);
}

TEST(PluginHost, WhatIsNoPluginIsNamed) {
  const std::string path = testing::TempDir() + "/newsgrain_nothing.so";
  std::ofstream(path) << "not a library";
  std::ofstream(testing::TempDir() + "/newsgrain_nothing.json")
      << R"({"manifest": 1, "name": "nothing", "version": "1", "abi": {"major": 1, "min_minor": 0},
    "components": [{"id": "nothing", "writes": [{"layer": "n", "schema": "x.n/1", "columns": []}]}]})";
  PipelineOptions options = options_for("none", {"nothing"});
  options.search.explicit_paths = {path};
  auto pipeline = Pipeline::create(options);
  ASSERT_FALSE(pipeline.ok());
  EXPECT_EQ(pipeline.error().code, ErrorCode::plugin_refused) << pipeline.error().to_string();
  options.search.explicit_paths = {testing::TempDir() + "/newsgrain_missing.so"};
  options.components.clear();
  options.disabled = {};
  EXPECT_FALSE(Pipeline::create(options).ok());
}

TEST(Plan, MissingLayersNameWhoCouldWriteThem) {
  auto pipeline = Pipeline::create(options_for("minimal", {"org.example.shouting"}));
  ASSERT_FALSE(pipeline.ok());
  EXPECT_EQ(pipeline.error().code, ErrorCode::missing_layer);
  EXPECT_NE(pipeline.error().message.find("reads layer token"), std::string::npos);
}

TEST(Plan, UnknownComponentsAndKeysAreNamed) {
  auto options = options_for("good", {"test.marc"});
  auto pipeline = Pipeline::create(options);
  ASSERT_FALSE(pipeline.ok());
  EXPECT_NE(pipeline.error().message.find("test.mark"), std::string::npos);
  options = options_for("good", {"test.mark"});
  options.config = Value(Value::Object{{"test.mark", Value(Value::Object{{"x", Value(1)}})}});
  EXPECT_EQ(Pipeline::create(options).error().code, ErrorCode::bad_config);
}

TEST(Pipeline, ManyDocumentsComeBackInOrder) {
  auto pipeline = marking("good");
  ASSERT_TRUE(pipeline.ok());
  struct Numbers : InputSource {
    int next_number = 0;
    bool next(Input& out) override {
      if (next_number == 500) return false;
      out = Input();
      out.media_type = "text/plain";
      out.name = std::to_string(next_number++);
      out.bytes = std::string(static_cast<size_t>(next_number * 37 % 5000), 'x');
      return true;
    }
  };
  for (unsigned threads : {1u, 2u, 8u}) {
    Numbers numbers;
    int expected = 0;
    const uint64_t n = pipeline.value()->run(numbers, threads, [&](Document&& doc) {
      EXPECT_EQ(doc.id, std::to_string(expected++));
      return true;
    });
    EXPECT_EQ(n, 500u);
  }
  Numbers numbers;
  EXPECT_EQ(pipeline.value()->run(numbers, 4, [](Document&& doc) { return doc.id != "9"; }), 10u);
}

}  // namespace
}  // namespace newsgrain
