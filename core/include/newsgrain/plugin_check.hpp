// plugin_check.hpp: the conformance kit. Holds a plugin against the rules of the ABI by running it: on ordinary, empty,
// huge and hostile documents, on many threads, again and again, in a process of its own and in one with others.
//
// The plugin runs in child processes only. Call it from a program that has no other threads yet: it forks.
#pragma once

#include <string>
#include <vector>

#include "newsgrain/plugin_host.hpp"
#include "newsgrain/result.hpp"

namespace newsgrain {

struct PluginCheck {
  enum class State { ok, warning, failed, skipped };
  std::string name;  // "determinism"
  State state = State::ok;
  std::string detail;  // what was found, with figures
};
std::string_view check_state_name(PluginCheck::State state);

struct PluginCheckOptions {
  std::string path;     // of the library
  PluginSearch search;  // where plugins that write what this one reads are found
  Value config;         // object: component id -> configuration
  unsigned threads = 8;
  std::string worker_program;  // as in IsolationOptions
};

// An error where there is nothing to check, e.g. no such file. All that is wrong with the plugin is in the checks.
Result<std::vector<PluginCheck>> check_plugin(const PluginCheckOptions& options);

}  // namespace newsgrain
