// The flags that say which pipeline to build, shared by analyze, pipeline explain, plugin and doctor; and the
// configuration file behind them.
#pragma once

#include <CLI/App.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/pipeline.hpp"

namespace newsgrain::cli {

struct PipelineFlags {
  std::vector<std::string> plugin_paths, plugins, settings, components, with_components, disabled, isolation;
  std::string crash_reports, config, checking, timeout, max_input, locked;
  bool timings = false, hash = false, quiet = false;
  int verbose = 0;  // how often -v was given

  // --plugin-path and --plugin.
  void add_search(CLI::App& app);
  // --config and --set.
  void add_config(CLI::App& app);
  // All the rest that decides what runs, but for limits.
  void add_pipeline(CLI::App& app);
  // --quiet and --verbose.
  void add_verbosity(CLI::App& app);
  // --timeout-per-doc, --max-input, --timings, --hash.
  void add_limits(CLI::App& app);

  // Configuration file, then --set, then the other flags.
  Result<PipelineOptions> options() const;
};

}  // namespace newsgrain::cli
