// newsgrain doctor: is this installation whole? For bug reports and for the first minute with the tool.
#include <algorithm>
#include <memory>
#include <set>
#include <thread>

#include "commands.hpp"
#include "newsgrain/build_info.hpp"
#include "newsgrain/pipeline.hpp"
#include "newsgrain/writer.hpp"
#include "pipeline_flags.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

constexpr std::string_view kSample =
    "<!DOCTYPE html><html lang=\"en\"><head><title>Bridge to open in May</title></head><body>"
    "<article><h1>Bridge to open in May</h1><p>LEEDS - The new bridge over the river will open in May, the city said "
    "on "
    "Tuesday. It took four years to build.</p><p>&#8220;We are proud of what the teams have done here,&#8221; said "
    "Mary "
    "Holt, the city engineer. &#8220;It will make the way to school safer for "
    "everyone.&#8221;</p></article></body></html>";

struct Check {
  std::string name, state, detail;  // state: ok, warning, FAILED
};

class Examination {
 public:
  explicit Examination(const PipelineFlags& flags) : flags_(flags) {}

  void run() {
    auto options = flags_.options();
    if (!options) return add("options", "FAILED", options.error().to_string());
    check_plugins(options.value().search);
    check_pipeline(std::move(options).value());
  }

  const std::vector<Check>& checks() const { return checks_; }
  bool healthy() const {
    return std::none_of(checks_.begin(), checks_.end(), [](const Check& c) { return c.state == "FAILED"; });
  }

 private:
  void add(std::string name, std::string state, std::string detail) {
    checks_.push_back({std::move(name), std::move(state), std::move(detail)});
  }

  void check_plugins(const PluginSearch& search) {
    std::set<std::string> components;
    for (const PluginInfo& plugin : discover_plugins(search)) {
      const std::string name = "plugin " + (plugin.manifest.name.empty() ? plugin.path : plugin.manifest.name);
      if (plugin.error.code != ErrorCode::none) {
        add(name, "FAILED", plugin.error.to_string());
      } else if (!plugin.shadowed_by.empty()) {
        add(name, "warning", plugin.path + " is not used: " + plugin.shadowed_by + " comes first");
      } else if (auto loaded = load_plugin(plugin); !loaded) {
        add(name, "FAILED", loaded.error().to_string());
      } else {
        add(name, "ok", plugin.manifest.version + ", " + plugin.path);
        for (const ComponentManifest& component : plugin.manifest.components) components.insert(component.id);
      }
    }
    for (const std::string& id : default_components())
      if (components.count(id) == 0)
        add("component " + id, "FAILED", "not found; bundled plugins are expected in " + bundled_plugin_folder());
  }

  // Builds the pipeline, which verifies the SHA-256 of all resources, and runs it.
  void check_pipeline(PipelineOptions options) {
    options.checking = Checking::full;
    auto pipeline = Pipeline::create(std::move(options));
    if (!pipeline) return add("pipeline", "FAILED", pipeline.error().to_string());
    add("pipeline", "ok", std::to_string(pipeline.value()->plan().size()) + " components, resources verified");
    Input input;
    input.id = input.name = "sample";
    input.bytes = kSample;
    input.media_type = "text/html";
    const Document doc = pipeline.value()->analyze(std::move(input));
    if (doc.status != Status::ok) return add("sample page", "FAILED", doc.error.to_string());
    auto rows = [&](std::string_view layer) { return doc.layer(layer) != nullptr ? doc.layer(layer)->rows() : 0u; };
    add("sample page", rows("block") == 0 ? "FAILED" : "ok",
        std::to_string(rows("block")) + " blocks, " + std::to_string(rows("sentence")) + " sentences, " +
            std::to_string(rows("entity_mention")) + " mentions, " + std::to_string(rows("quote")) + " quotes");
  }

  const PipelineFlags& flags_;
  std::vector<Check> checks_;
};

std::string as_json(const Examination& examination) {
  Value::Object versions;
  for (auto& [name, version] : build_info()) versions.emplace_back(name, version);
  Value::Array checks;
  for (const Check& check : examination.checks())
    checks.emplace_back(Value::Object{{"name", check.name}, {"state", check.state}, {"detail", check.detail}});
  return Value(Value::Object{{"healthy", examination.healthy()},
                             {"versions", std::move(versions)},
                             {"threads", static_cast<int64_t>(std::thread::hardware_concurrency())},
                             {"plugin_folder", bundled_plugin_folder()},
                             {"checks", std::move(checks)}})
             .to_json() +
         "\n";
}

std::string as_text(const Examination& examination) {
  std::vector<std::vector<std::string>> versions;
  for (const auto& [name, version] : build_info()) versions.push_back({name, version});
  versions.push_back({"threads", std::to_string(std::thread::hardware_concurrency())});
  versions.push_back({"plugins", bundled_plugin_folder()});
  std::vector<std::vector<std::string>> checks;
  for (const Check& check : examination.checks()) checks.push_back({check.state, check.name, check.detail});
  return table(versions) + "\n" + table(checks) + "\n" +
         (examination.healthy() ? "Everything works.\n" : "Something is wrong: see the lines with FAILED.\n");
}

}  // namespace

void add_doctor(CLI::App& app, Command& chosen) {
  auto flags = std::make_shared<PipelineFlags>();
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("doctor", "Check this installation: plugins, resources, a sample page");
  flags->add_search(*command);
  flags->add_pipeline(*command);
  command->add_flag("--json", *json, "As JSON");
  command->callback([flags, json, &chosen] {
    chosen = [flags, json] {
      Examination examination(*flags);
      examination.run();
      const int printed = print(*json ? as_json(examination) : as_text(examination));
      return printed != kClean ? printed : examination.healthy() ? kClean : kFindings;
    };
  });
}

}  // namespace newsgrain::cli
