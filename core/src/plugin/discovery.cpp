// Finding plugins: explicit paths, NEWSGRAIN_PLUGIN_PATH, Python entry points, the bundled folder. Reads manifests
// only; runs no plugin code.
#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "newsgrain/plugin_host.hpp"

namespace newsgrain {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "newsgrain_", kSuffix = ".so";

bool is_plugin_file(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.size() > kPrefix.size() + kSuffix.size() && name.compare(0, kPrefix.size(), kPrefix) == 0 &&
         name.compare(name.size() - kSuffix.size(), kSuffix.size(), kSuffix) == 0;
}

PluginInfo read_plugin(const fs::path& library, std::string_view origin) {
  PluginInfo info;
  std::error_code ec;
  const fs::path absolute = fs::weakly_canonical(fs::absolute(library, ec), ec);
  info.path = (ec ? library : absolute).string();
  info.origin = origin;
  fs::path manifest = info.path;
  manifest.replace_extension(".json");
  if (!fs::exists(info.path, ec)) {
    info.error = {ErrorCode::plugin_not_found, "there is no such library", info.path};
    return info;
  }
  std::ifstream file(manifest, std::ios::binary);
  if (!file) {
    info.error = {ErrorCode::bad_manifest, "the manifest beside the library can't be read", manifest.string()};
    return info;
  }
  const std::string json((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  auto parsed = parse_manifest(json, manifest.string());
  if (parsed)
    info.manifest = std::move(parsed).value();
  else
    info.error = parsed.error();
  return info;
}

void add_folder(const fs::path& folder, std::string_view origin, std::vector<PluginInfo>& out) {
  std::error_code ec;
  std::vector<fs::path> libraries;
  for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec))
    if (is_plugin_file(it->path())) libraries.push_back(it->path());
  std::sort(libraries.begin(), libraries.end());
  for (const fs::path& library : libraries) out.push_back(read_plugin(library, origin));
}

void add_path(const fs::path& path, std::string_view origin, std::vector<PluginInfo>& out) {
  std::error_code ec;
  if (fs::is_directory(path, ec))
    add_folder(path, origin, out);
  else
    out.push_back(read_plugin(path, origin));
}

// The paths in a variable, separated by ':'.
void add_variable(const char* name, const char* origin, std::vector<PluginInfo>& out) {
  const char* variable = std::getenv(name);
  std::string_view rest = variable == nullptr ? "" : variable;
  while (!rest.empty()) {
    const size_t colon = std::min(rest.find(':'), rest.size());
    if (colon != 0) add_path(fs::path(rest.substr(0, colon)), origin, out);
    rest.remove_prefix(std::min(rest.size(), colon + 1));
  }
}

bool usable(const PluginInfo& info) { return info.error.code == ErrorCode::none && !info.manifest.name.empty(); }

// The component of `info` that `other` has too, or "".
std::string shared_component(const PluginInfo& info, const PluginInfo& other) {
  for (const ComponentManifest& c : info.manifest.components)
    for (const ComponentManifest& o : other.manifest.components)
      if (c.id == o.id) return c.id;
  return "";
}

// Why `info` can't stand beside `other`, which has the older right to the name; or nothing. Two plugins of one name are
// two builds of the same: one shadows the other. Only an installed package must not do that to a bundled plugin, since
// nobody asked for it by name.
std::string taken(const PluginInfo& info, const PluginInfo& other) {
  if (info.manifest.name == other.manifest.name) {
    const bool unasked = other.origin == "bundled" && info.origin == "entry point";
    return unasked ? "the plugin " + info.manifest.name + " would take the place of the bundled one" : "";
  }
  const std::string id = shared_component(info, other);
  return id.empty()
             ? ""
             : "its component " + id + " has the id of a component of " + other.manifest.name + " (" + other.path + ")";
}

constexpr const char* kCureOfNames =
    "Give the plugin and its components names of their own, such as org.example.NAME; a plugin of the same name takes "
    "a "
    "bundled one's place when its library is named with --plugin-path.";

// An id means one component. The bundled plugins come first, then the order of discovery.
void refuse_taken_names(std::vector<PluginInfo>& plugins) {
  std::vector<const PluginInfo*> accepted;
  for (const bool bundled : {true, false}) {
    for (PluginInfo& info : plugins) {
      if (!usable(info) || (info.origin == "bundled") != bundled) continue;
      std::string why;
      for (const PluginInfo* other : accepted)
        if (why.empty()) why = taken(info, *other);
      if (why.empty())
        accepted.push_back(&info);
      else
        info.error = {ErrorCode::plugin_refused, why, info.path, kCureOfNames};
    }
  }
}

// The first plugin of a name shadows those that come later.
void shadow(std::vector<PluginInfo>& plugins) {
  for (size_t i = 0; i < plugins.size(); ++i)
    for (size_t k = 0; k < i && plugins[i].shadowed_by.empty(); ++k)
      if (usable(plugins[i]) && usable(plugins[k]) && plugins[k].shadowed_by.empty() &&
          plugins[k].manifest.name == plugins[i].manifest.name)
        plugins[i].shadowed_by = plugins[k].path;
}

}  // namespace

std::string bundled_plugin_folder() {
  if (const char* override_folder = std::getenv("NEWSGRAIN_BUNDLED_PLUGINS")) return override_folder;
  // The object that holds this function is the executable (bin/newsgrain) or the Python module (_core.so).
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(&bundled_plugin_folder), &info) == 0 || info.dli_fname == nullptr) return "";
  std::error_code ec;
  fs::path self = info.dli_fname;
  // An executable found through PATH has no folder in dli_fname, and another may be relative to a folder that it has
  // left.
  if (!self.is_absolute()) self = fs::read_symlink("/proc/self/exe", ec);
  self = fs::weakly_canonical(self, ec);
  const fs::path here = self.parent_path();
  for (const fs::path& candidate :
       {here / "plugins", here.parent_path() / "plugins", here.parent_path() / "lib" / "newsgrain" / "plugins"})
    if (fs::is_directory(candidate, ec)) return candidate.string();
  return (here / "plugins").string();
}

std::vector<PluginInfo> discover_plugins(const PluginSearch& search) {
  std::vector<PluginInfo> out;
  for (const std::string& path : search.explicit_paths) add_path(path, "explicit", out);
  if (search.environment) add_variable("NEWSGRAIN_PLUGIN_PATH", "NEWSGRAIN_PLUGIN_PATH", out);
  for (const std::string& path : search.entry_points) add_path(path, "entry point", out);
  // The command line of the wheel is started by a Python script that knows the entry points.
  if (search.environment) add_variable("NEWSGRAIN_ENTRY_POINTS", "entry point", out);
  add_folder(search.bundled.empty() ? bundled_plugin_folder() : search.bundled, "bundled", out);
  // The same file reached twice is one plugin.
  std::vector<PluginInfo> unique;
  for (PluginInfo& info : out)
    if (std::none_of(unique.begin(), unique.end(), [&](const PluginInfo& u) { return u.path == info.path; }))
      unique.push_back(std::move(info));
  refuse_taken_names(unique);
  shadow(unique);
  return unique;
}

}  // namespace newsgrain
