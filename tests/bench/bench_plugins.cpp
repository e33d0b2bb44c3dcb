// What plugins cost beside their work: loading, rows appended a second, processes of their own, and the way back after
// a crash.
//
//   bench_plugins load | append | isolation FOLDER [ROUNDS] | crash      FOLDER holds HTML pages
//
// Pipelines that are compared take turns on each page, so that a noisy machine disturbs both alike; per page the best
// round counts.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "newsgrain/pipeline.hpp"
#include "pages.hpp"

namespace {

using namespace newsgrain;
using Clock = std::chrono::steady_clock;

double microseconds(Clock::duration d) { return std::chrono::duration<double, std::micro>(d).count(); }

Input text_input(std::string text) {
  Input out;
  out.media_type = "text/plain";
  out.bytes = std::move(text);
  return out;
}

std::vector<Input> inputs_of(const char* folder) {
  std::vector<Input> out;
  std::vector<PageFile> pages = read_folder(folder);
  for (PageFile& page : pages) {
    Input& input = out.emplace_back();
    input.id = std::move(page.name);
    input.media_type = "text/html";
    input.bytes = std::move(page.bytes);
  }
  return out;
}

std::shared_ptr<const Pipeline> pipeline(PipelineOptions options) {
  options.search.environment = false;
  auto made = Pipeline::create(std::move(options));
  if (made) return made.value();
  std::fprintf(stderr, "%s\n", made.error().to_string().c_str());
  std::exit(2);
}

PipelineOptions with_plugin(const std::string& folder, std::vector<std::string> components, Isolation mode) {
  PipelineOptions out;
  out.search.explicit_paths = {std::string(NEWSGRAIN_BENCH_PLUGINS) + "/" + folder};
  out.components = std::move(components);
  out.isolation.mode = mode;
  out.isolation.max_crashes = 0;
  return out;
}

double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(q * static_cast<double>(values.size() - 1))];
}

// A pipeline of all bundled plugins with their models, made in a fresh process; cold: their files are not in the
// system's cache.
double load_once(bool cold) {
  if (cold) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(bundled_plugin_folder())) {
      const int file = open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
      fdatasync(file);
      posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
      close(file);
    }
  }
  int ends[2];
  double ms = 0;
  if (pipe(ends) != 0) return ms;
  if (fork() == 0) {
    const Clock::time_point begin = Clock::now();
    pipeline({});
    ms = microseconds(Clock::now() - begin) / 1e3;
    [[maybe_unused]] const ssize_t written = write(ends[1], &ms, sizeof ms);
    _exit(0);
  }
  close(ends[1]);
  [[maybe_unused]] const ssize_t got = read(ends[0], &ms, sizeof ms);
  close(ends[0]);
  wait(nullptr);
  return ms;
}

void load_time() {
  for (const bool cold : {true, false}) {
    std::vector<double> times;
    for (int i = 0; i < 21; ++i) times.push_back(load_once(cold));
    std::printf("%-48s p50 %6.1f ms  slowest of 21 %6.1f ms\n", cold ? "cold: files read from the disk" : "warm",
                quantile(times, 0.5), quantile(times, 1));
  }
}

// Rows a second from the plugin's loop to the committed layer: four columns, one row at a time through the SDK.
void append_rate(int64_t rows) {
  auto options = with_plugin("many_rows", {"bench.many_rows"}, Isolation::none);
  options.config = Value(Value::Object{{"bench.many_rows", Value(Value::Object{{"rows", rows}})}});
  options.timings = true;
  const auto pipe = pipeline(std::move(options));
  const std::string text(static_cast<size_t>(rows), 'x');
  // After a large document, as in any batch of pages, the allocator keeps what it is given back.
  pipe->analyze(text_input(std::string(8u << 20, 'x')));
  uint64_t best = ~uint64_t{0};
  for (int round = 0; round < 400; ++round) {
    const Document doc = pipe->analyze(text_input(text));
    for (const auto& timing : doc.timings)
      if (timing.step == "bench.many_rows") best = std::min(best, timing.microseconds);
  }
  std::printf("%9lld rows a document %8.0f M/s %6.1f ns a row\n", static_cast<long long>(rows),
              static_cast<double>(rows) / static_cast<double>(best),
              static_cast<double>(best) * 1e3 / static_cast<double>(rows));
}

// Wall clock of the same pages with components in this process and in their own.
void isolation_overhead(const char* name, const std::vector<Input>& pages, int rounds, const Pipeline& none,
                        const Pipeline& process) {
  std::vector<double> absolute, relative;
  for (const Input& page : pages) {
    double best[2] = {1e12, 1e12};
    for (int round = 0; round < rounds; ++round) {
      for (const int turn : {0, 1}) {
        const int which = (turn + round) % 2;  // the second one has warmer caches
        Input input = page;
        const Clock::time_point begin = Clock::now();
        const Document doc = (which == 0 ? none : process).analyze(std::move(input));
        best[which] = std::min(best[which], microseconds(Clock::now() - begin));
      }
    }
    absolute.push_back(best[1] - best[0]);
    relative.push_back((best[1] - best[0]) / best[0] * 100);
  }
  std::printf("%-48s p50 %6.0f us  p99 %6.0f us   of the page p50 %5.1f %%  p99 %5.1f %%\n", name,
              quantile(absolute, 0.5), quantile(absolute, 0.99), quantile(relative, 0.5), quantile(relative, 0.99));
}

PipelineOptions example(Isolation mode) {
  return with_plugin("c", {"boilerplate", "segments", "entities", "quotes", "sentiment", "org.example.word_counts"},
                     mode);
}

void isolation(const std::vector<Input>& pages, int rounds) {
  const auto none = pipeline(example(Isolation::none));
  isolation_overhead("noise: the same pipeline twice", pages, rounds, *none, *pipeline(example(Isolation::none)));
  auto one = example(Isolation::none);
  one.isolation.components = {{"org.example.word_counts", Isolation::process}};
  isolation_overhead("one small plugin apart (the default)", pages, rounds, *none, *pipeline(std::move(one)));
  for (const char* id : {"segments", "entities", "quotes", "sentiment", "boilerplate"}) {
    auto apart = example(Isolation::none);
    apart.isolation.components = {{id, Isolation::process}};
    isolation_overhead((std::string(id) + " apart").c_str(), pages, rounds, *none, *pipeline(std::move(apart)));
  }
  isolation_overhead("all six apart", pages, rounds, *none, *pipeline(example(Isolation::process)));
}

// From the hand-over of a document that kills the worker (twice: it is tried again) to the result of the next one.
void after_crash() {
  auto options = with_plugin("hostile", {"test.hostile"}, Isolation::process);
  options.config = Value(Value::Object{{"test.hostile", Value(Value::Object{{"what", "segfault"}})}});
  const auto pipe = pipeline(std::move(options));
  std::vector<double> crash, next, usual;
  for (int i = 0; i < 100; ++i) {
    Clock::time_point begin = Clock::now();
    pipe->analyze(text_input("HOSTILE " + std::to_string(i)));
    crash.push_back(microseconds(Clock::now() - begin) / 1e3);
    for (auto* times : {&next, &usual}) {
      begin = Clock::now();
      pipe->analyze(text_input("good"));
      times->push_back(microseconds(Clock::now() - begin) / 1e3);
    }
  }
  for (const auto& [name, times] :
       {std::pair("a document that kills two workers", &crash), std::pair("the next document, in a new worker", &next),
        std::pair("the one after it", &usual)})
    std::printf("%-48s p50 %6.2f ms  p99 %6.2f ms\n", name, quantile(*times, 0.5), quantile(*times, 0.99));
}

}  // namespace

int main(int count, char** arguments) {
  const std::string what = count > 1 ? arguments[1] : "";
  if (what == "load") {
    load_time();
  } else if (what == "append") {
    for (const int64_t rows : {500, 5'000, 100'000}) append_rate(rows);
  } else if (what == "isolation" && count > 2) {
    isolation(inputs_of(arguments[2]), count > 3 ? std::atoi(arguments[3]) : 15);
  } else if (what == "crash") {
    after_crash();
  } else {
    std::fprintf(stderr, "usage: bench_plugins load | append | isolation FOLDER [ROUNDS] | crash\n");
    return 2;
  }
  return 0;
}
