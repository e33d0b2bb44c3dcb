// Pipelines as data: the tables [pipeline] and [isolation], and one table per component.
#include "newsgrain/pipeline_file.hpp"

#include <charconv>
#include <cmath>
#include <filesystem>

#include "newsgrain/suggestion.hpp"

namespace newsgrain {
namespace {

const std::vector<std::string>& pipeline_keys() {
  static const auto* keys = new std::vector<std::string>{
      "components",      "with_components", "disabled",  "plugin_path", "isolation", "locked",
      "assume_language", "timeout_per_doc", "max_input", "checking",    "timings",   "hash"};
  return *keys;
}

const std::vector<std::string>& isolation_keys() {
  static const auto* keys =
      new std::vector<std::string>{"deadline", "memory", "startup", "crashes", "window", "sandbox", "crash_reports"};
  return *keys;
}

constexpr const char* kCureOfTables = "docs/pipeline.md describes the tables of the file.";
constexpr const char* kTimes = "Write a number of seconds above 0, such as 5, 0.5 or \"200ms\"";
constexpr const char* kIsolations = "Write \"auto\", \"none\" or \"process\"";

// `cure` says what fits at this very place.
Error bad(std::string message, std::string where, std::string cure) {
  return {ErrorCode::bad_config, std::move(message), std::move(where), std::move(cure)};
}

Error unknown_key(const std::string& table, const std::string& key, const std::vector<std::string>& keys,
                  const std::string& where, const std::string& more = "") {
  return bad("[" + table + "] has no key \"" + key + "\"" + did_you_mean(key, keys), where,
             "There are: " + listed(keys) + "." + more);
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

Result<void> set_bool(const Value& value, const std::string& key, const std::string& where, bool& out) {
  if (value.boolean() == nullptr)
    return bad(key + " is neither true nor false", where, "Write true or false, without quotes.");
  out = *value.boolean();
  return {};
}

// The table [pipeline].
Result<void> apply_pipeline_table(const Value& section, const std::string& where, PipelineOptions& options) {
  if (section.object() == nullptr) return bad("[pipeline] is no table", where, kCureOfTables);
  for (const auto& [key, value] : *section.object()) {
    const std::string at = where + ": [pipeline] " + key;
    Result<void> done;
    if (key == "components" || key == "with_components" || key == "disabled" || key == "plugin_path") {
      std::vector<std::string> list;
      if (!strings(value, list))
        return bad(key + " is no list of strings", at, "Write " + key + " = [\"...\", \"...\"].");
      if (key == "plugin_path") {
        // Relative to the file that says so.
        const std::filesystem::path folder = std::filesystem::path(where).parent_path();
        for (std::string& path : list) path = (folder / path).string();
        options.search.explicit_paths = std::move(list);
      } else {
        (key == "components"        ? options.components
         : key == "with_components" ? options.with_components
                                    : options.disabled) = std::move(list);
      }
    } else if (key == "timeout_per_doc") {
      done = set_timeout(as_text(value), at, options);
    } else if (key == "max_input") {
      done = set_max_input(as_text(value), at, options);
    } else if (key == "checking") {
      done = set_checking(value.string() != nullptr ? *value.string() : value.to_json(), at, options);
    } else if (key == "isolation") {
      done = set_isolation(as_text(value), at, options.isolation);
    } else if (key == "assume_language") {
      if (value.string() == nullptr) return bad("assume_language is no language tag", at, "Write \"en\", or \"none\".");
      options.assume_language = *value.string();
    } else if (key == "locked") {
      options.locked = (std::filesystem::path(where).parent_path() / as_text(value)).string();
    } else if (key == "timings") {
      done = set_bool(value, key, at, options.timings);
    } else if (key == "hash") {
      done = set_bool(value, key, at, options.hash);
    } else {
      return unknown_key("pipeline", key, pipeline_keys(), where);
    }
    if (!done) return done.error();
  }
  return {};
}

// The table [isolation]: limits, and the mode of single components.
Result<void> apply_isolation_table(const Value& section, const std::string& where, IsolationOptions& options) {
  if (section.object() == nullptr) return bad("[isolation] is no table", where, kCureOfTables);
  for (const auto& [key, value] : *section.object()) {
    const std::string at = where + ": [isolation] " + key;
    const int64_t* whole = value.integer();
    if (key == "deadline" || key == "startup") {
      if (!parse_seconds(as_text(value), key == "deadline" ? options.deadline_ms : options.startup_ms))
        return bad(key + " is no number of seconds", at, "Write a number of seconds such as 5, 0.5 or \"200ms\".");
    } else if (key == "memory") {
      if (whole != nullptr && *whole == 0)
        options.memory = 0;
      else if (!parse_size(as_text(value), options.memory))
        return bad("memory is no size", at, "Write a size such as \"512M\" or \"2G\", or 0 for no limit.");
    } else if (key == "crashes" || key == "window") {
      constexpr int64_t kMost = 1'000'000'000;
      if (whole == nullptr || *whole < 0 || *whole > kMost)
        return bad(key + " is no whole number of 0 or more", at, "Write a number such as 5.");
      (key == "crashes" ? options.max_crashes : options.window) = static_cast<uint32_t>(*whole);
    } else if (key == "sandbox") {
      if (auto done = set_bool(value, key, at, options.sandbox); !done) return done.error();
    } else if (key == "crash_reports") {
      if (value.string() == nullptr) return bad("crash_reports is no path", at, "Write crash_reports = \"FOLDER\".");
      options.crash_reports = (std::filesystem::path(where).parent_path() / *value.string()).string();
    } else if (value.string() != nullptr) {
      if (auto done = set_isolation(key + "=" + *value.string(), at, options); !done) return done.error();
    } else {
      return unknown_key("isolation", key, isolation_keys(), where,
                         " A component's id takes \"auto\", \"none\" or \"process\".");
    }
  }
  return {};
}

}  // namespace

Result<void> set_timeout(std::string_view text, const std::string& where, PipelineOptions& options) {
  uint32_t ms = 0;
  if (text != "none" && (!parse_seconds(text, ms) || ms == 0))
    return bad("\"" + std::string(text) + "\" is no time for a document", where,
               std::string(kTimes) + ", or \"none\" for no limit.");
  options.timeout_ms = ms;
  return {};
}

Result<void> set_max_input(std::string_view text, const std::string& where, PipelineOptions& options) {
  if (parse_size(text, options.max_input)) return {};
  return bad("\"" + std::string(text) + "\" is no size of an input", where,
             "Write a number of bytes such as 500000, \"20M\" or \"1G\".");
}

Result<void> set_checking(std::string_view text, const std::string& where, PipelineOptions& options) {
  if (text != "bounds" && text != "full")
    return bad("\"" + std::string(text) + "\" is no way to check", where, "Write \"bounds\" or \"full\".");
  options.checking = text == "full" ? Checking::full : Checking::bounds;
  return {};
}

Result<void> set_isolation(std::string_view text, const std::string& where, IsolationOptions& options) {
  const size_t equals = text.rfind('=');
  const std::string_view mode = equals == std::string_view::npos ? text : text.substr(equals + 1);
  Isolation isolation;
  if (!parse_isolation(mode, isolation))
    return bad("\"" + std::string(mode) + "\" is no way to isolate", where,
               equals == std::string_view::npos ? std::string(kIsolations) + ", or COMPONENT=none for one component."
                                                : std::string(kIsolations) + " for the component.");
  if (equals == std::string_view::npos)
    options.mode = isolation;
  else
    options.components.emplace_back(text.substr(0, equals), isolation);
  return {};
}

Result<void> apply_pipeline_file(const Value& root, const std::string& where, PipelineOptions& options) {
  if (root.is_null()) return {};
  if (root.object() == nullptr) return bad("the configuration is no table of components", where, kCureOfTables);
  Value components{Value::Object()};
  for (const auto& [name, value] : *root.object()) {
    if (name == "pipeline") {
      if (auto applied = apply_pipeline_table(value, where, options); !applied) return applied.error();
    } else if (name == "isolation") {
      if (auto applied = apply_isolation_table(value, where, options.isolation); !applied) return applied.error();
    } else if (value.object() == nullptr) {
      return bad("\"" + name + "\" stands outside of a table", where,
                 "Put it behind a line such as [pipeline] or [quotes].");
    } else {
      components.set(name, value);
    }
  }
  options.config = std::move(components);
  return {};
}

bool parse_size(std::string_view text, uint64_t& out) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !(number > 0)) return false;
  std::string_view suffix(end, static_cast<size_t>(text.data() + text.size() - end));
  double unit = 1;
  if (!suffix.empty()) {
    switch (suffix[0]) {
      case 'k':
      case 'K':
        unit = 1024.0;
        suffix.remove_prefix(1);
        break;
      case 'm':
      case 'M':
        unit = 1024.0 * 1024;
        suffix.remove_prefix(1);
        break;
      case 'g':
      case 'G':
        unit = 1024.0 * 1024 * 1024;
        suffix.remove_prefix(1);
        break;
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

}  // namespace newsgrain
