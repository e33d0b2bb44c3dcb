// From flags and TOML to PipelineOptions.
#include "pipeline_flags.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>

#include "newsgrain/pipeline_file.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

Error bad(std::string message, std::string where) {
  return {ErrorCode::bad_config, std::move(message), std::move(where)};
}

Result<std::string> read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file == nullptr) return Error{ErrorCode::cannot_read, "the configuration file can't be opened", path};
  std::string text;
  char buffer[16384];
  while (const size_t got = std::fread(buffer, 1, sizeof buffer, file.get())) text.append(buffer, got);
  if (std::ferror(file.get()) != 0) return Error{ErrorCode::cannot_read, "the configuration file can't be read", path};
  return text;
}

// A plugin that was named must be there.
Result<void> add_path(const std::string& path, PipelineOptions& options) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return Error{ErrorCode::plugin_not_found, "there is no such file or folder", path};
  options.search.explicit_paths.push_back(path);
  return {};
}

// "page.html: quotes: warning: no model for it"
std::string log_line(const LogRecord& record) {
  std::string out;
  if (!record.document.empty()) out.append(record.document).append(": ");
  return out.append(record.component)
      .append(": ")
      .append(log_level_name(record.level))
      .append(": ")
      .append(record.text);
}

}  // namespace

void PipelineFlags::add_search(CLI::App& app) {
  app.add_option("--plugin-path", plugin_paths, "Folder with plugins; may be given several times")
      ->type_name("DIR")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Plugins");
  app.add_option("--plugin", plugins, "Plugin library to load; may be given several times")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Plugins");
}

void PipelineFlags::add_config(CLI::App& app) {
  app.add_option("--config", config, "TOML file: a table per component, and [pipeline]")
      ->type_name("FILE")
      ->envname("NEWSGRAIN_CONFIG")
      ->group("Configuration");
  app.add_option("--set", settings, "Set one key, for example quotes.max_quote_bytes=2000; may be given several times")
      ->type_name("COMPONENT.KEY=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Configuration");
}

void PipelineFlags::add_pipeline(CLI::App& app) {
  app.add_option("--component", components, "Run only these components, in this order; may be given several times")
      ->type_name("ID")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Plugins");
  app.add_option("--disable", disabled, "Leave a component out; may be given several times")
      ->type_name("ID")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Plugins");
  add_config(app);
  app.add_option("--checking", checking, "How closely results of plugins are checked: bounds or full")
      ->type_name("LEVEL")
      ->group("Configuration");
  app.add_option("--isolation", isolation,
                 "auto, none or process, or ID=none for one component; by default plugins that are not bundled run in "
                 "processes of their own")
      ->type_name("MODE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Plugins");
  app.add_option("--locked", locked, "Run only what this lock file names; `newsgrain pipeline lock` writes it")
      ->type_name("FILE")
      ->group("Plugins");
}

void PipelineFlags::add_verbosity(CLI::App& app) {
  app.add_flag("-q,--quiet", quiet, "Nothing on standard error but what stops the run")->group("Output");
  app.add_flag("-v,--verbose", verbose, "Say what components note; -vv: all that they and the host log")
      ->group("Output");
}

void PipelineFlags::add_limits(CLI::App& app) {
  app.add_option("--timeout-per-doc", timeout, "Seconds for one document, for example 5 or 200ms; default none")
      ->type_name("SECONDS")
      ->group("Limits");
  app.add_option("--max-input", max_input, "Largest input, for example 20M; default 64M")
      ->type_name("BYTES")
      ->group("Limits");
  app.add_flag("--timings", timings, "Add the CPU time of each step to the output")->group("Output");
  app.add_flag("--hash", hash, "Add the SHA-256 of each source to the output")->group("Output");
}

Result<PipelineOptions> PipelineFlags::options() const {
  PipelineOptions options;
  Value root{Value::Object()};
  if (!config.empty()) {
    auto text = read_file(config);
    if (!text) return text.error();
    auto parsed = parse_toml(text.value(), config);
    if (!parsed) return parsed.error();
    root = std::move(parsed).value();
  }
  for (const std::string& setting : settings) {
    // Ids of components have dots, keys have none.
    const size_t equals = setting.find('='), dot = setting.rfind('.', equals);
    if (equals == std::string::npos || dot == std::string::npos || dot == 0 || dot + 1 == equals)
      return bad("--set takes COMPONENT.KEY=VALUE, not \"" + setting + "\"", "--set");
    const std::string component = setting.substr(0, dot);
    const Value* given = root.find(component);
    Value section = given != nullptr ? *given : Value{Value::Object()};
    if (section.object() == nullptr) return bad("\"" + component + "\" is no table", config);
    section.set(setting.substr(dot + 1, equals - dot - 1), parse_setting(std::string_view(setting).substr(equals + 1)));
    root.set(component, std::move(section));
  }
  if (auto applied = apply_pipeline_file(root, config.empty() ? "--set" : config, options); !applied)
    return applied.error();

  if (!components.empty()) options.components = components;
  options.disabled.insert(options.disabled.end(), disabled.begin(), disabled.end());
  for (const auto* list : {&plugins, &plugin_paths})
    for (const std::string& path : *list)
      if (auto added = add_path(path, options); !added) return added.error();
  if (!timeout.empty() && !parse_seconds(timeout, options.timeout_ms))
    return bad("takes a number of seconds such as 5, 0.5 or 200ms, not \"" + timeout + "\"", "--timeout-per-doc");
  if (!max_input.empty() && !parse_size(max_input, options.max_input))
    return bad("takes a size in bytes such as 500000, 20M or 1G, not \"" + max_input + "\"", "--max-input");
  if (!checking.empty() && checking != "bounds" && checking != "full")
    return bad("takes \"bounds\" or \"full\", not \"" + checking + "\"", "--checking");
  if (!checking.empty()) options.checking = checking == "full" ? Checking::full : Checking::bounds;
  for (const std::string& setting : isolation)
    if (auto set = set_isolation(setting, "--isolation", options.isolation); !set) return set.error();
  if (!locked.empty()) options.locked = locked;
  options.timings = options.timings || timings;
  options.hash = options.hash || hash;
  options.keep_source = false;
  if (!quiet) {
    const LogLevel least = verbose == 0 ? LogLevel::warning : verbose == 1 ? LogLevel::info : LogLevel::debug;
    options.log = [least](const LogRecord& record) {
      if (record.level >= least) complain(log_line(record));
    };
  }
  return options;
}

}  // namespace newsgrain::cli
