// Plugins of other compilers, languages and times: each works in this host.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "newsgrain/pipeline.hpp"

namespace newsgrain {
namespace {

PipelineOptions options_for(const std::string& name, std::vector<std::string> components) {
  PipelineOptions options;
  options.search.explicit_paths = {std::string(NEWSGRAIN_TEST_PLUGINS) + "/" + name};
  options.search.environment = false;
  options.search.bundled = std::string(NEWSGRAIN_TEST_PLUGINS) + "/none";
  options.components = std::move(components);
  options.checking = Checking::full;
  return options;
}

Document analyze(const Pipeline& pipeline, std::string text) {
  Input input;
  input.media_type = "text/plain";
  input.bytes = std::move(text);
  return pipeline.analyze(std::move(input));
}

// By gcc, and by clang with libc++: exceptions stay on the plugin's side.
TEST(PluginBuilds, ExceptionsBecomeErrors) {
  for (const std::string& build :
       NEWSGRAIN_HAS_LIBCXX ? std::vector<std::string>{"throwing", "libcxx"} : std::vector<std::string>{"throwing"}) {
    auto run = [&](const char* when) {
      auto options = options_for(build, {"test.throwing"});
      Value component;
      component.set("when", Value(when));
      options.config = Value(Value::Object{{"test.throwing", component}});
      return Pipeline::create(options);
    };
    auto refused = run("create");
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().message.find("no model today"), std::string::npos);
    auto process = run("process");
    ASSERT_TRUE(process.ok()) << process.error().to_string();
    EXPECT_NE(analyze(*process.value(), "a b").error.message.find("off the map"), std::string::npos);
    auto odd = run("odd");
    ASSERT_TRUE(odd.ok());
    EXPECT_NE(analyze(*odd.value(), "a b").error.message.find("unknown exception"), std::string::npos);
    auto never = run("never");
    ASSERT_TRUE(never.ok());
    const Document doc = analyze(*never.value(), "a b a c");
    ASSERT_NE(doc.layer("thrown"), nullptr);
    EXPECT_FLOAT_EQ(doc.layer("thrown")->values<float>("x")[0], 3.0f);
  }
}

// Sources of today, built with the headers of each released minor.
TEST(PluginBuilds, OldHeaders) {
  std::istringstream minors(NEWSGRAIN_RELEASED);
  int seen = 0;
  for (std::string minor; minors >> minor; ++seen) {
    for (const Isolation isolation : {Isolation::none, Isolation::process}) {
      auto options = options_for("released_" + minor, {"test.mark"});
      options.isolation.mode = isolation;
      auto pipeline = Pipeline::create(options);
      ASSERT_TRUE(pipeline.ok()) << minor << ": " << pipeline.error().to_string();
      const Document doc = analyze(*pipeline.value(), "some text");
      ASSERT_NE(doc.layer("mark"), nullptr) << minor << ": " << doc.error.to_string();
      EXPECT_EQ(doc.layer("mark")->rows(), 2u);
    }
  }
  EXPECT_GE(seen, 1);
}

TEST(PluginBuilds, Rust) {
  if (!std::filesystem::exists(std::string(NEWSGRAIN_TEST_PLUGINS) + "/rust/newsgrain_rust.so"))
    GTEST_SKIP() << "rustc was not there when this was built";
  for (const Isolation isolation : {Isolation::none, Isolation::process}) {
    auto options = options_for("rust", {"test.rust"});
    options.isolation.mode = isolation;
    options.config = Value(Value::Object{{"test.rust", Value(Value::Object{{"least", 3}})}});
    auto pipeline = Pipeline::create(options);
    ASSERT_TRUE(pipeline.ok()) << pipeline.error().to_string();
    const Document doc = analyze(*pipeline.value(), "Un CAF\xC3\x89 noir");
    const Layer* words = doc.layer("word");
    ASSERT_NE(words, nullptr) << doc.error.to_string();
    ASSERT_EQ(words->rows(), 2u);
    EXPECT_EQ(words->span(0), (Span{3, 8}));
    EXPECT_EQ(words->values<uint32_t>("letters")[0], 4u);
    EXPECT_EQ(doc.strings().at(words->values<uint32_t>("lower")[0]), "caf\xC3\xA9");
    options.config = Value(Value::Object{{"test.rust", Value(Value::Object{{"panic", true}})}});
    auto panicking = Pipeline::create(options);
    ASSERT_TRUE(panicking.ok());
    const Document failed = analyze(*panicking.value(), "a text");
    EXPECT_EQ(failed.status, Status::partial);
    EXPECT_NE(failed.error.message.find("lost for words"), std::string::npos) << failed.error.message;
  }
}

}  // namespace
}  // namespace newsgrain
