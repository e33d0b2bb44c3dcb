// plugin_host.hpp: finds plugin libraries, reads their manifests, loads them.
//
// Listing runs no plugin code: the manifest beside the library (newsgrain_<name>.json) is read. Loading opens the
// library through Boost.DLL, compares the embedded manifest with the one beside it, and negotiates the ABI version.
// Libraries are never unloaded; the registry of loaded libraries is one per process and leaked on purpose.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/result.hpp"
#include "newsgrain/schema.hpp"
#include "newsgrain/value.hpp"

struct ng_entry;
struct ng_component;

namespace newsgrain {

// How closely the host looks at what plugins return. Bounds are always checked.
enum class Checking : uint8_t { bounds, full };

struct LayerUse {
  std::string layer;
  std::string schema_id;             // empty for a read of any version
  std::vector<std::string> columns;  // of a read; empty = all
  bool optional = false;             // of a read
  LayerSchema schema;                // of a write: the standard schema or the manifest's own
};

struct ResourceInfo {
  std::string name;
  std::string sha256;
};

struct ComponentManifest {
  std::string id;
  std::string kind;
  std::string description;
  std::vector<std::string> languages;
  bool serial = false;  // "concurrency": "serial"
  bool deterministic = true;
  std::vector<LayerUse> reads, writes;
  Value config_schema;  // JSON Schema subset
  std::vector<ResourceInfo> resources;
};

struct PluginManifest {
  std::string name, version, license;
  uint32_t abi_major = 0, abi_min_minor = 0;
  std::vector<ComponentManifest> components;
  std::string json;  // the text itself
};

// Whether a read fits the schema of the layer that is there: its version where the read names one, and its columns.
// `reader` is for the message.
Result<void> check_read(const std::string& reader, const LayerUse& read, const LayerSchema& written);

Result<PluginManifest> parse_manifest(std::string_view json, std::string_view where);

// A plugin found on disk, not loaded.
struct PluginInfo {
  std::string path;    // of the library, absolute
  std::string origin;  // "explicit", "NEWSGRAIN_PLUGIN_PATH", "entry point", "bundled"
  PluginManifest manifest;
  Error error;  // why it can't be used (manifest missing or broken, an id that is taken); code none when fine
  std::string shadowed_by;  // path of the plugin of the same name that comes first, or empty
};

struct PluginSearch {
  std::vector<std::string> explicit_paths;  // libraries or folders, first
  bool environment = true;                  // NEWSGRAIN_PLUGIN_PATH, separated by ':'
  std::vector<std::string> entry_points;    // of the Python group newsgrain.plugins
  std::string bundled;                      // folder of the bundled plugins; empty = bundled_plugin_folder()
};

// The folder `plugins` of this installation: beside the executable or shared object that holds this code.
std::string bundled_plugin_folder();
// All plugins in the order of discovery. Never looks into the working directory.
std::vector<PluginInfo> discover_plugins(const PluginSearch& search);

// A loaded library. Lives until the process ends.
class Plugin {
 public:
  const PluginInfo& info() const { return info_; }
  const ng_entry& entry() const { return *entry_; }
  const ng_component* component(std::string_view id) const;

 private:
  friend Result<const Plugin*> load_plugin(const PluginInfo&);
  PluginInfo info_;
  const ng_entry* entry_ = nullptr;
};

// Loads a plugin, or returns the one that is loaded already. Thread-safe.
Result<const Plugin*> load_plugin(const PluginInfo& info);

struct LibraryInspection {
  std::string path;
  std::vector<std::string> exported;  // symbols of the dynamic table that are defined
};
// Looks at a library without running its code.
Result<LibraryInspection> inspect_library(const std::string& path);
// Whether load_plugin() would take it, and its resources are whole; never milder. Runs no code of the plugin, so that
// what its own functions say (create() fails) is not in it.
Result<void> would_load(const PluginInfo& info);

// Checks a configuration against the schema of a component and fills in the defaults. The error names the key, what was
// expected, and the keys there are. `languages = "any"` may stand in the configuration of each component.
Result<Value> complete_config(const ComponentManifest& component, const Value& given);
// Whether a configuration says `languages = "any"`: run the component on documents of languages that it is not for.
// (A component whose schema has a key "languages" of its own gets it instead.)
bool insists_on_any_language(const ComponentManifest& component, const Value& config);

}  // namespace newsgrain
