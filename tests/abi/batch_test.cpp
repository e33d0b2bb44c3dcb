// Many documents on several threads: in order, none lost, the same as one by one. Run under ThreadSanitizer too.
#include <gtest/gtest.h>

#include <atomic>
#include <new>
#include <string>
#include <vector>

#include "newsgrain/input.hpp"
#include "newsgrain/pipeline.hpp"
#include "newsgrain/writer.hpp"

namespace newsgrain {
namespace {

class Numbered : public InputSource {
 public:
  explicit Numbered(int count) : count_(count) {}
  bool next(Input& out) override {
    if (at_ == count_) return false;
    out = Input();
    out.id = std::to_string(at_);
    const bool page = at_ % 2 == 0;
    out.media_type = page ? "text/html" : "text/plain";
    out.bytes = (page ? "<p>Page " : "Text ") + out.id + std::string(static_cast<size_t>(at_ % 17) * 50, 'x');
    ++at_;
    return true;
  }

 private:
  int count_;
  int at_ = 0;
};

std::shared_ptr<const Pipeline> pipeline() {
  PipelineOptions options;
  options.search.explicit_paths = {std::string(NEWSGRAIN_TEST_PLUGINS) + "/good"};
  options.search.environment = false;
  options.search.bundled = std::string(NEWSGRAIN_TEST_PLUGINS) + "/none";
  options.components = {"test.mark"};
  options.isolation.mode =
      Isolation::none;  // the threads of this process are what is tested; isolation_test.cpp has the other
  auto result = Pipeline::create(std::move(options));
  return result.ok() ? result.value() : nullptr;
}

TEST(Batch, OrderIsKeptWhateverTheThreads) {
  const auto pipe = pipeline();
  ASSERT_NE(pipe, nullptr);
  for (const unsigned threads : {1u, 2u, 4u}) {
    Numbered source(500);
    int expected = 0;
    const uint64_t delivered = pipe->run(source, threads, [&](Document&& doc) {
      EXPECT_EQ(doc.status, Status::ok);
      const Layer* marks = doc.layer("mark");
      EXPECT_TRUE(marks != nullptr && marks->rows() == 2u);
      ++expected;
      return true;
    });
    EXPECT_EQ(delivered, 500u);
    EXPECT_EQ(expected, 500);
  }
}

TEST(Batch, RenderedOnTheWorkers) {
  const auto pipe = pipeline();
  ASSERT_NE(pipe, nullptr);
  Numbered source(300);
  std::atomic<int> rendered{0};
  size_t sunk = 0;
  pipe->run_rendered(
      source, 3,
      [&](const Document&) {
        ++rendered;
        return std::string("line");
      },
      [&](Document&&, std::string&& line) {
        sunk += line.size();
        return true;
      });
  EXPECT_EQ(rendered.load(), 300);
  EXPECT_EQ(sunk, 1200u);
}

TEST(Batch, StopsEarly) {
  const auto pipe = pipeline();
  ASSERT_NE(pipe, nullptr);
  Numbered source(1000);
  int seen = 0;
  pipe->run(source, 4, [&](Document&&) { return ++seen < 10; });
  EXPECT_EQ(seen, 10);
}

TEST(Batch, OnePipelineForManyBatchesAndCancelling) {
  const auto pipe = pipeline();
  ASSERT_NE(pipe, nullptr);
  CancelToken cancel;
  Numbered source(1000);
  int seen = 0;
  pipe->run(
      source, 4,
      [&](Document&&) {
        if (++seen == 20) cancel.cancel();
        return true;
      },
      &cancel);
  EXPECT_GE(seen, 20);
}

// Small pages and texts of fifty kinds, again and again.
class Varied : public InputSource {
 public:
  static constexpr int kKinds = 50;
  explicit Varied(int count) : count_(count) {}
  bool next(Input& out) override {
    if (at_ == count_) return false;
    const int kind = at_++ % kKinds;
    out = Input();
    out.id = std::to_string(kind);
    const bool page = kind % 2 == 0;
    const std::string number = std::to_string(2 + kind);
    std::string text = "Ana Petrova, mayor of Marrow Bay, praised the plan. \"We lost " + number +
                       " ferries,\" she said. Okafor told reporters that it was reckless.";
    for (int i = 0; i < kind % 5; ++i) text += " On 3 March 2027 the North Coast Lines paid $" + number + " million.";
    out.media_type = page ? "text/html" : "text/plain";
    out.bytes =
        page ? "<html lang=en><nav><a href=/>Home</a></nav><h1>Bridge " + number + "</h1><p>" + text + "</p></html>"
             : text;
    return true;
  }

 private:
  int count_, at_ = 0;
};

// All bundled plugins on 64 threads: what each document gives does not depend on its neighbours.
TEST(Batch, SixtyFourThreadsThroughAllBundledPlugins) {
#if defined(__SANITIZE_THREAD__)
  constexpr int kDocuments = 10'000;
#else
  constexpr int kDocuments = 1'000;
#endif
  PipelineOptions options;
  options.search.environment = false;
  options.search.bundled = NEWSGRAIN_BUILT_PLUGINS;
  auto made = Pipeline::create(std::move(options));
  ASSERT_TRUE(made.ok()) << made.error().to_string();
  ASSERT_EQ(made.value()->plan().size(), 5u);
  const auto json = [](const Document& doc) {
    std::string out;
    write_json(doc, WriteOptions(), out);
    return out;
  };
  std::vector<std::string> expected;
  Varied once(Varied::kKinds);
  made.value()->run(once, 1, [&](Document&& doc) {
    EXPECT_EQ(doc.status, Status::ok) << doc.error.to_string();
    expected.push_back(json(doc));
    return true;
  });
  Varied source(kDocuments);
  int at = 0, differ = 0;
  made.value()->run_rendered(source, 64, json, [&](Document&&, std::string&& text) {
    differ += text != expected[static_cast<size_t>(at++ % Varied::kKinds)];
    return true;
  });
  EXPECT_EQ(at, kDocuments);
  EXPECT_EQ(differ, 0);
}

TEST(Batch, MemoryThatRunsOutInWritingCostsTheDocument) {
  const auto pipe = pipeline();
  ASSERT_NE(pipe, nullptr);
  for (const unsigned threads : {1u, 3u}) {
    Numbered source(9);
    std::vector<std::string> rows;
    const auto render = [](Document& doc) {
      if (doc.id == "4" && doc.status == Status::ok) throw std::bad_alloc();
      std::string out;
      write_json(doc, {}, out);
      return out;
    };
    pipe->run_rendered(source, threads, render, [&](Document&& doc, std::string&& row) {
      EXPECT_EQ(doc.status, rows.size() == 4 ? Status::limit : Status::ok);
      rows.push_back(std::move(row));
      return true;
    });
    ASSERT_EQ(rows.size(), 9u);
    EXPECT_NE(rows[4].find("NG162"), std::string::npos);
    EXPECT_NE(rows[4].find("\"text\":\"\""), std::string::npos);
  }
}

TEST(Batch, WhatTakesTooLongToWriteIsNotWritten) {
  Document doc;
  LayerBuilder marks(LayerSchema{"mark", "test.mark/1", true, "", {}});
  const std::vector<uint32_t> zero(1'000'000, 0);
  ASSERT_TRUE(marks.append(1'000'000, zero.data(), zero.data(), {}, 0).ok());
  doc.add_layer(std::move(marks).commit("test"));
  WriteOptions options;
  options.timeout_ms = 1;
  std::string out = "before";
  EXPECT_FALSE(write_json(doc, options, out));
  EXPECT_EQ(out, "before");
}

}  // namespace
}  // namespace newsgrain
