// Pipelines: the work runs on threads of its own without the GIL, while the calling thread looks for signals.
#include <pybind11/stl.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "bindings.hpp"
#include "log_queue.hpp"
#include "newsgrain/build_info.hpp"
#include "newsgrain/input.hpp"
#include "newsgrain/pipeline.hpp"
#include "newsgrain/pipeline_file.hpp"
#include "newsgrain/writer.hpp"

namespace newsgrain::python {
namespace {

// A pipeline and where its log goes. Plugins may log as long as the pipeline lives.
struct Loaded {
  std::shared_ptr<const Pipeline> pipeline;
  std::shared_ptr<LogQueue> log;
};
using LoadedPtr = std::shared_ptr<Loaded>;

constexpr auto kLookForSignals = std::chrono::milliseconds(20);
constexpr auto kGrace = std::chrono::milliseconds(40);  // for a job to end after Ctrl-C before it is left alone
constexpr auto kAtExit = std::chrono::seconds(5);       // the longest wait of a leaving interpreter for such jobs

// What a Run's thread touches. It owns it, so that the caller may leave first.
struct Job {
  LoadedPtr loaded;
  std::vector<Input> inputs;
  unsigned threads = 1;
  CancelToken token;
  std::exception_ptr failure;

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<DocumentPtr> documents;  // finished, in order
  bool done = false;
};

// Counts the jobs whose callers left. Never destroyed: such a job may outlast static objects.
struct Left {
  std::mutex mutex;
  std::condition_variable changed;
  int jobs = 0;
};
Left& left() {
  static Left* const instance = new Left;
  return *instance;
}

void wait_for_left_jobs() {
  const py::gil_scoped_release release;
  std::unique_lock lock(left().mutex);
  left().changed.wait_for(lock, kAtExit, [] { return left().jobs == 0; });
}

class ListSource : public InputSource {
 public:
  explicit ListSource(std::vector<Input>& inputs) : inputs_(inputs) {}
  bool next(Input& out) override {
    if (at_ >= inputs_.size()) return false;
    out = std::move(inputs_[at_++]);
    return true;
  }

 private:
  std::vector<Input>& inputs_;
  size_t at_ = 0;
};

void work(Job& job) {
  try {
    ListSource source(job.inputs);
    job.loaded->pipeline->run(
        source, std::min<unsigned>(job.threads, static_cast<unsigned>(job.inputs.size())),
        [&](Document&& doc) {
          auto made = std::make_shared<Document>(std::move(doc));
          const std::lock_guard lock(job.mutex);
          job.documents.push_back(std::move(made));
          return true;
        },
        &job.token);
  } catch (...) {
    job.failure = std::current_exception();
  }
  const std::lock_guard lock(job.mutex);
  job.done = true;
  job.changed.notify_all();
}

// Waits for a job. Throws what a signal handler, or a handler of the log, raised meanwhile. Enters and leaves with the
// GIL.
void wait_for(Job& job) {
  bool done = false;
  while (!done) {
    {
      const py::gil_scoped_release release;
      std::unique_lock lock(job.mutex);
      done = job.changed.wait_for(lock, kLookForSignals, [&] { return job.done; });
    }
    job.loaded->log->drain();
    if (!done && PyErr_CheckSignals() != 0) throw py::error_already_set();
  }
}

// Asks the job to end and gives it a moment. A plugin that does not look whether it is cancelled keeps its thread until
// it returns, but not the user.
void leave(const std::shared_ptr<Job>& job, std::thread& thread) {
  job->token.cancel();
  const py::gil_scoped_release release;
  bool ended = false;
  {
    std::unique_lock lock(job->mutex);
    ended = job->changed.wait_for(lock, kGrace, [&] { return job->done; });
  }
  if (ended) {
    thread.join();
    return;
  }
  {
    const std::lock_guard lock(left().mutex);
    ++left().jobs;
  }
  thread.detach();
  std::thread([job] {
    std::unique_lock lock(job->mutex);
    job->changed.wait(lock, [&] { return job->done; });
    lock.unlock();
    const std::lock_guard counting(left().mutex);
    --left().jobs;
    left().changed.notify_all();
  }).detach();
}

// One batch on its way. What is finished stays, whatever ends it.
class Run {
 public:
  Run(LoadedPtr loaded, std::vector<Input> inputs, unsigned threads) : job_(std::make_shared<Job>()) {
    job_->loaded = std::move(loaded);
    job_->inputs = std::move(inputs);
    job_->threads = threads;
    job_->documents.reserve(job_->inputs.size());
    thread_ = std::thread([job = job_] { work(*job); });
  }
  ~Run() {
    if (thread_.joinable()) leave(job_, thread_);
  }

  // Until all documents are finished. Throws what a signal handler raised.
  void wait() {
    if (!thread_.joinable()) return;
    try {
      wait_for(*job_);
    } catch (...) {
      const std::exception_ptr raised = std::current_exception();
      leave(job_, thread_);
      std::rethrow_exception(raised);
    }
    {
      const py::gil_scoped_release release;
      thread_.join();
    }
    if (job_->failure) std::rethrow_exception(job_->failure);
  }

  // What is finished, in the order of the inputs, from the first on.
  std::vector<std::shared_ptr<Document>> documents() {
    const std::lock_guard lock(job_->mutex);
    std::vector<std::shared_ptr<Document>> out;
    for (const DocumentPtr& doc : job_->documents) out.push_back(std::const_pointer_cast<Document>(doc));
    return out;
  }

 private:
  std::shared_ptr<Job> job_;
  std::thread thread_;
};

LoadedPtr create(const py::dict& options) {
  const auto loaded = std::make_shared<Loaded>();
  loaded->log = std::make_shared<LogQueue>();
  PipelineOptions o;
  o.log = [log = loaded->log](const LogRecord& record) { log->push(record); };
  const auto strings = [&](const char* key, std::vector<std::string>& out) {
    if (options.contains(key)) out = options[key].cast<std::vector<std::string>>();
  };
  // The file first: what is said in the call goes before it.
  if (options.contains("config")) {
    const std::string where = options.contains("config_name") ? options["config_name"].cast<std::string>() : "config";
    if (auto applied = apply_pipeline_file(to_value(options["config"]), where, o); !applied) raise(applied.error());
  }
  if (options.contains("isolation"))
    for (const std::string& setting : options["isolation"].cast<std::vector<std::string>>())
      if (auto set = set_isolation(setting, "isolation", o.isolation); !set) raise(set.error());
  if (options.contains("assume_language")) o.assume_language = options["assume_language"].cast<std::string>();
  if (options.contains("locked")) o.locked = options["locked"].cast<std::string>();
  strings("plugin_path", o.search.explicit_paths);
  strings("entry_points", o.search.entry_points);
  strings("components", o.components);
  strings("with_components", o.with_components);
  strings("disable", o.disabled);
  if (options.contains("checking"))
    o.checking = options["checking"].cast<std::string>() == "full" ? Checking::full : Checking::bounds;
  if (options.contains("timeout_ms")) o.timeout_ms = options["timeout_ms"].cast<uint32_t>();
  if (options.contains("max_input")) o.max_input = options["max_input"].cast<uint64_t>();
  if (options.contains("timings")) o.timings = options["timings"].cast<bool>();
  if (options.contains("hash")) o.hash = options["hash"].cast<bool>();
  if (options.contains("keep_source")) o.keep_source = options["keep_source"].cast<bool>();
  Result<std::shared_ptr<const Pipeline>> made = [&] {
    const py::gil_scoped_release release;
    return Pipeline::create(std::move(o));
  }();
  loaded->log->drain();
  if (!made) raise(made.error());
  loaded->pipeline = std::move(made).value();
  return loaded;
}

py::list plan(const Loaded& loaded) {
  py::list out;
  for (const PlanStep& step : loaded.pipeline->plan()) {
    py::dict row;
    row["component"] = step.component;
    row["plugin"] = step.plugin;
    row["version"] = step.version;
    row["origin"] = step.origin;
    row["isolation"] = step.isolated ? "process" : "none";
    row["languages"] = step.languages;
    row["reads"] = step.reads;
    row["writes"] = step.writes;
    row["after"] = step.after;
    row["missing_optional"] = step.missing_optional;
    row["config"] = from_value(step.config);
    out.append(row);
  }
  return out;
}

}  // namespace

void register_pipeline(py::module_& module) {
  py::class_<Run>(module, "Run").def("wait", &Run::wait).def("documents", &Run::documents);
  py::class_<Loaded, LoadedPtr>(module, "Pipeline")
      .def(py::init(&create))
      .def_property_readonly("plan", &plan)
      .def_property_readonly("max_input", [](const Loaded& l) { return l.pipeline->options().max_input; })
      .def("start", [](const LoadedPtr& loaded, std::vector<Input> inputs, unsigned threads) {
        return std::make_unique<Run>(loaded, std::move(inputs), threads);
      });
  py::module_::import("atexit").attr("register")(py::cpp_function(&wait_for_left_jobs));
  module.def("json_schema", [] { return std::string(json_schema()); });
  module.def("parse_toml", [](const std::string& text, const std::string& name) {
    auto value = parse_toml(text, name);
    if (!value) raise(value.error());
    return from_value(value.value());
  });
  module.def("parse_seconds", [](const std::string& text) -> py::object {
    uint32_t ms = 0;
    return parse_seconds(text, ms) ? py::object(py::int_(ms)) : py::none();
  });
  module.def("parse_size", [](const std::string& text) -> py::object {
    uint64_t bytes = 0;
    return parse_size(text, bytes) ? py::object(py::int_(bytes)) : py::none();
  });
  module.def("errors", [] {
    py::list out;
    for (const ErrorEntry& entry : error_table()) out.append(error_parts({entry.code, "", ""}));
    return out;
  });
  module.def("build_info", &build_info);
  module.def("version", [] { return std::string(version()); });
}

}  // namespace newsgrain::python
