// newsgrain plugin check: the conformance kit.
#include <algorithm>
#include <filesystem>
#include <memory>

#include "newsgrain/plugin_check.hpp"
#include "pipeline_flags.hpp"
#include "plugin_commands.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

struct CheckFlags {
  PipelineFlags pipeline;
  std::string file;
  unsigned threads = 8;
  bool json = false;
};

// The library of a path, or of a plugin or component of that name.
std::string library_of(const std::string& name, const PluginSearch& search) {
  std::error_code ignored;
  if (std::filesystem::exists(name, ignored)) return name;
  for (const PluginInfo& plugin : discover_plugins(search))
    for (const ComponentManifest& component : plugin.manifest.components)
      if (plugin.manifest.name == name || component.id == name) return plugin.path;
  return name;
}

std::string as_json(const std::string& path, const std::vector<PluginCheck>& checks, bool passed) {
  Value::Array rows;
  for (const PluginCheck& check : checks)
    rows.emplace_back(Value::Object{
        {"name", check.name}, {"state", std::string(check_state_name(check.state))}, {"detail", check.detail}});
  return Value(Value::Object{{"path", path}, {"passed", passed}, {"checks", std::move(rows)}}).to_json() + "\n";
}

int run(const CheckFlags& flags) {
  auto pipeline = flags.pipeline.options();
  if (!pipeline) return report(pipeline.error());
  PluginCheckOptions options;
  options.search = pipeline.value().search;
  options.config = pipeline.value().config;
  options.path = library_of(flags.file, options.search);
  options.threads = flags.threads;
  auto checks = check_plugin(options);
  if (!checks) return report(checks.error());
  const bool passed = std::none_of(checks.value().begin(), checks.value().end(),
                                   [](const PluginCheck& c) { return c.state == PluginCheck::State::failed; });
  std::string text;
  if (flags.json) {
    text = as_json(options.path, checks.value(), passed);
  } else {
    std::vector<std::vector<std::string>> rows;
    for (const PluginCheck& check : checks.value())
      rows.push_back({std::string(check_state_name(check.state)), check.name, check.detail});
    text =
        options.path + "\n" + table(rows) +
        (passed ? "The plugin keeps the contract.\n" : "The plugin breaks the contract: see the lines with FAILED.\n");
  }
  return std::max(print(text), passed ? kClean : kFindings);
}

}  // namespace

void add_plugin_check(CLI::App& group, Command& chosen) {
  auto flags = std::make_shared<CheckFlags>();
  CLI::App* command = group.add_subcommand("check",
                                           "Hold a plugin against the rules of the ABI: runs it on ordinary and "
                                           "hostile documents, on many threads, in both kinds of process");
  command->add_option("file", flags->file, "A library, component or plugin")->required()->type_name("FILE");
  command->add_option("--threads", flags->threads, "Threads for the checks in parallel; default 8")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
  flags->pipeline.add_search(*command);
  flags->pipeline.add_config(*command);
  command->add_flag("--json", flags->json, "As JSON");
  command->callback([flags, &chosen] { chosen = [flags] { return run(*flags); }; });
}

}  // namespace newsgrain::cli
