// Plugins that misbehave in processes of their own: the host lives, the document is marked, its neighbours are as they
// would be without it.
#include "newsgrain/isolation.hpp"

#include <dirent.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "newsgrain/pipeline.hpp"

namespace newsgrain {
namespace {

PipelineOptions hostile(const std::string& what) {
  PipelineOptions options;
  options.search.explicit_paths = {std::string(NEWSGRAIN_TEST_PLUGINS) + "/hostile"};
  options.search.environment = false;
  options.search.bundled = std::string(NEWSGRAIN_TEST_PLUGINS) + "/none";
  options.components = {"test.hostile"};
  options.config = Value(Value::Object{{"test.hostile", Value(Value::Object{{"what", what}})}});
  options.isolation.deadline_ms = 300;
  options.isolation.memory = 256u << 20;
  return options;
}

Input text_input(std::string text) {
  Input input;
  input.media_type = "text/plain";
  input.bytes = std::move(text);
  return input;
}

// A good document has one row over its whole text.
void expect_unaffected(const Document& doc) {
  EXPECT_EQ(doc.status, Status::ok) << doc.error.to_string();
  const Layer* layer = doc.layer("hostile");
  ASSERT_NE(layer, nullptr);
  ASSERT_EQ(layer->rows(), 1u);
  EXPECT_EQ(layer->span(0), (Span{0, static_cast<uint32_t>(doc.text().size())}));
}

size_t children() {
  size_t count = 0;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream file(task.path() / "children");
    for (int pid; file >> pid;) ++count;
  }
  return count;
}

size_t open_descriptors() {
  size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

struct Case {
  const char* what;
  Status status;
};
class Hostile : public testing::TestWithParam<Case> {};

TEST_P(Hostile, CostsItsDocumentOnly) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  if (std::string(GetParam().what) == "leak") GTEST_SKIP() << "sanitizers reserve address space; memory is not bounded";
#endif
  PipelineOptions options = hostile(GetParam().what);
  // On a busy machine touching all the memory that it may have takes longer than the others' deadline.
  if (std::string(GetParam().what) == "leak") options.isolation.deadline_ms = 60'000;
  auto pipeline = Pipeline::create(options);
  ASSERT_TRUE(pipeline.ok()) << pipeline.error().to_string();
  expect_unaffected(pipeline.value()->analyze(text_input("before")));
  const Document doc = pipeline.value()->analyze(text_input("HOSTILE text"));
  EXPECT_EQ(doc.text(), "HOSTILE text");
  EXPECT_EQ(status_name(doc.status), status_name(GetParam().status)) << doc.error.to_string();
  if (doc.status != Status::ok) {
    EXPECT_EQ(doc.layer("hostile"), nullptr);
    EXPECT_NE(doc.error.message.find("test.hostile of hostile 6.6.6"), std::string::npos) << doc.error.message;
  }
  expect_unaffected(pipeline.value()->analyze(text_input("after")));
}

INSTANTIATE_TEST_SUITE_P(Isolation, Hostile,
                         testing::Values(Case{"segfault", Status::plugin_crash}, Case{"abort", Status::plugin_crash},
                                         Case{"exit", Status::plugin_crash}, Case{"endless_loop", Status::timeout},
                                         Case{"sleep", Status::timeout}, Case{"stack_overflow", Status::plugin_crash},
                                         Case{"leak", Status::plugin_crash}, Case{"fork_bomb", Status::timeout},
                                         Case{"throw", Status::partial}, Case{"longjmp", Status::plugin_crash},
                                         Case{"prints", Status::ok}, Case{"closes_descriptors", Status::plugin_crash},
                                         Case{"locale", Status::ok}, Case{"directory", Status::ok},
                                         Case{"signals", Status::ok}, Case{"bad_offsets", Status::partial},
                                         Case{"invalid_utf8", Status::partial},
                                         Case{"double_free", Status::plugin_crash}, Case{"deadlock", Status::timeout},
                                         Case{"writes_input", Status::plugin_crash}),
                         [](const auto& i) { return std::string(i.param.what); });

// Those that leave the host's process whole do so without a process of their own too.
class HostileInProcess : public testing::TestWithParam<Case> {};
TEST_P(HostileInProcess, IsCaught) {
  PipelineOptions options = hostile(GetParam().what);
  options.isolation.mode = Isolation::none;
  auto pipeline = Pipeline::create(options);
  ASSERT_TRUE(pipeline.ok()) << pipeline.error().to_string();
  expect_unaffected(pipeline.value()->analyze(text_input("before")));
  EXPECT_EQ(pipeline.value()->analyze(text_input("HOSTILE text")).status, GetParam().status);
  expect_unaffected(pipeline.value()->analyze(text_input("after")));
}
INSTANTIATE_TEST_SUITE_P(Isolation, HostileInProcess,
                         testing::Values(Case{"throw", Status::partial}, Case{"bad_offsets", Status::partial},
                                         Case{"invalid_utf8", Status::partial}),
                         [](const auto& i) { return std::string(i.param.what); });

TEST(Isolation, TheCrashNamesPluginVersionAndSignal) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer turns the signal into an exit";
#endif
  auto pipeline = Pipeline::create(hostile("segfault"));
  ASSERT_TRUE(pipeline.ok());
  const Document doc = pipeline.value()->analyze(text_input("HOSTILE"));
  EXPECT_EQ(doc.error.code, ErrorCode::plugin_crashed);
  EXPECT_NE(doc.error.message.find("signal 11"), std::string::npos) << doc.error.message;
  EXPECT_NE(doc.error.message.find("twice"), std::string::npos) << doc.error.message;
}

TEST(Isolation, ADocumentThatCrashedIsNotRunAgain) {
  auto pipeline = Pipeline::create(hostile("abort"));
  ASSERT_TRUE(pipeline.ok());
  EXPECT_EQ(pipeline.value()->analyze(text_input("HOSTILE")).status, Status::plugin_crash);
  const Document again = pipeline.value()->analyze(text_input("HOSTILE"));
  EXPECT_EQ(again.status, Status::plugin_crash);
  EXPECT_NE(again.error.message.find("not run on this document again"), std::string::npos) << again.error.message;
}

TEST(Isolation, RepeatedCrashesSwitchTheComponentOff) {
  PipelineOptions options = hostile("abort");
  options.isolation.max_crashes = 3;
  auto pipeline = Pipeline::create(options);
  ASSERT_TRUE(pipeline.ok());
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(pipeline.value()->analyze(text_input("HOSTILE " + std::to_string(i))).status, Status::plugin_crash);
  const Document doc = pipeline.value()->analyze(text_input("harmless"));
  EXPECT_EQ(doc.status, Status::partial);
  EXPECT_EQ(doc.error.code, ErrorCode::plugin_switched_off);
  options.isolation.max_crashes = 0;
  auto patient = Pipeline::create(options);
  ASSERT_TRUE(patient.ok());
  for (int i = 0; i < 7; ++i)
    EXPECT_EQ(patient.value()->analyze(text_input("HOSTILE " + std::to_string(i))).status, Status::plugin_crash);
  expect_unaffected(patient.value()->analyze(text_input("harmless")));
}

TEST(Isolation, AModelThatCrashesOrHangsIsRefused) {
  auto crashed = Pipeline::create(hostile("create_segfault"));
  ASSERT_FALSE(crashed.ok());
  EXPECT_EQ(crashed.error().code, ErrorCode::plugin_refused);
  PipelineOptions options = hostile("create_hang");
  options.isolation.startup_ms = 300;
  auto hung = Pipeline::create(options);
  ASSERT_FALSE(hung.ok());
  EXPECT_NE(hung.error().message.find("did not answer"), std::string::npos) << hung.error().message;
}

class Sandbox : public testing::TestWithParam<const char*> {};
TEST_P(Sandbox, Refuses) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer's runtime needs system calls of its own";
#endif
  const std::string secret = testing::TempDir() + "/newsgrain_secret.txt";
  std::ofstream(secret) << "secret";
  PipelineOptions options = hostile(GetParam());
  // The path stands in a file name without a folder, so that the configuration does not open it to the plugin.
  std::filesystem::current_path(testing::TempDir());
  options.config = Value(
      Value::Object{{"test.hostile", Value(Value::Object{{"what", GetParam()}, {"path", "newsgrain_secret.txt"}})}});
  auto pipeline = Pipeline::create(options);
  ASSERT_TRUE(pipeline.ok()) << pipeline.error().to_string();
  const Document doc = pipeline.value()->analyze(text_input("HOSTILE"));
  const Layer* layer = doc.layer("hostile");
  ASSERT_NE(layer, nullptr) << doc.error.to_string();
  EXPECT_EQ(doc.strings().at(layer->values<uint32_t>("note")[0]), "refused");
}
INSTANTIATE_TEST_SUITE_P(Isolation, Sandbox,
                         testing::Values("remap_input", "network", "new_process", "reads_file", "writes_file",
                                         "kills_host"),
                         [](const auto& i) { return std::string(i.param); });

TEST(Isolation, NothingIsLeftBehind) {
  const size_t before = open_descriptors();
  {
    auto warm_up = Pipeline::create(hostile("nothing"));
    ASSERT_TRUE(warm_up.ok());
  }
  const size_t started = open_descriptors();
  EXPECT_LE(started, before + 1);
  for (int i = 0; i < 10; ++i) {
    PipelineOptions options = hostile("abort");
    options.isolation.max_crashes = 0;
    auto pipeline = Pipeline::create(options);
    ASSERT_TRUE(pipeline.ok());
    EXPECT_EQ(pipeline.value()->analyze(text_input("HOSTILE")).status, Status::plugin_crash);
    expect_unaffected(pipeline.value()->analyze(text_input("good")));
  }
  EXPECT_EQ(open_descriptors(), started);
  EXPECT_EQ(children(), 0u);
}

TEST(Isolation, ALargeDocumentFits) {
  auto pipeline = Pipeline::create(hostile("nothing"));
  ASSERT_TRUE(pipeline.ok());
  PipelineOptions options = hostile("nothing");
  options.isolation.deadline_ms = 20'000;
  auto patient = Pipeline::create(options);
  ASSERT_TRUE(patient.ok());
  expect_unaffected(patient.value()->analyze(text_input(std::string(20u << 20, 'x'))));
  expect_unaffected(patient.value()->analyze(text_input("small again")));
}

TEST(Isolation, CancellingEndsAComponentThatDoesNotLook) {
  PipelineOptions options = hostile("endless_loop");
  options.isolation.deadline_ms = 60'000;
  auto pipeline = Pipeline::create(options);
  ASSERT_TRUE(pipeline.ok());
  CancelToken cancel;
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    cancel.cancel();
  });
  const Document doc = pipeline.value()->analyze(text_input("HOSTILE"), &cancel);
  later.join();
  EXPECT_EQ(doc.error.code, ErrorCode::cancelled);
}

// Four threads, one document of ten hostile: every other one is as it is without them, in order.
TEST(BatchIsolation, NeighboursKeepTheirOrderAndTheirRows) {
  struct Mixed : InputSource {
    int at = 0;
    bool next(Input& out) override {
      if (at == 200) return false;
      out = text_input((at % 10 == 3 ? "HOSTILE " : "good ") + std::to_string(at));
      out.id = std::to_string(at++);
      return true;
    }
  };
  PipelineOptions options = hostile("abort");
  options.isolation.max_crashes = 0;
  auto pipeline = Pipeline::create(options);
  ASSERT_TRUE(pipeline.ok());
  Mixed source;
  int expected = 0;
  pipeline.value()->run(source, 4, [&](Document&& doc) {
    EXPECT_EQ(doc.id, std::to_string(expected));
    if (expected % 10 == 3)
      EXPECT_EQ(doc.status, Status::plugin_crash);
    else
      expect_unaffected(doc);
    ++expected;
    return true;
  });
  EXPECT_EQ(expected, 200);
}

#if !defined(__SANITIZE_THREAD__)
// The child of a fork has workers of its own; the parent's go on.
TEST(Isolation, WorksOnBothSidesOfAFork) {
  auto pipeline = Pipeline::create(hostile("nothing"));
  ASSERT_TRUE(pipeline.ok());
  expect_unaffected(pipeline.value()->analyze(text_input("parent")));
  const pid_t child = fork();
  if (child == 0) {
    const Document doc = pipeline.value()->analyze(text_input("child"));
    _exit(doc.status == Status::ok && doc.layer("hostile") != nullptr ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  expect_unaffected(pipeline.value()->analyze(text_input("parent again")));
}

// A host that is killed takes its workers along, also one in an endless loop.
TEST(Isolation, WorkersDieWithTheHost) {
  int out[2];
  ASSERT_EQ(pipe(out), 0);
  const pid_t host = fork();
  if (host == 0) {
    PipelineOptions options = hostile("endless_loop");
    options.isolation.deadline_ms = 0;
    auto pipeline = Pipeline::create(options);
    std::thread([&] { pipeline.value()->analyze(text_input("HOSTILE")); }).detach();
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    std::string pids;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
      std::ifstream file(task.path() / "children");
      for (int pid; file >> pid;) pids += std::to_string(pid) + " ";
    }
    [[maybe_unused]] const ssize_t written = write(out[1], pids.data(), pids.size());
    pause();
  }
  char text[256] = {};
  ASSERT_GT(read(out[0], text, sizeof text - 1), 0);
  kill(host, SIGKILL);
  waitpid(host, nullptr, 0);
  const pid_t worker = std::atoi(text);
  ASSERT_GT(worker, 0);
  bool gone = false;
  for (int i = 0; i < 200 && !gone; ++i) {
    std::ifstream stat("/proc/" + std::to_string(worker) + "/stat");
    std::string line;
    gone = !std::getline(stat, line) || line.find(") Z ") != std::string::npos;
    if (!gone) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_TRUE(gone);
  close(out[0]);
  close(out[1]);
}
#endif

}  // namespace
}  // namespace newsgrain
