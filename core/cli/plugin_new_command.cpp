// newsgrain plugin new NAME: a plugin project that builds, passes its own test and can be published as a wheel.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>

#include "newsgrain/build_info.hpp"
#include "plugin_commands.hpp"
#include "terminal.hpp"

namespace newsgrain::cli {
namespace {

namespace fs = std::filesystem;

struct File {
  const char* path;
  const char* text;
};

// @NAME@ is the plugin's name, @ID@ the component's id, @TYPE@ its class, @VERSION@ the version of newsgrain
// (major.minor).
constexpr const char* kManifest = R"~({
  "manifest": 1, "name": "@NAME@", "version": "0.1.0", "license": "Apache-2.0",
  "abi": {"major": 1, "min_minor": 0},
  "components": [{
    "id": "@ID@", "description": "Marks words in capitals.",
    "reads": [{"layer": "token", "columns": ["kind"]}],
    "writes": [{"layer": "@NAME@", "schema": "@ID@/1", "columns": [{"name": "letters", "type": "u32"}]}],
    "config": {"type": "object", "additionalProperties": false, "properties": {
      "least": {"type": "integer", "minimum": 1, "default": 4, "description": "Shorter words are not marked."}}}
  }]
}
)~";

constexpr const char* kSource =
    R"~(// @ID@: marks words of at least `least` capital letters as rows of the layer "@NAME@".
#include <newsgrain/sdk/plugin.hpp>

#include "slots.hpp"  // the names of what plugin.json reads and writes, generated from it

namespace sdk = newsgrain::sdk;

// The model: made once per pipeline, const from then on, shared by all threads.
class @TYPE@ {
 public:
  explicit @TYPE@(const sdk::Config& config) : least_(config.integer("least")) {}

  // One document. What is thrown here becomes the document's error.
  void process(sdk::Run& run) const {
    const sdk::LayerView tokens = run.layer(slots::reads::token);
    sdk::Writer out(run, slots::writes::@NAME@);
    for (uint32_t row = 0; row < tokens.rows(); ++row) {
      if (row % 1024 == 0) run.check_cancelled();
      const std::string_view word = run.text(tokens.begin(row), tokens.end(row));
      if (capitals(word)) out.row(tokens.begin(row), tokens.end(row)).u32(static_cast<uint32_t>(word.size()));
    }
    out.commit();
  }

 private:
  bool capitals(std::string_view word) const {
    for (const char c : word)
      if (c < 'A' || c > 'Z') return false;
    return static_cast<int64_t>(word.size()) >= least_;
  }
  int64_t least_;
};

NG_PLUGIN(@TYPE@, "@ID@");
)~";

constexpr const char* kTest = R"~(// The plugin in a host of paper: no newsgrain is needed to run this.
#include <newsgrain/sdk/testing.hpp>

#include <cstdio>

#include "slots.hpp"

extern "C" const ng_entry ng_plugin_entry_v1;
namespace t = newsgrain::sdk::testing;

int main() {
  t::FakeHost host(ng_plugin_entry_v1);
  host.config("least", int64_t{4});
  t::Document doc("one LOUD word");
  doc.layer(slots::reads::token).row(0, 3).code(0).row(4, 8).code(0).row(9, 13).code(0);
  t::Output out = host.run("@ID@", doc);
  const bool good = out.status == NG_OK && out.rows(slots::writes::@NAME@).size() == 1 && out.rows(slots::writes::@NAME@)[0].span.begin == 4;
  if (!good) std::fprintf(stderr, "expected one row at byte 4: status %d %s\n", out.status, out.error.c_str());
  return good ? 0 : 1;
}
)~";

constexpr const char* kCMake =
    R"~(# Configure with  cmake -S . -B build -DNewsgrain_ROOT="$(python -m newsgrain --cmake-dir)"
cmake_minimum_required(VERSION 3.20)
project(@NAME@ LANGUAGES C CXX)
find_package(Newsgrain @VERSION@ CONFIG REQUIRED)
if(SKBUILD)  # in a wheel: beside the package's __init__.py
  set(NEWSGRAIN_PLUGIN_INSTALL_DIR newsgrain_@NAME@)
endif()
newsgrain_add_plugin(@NAME@ MANIFEST plugin.json SOURCES src/@NAME@.cpp)

enable_testing()
newsgrain_add_plugin_test(@NAME@ SOURCES tests/@NAME@_test.cpp)
)~";

constexpr const char* kPyproject = R"~([build-system]
requires = ["scikit-build-core>=0.10", "newsgrain>=@VERSION@"]
build-backend = "scikit_build_core.build"

[project]
name = "newsgrain-@NAME@"
version = "0.1.0"
description = "A plugin for newsgrain: @ID@"
license = { text = "Apache-2.0" }
requires-python = ">=3.9"
dependencies = ["newsgrain>=@VERSION@"]

# How newsgrain finds the plugin once the wheel is installed.
[project.entry-points."newsgrain.plugins"]
@NAME@ = "newsgrain_@NAME@"

[tool.scikit-build]
wheel.packages = ["python/newsgrain_@NAME@"]
wheel.py-api = "py3"  # the library knows nothing of Python
install.components = ["runtime"]
)~";

constexpr const char* kInit =
    R"~("""The newsgrain plugin @NAME@. Its library lies in this folder; newsgrain finds it by the entry point."""
)~";

constexpr const char* kWorkflow = R"~(name: test
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install newsgrain
      - run: cmake -S . -B build -DNewsgrain_ROOT="$(python -m newsgrain --cmake-dir)"
      - run: cmake --build build
      - run: ctest --test-dir build --output-on-failure
      - run: newsgrain plugin check build/plugins/newsgrain_@NAME@.so
)~";

constexpr const char* kReadme = R"~(# @NAME@

A plugin for newsgrain. Component `@ID@`, layer `@NAME@`.

```sh
pip install newsgrain
cmake -S . -B build -DNewsgrain_ROOT="$(python -m newsgrain --cmake-dir)"
cmake --build build
ctest --test-dir build                                        # its own test
newsgrain plugin check build/plugins/newsgrain_@NAME@.so      # the rules that hold for every plugin
echo "This is LOUD." | newsgrain analyze - --format json --plugin-path build/plugins
```

`pip install .` builds a wheel; the plugin is then found by the command line (`--with @ID@`) and by Python
(`newsgrain.Pipeline(with_components="@ID@")`). `src/@NAME@.cpp` is the plugin, `plugin.json` says what it reads, writes and can
be told.
)~";

constexpr const char* kIgnore = "build/\n*.egg-info/\ndist/\n";

std::string filled(std::string text, const std::vector<std::pair<std::string, std::string>>& values) {
  for (const auto& [key, value] : values)
    for (size_t at = 0; (at = text.find(key, at)) != std::string::npos; at += value.size())
      text.replace(at, key.size(), value);
  return text;
}

// "word_count" -> "WordCount".
std::string class_name(const std::string& name) {
  std::string out;
  bool up = true;
  for (const char c : name) {
    if (c == '_')
      up = true;
    else
      out += up ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c, up = false;
  }
  return out;
}

bool is_name(const std::string& name) {
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// A name that is allowed and looks like the one that is not: "My-Plugin" -> "my_plugin".
std::string near_name(const std::string& name) {
  std::string out;
  for (const char c : name) {
    const auto lower = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const bool fits = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (fits)
      out += lower;
    else if (!out.empty() && out.back() != '_')
      out += '_';
  }
  while (out.ends_with('_')) out.pop_back();
  if (out.empty() || !is_name(out)) out.insert(0, "plugin_");
  while (out.ends_with('_')) out.pop_back();
  return out;
}

int make_project(const std::string& name, std::string id, std::string folder) {
  if (!is_name(name))
    return report(
        {ErrorCode::bad_usage,
         "the name of a plugin has small letters, digits and '_', and begins with a letter; \"" + name + "\" does not",
         "", "Try \"" + near_name(name) + "\"."});
  if (id.empty()) id = "org.example." + name;
  if (folder.empty()) folder = name;
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_empty(folder, error))
    return report({ErrorCode::cannot_write, "the folder is there already and not empty", folder,
                   "Name another one with --folder, or empty it."});
  const std::string version(newsgrain::version());
  const std::vector<std::pair<std::string, std::string>> values{{"@NAME@", name},
                                                                {"@ID@", id},
                                                                {"@TYPE@", class_name(name)},
                                                                {"@VERSION@", version.substr(0, version.rfind('.'))}};
  const File files[] = {{"plugin.json", kManifest},
                        {"src/@NAME@.cpp", kSource},
                        {"tests/@NAME@_test.cpp", kTest},
                        {"CMakeLists.txt", kCMake},
                        {"pyproject.toml", kPyproject},
                        {"python/newsgrain_@NAME@/__init__.py", kInit},
                        {".github/workflows/test.yml", kWorkflow},
                        {"README.md", kReadme},
                        {".gitignore", kIgnore}};
  for (const File& file : files) {
    const fs::path path = fs::path(folder) / filled(file.path, values);
    fs::create_directories(path.parent_path(), error);
    std::ofstream out(path, std::ios::binary);
    out << filled(file.text, values);
    if (!out.flush()) return report({ErrorCode::cannot_write, "the file can't be written", path.string()});
  }
  return print("wrote " + folder + ": component " + id + "\nnext:\n  cd " + folder +
               "\n  cmake -S . -B build -DNewsgrain_ROOT=\"$(python -m newsgrain --cmake-dir)\" && cmake --build build "
               "&& ctest --test-dir build\n"
               "  echo \"This is LOUD.\" | newsgrain analyze - --format json --plugin-path build/plugins\n");
}

}  // namespace

void add_plugin_new(CLI::App& group, Command& chosen) {
  auto name = std::make_shared<std::string>();
  auto id = std::make_shared<std::string>();
  auto folder = std::make_shared<std::string>();
  CLI::App* command = group.add_subcommand(
      "new", "Start a plugin: writes a project that builds, passes its test and installs as a wheel");
  command->add_option("name", *name, "Name: small letters, digits and '_'")->required()->type_name("NAME");
  command->add_option("--id", *id, "Id of the component; default org.example.NAME")->type_name("ID");
  command->add_option("--folder", *folder, "Where to write it; default ./NAME")->type_name("DIR");
  command->callback([=, &chosen] { chosen = [=] { return make_project(*name, *id, *folder); }; });
}

}  // namespace newsgrain::cli
