#include "isolation/worker_pool.hpp"

#include <unistd.h>

#include <deque>
#include <mutex>
#include <unordered_set>
#include <vector>

#include "isolation/spawner.hpp"
#include "isolation/worker_process.hpp"

namespace newsgrain {

std::string_view isolation_name(Isolation isolation) {
  switch (isolation) {
    case Isolation::automatic: return "auto";
    case Isolation::none: return "none";
    case Isolation::process: return "process";
  }
  return "";
}

bool parse_isolation(std::string_view name, Isolation& out) {
  for (const Isolation value : {Isolation::automatic, Isolation::none, Isolation::process}) {
    if (name != isolation_name(value)) continue;
    out = value;
    return true;
  }
  return false;
}

bool isolated(const IsolationOptions& options, const PluginInfo& plugin, const ComponentManifest& component) {
  Isolation mode = options.mode;
  for (const auto& [id, wanted] : options.components)
    if (id == component.id) mode = wanted;
  return mode == Isolation::process || (mode == Isolation::automatic && plugin.origin != "bundled");
}

namespace internal {
namespace {

constexpr size_t kMostQuarantined = 100'000;
constexpr int kMostUnusable = 4;  // idle workers that somebody killed

size_t fingerprint(const Document& doc) {
  return std::hash<std::string_view>()(doc.text()) * 31 + std::hash<std::string_view>()(doc.id);
}

}  // namespace

struct WorkerPool::State {
  const pid_t owner = getpid();
  std::mutex mutex;
  std::vector<std::unique_ptr<WorkerProcess>> idle;
  // Crashes: the numbers of the documents that were lost, as far as they lie within the window.
  uint64_t documents = 0;
  std::deque<uint64_t> lost;
  bool off = false;
  std::unordered_set<size_t> quarantined;

  std::unique_ptr<WorkerProcess> take() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return nullptr;
    auto worker = std::move(idle.back());
    idle.pop_back();
    return worker;
  }
  void give_back(std::unique_ptr<WorkerProcess> worker) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(worker));
  }
  enum class Gate { open, quarantined, off };
  Gate enter(const Document& doc) {
    const std::lock_guard lock(mutex);
    if (off) return Gate::off;
    ++documents;
    return !quarantined.empty() && quarantined.count(fingerprint(doc)) != 0 ? Gate::quarantined : Gate::open;
  }
  // True where this loss switches the component off.
  bool lose(const Document& doc, const IsolationOptions& options) {
    const std::lock_guard lock(mutex);
    if (quarantined.size() < kMostQuarantined) quarantined.insert(fingerprint(doc));
    lost.push_back(documents);
    while (!lost.empty() && lost.front() + options.window <= documents) lost.pop_front();
    if (options.max_crashes == 0 || lost.size() < options.max_crashes || off) return false;
    return off = true;
  }
};

WorkerPool::WorkerPool(ComponentInfo info, IsolationOptions options, std::string program)
    : ComponentRunner(std::move(info)), options_(std::move(options)), program_(std::move(program)) {}

WorkerPool::~WorkerPool() {
  State* state = state_.load();
  if (state != nullptr && state->owner == getpid()) delete state;
}

WorkerPool::State& WorkerPool::state() const {
  State* found = state_.load(std::memory_order_acquire);
  while (found == nullptr || found->owner != getpid()) {
    auto* fresh = new State();
    if (state_.compare_exchange_strong(found, fresh, std::memory_order_acq_rel)) return *fresh;
    delete fresh;
  }
  return *found;
}

Result<std::unique_ptr<WorkerPool>> WorkerPool::create(ComponentInfo info, const IsolationOptions& options) {
  if (info.plugin->error.code != ErrorCode::none) return info.plugin->error;
  auto program = find_worker_program(options.worker_program);
  if (!program) return program.error();
  std::unique_ptr<WorkerPool> out(new WorkerPool(std::move(info), options, std::move(program).value()));
  auto first = WorkerProcess::start(out->info_, out->options_, out->program_);
  if (!first) return first.error();
  out->state().give_back(std::move(first).value());
  return out;
}

Outcome WorkerPool::run(Scratch&, Document& doc, const StopSignal& stop) const {
  State& state = this->state();
  auto ended = [&](Outcome::Kind kind, ErrorCode code, const std::string& what) {
    Outcome out;
    out.kind = kind;
    // The limit is that of the worker, not that of the document.
    const char* cure = code == ErrorCode::timed_out ? "Raise deadline in [isolation] of the configuration." : "";
    out.error = info_.blamed({code, what, "", cure});
    return out;
  };
  auto lost = [&](Outcome::Kind kind, ErrorCode code, const std::string& what) {
    if (state.lose(doc, options_) && info_.log)
      info_.log(NG_LOG_WARNING, info_.manifest->id,
                "switched off: " + std::to_string(options_.max_crashes) + " documents lost within " +
                    std::to_string(options_.window));
    return ended(kind, code, what);
  };
  switch (state.enter(doc)) {
    case State::Gate::open: break;
    case State::Gate::quarantined:
      return ended(Outcome::Kind::crashed, ErrorCode::plugin_crashed,
                   "not run on this document again, which took its process down before");
    case State::Gate::off:
      return ended(Outcome::Kind::failed, ErrorCode::plugin_switched_off,
                   "switched off after " + std::to_string(options_.max_crashes) + " documents were lost within " +
                       std::to_string(options_.window));
  }
  std::string first_end;
  int unusable = 0;
  for (int attempt = 0; attempt < 2;) {
    std::unique_ptr<WorkerProcess> worker = state.take();
    if (worker == nullptr) {
      auto started = WorkerProcess::start(info_, options_, program_);
      if (!started) {
        Outcome out;
        out.kind = Outcome::Kind::failed;
        out.error = started.error();
        return out;
      }
      worker = std::move(started).value();
    }
    std::optional<Received> received;
    switch (worker->call(info_, options_.deadline_ms, doc, stop, received)) {
      case CallEnd::unusable:
        if (++unusable < kMostUnusable) continue;
        return ended(Outcome::Kind::failed, ErrorCode::isolation_failed,
                     "its processes end before a document can be handed over");
      case CallEnd::done: {
        if (info_.log)
          for (const LogLine& line : received->log) info_.log(line.level, info_.manifest->id, line.text);
        // A worker that has grown is replaced while nothing depends on it.
        const bool grown = options_.memory != 0 && received->resident > options_.memory / 2;
        if (!grown) state.give_back(std::move(worker));
        Outcome out = commit_produced(info_, std::move(received->produced), doc);
        if (out.kind == Outcome::Kind::stopped && !stop.stopped())
          return ended(Outcome::Kind::timed_out, ErrorCode::timed_out,
                       "its " + std::to_string(options_.deadline_ms) + " ms for a document ran out");
        return out;
      }
      case CallEnd::cancelled: {
        Outcome out;
        out.kind = Outcome::Kind::stopped;
        return out;
      }
      case CallEnd::timed_out:
        if (stop.stopped()) {
          Outcome out;
          out.kind = Outcome::Kind::stopped;
          return out;
        }
        return lost(
            Outcome::Kind::timed_out, ErrorCode::timed_out,
            "its " + std::to_string(options_.deadline_ms) + " ms for a document ran out; its process was killed");
      case CallEnd::crashed:
      case CallEnd::broken:
        ++attempt;
        if (attempt == 1)
          first_end = worker->last_words();
        else
          return lost(
              Outcome::Kind::crashed, ErrorCode::plugin_crashed,
              "its process " + worker->last_words() +
                  (worker->last_words() == first_end ? ", twice on this document" : "; before that it " + first_end) +
                  keep_crash_report(options_, info_, doc.id, worker->last_words(), worker->backtrace()));
    }
  }
  return {};
}

}  // namespace internal
}  // namespace newsgrain
