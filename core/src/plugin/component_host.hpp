// What the host keeps for one component, and the table of functions that the component gets.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/abi/newsgrain.h"
#include "newsgrain/document.hpp"
#include "newsgrain/pipeline.hpp"
#include "newsgrain/plugin_host.hpp"

namespace newsgrain::internal {

// A component of a pipeline: its plugin, its completed configuration, its model. The model is const after create().
struct ComponentHost {
  ng_host table{};
  const Plugin* plugin = nullptr;
  const ComponentManifest* manifest = nullptr;
  const ng_component* functions = nullptr;
  Value config;
  bool verify_resources = true;
  Checking checking = Checking::bounds;
  std::function<void(int, std::string_view, std::string_view)> log;
  Error error;  // set by set_error() and the resources extension while on the control side
  void* model = nullptr;

  ComponentHost() = default;
  ComponentHost(const ComponentHost&) = delete;
  ComponentHost& operator=(const ComponentHost&) = delete;
  ~ComponentHost();

  static ComponentHost& of(const ng_host* table) { return *static_cast<ComponentHost*>(table->ctx); }
  std::string label() const { return manifest->id + " of " + plugin->info().manifest.name + " " + plugin->info().manifest.version; }

  // Fills the table and makes the model.
  Result<void> create();
};

// When a document has to stop.
struct StopSignal {
  const CancelToken* cancel = nullptr;
  std::optional<std::chrono::steady_clock::time_point> deadline;
  bool stopped() const {
    return (cancel != nullptr && cancel->cancelled()) || (deadline && std::chrono::steady_clock::now() >= *deadline);
  }
};

// How one component fared with one document.
struct Outcome {
  enum class Kind { done, failed, stopped } kind = Kind::done;
  Error error;
  std::string abstained;  // reason, or empty
};

// Runs the component on the document and commits what it wrote. `worker` is made on first use.
Outcome run_component(const ComponentHost& host, void*& worker, bool& worker_made, Document& doc, const StopSignal& stop);

}  // namespace newsgrain::internal
