// isolation.hpp: components in processes of their own, so that a plugin cannot take the host down.
//
// An isolated component runs in a worker process, one per thread that needs it: a crash, an endless loop or a leak
// costs that document its result and nobody else anything. The document's columns lie in shared memory that the worker
// can only read. docs/isolation.md says what is guaranteed and what is not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "newsgrain/plugin_host.hpp"

namespace newsgrain {

enum class Isolation : uint8_t {
  automatic,  // a process for plugins that are not bundled
  none,       // in the host's process
  process,
};
// "auto", "none", "process".
std::string_view isolation_name(Isolation isolation);
bool parse_isolation(std::string_view name, Isolation& out);

struct IsolationOptions {
  Isolation mode = Isolation::automatic;
  std::vector<std::pair<std::string, Isolation>> components;  // by id; goes before `mode`
  uint32_t deadline_ms = 10'000;                              // per document and component; 0 = none
  uint64_t memory = 1u << 30;    // bytes that a worker may take beyond what it starts with; 0 = no limit
  uint32_t startup_ms = 60'000;  // for loading the plugin and its model
  uint32_t max_crashes =
      5;  // documents lost within `window` documents after which the component is switched off; 0 = never
  uint32_t window = 100;
  bool sandbox = true;         // no network, no new processes, no writing, no reading outside the plugin's folder
  std::string crash_reports;   // folder for the backtraces of workers that crash, made when needed; empty = none kept
  std::string worker_program;  // path of `newsgrain`; empty = beside this program or module
};

// Whether the component runs in a process of its own.
bool isolated(const IsolationOptions& options, const PluginInfo& plugin, const ComponentManifest& component);

// The worker's side: what the program `newsgrain` does when it was started as a worker. A program that embeds newsgrain
// may offer it too and name itself in `worker_program`. Returns the exit status.
inline constexpr std::string_view kWorkerArgument = "__worker";
int worker_main();

}  // namespace newsgrain
