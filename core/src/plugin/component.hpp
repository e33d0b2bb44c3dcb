// A component in a pipeline: what the host knows of it, and the ways to run it on a document.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/abi/newsgrain.h"
#include "newsgrain/cancel.hpp"
#include "newsgrain/document.hpp"
#include "newsgrain/plugin_host.hpp"

namespace newsgrain::internal {

// What is known without running the plugin. Points into the pipeline's list of plugins.
struct ComponentInfo {
  const PluginInfo* plugin = nullptr;
  const ComponentManifest* manifest = nullptr;
  Value config;  // completed
  bool verify_resources = true;
  Checking checking = Checking::bounds;
  std::function<void(int, std::string_view, std::string_view)> log;
  std::function<void(std::string_view, bool, uint32_t)> slot_used;

  // "quotes of newsgrain-quotes 0.1.0", for messages.
  std::string label() const { return manifest->id + " of " + plugin->manifest.name + " " + plugin->manifest.version; }
  Error blamed(Error error) const {
    error.message = "component " + label() + ": " + error.message;
    return error;
  }
};

// When a document has to stop.
struct StopSignal {
  const CancelToken* cancel = nullptr;
  const uint32_t* word = nullptr;  // in a worker process: in shared memory, set to 1 by the host
  std::optional<std::chrono::steady_clock::time_point> deadline;
  bool cancelled() const {
    return (cancel != nullptr && cancel->cancelled()) ||
           (word != nullptr && *static_cast<const volatile uint32_t*>(word) != 0);
  }
  bool stopped() const { return cancelled() || (deadline && std::chrono::steady_clock::now() >= *deadline); }
};

// How one component fared with one document.
struct Outcome {
  enum class Kind {
    done,
    failed,     // the document is partial
    limited,    // it stopped at a limit of its own; what it wrote until then is committed
    stopped,    // the document's time ran out, or the run was cancelled
    timed_out,  // the component's own time ran out
    crashed,    // its process died
  } kind = Kind::done;
  Error error;
  std::string abstained;  // reason, or empty
};

// What a component made of a document, before the host has looked at it.
struct Produced {
  std::vector<LayerBuilder> builders;  // one per write
  ng_status status = NG_ERROR;
  bool stopped = false;  // the run was cancelled or its deadline passed
  Error error;
  std::string abstained;
};

// Checks what was produced and commits it to the document, or says what is wrong and commits nothing.
Outcome commit_produced(const ComponentInfo& info, Produced&& produced, Document& doc);

// Scratch memory of one thread in one component.
struct Scratch {
  void* worker = nullptr;
  bool made = false;
};

class ComponentRunner {
 public:
  virtual ~ComponentRunner() = default;
  const ComponentInfo& info() const { return info_; }
  // Runs the component on the document and commits what it wrote. [any thread, with its own scratch]
  virtual Outcome run(Scratch& scratch, Document& doc, const StopSignal& stop) const = 0;
  virtual void drop(Scratch&) const {}

 protected:
  explicit ComponentRunner(ComponentInfo info) : info_(std::move(info)) {}
  ComponentInfo info_;
};

}  // namespace newsgrain::internal
