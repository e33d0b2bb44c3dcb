// The conformance kit: what is looked at, in which process.
//
// This process looks at the file and at what the plugin does in workers of its own. A child runs the plugin in its own
// process, as a host that trusts it would, and watches what a plugin must leave alone. The child comes first, while
// there is one thread.
#include "newsgrain/plugin_check.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <set>
#include <thread>
#include <tuple>

#include "check/check_documents.hpp"
#include "newsgrain/abi/newsgrain.h"
#include "newsgrain/pipeline.hpp"
#include "newsgrain/writer.hpp"
#include "plugin/component_host.hpp"

extern char** environ;

namespace newsgrain {
namespace {

using State = PluginCheck::State;
using Checks = std::vector<PluginCheck>;
using Milliseconds = std::chrono::milliseconds;

constexpr double kCancelWithin = 100;           // ms of CPU time
constexpr size_t kLong = 1u << 20;              // bytes of the long document
constexpr uint32_t kDeadlineMs = 60'000;        // for a document in a worker
constexpr double kGrowthPerRound = 256 * 1024;  // bytes; less is noise of the allocator

// The documents' results as text, for comparison.
struct Rendered {
  std::vector<std::string> names, json, troubles;  // trouble: what the host had to say about the checked components
};

class Setup {
 public:
  static Result<Setup> make(const PluginCheckOptions& options) {
    Setup out;
    out.search_ = options.search;
    out.search_.explicit_paths.insert(out.search_.explicit_paths.begin(), options.path);
    out.config_ = options.config;
    out.worker_program_ = options.worker_program;
    const std::vector<PluginInfo> plugins = discover_plugins(out.search_);
    if (plugins.empty() || plugins.front().error.code == ErrorCode::plugin_not_found)
      return Error{ErrorCode::plugin_not_found, "there is no such library", options.path};
    out.plugin_ = plugins.front();
    return out;
  }
  const PluginInfo& plugin() const { return plugin_; }

  // The plugin's components and, in front of them, all that they read from.
  using SlotUsed = std::function<void(std::string_view, bool, uint32_t)>;
  Result<std::shared_ptr<const Pipeline>> pipeline(Isolation isolation, SlotUsed slot_used = {}) const {
    PipelineOptions options;
    options.search = search_;
    options.config = config_;
    options.checking = Checking::full;
    options.isolation.mode = Isolation::none;
    options.isolation.deadline_ms = kDeadlineMs;
    options.isolation.max_crashes = 0;
    options.isolation.worker_program = worker_program_;
    for (const ComponentManifest& c : plugin_.manifest.components)
      options.isolation.components.emplace_back(c.id, isolation);
    options.components = needed_components();
    options.slot_used = std::move(slot_used);
    return Pipeline::create(std::move(options));
  }

  bool mine(std::string_view component) const {
    return std::any_of(plugin_.manifest.components.begin(), plugin_.manifest.components.end(),
                       [&](const ComponentManifest& c) { return c.id == component; });
  }

 private:
  std::vector<std::string> needed_components() const {
    const std::vector<PluginInfo> plugins = discover_plugins(search_);
    std::vector<std::string> ids, wanted_layers;
    std::vector<const ComponentManifest*> todo;
    for (const ComponentManifest& c : plugin_.manifest.components) todo.push_back(&c);
    while (!todo.empty()) {
      const ComponentManifest* component = todo.back();
      todo.pop_back();
      if (std::find(ids.begin(), ids.end(), component->id) != ids.end()) continue;
      ids.push_back(component->id);
      std::vector<std::string> layers;
      for (const LayerUse& use : component->reads) layers.push_back(use.layer);
      for (const LayerUse& use : component->writes)
        if (!use.schema.augments.empty()) layers.push_back(use.schema.augments);
      for (const std::string& layer : layers)
        if (const ComponentManifest* writer = writer_of(plugins, layer)) todo.push_back(writer);
    }
    return ids;
  }
  static const ComponentManifest* writer_of(const std::vector<PluginInfo>& plugins, const std::string& layer) {
    for (const PluginInfo& p : plugins) {
      if (p.error.code != ErrorCode::none || !p.shadowed_by.empty()) continue;
      for (const ComponentManifest& c : p.manifest.components)
        for (const LayerUse& use : c.writes)
          if (use.layer == layer) return &c;
    }
    return nullptr;
  }

  PluginSearch search_;
  Value config_;
  std::string worker_program_;
  PluginInfo plugin_;
};

class Documents : public InputSource {
 public:
  explicit Documents(size_t times) : all_(internal::check_documents()), times_(times) {}
  bool next(Input& out) override {
    if (at_ == all_.size() * times_) return false;
    out = all_[at_++ % all_.size()];
    return true;
  }

 private:
  std::vector<Input> all_;
  size_t times_, at_ = 0;
};

Rendered render(const Setup& setup, const Pipeline& pipeline, unsigned threads, size_t times = 1) {
  Rendered out;
  Documents documents(times);
  WriteOptions write;
  for (const PlanStep& step : pipeline.plan())
    for (const std::string& layer : step.writes) write.layers.push_back(layer);
  pipeline.run(documents, threads, [&](Document&& doc) {
    std::string json, trouble;
    write_json(doc, write, json);
    for (const ComponentManifest& c : setup.plugin().manifest.components)
      if (doc.status != Status::ok && doc.error.message.find("component " + c.id + " of ") != std::string::npos)
        trouble = std::string(status_name(doc.status)) + ", " + doc.error.message;
    out.names.push_back(doc.id);
    out.json.push_back(std::move(json));
    out.troubles.push_back(std::move(trouble));
    return true;
  });
  return out;
}

// The first document that two runs differ in, or "".
std::string difference(const Rendered& a, const Rendered& b) {
  for (size_t i = 0; i < std::min(a.json.size(), b.json.size()); ++i)
    if (a.json[i] != b.json[i]) return a.names[i];
  return a.json.size() == b.json.size() ? "" : "(their number)";
}

std::string hex_of(const Rendered& rendered) {
  size_t hash = 0;
  for (const std::string& json : rendered.json) hash = hash * 1099511628211u + std::hash<std::string>()(json);
  char text[32];
  std::snprintf(text, sizeof text, "%zx", hash);
  return text;
}

void add(Checks& out, std::string name, State state, std::string detail) {
  out.push_back({std::move(name), state, std::move(detail)});
}
void add(Checks& out, std::string name, bool good, std::string detail) {
  add(out, std::move(name), good ? State::ok : State::failed, std::move(detail));
}

// --- slots that are declared and never used ---

// Which slots of the plugin's components were asked for, or written to. One thread only.
class UsedSlots {
 public:
  void add(std::string_view component, bool write, uint32_t slot) {
    used_.emplace(std::string(component), write, slot);
  }
  // "quotes reads block; quotes writes ..." of those that were not, or "".
  std::string missing(const PluginManifest& manifest) const {
    std::string out;
    for (const ComponentManifest& c : manifest.components)
      for (const bool write : {false, true}) {
        const std::vector<LayerUse>& uses = write ? c.writes : c.reads;
        for (uint32_t slot = 0; slot < uses.size(); ++slot)
          if (!used_.contains({c.id, write, slot}))
            out += (out.empty() ? "" : "; ") + c.id + (write ? " writes " : " reads ") + uses[slot].layer;
      }
    return out;
  }

 private:
  std::set<std::tuple<std::string, bool, uint32_t>> used_;
};

void check_slots(const Setup& setup, Checks& out) {
  UsedSlots used;
  auto pipeline = setup.pipeline(Isolation::none, [&](std::string_view component, bool write, uint32_t slot) {
    used.add(component, write, slot);
  });
  if (!pipeline) return;  // said before
  render(setup, *pipeline.value(), 1);
  const std::string missing = used.missing(setup.plugin().manifest);
  add(out, "slots", missing.empty() ? State::ok : State::warning,
      missing.empty() ? "all that plugin.json declares are used"
                      : "declared, but never used on any document: " + missing);
}

// --- what a plugin must leave alone ---

struct World {
  std::string locale, directory;
  mode_t mask = 0;
  std::vector<void*> handlers;
  std::vector<std::string> environment;
  size_t descriptors = 0, threads = 0;

  static World now() {
    World out;
    out.locale = std::setlocale(LC_ALL, nullptr);
    char folder[4096];
    out.directory = getcwd(folder, sizeof folder) != nullptr ? folder : "";
    out.mask = umask(0);
    umask(out.mask);
    for (int number = 1; number < 32; ++number) {
      struct sigaction action{};
      sigaction(number, nullptr, &action);
      out.handlers.push_back(reinterpret_cast<void*>(action.sa_handler));
    }
    for (char** variable = environ; *variable != nullptr; ++variable) out.environment.emplace_back(*variable);
    out.descriptors = entries("/proc/self/fd");
    out.threads = entries("/proc/self/task");
    return out;
  }
  std::string changed(const World& before) const {
    std::string out;
    auto note = [&](bool same, const char* what) {
      if (!same) out += (out.empty() ? "" : ", ") + std::string(what);
    };
    note(locale == before.locale, "the locale");
    note(directory == before.directory, "the working directory");
    note(mask == before.mask, "the umask");
    note(handlers == before.handlers, "signal handlers");
    note(environment == before.environment, "the environment");
    note(descriptors <= before.descriptors, "open descriptors are left behind");
    note(threads <= before.threads, "threads are left running");
    return out;
  }

 private:
  static size_t entries(const char* path) {
    size_t count = 0;
    if (DIR* folder = opendir(path)) {
      while (readdir(folder) != nullptr) ++count;
      closedir(folder);
    }
    return count;
  }
};

double resident() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  long size = 0, pages = 0;
  if (file == nullptr) return 0;
  const int got = std::fscanf(file, "%ld %ld", &size, &pages);
  std::fclose(file);
  return got == 2 ? static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) : 0;
}

double cpu_ms(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

std::string kib(double bytes) { return std::to_string(static_cast<long>(bytes / 1024)) + " KiB"; }

// CPU time that the run takes from being cancelled to its end.
void check_cancelling(const Pipeline& pipeline, Checks& out) {
  double worst = 0;
  for (const int after : {1, 5, 20, 60}) {
    CancelToken cancel;
    double at_cancel = 0, at_end = 0;
    std::thread run([&] {
      pipeline.analyze(internal::long_document(4 * kLong), &cancel);
      at_end = cpu_ms(CLOCK_THREAD_CPUTIME_ID);
    });
    clockid_t clock{};
    pthread_getcpuclockid(run.native_handle(), &clock);
    std::this_thread::sleep_for(Milliseconds(after));
    at_cancel = cpu_ms(clock);
    cancel.cancel();
    run.join();
    worst = std::max(worst, at_end - at_cancel);
  }
  char text[64];
  std::snprintf(text, sizeof text, "%.1f ms of CPU time at most, 4 MiB of text", worst);
  add(out, "cancellation", worst <= kCancelWithin ? State::ok : State::failed, text);
}

void check_growth(const Pipeline& pipeline, const Setup& setup, Checks& out) {
  for (int i = 0; i < 4; ++i) render(setup, pipeline, 1);  // until all scratch memory is there
  const double before = resident();
  constexpr int kRounds = 8;
  for (int i = 0; i < kRounds; ++i) render(setup, pipeline, 1);
  const double per_round = (resident() - before) / kRounds;
  add(out, "memory from document to document", per_round <= kGrowthPerRound,
      "grows by " + kib(std::max(0.0, per_round)) + " per " + std::to_string(internal::check_documents().size()) +
          " documents");
}

void check_create_destroy(const Setup& setup, Checks& out) {
  constexpr int kRounds = 10;
  double before = 0;
  for (int i = 0; i < kRounds + 3; ++i) {
    if (i == 3) before = resident();
    auto made = setup.pipeline(Isolation::none);
    if (!made) return add(out, "create and destroy", false, "fails when repeated: " + made.error().message);
    Input one = internal::check_documents()[3];
    made.value()->analyze(std::move(one));
  }
  const double per_round = (resident() - before) / kRounds;
  add(out, "create and destroy", per_round <= kGrowthPerRound,
      "grows by " + kib(std::max(0.0, per_round)) + " per pipeline");
}

// After deinit() comes init() again, and the plugin works as before.
void check_init_again(const Setup& setup, const Rendered& once, Checks& out) {
  auto plugin = load_plugin(setup.plugin());
  if (!plugin) return add(out, "init again", false, plugin.error().message);
  const ng_entry& entry = plugin.value()->entry();
  if (entry.init == nullptr && entry.deinit == nullptr)
    return add(out, "init again", State::ok, "has neither init() nor deinit()");
  internal::ComponentHost::deinitialize(*plugin.value());
  auto pipeline = setup.pipeline(Isolation::none);
  if (!pipeline) return add(out, "init again", false, pipeline.error().message);
  const std::string differs = difference(once, render(setup, *pipeline.value(), 1));
  add(out, "init again", differs.empty(),
      differs.empty() ? "works as before after deinit() and init()" : "differs on: " + differs);
}

// In the child: the plugin in the process of its host.
Checks check_in_process(const Setup& setup, unsigned threads) {
  Checks out;
  const int printed = memfd_create("printed", 0);
  for (const int stream : {1, 2}) dup2(printed, stream);
  const World before = World::now();
  auto pipeline = setup.pipeline(Isolation::none);
  if (!pipeline) {
    add(out, "runs in the host's process", false, pipeline.error().to_string());
    return out;
  }
  const Rendered once = render(setup, *pipeline.value(), 1);
  std::string trouble;
  for (size_t i = 0; i < once.troubles.size(); ++i)
    if (trouble.empty() && !once.troubles[i].empty()) trouble = once.names[i] + ": " + once.troubles[i];
  add(out, "documents of all kinds", trouble.empty(),
      trouble.empty() ? std::to_string(once.json.size()) + " kinds, with full checking" : trouble);
  check_slots(setup, out);
  const std::string again = difference(once, render(setup, *pipeline.value(), 1));
  add(out, "determinism over repeats", again.empty(), again.empty() ? "byte-identical" : "differs on: " + again);
  const Rendered many = render(setup, *pipeline.value(), threads, 4);
  Rendered fourfold;
  for (int i = 0; i < 4; ++i) {
    fourfold.names.insert(fourfold.names.end(), once.names.begin(), once.names.end());
    fourfold.json.insert(fourfold.json.end(), once.json.begin(), once.json.end());
  }
  const std::string parallel = difference(fourfold, many);
  add(out, "determinism over threads", parallel.empty(),
      parallel.empty() ? "byte-identical on " + std::to_string(threads) + " threads" : "differs on: " + parallel);
  const Document big = pipeline.value()->analyze(internal::long_document(kLong));
  add(out, "a document of 1 MiB", big.status == Status::ok, big.status == Status::ok ? "done" : big.error.message);
  check_cancelling(*pipeline.value(), out);
  check_growth(*pipeline.value(), setup, out);
  check_create_destroy(setup, out);
  pipeline = Error{};
  check_init_again(setup, once, out);
  struct stat size{};
  std::fflush(nullptr);
  fstat(printed, &size);
  add(out, "prints nothing", size.st_size == 0,
      size.st_size == 0 ? "standard output and error untouched" : std::to_string(size.st_size) + " bytes were printed");
  const std::string changed = World::now().changed(before);
  add(out, "leaves the process as it was", changed.empty(),
      changed.empty() ? "locale, directory, umask, signals, environment, descriptors, threads" : "changed: " + changed);
  add(out, "fingerprint", State::ok, hex_of(once));
  return out;
}

// Runs check_in_process() in a child and brings its checks over.
Checks in_child(const Setup& setup, unsigned threads) {
  Checks out;
  const int file = memfd_create("checks", 0);
  const pid_t child = fork();
  if (child == 0) {
    std::string text;
    for (const PluginCheck& check : check_in_process(setup, threads))
      text += check.name + '\0' + std::to_string(static_cast<int>(check.state)) + '\0' + check.detail + '\0';
    [[maybe_unused]] const ssize_t written = write(file, text.data(), text.size());
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  std::string text(static_cast<size_t>(std::max<off_t>(0, lseek(file, 0, SEEK_END))), '\0');
  [[maybe_unused]] const ssize_t got = pread(file, text.data(), text.size(), 0);
  close(file);
  std::vector<std::string> fields;
  for (size_t at = 0, end; (end = text.find('\0', at)) != std::string::npos; at = end + 1)
    fields.push_back(text.substr(at, end - at));
  for (size_t i = 0; i + 2 < fields.size(); i += 3)
    add(out, fields[i], static_cast<State>(fields[i + 1][0] - '0'), fields[i + 2]);
  if (WIFSIGNALED(status))
    add(out, "runs in the host's process", false,
        "the process was ended by signal " + std::to_string(WTERMSIG(status)) + " (" + strsignal(WTERMSIG(status)) +
            ")");
  else if (fields.empty())
    add(out, "runs in the host's process", false,
        "the process left with exit status " + std::to_string(WEXITSTATUS(status)));
  return out;
}

// In workers, where its input is write-protected and the system calls are few.
void check_isolated(const Setup& setup, const std::string& fingerprint, Checks& out) {
  auto pipeline = setup.pipeline(Isolation::process);
  if (!pipeline) return add(out, "runs in a process of its own", false, pipeline.error().to_string());
  const Rendered rendered = render(setup, *pipeline.value(), 2);
  std::string trouble;
  for (size_t i = 0; i < rendered.troubles.size(); ++i)
    if (trouble.empty() && !rendered.troubles[i].empty()) trouble = rendered.names[i] + ": " + rendered.troubles[i];
  add(out, "runs in a process of its own", trouble.empty(),
      trouble.empty() ? "input write-protected; no network, processes or files" : trouble);
  if (fingerprint.empty()) return;
  const bool same = hex_of(rendered) == fingerprint;
  add(out, "the same in both", same,
      same ? "byte-identical in the host's process and in its own" : "the results of the two differ");
}

void check_library(const Setup& setup, Checks& out) {
  const PluginInfo& plugin = setup.plugin();
  if (plugin.error.code != ErrorCode::none) return;  // the manifest's check says it
  const auto loads = would_load(plugin);
  add(out, "library", loads.ok(), loads ? "exports " NG_ENTRY_SYMBOL " alone" : loads.error().message);
}

void check_manifest(const Setup& setup, Checks& out) {
  const PluginInfo& plugin = setup.plugin();
  if (plugin.error.code != ErrorCode::none) return add(out, "manifest", false, plugin.error.to_string());
  std::string missing;
  auto want = [&](bool there, const std::string& what) {
    if (!there) missing += (missing.empty() ? "" : ", ") + what;
  };
  want(!plugin.manifest.license.empty(), "a license");
  for (const ComponentManifest& c : plugin.manifest.components) {
    want(!c.description.empty(), "a description of " + c.id);
    const Value* properties = c.config_schema.find("properties");
    if (properties == nullptr || properties->object() == nullptr) continue;
    for (const auto& [key, schema] : *properties->object())
      want(!schema.text("description").empty(), "a description of " + c.id + "." + key);
    if (auto config = complete_config(c, Value()); !config)
      return add(out, "manifest", false, "a default does not fit its own schema: " + config.error().message);
  }
  add(out, "manifest", missing.empty() ? State::ok : State::warning,
      missing.empty() ? "complete" : "without " + missing);
}

}  // namespace

std::string_view check_state_name(PluginCheck::State state) {
  switch (state) {
    case State::ok: return "ok";
    case State::warning: return "warning";
    case State::failed: return "FAILED";
    case State::skipped: return "skipped";
  }
  return "";
}

Result<std::vector<PluginCheck>> check_plugin(const PluginCheckOptions& options) {
  auto setup = Setup::make(options);
  if (!setup) return setup.error();
  Checks out;
  check_library(setup.value(), out);
  check_manifest(setup.value(), out);
  // What cannot even be described is not run.
  if (setup.value().plugin().error.code != ErrorCode::none) return out;
  std::string fingerprint;
  for (PluginCheck& check : in_child(setup.value(), options.threads)) {
    if (check.name == "fingerprint")
      fingerprint = check.detail;
    else
      out.push_back(std::move(check));
  }
  check_isolated(setup.value(), fingerprint, out);
  return out;
}

}  // namespace newsgrain
