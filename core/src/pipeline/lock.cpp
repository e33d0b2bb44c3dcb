#include "pipeline/lock.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "newsgrain/build_info.hpp"
#include "plugin/resources_extension.hpp"

namespace newsgrain::internal {
namespace {

namespace fs = std::filesystem;

Result<std::string> read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return Error{ErrorCode::cannot_read, "a file of a plugin can't be opened", path,
                 "Install the plugin again; `newsgrain doctor` tells which are whole."};
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

Result<std::string> hash_of(const std::string& path) {
  auto bytes = read_whole(path);
  if (!bytes) return bytes.error();
  return sha256_hex(bytes.value());
}

Result<Value> lock_entry(const PlannedComponent& component, const Value& config) {
  const PluginInfo& plugin = *component.plugin;
  auto library = hash_of(plugin.path);
  if (!library) return library.error();
  Value resources{Value::Object()};
  for (const ResourceInfo& resource : component.manifest->resources) {
    auto hash = hash_of(resource_path(plugin.path, resource.name));
    if (!hash) return hash.error();
    resources.set(resource.name, hash.value());
  }
  return Value(Value::Object{{"component", component.manifest->id},
                             {"plugin", plugin.manifest.name},
                             {"version", plugin.manifest.version},
                             {"library", library.value()},
                             {"manifest", sha256_hex(plugin.manifest.json)},
                             {"resources", std::move(resources)},
                             {"config", config}});
}

Error differs(const std::string& what, const std::string& path) { return {ErrorCode::lock_mismatch, what, path}; }
Error no_lock(const std::string& what, const std::string& path) {
  return {ErrorCode::lock_mismatch, what, path, "Name a file that `newsgrain pipeline lock` wrote."};
}

}  // namespace

Result<std::string> write_lock(const std::vector<PlannedComponent>& components, const std::vector<Value>& configs) {
  std::string out = "{\n  \"lock\": 1,\n  \"newsgrain\": \"" + std::string(version()) + "\",\n  \"components\": [";
  for (size_t i = 0; i < components.size(); ++i) {
    auto entry = lock_entry(components[i], configs[i]);
    if (!entry) return entry.error();
    out += (i == 0 ? "\n    " : ",\n    ") + entry.value().to_json();
  }
  return out + "\n  ]\n}\n";
}

Result<void> check_lock(const std::string& path, const std::vector<PlannedComponent>& components,
                        const std::vector<Value>& configs) {
  auto text = read_whole(path);
  if (!text)
    return Error{ErrorCode::cannot_read, "the lock file can't be opened", path,
                 "Check the path, or write the file with `newsgrain pipeline lock`."};
  auto parsed = parse_json(text.value());
  if (!parsed) return no_lock("is no lock file: " + parsed.error().message, path);
  const Value* format = parsed.value().find("lock");
  const Value* locked = parsed.value().find("components");
  if (format == nullptr || *format != Value(1) || locked == nullptr || locked->array() == nullptr)
    return no_lock("is no lock file of a version that is known here", path);
  if (parsed.value().text("newsgrain") != version())
    return differs("the lock was written by newsgrain " + std::string(parsed.value().text("newsgrain")) + ", this is " +
                       std::string(version()),
                   path);
  auto order = [](const auto& items, auto&& name) {
    std::string out;
    for (const auto& item : items) out += (out.empty() ? "" : ", ") + std::string(name(item));
    return out;
  };
  const std::string wanted = order(*locked->array(), [](const Value& v) { return v.text("component"); });
  const std::string given =
      order(components, [](const PlannedComponent& c) { return std::string_view(c.manifest->id); });
  if (wanted != given) return differs("the lock names the components " + wanted + "; this pipeline has " + given, path);
  for (size_t i = 0; i < components.size(); ++i) {
    auto entry = lock_entry(components[i], configs[i]);
    if (!entry) return entry.error();
    const Value& old = (*locked->array())[i];
    for (const auto& [key, now] : *entry.value().object()) {
      const Value* then = old.find(key);
      if (then != nullptr && *then == now) continue;
      return differs("component " + components[i].manifest->id + ": " + key + " is " + now.to_json() +
                         ", the lock says " + (then != nullptr ? then->to_json() : "nothing"),
                     path);
    }
  }
  return {};
}

}  // namespace newsgrain::internal
