// Pipelines: the work runs on threads of its own without the GIL, while the calling thread looks for signals.
#include <pybind11/stl.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "bindings.hpp"
#include "newsgrain/build_info.hpp"
#include "newsgrain/input.hpp"
#include "newsgrain/pipeline.hpp"
#include "newsgrain/pipeline_file.hpp"
#include "newsgrain/site_context.hpp"
#include "newsgrain/writer.hpp"

namespace newsgrain::python {
namespace {

using PipelinePtr = std::shared_ptr<Pipeline>;

constexpr auto kLookForSignals = std::chrono::milliseconds(20);
constexpr auto kGrace = std::chrono::milliseconds(40);  // for a job to end after Ctrl-C before it is left alone
constexpr auto kAtExit = std::chrono::seconds(5);       // the longest wait of a leaving interpreter for such jobs

// A call of analyze(). It owns all that its thread touches, so that the caller may leave first.
struct Job {
  std::shared_ptr<const Pipeline> pipeline;
  std::vector<Input> inputs;
  unsigned threads = 1;
  CancelToken token;
  std::vector<DocumentPtr> documents;
  std::exception_ptr failure;

  std::mutex mutex;
  std::condition_variable changed;
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
    job.pipeline->run(
        source, std::min<unsigned>(job.threads, static_cast<unsigned>(job.inputs.size())),
        [&](Document&& doc) {
          job.documents.push_back(std::make_shared<Document>(std::move(doc)));
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

// Waits for a job; false if a signal handler raised meanwhile (the error is set). Enters and leaves with the GIL.
bool wait_for(Job& job) {
  const py::gil_scoped_release release;
  std::unique_lock lock(job.mutex);
  while (!job.changed.wait_for(lock, kLookForSignals, [&] { return job.done; })) {
    lock.unlock();
    {
      const py::gil_scoped_acquire acquire;
      if (PyErr_CheckSignals() != 0) return false;
    }
    lock.lock();
  }
  return true;
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

std::vector<DocumentPtr> analyze(std::shared_ptr<const Pipeline> pipeline, std::vector<Input> inputs,
                                 unsigned threads) {
  const auto job = std::make_shared<Job>();
  job->pipeline = std::move(pipeline);
  job->inputs = std::move(inputs);
  job->threads = threads;
  job->documents.reserve(job->inputs.size());
  std::thread thread([job] { work(*job); });
  if (!wait_for(*job)) {
    // The exception of the handler must survive the GIL's release.
    py::error_already_set raised;
    leave(job, thread);
    throw raised;
  }
  {
    const py::gil_scoped_release release;
    thread.join();
  }
  if (job->failure) std::rethrow_exception(job->failure);
  return std::move(job->documents);
}

Input make_input(const std::string& id, const std::string& name, std::string bytes, const std::string& media_type,
                 const std::string& charset, bool decoded, const std::string& url, const std::string& published,
                 const std::string& language) {
  Input in;
  in.id = id;
  in.name = name;
  in.bytes = std::move(bytes);
  in.media_type = media_type;
  in.charset = charset;
  in.decoded = decoded;
  in.url = url;
  in.published = published;
  in.language = language;
  return in;
}

// What the command line makes of a file: its format by name and content, decompressed.
std::vector<Input> inputs_of_path(const std::string& path, uint64_t max_input) {
  InputOptions options;
  options.max_input = max_input;
  const auto source = open_inputs({path}, options);
  std::vector<Input> out;
  Input input;
  while (source->next(input)) {
    out.push_back(std::move(input));
    input = Input();
  }
  return out;
}

void set_mentions(Input& in, const py::iterable& mentions, const std::string& unit) {
  if (!parse_offset_unit(unit, in.unit))
    throw py::value_error("offsets are \"code_point\", \"byte\" or \"utf16\", not \"" + unit + "\"");
  in.has_mentions = true;
  for (const py::handle item : mentions) {
    const auto mention = item.cast<py::dict>();
    GivenMention given;
    given.begin = mention["begin"].cast<uint64_t>();
    given.end = mention["end"].cast<uint64_t>();
    given.type = mention["type"].cast<std::string>();
    if (mention.contains("entity") && !mention["entity"].is_none())
      given.entity = py::str(mention["entity"]).cast<std::string>();
    in.mentions.push_back(std::move(given));
  }
}

PipelinePtr create(const py::dict& options) {
  PipelineOptions o;
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
  if (options.contains("locked")) o.locked = options["locked"].cast<std::string>();
  strings("plugin_path", o.search.explicit_paths);
  strings("entry_points", o.search.entry_points);
  strings("components", o.components);
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
  if (!made) raise(made.error());
  return std::const_pointer_cast<Pipeline>(made.value());
}

py::list plan(const Pipeline& pipeline) {
  py::list out;
  for (const PlanStep& step : pipeline.plan()) {
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
  py::class_<SiteContext, std::shared_ptr<SiteContext>>(module, "SiteContext")
      .def(py::init<size_t>(), py::arg("max_lines"))
      .def("add", &SiteContext::add, py::arg("input"), py::arg("max_input"));
  py::class_<Input>(module, "Input")
      .def(py::init(&make_input), py::arg("id"), py::arg("name"), py::arg("data"), py::arg("media_type"),
           py::arg("charset"), py::arg("decoded"), py::arg("url"), py::arg("published"), py::arg("language"))
      .def("set_mentions", &set_mentions)
      .def("set_site_context",
           [](Input& in, const std::shared_ptr<SiteContext>& context) { in.site_context = context; });
  py::class_<Pipeline, PipelinePtr>(module, "Pipeline")
      .def(py::init(&create))
      .def_property_readonly("plan", &plan)
      .def("analyze", [](const PipelinePtr& p, std::vector<Input> inputs, unsigned threads) {
        std::vector<std::shared_ptr<Document>> out;
        for (const DocumentPtr& doc : analyze(p, std::move(inputs), threads))
          out.push_back(std::const_pointer_cast<Document>(doc));
        return out;
      });
  py::module_::import("atexit").attr("register")(py::cpp_function(&wait_for_left_jobs));
  module.def("inputs_of_path", &inputs_of_path);
  module.def("json_schema", [] { return std::string(json_schema()); });
  module.def("parse_toml", [](const std::string& text, const std::string& name) {
    auto value = parse_toml(text, name);
    if (!value) raise(value.error());
    return from_value(value.value());
  });
  module.def("build_info", &build_info);
  module.def("version", [] { return std::string(version()); });
}

}  // namespace newsgrain::python
