// The pipeline: reader, then components in order; over many documents with threads and ordered output.
#include "newsgrain/pipeline.hpp"

#include <sys/mman.h>

#include <ctime>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "input/recognise.hpp"
#include "input/values.hpp"
#include "isolation/worker_pool.hpp"
#include "newsgrain/abi/newsgrain.h"
#include "newsgrain/declared.hpp"
#include "newsgrain/reader.hpp"
#include "newsgrain/site_context.hpp"
#include "newsgrain/suggestion.hpp"
#include "pipeline/given.hpp"
#include "pipeline/language.hpp"
#include "pipeline/lock.hpp"
#include "pipeline/log.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/read_options.hpp"
#include "plugin/component_host.hpp"
#include "plugin/resources_extension.hpp"
#include "unicode/graphic.hpp"

namespace newsgrain {
namespace {

using internal::ComponentHost;
using internal::ComponentInfo;
using internal::ComponentRunner;
using internal::LogScope;
using internal::Outcome;
using internal::Scratch;
using internal::StopSignal;

constexpr std::string_view kHost = "newsgrain";  // in log records

uint64_t thread_cpu_us() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<uint64_t>(t.tv_sec) * 1000000u + static_cast<uint64_t>(t.tv_nsec) / 1000u;
}

// Scratch memory of one thread: the reader's and each component's.
struct WorkerSet {
  Reader reader;
  ReadResult page;
  std::vector<Scratch> scratch;  // one per component
};

template <class T>
LayerBuilder::ColumnView view_of(const std::vector<T>& values) {
  return {values.data(), nullptr};
}

void add_reader_layers(Document& doc, const ReadResult& page) {
  const auto size = static_cast<uint32_t>(doc.text().size());
  // The element layer is there for plain text too, empty, so that plugins need not tell the two apart.
  LayerBuilder elements(*standard_schema("element"));
  const ElementColumns& e = page.elements;
  const std::vector<LayerBuilder::ColumnView> element_columns{view_of(e.tag),        view_of(e.parent),
                                                              view_of(e.depth),      view_of(e.markup_begin),
                                                              view_of(e.markup_end), view_of(e.start_tag_end)};
  LayerBuilder blocks(*standard_schema("block"));
  const BlockColumns& b = page.blocks;
  const std::vector<LayerBuilder::ColumnView> block_columns{view_of(b.kind), view_of(b.level), view_of(b.element),
                                                            view_of(b.link_bytes)};
  auto appended = elements.append(static_cast<uint32_t>(e.size()), e.begin.data(), e.end.data(), element_columns, size);
  if (appended)
    appended = blocks.append(static_cast<uint32_t>(b.size()), b.begin.data(), b.end.data(), block_columns, size);
  if (!appended) {
    doc.status = Status::error;
    doc.error = {ErrorCode::internal, "the reader broke its contract: " + appended.error().message, doc.input};
    return;
  }
  // Not sorted: elements stand in document order, so that a parent comes before its children and an empty element keeps
  // its place among its neighbours. The begins ascend, which is all that the queries need.
  doc.add_layer(std::move(elements).commit("reader"));
  doc.add_layer(std::move(blocks).commit("reader"));
}

bool has_visible_text(const Document& doc, const ReadResult& page) {
  for (size_t row = 0; row < page.blocks.size(); ++row) {
    const uint32_t begin = page.blocks.begin[row], end = page.blocks.end[row];
    if (internal::has_graphic_character(std::string_view(doc.text()).substr(begin, end - begin))) return true;
  }
  return false;
}

// A document without text has nothing to analyse. A page may still say something of itself: the components run.
void skip_without_text(const ReadResult& page, Document& doc) {
  doc.status = Status::skipped;
  if (doc.text().empty() && !page.note.empty()) return;  // the reader said why
  doc.notes.push_back({"reader", doc.source_bytes == 0 ? "the input is empty" : "no visible text"});
}

// Says in the document that other pages had a say in it, and how many.
void add_site_layer(Document& doc, const SiteContext::Lines& site) {
  if (site.site.empty()) {
    doc.notes.push_back({"reader", "site context: left out, since nothing tells the address of this page"});
    return;
  }
  LayerBuilder layer(*standard_schema("block.site"));
  const std::vector<uint32_t> of(site.counts.size(), site.pages);
  if (doc.layer("block") == nullptr || !layer.append(static_cast<uint32_t>(of.size()), nullptr, nullptr,
                                                     std::vector{view_of(site.counts), view_of(of)}, 0))
    return;
  doc.add_layer(std::move(layer).commit("reader"));
  doc.notes.push_back({"reader", "site context: " + std::to_string(site.pages) +
                                     (site.pages == 1 ? " page of " : " pages of ") + site.site});
}

Status status_of(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::done: return Status::ok;
    case Outcome::Kind::failed: return Status::partial;
    case Outcome::Kind::limited: return Status::limit;
    case Outcome::Kind::stopped:
    case Outcome::Kind::timed_out: return Status::timeout;
    case Outcome::Kind::crashed: return Status::plugin_crash;
  }
  return Status::error;
}

Status status_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::timed_out:
    case ErrorCode::cancelled: return Status::timeout;
    case ErrorCode::input_too_large:
    case ErrorCode::limit_reached:
    case ErrorCode::out_of_memory: return Status::limit;
    default: return Status::error;
  }
}

// What the plan says of languages.
struct LanguagePlan {
  std::vector<std::vector<std::string>> bound;  // of each component: the languages that it is for, none = any
  std::string assumed;                          // what an unknown language is taken for; empty = nothing
  size_t decided_before = 0;                    // the first component that runs with the article known
};

LanguagePlan plan_languages(const std::vector<internal::PlannedComponent>& components,
                            const std::vector<Value>& configs, const std::string& assume) {
  LanguagePlan out;
  for (size_t i = 0; i < components.size(); ++i) {
    out.bound.push_back(internal::languages_of(*components[i].manifest, configs[i]));
    for (const LayerUse& w : components[i].manifest->writes)
      if (w.layer == "block.role") out.decided_before = i + 1;
  }
  out.assumed = assume.empty()     ? internal::common_language(out.bound)
                : assume == "none" ? std::string()
                                   : internal::primary_subtag(assume);
  return out;
}

// Why a component for `languages` does not run on the document; empty where it does.
std::string wrong_language(const std::string& id, const std::vector<std::string>& languages, const Document& doc) {
  const std::string& language = doc.language.empty() ? doc.assumed_language : doc.language;
  if (languages.empty() || (!language.empty() && internal::contains_language(languages, language))) return {};
  return "left out: " + id + " is for " + listed(languages) + ", the document's language is " +
         (language.empty()                      ? "not known"
          : language == internal::kUndetermined ? "not recognised (und), and it does not read like these"
                                                : language);
}

// Why a component does not find on the document what it needs; empty where it does.
std::string missing_layers(const ComponentManifest& manifest, const Document& doc) {
  const LayerUse* missing = nullptr;
  for (const LayerUse& r : manifest.reads)
    if (!r.optional && doc.layer(r.layer) == nullptr) missing = &r;
  for (const LayerUse& w : manifest.writes)
    if (!w.schema.augments.empty() && doc.layer(w.schema.augments) == nullptr) missing = &w;
  return missing != nullptr ? "left out: the document has no layer " + missing->layer : std::string();
}

bool output_was_given(const ComponentManifest& manifest, const Document& doc) {
  return std::any_of(manifest.writes.begin(), manifest.writes.end(),
                     [&](const LayerUse& w) { return doc.layer(w.layer) != nullptr; });
}

// What is known before any plugin runs.
struct Prepared {
  std::vector<internal::PlannedComponent> components;  // point into the plugins
  std::vector<Value> configs;                          // completed
};
Result<Prepared> prepare(const PipelineOptions& options, std::vector<PluginInfo>& plugins) {
  if (!options.config.is_null() && options.config.object() == nullptr)
    return Error{ErrorCode::bad_config, "the configuration is no table of components", ""};
  const std::string& assume = options.assume_language;
  if (!assume.empty() && assume != "none")
    if (auto tag = check_language(assume); !tag)
      return Error{ErrorCode::bad_config, "assume_language: " + tag.error().message, "", tag.error().cure};
  plugins = discover_plugins(options.search);
  auto plan = internal::plan_components(plugins, options);
  if (!plan) return plan.error();
  Prepared out;
  for (const internal::PlannedComponent& planned : plan.value()) {
    const Value* given = options.config.find(planned.manifest->id);
    auto config = complete_config(*planned.manifest, given != nullptr ? *given : Value());
    if (!config) return config.error();
    out.configs.push_back(std::move(config).value());
  }
  out.components = std::move(plan).value();
  return out;
}

// A bundled component that another build of its plugin stands in for is said, never silent.
void tell_replaced(const std::vector<PluginInfo>& plugins, const Prepared& prepared, const PipelineOptions& options) {
  for (const internal::PlannedComponent& c : prepared.components)
    for (const PluginInfo& other : plugins)
      if (other.origin == "bundled" && other.shadowed_by == c.plugin->path)
        LogScope::say(
            options.log, NG_LOG_WARNING, c.manifest->id,
            "runs from " + c.plugin->path + " (" + c.plugin->manifest.version + ") in place of the bundled plugin");
}

// Address space that is held free while threads are started: each takes megabytes of it for its stack, and what they
// work with has to find some too.
class HeldRoom {
 public:
  HeldRoom() : at_(::mmap(nullptr, kBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {}
  ~HeldRoom() {
    if (at_ != MAP_FAILED) ::munmap(at_, kBytes);
  }
  HeldRoom(const HeldRoom&) = delete;
  HeldRoom& operator=(const HeldRoom&) = delete;
  bool found() const { return at_ != MAP_FAILED; }

 private:
  static constexpr size_t kBytes = size_t{256} << 20;
  void* at_;
};

// As many threads as the system grants, up to `count`; none where there is no room for them.
std::vector<std::thread> start_threads(unsigned count, const std::function<void()>& work) {
  std::vector<std::thread> out;
  const HeldRoom room;
  if (!room.found()) return out;
  try {
    out.reserve(count);
    while (out.size() < count) out.emplace_back(work);
  } catch (const std::system_error&) {  // limits of the user or of the machine
  } catch (const std::bad_alloc&) {}
  return out;
}

// The component in this process or in one of its own.
Result<std::unique_ptr<ComponentRunner>> make_runner(ComponentInfo info, const PipelineOptions& options, bool apart) {
  if (apart) {
    auto pool = internal::WorkerPool::create(std::move(info), options.isolation);
    if (!pool) return pool.error();
    return std::unique_ptr<ComponentRunner>(std::move(pool).value());
  }
  auto host = ComponentHost::create(std::move(info));
  if (!host) return host.error();
  return std::unique_ptr<ComponentRunner>(std::move(host).value());
}

}  // namespace

struct Pipeline::Impl {
  PipelineOptions options;
  std::vector<PluginInfo> plugins;
  std::vector<std::unique_ptr<ComponentRunner>> components;
  std::vector<std::unique_ptr<std::mutex>> serial;  // a lock per component that can't run in parallel
  std::vector<PlanStep> plan;
  LanguagePlan languages;

  mutable std::mutex pool_mutex;
  mutable std::vector<std::unique_ptr<WorkerSet>> pool;

  std::unique_ptr<WorkerSet> take_workers() const {
    {
      const std::lock_guard lock(pool_mutex);
      if (!pool.empty()) {
        auto set = std::move(pool.back());
        pool.pop_back();
        return set;
      }
    }
    auto set = std::make_unique<WorkerSet>();
    set->scratch.resize(components.size());
    return set;
  }
  void give_back(std::unique_ptr<WorkerSet> set) const {
    const std::lock_guard lock(pool_mutex);
    pool.push_back(std::move(set));
  }
  ~Impl() {
    for (const auto& set : pool)
      for (size_t i = 0; i < components.size(); ++i) components[i]->drop(set->scratch[i]);
  }

  void read(Input& input, WorkerSet& set, Document& doc, const StopSignal& stop) const;
  void decide_language(const WorkerSet& set, Document& doc) const;
  std::string reason_to_leave_out(size_t component, const Document& doc) const;
  void run_components(WorkerSet& set, Document& doc, const StopSignal& stop) const;
};

Pipeline::Pipeline() : impl_(std::make_unique<Impl>()) {}
Pipeline::~Pipeline() = default;
const PipelineOptions& Pipeline::options() const { return impl_->options; }
const std::vector<PlanStep>& Pipeline::plan() const { return impl_->plan; }

Result<std::shared_ptr<const Pipeline>> Pipeline::create(PipelineOptions options) {
  std::shared_ptr<Pipeline> out(new Pipeline());
  Impl& impl = *out->impl_;
  impl.options = std::move(options);
  const PipelineOptions& o = impl.options;
  const LogScope scope("");
  auto prepared = prepare(o, impl.plugins);
  if (!prepared) return prepared.error();
  tell_replaced(impl.plugins, prepared.value(), o);
  if (!o.locked.empty())
    if (auto checked = internal::check_lock(o.locked, prepared.value().components, prepared.value().configs); !checked)
      return checked.error();
  impl.languages = plan_languages(prepared.value().components, prepared.value().configs, o.assume_language);
  for (size_t i = 0; i < prepared.value().components.size(); ++i) {
    const internal::PlannedComponent& planned = prepared.value().components[i];
    ComponentInfo info;
    info.plugin = planned.plugin;
    info.manifest = planned.manifest;
    info.config = std::move(prepared.value().configs[i]);
    info.verify_resources = o.verify_resources;
    info.checking = o.checking;
    if (o.log)
      info.log = [&log = o.log](int level, std::string_view component, std::string_view text) {
        LogScope::say(log, level, component, text);
      };
    info.slot_used = o.slot_used;
    const bool apart = isolated(o.isolation, *planned.plugin, *planned.manifest);
    auto runner = make_runner(std::move(info), o, apart);
    if (!runner) return runner.error();
    LogScope::say(o.log, NG_LOG_DEBUG, kHost,
                  planned.manifest->id + " of " + planned.plugin->manifest.name + " " +
                      planned.plugin->manifest.version + (apart ? " in a process of its own" : "") + ", from " +
                      planned.plugin->path);
    PlanStep step;
    step.component = planned.manifest->id;
    step.plugin = planned.plugin->manifest.name;
    step.version = planned.plugin->manifest.version;
    step.origin = planned.plugin->origin;
    step.languages = impl.languages.bound[i];
    step.missing_optional = planned.missing_optional;
    step.after = planned.after;
    step.isolated = apart;
    step.config = runner.value()->info().config;
    for (const LayerUse& r : planned.manifest->reads) step.reads.push_back(r.layer + (r.optional ? "?" : ""));
    for (const LayerUse& w : planned.manifest->writes) step.writes.push_back(w.layer);
    impl.plan.push_back(std::move(step));
    impl.serial.push_back(planned.manifest->serial ? std::make_unique<std::mutex>() : nullptr);
    impl.components.push_back(std::move(runner).value());
  }
  return std::shared_ptr<const Pipeline>(std::move(out));
}

Result<std::string> lock_pipeline(const PipelineOptions& options) {
  std::vector<PluginInfo> plugins;
  auto prepared = prepare(options, plugins);
  if (!prepared) return prepared.error();
  return internal::write_lock(prepared.value().components, prepared.value().configs);
}

void Pipeline::Impl::read(Input& input, WorkerSet& set, Document& doc, const StopSignal& stop) const {
  doc.source_bytes = input.bytes.size();
  if (options.hash) doc.sha256 = internal::sha256_hex(input.bytes);
  if (const auto recognised = internal::recognise_no_page(input)) {
    doc.status = Status::error;
    doc.error = {ErrorCode::not_a_page, "this is " + recognised->what + ": " + recognised->cure, doc.input};
    input.bytes.clear();
  } else if (input.bytes.size() > options.max_input) {
    doc.status = Status::limit;
    doc.error = {ErrorCode::input_too_large,
                 "the input has " + std::to_string(input.bytes.size()) + " bytes, the limit is " +
                     std::to_string(options.max_input),
                 doc.input};
    input.bytes.clear();
  }
  doc.set_source(std::move(input.bytes));
  ReadResult& page = set.page;
  ReadOptions read_options = internal::read_options(input);
  read_options.stopped = [&] { return stop.stopped(); };
  set.reader.read(doc.source(), read_options, page);
  if (page.stopped && doc.status == Status::ok) {
    doc.status = Status::timeout;
    doc.error = stop.cancelled()
                    ? Error{ErrorCode::cancelled, "cancelled while the page was read", doc.input}
                    : Error{ErrorCode::timed_out, "the time for this document ran out while it was read", doc.input};
  }
  SiteContext::Lines site;
  if (input.site_context != nullptr) site = input.site_context->lines_of(input.url, doc.source(), page);
  doc.media_type = page.media_type;
  doc.encoding = page.encoding;
  doc.language = input.language;
  doc.set_text(std::move(page.text), std::move(page.markup_storage), page.markup_is_source, page.markup_size,
               std::move(page.text_to_markup), std::move(page.markup_to_source));
  add_reader_layers(doc, page);
  if (input.site_context != nullptr) add_site_layer(doc, site);
  if (!page.note.empty()) doc.notes.push_back({"reader", page.note});
  if (doc.status == Status::ok && !has_visible_text(doc, page)) skip_without_text(page, doc);
  doc.url = input.url;
  doc.published = input.published;
}

void Pipeline::Impl::decide_language(const WorkerSet& set, Document& doc) const {
  internal::LanguageDecision decision = internal::decide_language(doc, set.page.html_lang, languages.assumed);
  doc.language = std::move(decision.language);
  if (!decision.note.empty()) doc.notes.push_back({"language", std::move(decision.note)});
  if (!doc.language.empty() || languages.assumed.empty()) return;
  doc.assumed_language = languages.assumed;
  const bool matters = std::any_of(languages.bound.begin(), languages.bound.end(),
                                   [](const std::vector<std::string>& bound) { return !bound.empty(); });
  if (matters && decision.has_text) doc.notes.push_back({"language", "language assumed: " + languages.assumed});
}

std::string Pipeline::Impl::reason_to_leave_out(size_t component, const Document& doc) const {
  const ComponentManifest& manifest = *components[component]->info().manifest;
  if (output_was_given(manifest, doc)) return "left out: its output came with the input";
  const std::string language = wrong_language(manifest.id, languages.bound[component], doc);
  return language.empty() ? missing_layers(manifest, doc) : language;
}

void Pipeline::Impl::run_components(WorkerSet& set, Document& doc, const StopSignal& stop) const {
  bool decided = false;
  for (size_t i = 0; i < components.size(); ++i) {
    const ComponentRunner& runner = *components[i];
    const std::string& id = runner.info().manifest->id;
    if (stop.stopped()) {
      const bool cancelled = stop.cancelled();
      doc.status = Status::timeout;
      doc.error = cancelled ? Error{ErrorCode::cancelled, "cancelled before component " + id, doc.input}
                            : Error{ErrorCode::timed_out, "the time for this document ran out before component " + id,
                                    doc.input};
      return;
    }
    if (!decided && (i >= languages.decided_before || !languages.bound[i].empty())) {
      decide_language(set, doc);
      decided = true;
    }
    if (std::string reason = reason_to_leave_out(i, doc); !reason.empty()) {
      doc.notes.push_back({id, std::move(reason)});
      continue;
    }
    const uint64_t before = options.timings ? thread_cpu_us() : 0;
    Outcome outcome;
    {
      std::unique_lock<std::mutex> lock;
      if (serial[i] != nullptr) lock = std::unique_lock(*serial[i]);
      outcome = runner.run(set.scratch[i], doc, stop);
    }
    if (options.timings) doc.timings.push_back({id, thread_cpu_us() - before});
    if (!outcome.abstained.empty()) doc.notes.push_back({id, outcome.abstained});
    if (outcome.kind == Outcome::Kind::stopped) {
      doc.status = Status::timeout;
      const bool cancelled = stop.cancelled();
      doc.error = {cancelled ? ErrorCode::cancelled : ErrorCode::timed_out,
                   cancelled ? "cancelled in component " + id : "the time for this document ran out in component " + id,
                   doc.input};
      return;
    }
    if (outcome.kind != Outcome::Kind::done) {
      if (doc.status == Status::ok || doc.status == Status::skipped) {
        doc.status = status_of(outcome.kind);
        doc.error = std::move(outcome.error);
        doc.error.where = doc.input;
      } else {
        doc.notes.push_back({id, outcome.error.message});
      }
    }
  }
  if (!decided) decide_language(set, doc);
}

Document Pipeline::analyze(Input input, const CancelToken* cancel) const {
  const Impl& impl = *impl_;
  Document doc;
  doc.id = input.id.empty() ? input.name : input.id;
  doc.input = input.name;
  internal::drop_bad_values(input);
  doc.meta_json = std::move(input.meta_json);
  for (std::string& note : input.notes) doc.notes.push_back({"input", std::move(note)});
  const uint64_t start = impl.options.timings ? thread_cpu_us() : 0;
  StopSignal stop;
  stop.cancel = cancel;
  const LogScope scope(doc.id);
  if (impl.options.timeout_ms != 0)
    stop.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(impl.options.timeout_ms);
  std::unique_ptr<WorkerSet> set = impl.take_workers();
  try {
    if (input.error.code != ErrorCode::none) {
      doc.status = status_of(input.error);
      doc.error = std::move(input.error);
      input.bytes.clear();
    }
    impl.read(input, *set, doc, stop);
    if (impl.options.timings) doc.timings.push_back({"read", thread_cpu_us() - start});
    const bool readable = doc.status == Status::ok || doc.status == Status::skipped;
    if (readable && input.has_mentions) {
      if (auto given = internal::add_given_mentions(doc, input, stop); !given) {
        doc.status = status_of(given.error());
        doc.error = given.error();
      }
    }
    if (doc.status == Status::ok || (doc.status == Status::skipped && doc.source_bytes != 0))
      impl.run_components(*set, doc, stop);
    if (!impl.options.keep_source) doc.drop_source();
  } catch (const std::bad_alloc&) {
    doc.status = Status::limit;
    doc.error = {ErrorCode::out_of_memory, "out of memory", doc.input};
  } catch (const std::exception& e) {
    doc.status = Status::error;
    doc.error = {ErrorCode::internal, e.what(), doc.input};
  }
  if (impl.options.timings) doc.timings.push_back({"total", thread_cpu_us() - start});
  for (const Note& note : doc.notes) LogScope::say(impl.options.log, NG_LOG_INFO, note.component, note.text);
  impl.give_back(std::move(set));
  return doc;
}

uint64_t Pipeline::run(InputSource& source, unsigned threads, const std::function<bool(Document&&)>& sink,
                       const CancelToken* cancel) const {
  return run_rendered(
      source, threads, nullptr, [&](Document&& doc, std::string&&) { return sink(std::move(doc)); }, cancel);
}

uint64_t Pipeline::run_rendered(InputSource& source, unsigned threads, const Render& render,
                                const std::function<bool(Document&&, std::string&&)>& sink,
                                const CancelToken* cancel) const {
  struct Finished {
    Document doc;
    std::string rendered;
  };
  const auto process = [&](Input&& input) {
    Finished result{analyze(std::move(input), cancel), {}};
    if (!render) return result;
    try {
      result.rendered = render(result.doc);
    } catch (const std::bad_alloc&) {  // costs this document; what is left of it needs little
      result.doc.give_up(Status::limit, {ErrorCode::out_of_memory, "out of memory while it was written", ""});
      result.rendered = render(result.doc);
    }
    return result;
  };
  const auto cancelled = [&] { return cancel != nullptr && cancel->cancelled(); };
  uint64_t delivered = 0;
  if (threads <= 1) {
    Input input;
    while (!cancelled() && source.next(input)) {
      Finished result = process(std::move(input));
      input = Input();
      if (result.doc.error.code == ErrorCode::cancelled) break;  // what was finished before is delivered
      ++delivered;
      if (!sink(std::move(result.doc), std::move(result.rendered))) break;
    }
    return delivered;
  }

  struct Job {
    uint64_t number;
    Input input;
  };
  std::mutex mutex;
  std::condition_variable work, done;
  std::deque<Job> jobs;
  std::map<uint64_t, Finished> finished;
  std::exception_ptr failure;  // render threw
  bool closing = false;
  auto worker = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      work.wait(lock, [&] { return closing || !jobs.empty(); });
      if (jobs.empty()) return;
      Job job = std::move(jobs.front());
      jobs.pop_front();
      lock.unlock();
      std::optional<Finished> result;
      std::exception_ptr thrown;
      try {
        result = process(std::move(job.input));
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      if (thrown)
        failure = thrown;
      else
        finished.emplace(job.number, std::move(*result));
      done.notify_one();
    }
  };
  std::vector<std::thread> pool = start_threads(threads, worker);
  if (pool.empty()) return run_rendered(source, 1, render, sink, cancel);
  const uint64_t window = 4u * pool.size();
  uint64_t read = 0;
  bool more = true;
  auto close = [&] {
    {
      const std::lock_guard lock(mutex);
      closing = true;
      jobs.clear();
    }
    work.notify_all();
    for (std::thread& t : pool)
      if (t.joinable()) t.join();
  };
  try {
    while (true) {
      while (more && read - delivered < window && !cancelled()) {
        Input input;
        if (!source.next(input)) {
          more = false;
          break;
        }
        {
          const std::lock_guard lock(mutex);
          jobs.push_back({read++, std::move(input)});
        }
        work.notify_one();
      }
      if (read == delivered) break;
      std::unique_lock lock(mutex);
      done.wait(lock, [&] { return failure || finished.count(delivered) != 0; });
      if (failure) std::rethrow_exception(failure);
      auto node = finished.extract(delivered);
      if (node.mapped().doc.error.code == ErrorCode::cancelled) break;  // what was finished before is delivered
      lock.unlock();
      ++delivered;
      if (!sink(std::move(node.mapped().doc), std::move(node.mapped().rendered))) break;
    }
  } catch (...) {  // the source, render or the sink threw: no thread may outlive this call
    close();
    throw;
  }
  close();
  return delivered;
}

}  // namespace newsgrain
