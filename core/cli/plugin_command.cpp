// newsgrain plugin list, show, inspect: what is there, what it can be told, what a library holds.
#include <algorithm>
#include <filesystem>
#include <memory>

#include "commands.hpp"
#include "newsgrain/plugin_host.hpp"
#include "newsgrain/suggestion.hpp"
#include "pipeline_flags.hpp"
#include "plugin_commands.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

struct PluginFlags {
  PipelineFlags search;
  std::string name;
  bool json = false;
};

Result<std::vector<PluginInfo>> find_plugins(const PipelineFlags& flags) {
  auto options = flags.options();
  if (!options) return options.error();
  return discover_plugins(options.value().search);
}

std::string state_of(const PluginInfo& plugin) {
  if (plugin.error.code != ErrorCode::none) return "broken";
  return plugin.shadowed_by.empty() ? "ok" : "shadowed";
}

std::string abi_of(const PluginManifest& manifest) {
  return std::to_string(manifest.abi_major) + "." + std::to_string(manifest.abi_min_minor);
}

Value error_value(const Error& error) {
  if (error.code == ErrorCode::none) return {};
  return Value::Object{{"code", error_name(error.code)}, {"message", error.message}, {"where", error.where}};
}

Value strings_value(const std::vector<std::string>& items) {
  Value::Array out;
  for (const std::string& item : items) out.emplace_back(item);
  return out;
}

Value plugin_value(const PluginInfo& plugin) {
  Value::Array components;
  for (const ComponentManifest& component : plugin.manifest.components) components.emplace_back(component.id);
  Value out = Value::Object{{"name", plugin.manifest.name},
                            {"version", plugin.manifest.version},
                            {"license", plugin.manifest.license},
                            {"abi", abi_of(plugin.manifest)},
                            {"components", std::move(components)},
                            {"origin", plugin.origin},
                            {"path", plugin.path},
                            {"state", state_of(plugin)},
                            {"error", error_value(plugin.error)}};
  out.set("shadowed_by", plugin.shadowed_by.empty() ? Value() : Value(plugin.shadowed_by));
  return out;
}

int list(const PluginFlags& flags) {
  auto plugins = find_plugins(flags.search);
  if (!plugins) return report(plugins.error());
  const bool any_broken = std::any_of(plugins.value().begin(), plugins.value().end(),
                                      [](const PluginInfo& p) { return p.error.code != ErrorCode::none; });
  const int code = any_broken ? kFindings : kClean;
  if (flags.json) {
    Value::Array out;
    for (const PluginInfo& plugin : plugins.value()) out.push_back(plugin_value(plugin));
    return std::max(print(Value(std::move(out)).to_json() + "\n"), code);
  }
  std::vector<std::vector<std::string>> rows{{"PLUGIN", "VERSION", "ABI", "COMPONENTS", "STATE", "ORIGIN", "PATH"}};
  for (const PluginInfo& plugin : plugins.value()) {
    std::string components;
    for (const ComponentManifest& c : plugin.manifest.components) components += (components.empty() ? "" : ", ") + c.id;
    const bool known = !plugin.manifest.name.empty();
    rows.push_back({known ? plugin.manifest.name : "?", known ? plugin.manifest.version : "?",
                    known ? abi_of(plugin.manifest) : "?", components.empty() ? "-" : components, state_of(plugin),
                    plugin.origin, plugin.path});
  }
  const int printed = print(table(rows));
  for (const PluginInfo& plugin : plugins.value())
    if (plugin.error.code != ErrorCode::none) complain(plugin.error.to_string());
  if (plugins.value().empty()) complain("no plugins found; looked into " + bundled_plugin_folder());
  return std::max(printed, code);
}

std::string layer_list(const std::vector<LayerUse>& uses) {
  std::string out;
  for (const LayerUse& use : uses) {
    out += out.empty() ? "" : ", ";
    out += use.layer;
    if (use.optional) out += '?';
  }
  return out.empty() ? "-" : out;
}

std::string config_table(const Value& schema) {
  const Value* properties = schema.find("properties");
  if (properties == nullptr || properties->object() == nullptr || properties->object()->empty())
    return "  nothing to configure\n";
  std::vector<std::vector<std::string>> rows{{"  KEY", "TYPE", "DEFAULT", "MEANING"}};
  for (const auto& [key, rule] : *properties->object()) {
    std::string type(rule.text("type", "any"));
    if (const Value* choices = rule.find("enum")) type = "one of " + choices->to_json();
    const Value* minimum = rule.find("minimum");
    const Value* maximum = rule.find("maximum");
    if (minimum != nullptr) type += " >= " + minimum->to_json();
    if (maximum != nullptr) type += " <= " + maximum->to_json();
    const Value* fallback = rule.find("default");
    rows.push_back(
        {"  " + key, type, fallback != nullptr ? fallback->to_json() : "-", std::string(rule.text("description"))});
  }
  return table(rows);
}

std::string describe(const PluginInfo& plugin, const ComponentManifest& component) {
  std::string out = component.id + ": component of " + plugin.manifest.name + " " + plugin.manifest.version + " (" +
                    plugin.manifest.license + ")\n";
  if (!component.description.empty()) out += component.description + "\n";
  out += table({{"kind", component.kind},
                {"languages", component.languages.empty() ? "any" : listed(component.languages)},
                {"threads", component.serial ? "one at a time" : "parallel"},
                {"reads", layer_list(component.reads)},
                {"writes", layer_list(component.writes)},
                {"library", plugin.path}});
  for (const ResourceInfo& resource : component.resources)
    out += "resource  " + resource.name + "  sha256 " + resource.sha256 + "\n";
  return out + "configuration, in [" + component.id + "] or by --set " + component.id + ".KEY=VALUE:\n" +
         config_table(component.config_schema);
}

int show(const PluginFlags& flags) {
  auto plugins = find_plugins(flags.search);
  if (!plugins) return report(plugins.error());
  std::string out;
  std::vector<std::string> known;
  for (const PluginInfo& plugin : plugins.value()) {
    if (plugin.error.code != ErrorCode::none || !plugin.shadowed_by.empty()) continue;
    const bool named = plugin.manifest.name == flags.name;
    if (named && flags.json) return print(plugin.manifest.json + "\n");
    for (const ComponentManifest& component : plugin.manifest.components) {
      known.push_back(component.id);
      if (!named && component.id != flags.name) continue;
      if (flags.json) return print(plugin.manifest.json + "\n");
      if (!out.empty()) out += '\n';
      out += describe(plugin, component);
    }
  }
  if (!out.empty()) return print(out);
  return report({ErrorCode::unknown_component,
                 "there is no component or plugin \"" + flags.name + "\"; there are: " + listed(known) +
                     did_you_mean(flags.name, known),
                 ""});
}

int inspect(const PluginFlags& flags) {
  std::string path = flags.name;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    // A component or plugin may be named too.
    auto plugins = find_plugins(flags.search);
    if (!plugins) return report(plugins.error());
    for (const PluginInfo& plugin : plugins.value())
      for (const ComponentManifest& component : plugin.manifest.components)
        if (plugin.manifest.name == flags.name || component.id == flags.name) path = plugin.path;
  }
  if (std::filesystem::is_directory(path, ignored))
    return report({ErrorCode::plugin_not_found, "is a folder, not a library", path});
  PluginSearch search;
  search.explicit_paths = {path};
  search.environment = false;
  const std::vector<PluginInfo> plugins = discover_plugins(search);
  const PluginInfo& plugin = plugins.front();
  if (plugin.error.code == ErrorCode::plugin_not_found) return report(plugin.error);
  const auto inspection = inspect_library(plugin.path);
  const auto verdict = would_load(plugin);
  const std::vector<std::string> exported = inspection ? inspection.value().exported : std::vector<std::string>();
  const int code = verdict ? kClean : kFindings;
  if (flags.json) {
    const Value out = Value::Object{{"path", plugin.path},
                                    {"exported", strings_value(exported)},
                                    {"verdict", verdict ? "loads" : "refused"},
                                    {"error", verdict ? Value() : error_value(verdict.error())},
                                    {"plugin", plugin_value(plugin)}};
    return std::max(print(out.to_json() + "\n"), code);
  }
  std::string out = plugin.path + "\n";
  if (!plugin.manifest.name.empty())
    out += "plugin " + plugin.manifest.name + " " + plugin.manifest.version + ", ABI " + abi_of(plugin.manifest) + "\n";
  out += "exported symbols: " + (exported.empty() ? "none" : listed(exported)) + "\n";
  out += verdict ? "verdict: it would be loaded\n" : "verdict: refused. " + verdict.error().to_string() + "\n";
  return std::max(print(out), code);
}

}  // namespace

void add_plugin(CLI::App& app, Command& chosen) {
  CLI::App* group = app.add_subcommand("plugin", "List, look at, check and start plugins");
  group->require_subcommand(1);
  auto flags = std::make_shared<PluginFlags>();
  auto add = [&](const char* name, const char* help, const char* argument, int (*run)(const PluginFlags&)) {
    CLI::App* command = group->add_subcommand(name, help);
    if (argument != nullptr) command->add_option("name", flags->name, argument)->required()->type_name("NAME");
    flags->search.add_search(*command);
    command->add_flag("--json", flags->json, "As JSON");
    command->callback([flags, run, &chosen] { chosen = [flags, run] { return run(*flags); }; });
  };
  add("list", "List the plugins that are found, in the order of discovery; runs no plugin code", nullptr, &list);
  add("show", "Describe a component: layers, languages, configuration", "A component or a plugin", &show);
  add_plugin_check(*group, chosen);
  add_plugin_new(*group, chosen);
  add("inspect", "Look into a library without running it", "A library, component or plugin", &inspect);
}

}  // namespace newsgrain::cli
