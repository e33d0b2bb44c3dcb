// pipeline.hpp: reader and components in order, over one document or many, with threads, deadlines and cancellation.
//
//   auto pipeline = newsgrain::Pipeline::create({});
//   if (!pipeline) return report(pipeline.error());
//   newsgrain::Document doc = pipeline.value()->analyze({.name = "page.html", .bytes = bytes});
//
// A Pipeline is const after create() and may be used by several threads at once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/cancel.hpp"
#include "newsgrain/document.hpp"
#include "newsgrain/input.hpp"
#include "newsgrain/isolation.hpp"
#include "newsgrain/plugin_host.hpp"
#include "newsgrain/result.hpp"
#include "newsgrain/value.hpp"

namespace newsgrain {

enum class LogLevel : uint8_t { debug, info, warning, error };
std::string_view log_level_name(LogLevel level);  // "warning"

// What a plugin, or the host, has to say. The views hold during the call.
struct LogRecord {
  LogLevel level = LogLevel::info;
  std::string_view component;  // id; "newsgrain" for the host
  std::string_view document;   // id of the document it is about; empty while the pipeline is made
  std::string_view text;
};

struct PipelineOptions {
  PluginSearch search;
  std::vector<std::string> components;       // ids; empty = the default components plus those of explicit plugins
  std::vector<std::string> with_components;  // ids that run besides those
  std::vector<std::string> disabled;         // ids left out
  Value config;                              // object: component id -> its configuration
  Checking checking = Checking::bounds;
  IsolationOptions isolation;  // which components run in processes of their own, and their limits
  // What a document of unknown language is taken for by components that are for certain languages: a tag such as "en",
  // "none" (they are left out), or empty: the language that they have in common. Such a document has a note.
  std::string assume_language;
  std::string locked;              // lock file that the pipeline has to match; empty = none
  uint32_t timeout_ms = 0;         // per document; 0 = none
  uint64_t max_input = 64u << 20;  // bytes
  bool timings = false;
  bool hash = false;
  bool keep_source = true;       // keep the page's bytes in the document
  bool verify_resources = true;  // compare SHA-256 of resources when loading
  // Called by any thread, several at once. At most a hundred records a document, and a last one that says so.
  std::function<void(const LogRecord&)> log;
  // Called by any thread when a component of this process asks for a layer (read) or hands over rows, with the number
  // of the slot in its manifest; for `plugin check`.
  std::function<void(std::string_view component, bool write, uint32_t slot)> slot_used;
};

// One line of `pipeline explain`.
struct PlanStep {
  std::string component, plugin, version, origin;
  std::vector<std::string> reads, writes;  // "entity_mention?" where optional
  std::vector<std::string> missing_optional;
  std::vector<std::string> after;      // components that it waits for
  std::vector<std::string> languages;  // that it runs on; empty = any
  bool isolated = false;               // in a process of its own
  Value config;                        // completed
};

class Pipeline {
 public:
  static Result<std::shared_ptr<const Pipeline>> create(PipelineOptions options);
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  const PipelineOptions& options() const;
  const std::vector<PlanStep>& plan() const;

  // One document. Never throws for a bad document: its status says what happened. [any thread]
  Document analyze(Input input, const CancelToken* cancel = nullptr) const;

  // Many documents: reads from `source`, calls `sink` in the order of the inputs, on the calling thread only. `threads`
  // workers besides the calling thread where it is more than 1. sink returns false to stop early. At most a few
  // documents per thread are in memory. Returns the number of documents delivered.
  uint64_t run(InputSource& source, unsigned threads, const std::function<bool(Document&&)>& sink,
               const CancelToken* cancel = nullptr) const;

  // The same for output as text: `render` is called on the worker that made the document, so that writing JSON scales
  // with the threads too; `sink` gets what it returned. render must be safe to call from several threads at once. It
  // may give the document up (Document::give_up); where memory runs out in it the document is given up for it, and
  // render is called again for what is left. Threads that the system does not grant are done without.
  using Render = std::function<std::string(Document&)>;
  uint64_t run_rendered(InputSource& source, unsigned threads, const Render& render,
                        const std::function<bool(Document&&, std::string&&)>& sink,
                        const CancelToken* cancel = nullptr) const;

 private:
  Pipeline();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The lock file of a pipeline with these options: its components in order, with the SHA-256 of libraries, manifests and
// resources, and the completed configuration. Runs no plugin code. `PipelineOptions::locked` demands it later.
Result<std::string> lock_pipeline(const PipelineOptions& options);

// Ids of the bundled components in their default order.
const std::vector<std::string>& default_components();

}  // namespace newsgrain
