// From flags and TOML to PipelineOptions.
#include "pipeline_flags.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "newsgrain/pipeline_file.hpp"
#include "options.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

// The configuration file.
Result<std::string> read_file(const std::string& path) {
  constexpr const char* kCure = "Check the path behind --config or in NEWSGRAIN_CONFIG, and that it may be read.";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file == nullptr)
    return Error{ErrorCode::cannot_read, std::string("the configuration file can't be opened: ") + std::strerror(errno),
                 path, kCure};
  std::string text;
  char buffer[16384];
  while (const size_t got = std::fread(buffer, 1, sizeof buffer, file.get())) text.append(buffer, got);
  if (std::ferror(file.get()) != 0)
    return Error{ErrorCode::cannot_read, std::string("the configuration file can't be read: ") + std::strerror(errno),
                 path, kCure};
  return text;
}

// A plugin that was named must be there. `where` is the flag or variable that names it.
Result<void> check_path(const std::string& path, const std::string& where) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) return {};
  return Error{ErrorCode::plugin_not_found, "there is no file or folder \"" + path + "\"", where,
               "Correct the path, or leave it out."};
}

Result<void> add_paths(const PipelineFlags& flags, PluginSearch& search) {
  const struct {
    const char* option;
    const std::vector<std::string>& paths;
  } given[] = {{"--plugin", flags.plugins}, {"--plugin-path", flags.plugin_paths}};
  for (const auto& [option, paths] : given) {
    for (const std::string& path : paths) {
      if (auto there = check_path(path, option); !there) return there;
      search.explicit_paths.push_back(path);
    }
  }
  return {};
}

// The search itself passes over folders that are not there.
Result<void> check_environment() {
  constexpr const char* kVariable = "NEWSGRAIN_PLUGIN_PATH";
  const char* value = std::getenv(kVariable);
  std::string_view rest = value == nullptr ? "" : value;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(':'), rest.size());
    if (end != 0)
      if (auto there = check_path(std::string(rest.substr(0, end)), kVariable); !there) return there;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

Error bad_setting(std::string message) {
  return {ErrorCode::bad_config, std::move(message), "--set",
          "Write it as COMPONENT.KEY=VALUE, for example quotes.max_quote_bytes=2000."};
}

// Puts COMPONENT.KEY=VALUE into the tables of the configuration.
Result<void> apply_setting(const std::string& setting, Value& root) {
  // Ids of components have dots, keys have none.
  const size_t equals = setting.find('='), dot = setting.rfind('.', equals);
  if (equals == std::string::npos || dot == std::string::npos || dot == 0 || dot + 1 == equals)
    return bad_setting("\"" + setting + "\" is no setting");
  const std::string component = setting.substr(0, dot);
  const Value* given = root.find(component);
  Value section = given != nullptr ? *given : Value{Value::Object()};
  if (section.object() == nullptr) return bad_setting("\"" + component + "\" is no table of the configuration file");
  section.set(setting.substr(dot + 1, equals - dot - 1), parse_setting(std::string_view(setting).substr(equals + 1)));
  root.set(component, std::move(section));
  return {};
}

// The tables of --config and --set.
Result<void> apply_tables(const PipelineFlags& flags, PipelineOptions& options) {
  Value root{Value::Object()};
  if (!flags.config.empty()) {
    auto text = read_file(flags.config);
    if (!text) return text.error();
    auto parsed = parse_toml(text.value(), flags.config);
    if (!parsed) return parsed.error();
    root = std::move(parsed).value();
  }
  for (const std::string& setting : flags.settings)
    if (auto applied = apply_setting(setting, root); !applied) return applied;
  return apply_pipeline_file(root, flags.config.empty() ? "--set" : flags.config, options);
}

// The flags that stand for keys of [pipeline].
Result<void> apply_keys(const PipelineFlags& flags, PipelineOptions& options) {
  using Set = Result<void> (*)(std::string_view, const std::string&, PipelineOptions&);
  const struct {
    const char* option;
    const std::string& value;
    Set set;
  } keys[] = {{"--timeout-per-doc", flags.timeout, set_timeout},
              {"--max-input", flags.max_input, set_max_input},
              {"--checking", flags.checking, set_checking}};
  for (const auto& [option, value, set] : keys)
    if (!value.empty())
      if (auto done = set(value, option, options); !done) return done;
  for (const std::string& mode : flags.isolation)
    if (auto done = set_isolation(mode, "--isolation", options.isolation); !done) return done;
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
  add_repeatable(app, "--plugin-path", plugin_paths, "Folder with plugins")->type_name("DIR")->group("Plugins");
  add_repeatable(app, "--plugin", plugins, "Plugin library to load")->type_name("FILE")->group("Plugins");
}

void PipelineFlags::add_config(CLI::App& app) {
  app.add_option("--config", config, "TOML file: a table per component, and [pipeline]")
      ->type_name("FILE")
      ->envname("NEWSGRAIN_CONFIG")
      ->group("Configuration");
  add_repeatable(app, "--set", settings, "Set one key, for example quotes.max_quote_bytes=2000")
      ->type_name("COMPONENT.KEY=VALUE")
      ->group("Configuration");
}

void PipelineFlags::add_pipeline(CLI::App& app) {
  add_repeatable(app, "--component", components, "Run only these components, in this order")
      ->type_name("ID")
      ->group("Plugins");
  add_repeatable(app, "--with", with_components, "Run this component too, besides those that run by default")
      ->type_name("ID")
      ->group("Plugins");
  add_repeatable(app, "--disable", disabled, "Leave a component out")->type_name("ID")->group("Plugins");
  add_config(app);
  app.add_option("--checking", checking, "How closely results of plugins are checked: bounds or full")
      ->type_name("LEVEL")
      ->group("Configuration");
  add_repeatable(app, "--isolation", isolation,
                 "auto, none or process, or ID=none for one component; by default plugins that are not bundled run in "
                 "processes of their own")
      ->type_name("MODE")
      ->group("Plugins");
  app.add_option("--crash-reports", crash_reports,
                 "Keep the backtrace of a plugin that crashes in a process of its own as a file in this folder")
      ->type_name("DIR")
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
  if (auto done = apply_tables(*this, options); !done) return done.error();
  if (auto done = apply_keys(*this, options); !done) return done.error();
  if (auto done = add_paths(*this, options.search); !done) return done.error();
  if (auto done = check_environment(); !done) return done.error();
  if (!components.empty()) options.components = components;
  options.with_components.insert(options.with_components.end(), with_components.begin(), with_components.end());
  options.disabled.insert(options.disabled.end(), disabled.begin(), disabled.end());
  if (!locked.empty()) options.locked = locked;
  if (!crash_reports.empty()) options.isolation.crash_reports = crash_reports;
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
