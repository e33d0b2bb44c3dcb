// From flags and TOML to PipelineOptions. The file's table [pipeline] holds what the flags can say too; every other table
// is the configuration of a component.
#include "pipeline_flags.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

constexpr std::string_view kPipelineKeys = "components, disabled, plugin_path, timeout_per_doc, max_input, checking, timings, hash";

Error bad(std::string message, std::string where) { return {ErrorCode::bad_config, std::move(message), std::move(where)}; }

Result<std::string> read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file == nullptr) return Error{ErrorCode::cannot_read, "the configuration file can't be opened", path};
  std::string text;
  char buffer[16384];
  while (const size_t got = std::fread(buffer, 1, sizeof buffer, file.get())) text.append(buffer, got);
  if (std::ferror(file.get()) != 0) return Error{ErrorCode::cannot_read, "the configuration file can't be read", path};
  return text;
}

bool strings(const Value& value, std::vector<std::string>& out) {
  if (const std::string* one = value.string()) {
    out.push_back(*one);
    return true;
  }
  if (value.array() == nullptr) return false;
  for (const Value& item : *value.array()) {
    if (item.string() == nullptr) return false;
    out.push_back(*item.string());
  }
  return true;
}

// A number or the text of one.
std::string as_text(const Value& value) {
  if (const std::string* s = value.string()) return *s;
  if (value.integer() != nullptr || value.real() != nullptr) return value.to_json();
  return {};
}

Result<void> set_timeout(std::string_view text, const std::string& where, PipelineOptions& options) {
  if (!parse_seconds(text, options.timeout_ms))
    return bad("timeout_per_doc must be a number of seconds such as 5, 0.5 or 200ms, not \"" + std::string(text) + "\"", where);
  return {};
}

Result<void> set_max_input(std::string_view text, const std::string& where, PipelineOptions& options) {
  if (!parse_size(text, options.max_input))
    return bad("max_input must be a size in bytes such as 500000, 20M or 1G, not \"" + std::string(text) + "\"", where);
  return {};
}

Result<void> set_checking(std::string_view text, const std::string& where, PipelineOptions& options) {
  if (text == "bounds") options.checking = Checking::bounds;
  else if (text == "full") options.checking = Checking::full;
  else return bad("checking is \"bounds\" or \"full\", not \"" + std::string(text) + "\"", where);
  return {};
}

Result<void> set_bool(const Value& value, const std::string& key, const std::string& where, bool& out) {
  if (value.boolean() == nullptr) return bad(key + " must be true or false", where);
  out = *value.boolean();
  return {};
}

// The table [pipeline].
Result<void> apply_pipeline_table(const Value& section, const std::string& where, PipelineOptions& options) {
  if (section.object() == nullptr) return bad("[pipeline] must be a table", where);
  for (const auto& [key, value] : *section.object()) {
    const std::string at = where + ": [pipeline] " + key;
    Result<void> done;
    if (key == "components" || key == "disabled" || key == "plugin_path") {
      std::vector<std::string> list;
      if (!strings(value, list)) return bad(key + " must be a list of strings", at);
      if (key == "plugin_path") {
        // Relative to the file that says so.
        const std::filesystem::path folder = std::filesystem::path(where).parent_path();
        for (std::string& path : list) path = (folder / path).string();
        options.search.explicit_paths = std::move(list);
      } else {
        (key == "components" ? options.components : options.disabled) = std::move(list);
      }
    } else if (key == "timeout_per_doc") {
      done = set_timeout(as_text(value), at, options);
    } else if (key == "max_input") {
      done = set_max_input(as_text(value), at, options);
    } else if (key == "checking") {
      done = set_checking(value.string() != nullptr ? *value.string() : value.to_json(), at, options);
    } else if (key == "timings") {
      done = set_bool(value, key, at, options.timings);
    } else if (key == "hash") {
      done = set_bool(value, key, at, options.hash);
    } else {
      return bad("[pipeline] has no key \"" + key + "\"; there are: " + std::string(kPipelineKeys), where);
    }
    if (!done) return done.error();
  }
  return {};
}

// A plugin that was named must be there.
Result<void> add_path(const std::string& path, PipelineOptions& options) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return Error{ErrorCode::plugin_not_found, "there is no such file or folder", path};
  options.search.explicit_paths.push_back(path);
  return {};
}

}  // namespace

bool parse_size(std::string_view text, uint64_t& out) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !(number > 0)) return false;
  std::string_view suffix(end, static_cast<size_t>(text.data() + text.size() - end));
  double unit = 1;
  if (!suffix.empty()) {
    switch (suffix[0]) {
      case 'k': case 'K': unit = 1024.0; suffix.remove_prefix(1); break;
      case 'm': case 'M': unit = 1024.0 * 1024; suffix.remove_prefix(1); break;
      case 'g': case 'G': unit = 1024.0 * 1024 * 1024; suffix.remove_prefix(1); break;
      default: break;
    }
    if (!suffix.empty() && suffix != "B" && suffix != "iB") return false;
  }
  constexpr double kLargest = 1e15;
  const double bytes = number * unit;
  if (!(bytes >= 1) || bytes > kLargest) return false;
  out = static_cast<uint64_t>(bytes);
  return true;
}

bool parse_seconds(std::string_view text, uint32_t& out) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !(number >= 0)) return false;
  const std::string_view suffix(end, static_cast<size_t>(text.data() + text.size() - end));
  if (suffix != "" && suffix != "s" && suffix != "ms") return false;
  const double ms = suffix == "ms" ? number : number * 1000;
  constexpr double kWeek = 7.0 * 24 * 3600 * 1000;
  if (ms > kWeek || (number > 0 && ms < 1)) return false;
  out = static_cast<uint32_t>(std::lround(ms));
  return true;
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i != 0) out += i + 1 == names.size() ? " and " : ", ";
    out += names[i];
  }
  return out;
}

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
  app.add_option("--config", config, "TOML file: a table per component, and [pipeline]")
      ->type_name("FILE")
      ->envname("NEWSGRAIN_CONFIG")
      ->group("Configuration");
  app.add_option("--set", settings, "Set one key, for example quotes.max_quote_bytes=2000; may be given several times")
      ->type_name("COMPONENT.KEY=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Configuration");
  app.add_option("--checking", checking, "How closely results of plugins are checked: bounds or full")
      ->type_name("LEVEL")
      ->group("Configuration");
}

void PipelineFlags::add_limits(CLI::App& app) {
  app.add_option("--timeout-per-doc", timeout, "Seconds for one document, for example 5 or 200ms; default none")
      ->type_name("SECONDS")
      ->group("Limits");
  app.add_option("--max-input", max_input, "Largest input, for example 20M; default 64M")->type_name("BYTES")->group("Limits");
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
  const std::string where = config.empty() ? "--set" : config;
  Value components_config{Value::Object()};
  for (const auto& [name, value] : *root.object()) {
    if (name == "pipeline") {
      if (auto applied = apply_pipeline_table(value, where, options); !applied) return applied.error();
    } else if (value.object() == nullptr) {
      return bad("\"" + name + "\" stands outside of a table; keys belong to [pipeline] or to a component such as [quotes]", where);
    } else {
      components_config.set(name, value);
    }
  }
  options.config = std::move(components_config);

  if (!components.empty()) options.components = components;
  options.disabled.insert(options.disabled.end(), disabled.begin(), disabled.end());
  for (const auto* list : {&plugins, &plugin_paths})
    for (const std::string& path : *list)
      if (auto added = add_path(path, options); !added) return added.error();
  if (!timeout.empty())
    if (auto set = set_timeout(timeout, "--timeout-per-doc", options); !set) return set.error();
  if (!max_input.empty())
    if (auto set = set_max_input(max_input, "--max-input", options); !set) return set.error();
  if (!checking.empty())
    if (auto set = set_checking(checking, "--checking", options); !set) return set.error();
  options.timings = options.timings || timings;
  options.hash = options.hash || hash;
  options.keep_source = false;
  constexpr int kWarning = 2;
  if (!quiet) {
    options.log = [](int level, std::string_view component, std::string_view text) {
      if (level >= kWarning) complain(std::string(component) + ": " + std::string(text));
    };
  }
  return options;
}

}  // namespace newsgrain::cli
