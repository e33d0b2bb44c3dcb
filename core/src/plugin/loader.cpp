// Opening plugin libraries through Boost.DLL.
//
// Libraries stay loaded: unloading breaks thread_local destructors and whoever holds a pointer into the library. The
// registry is leaked on purpose, so that no static destructor touches it.
#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "newsgrain/abi/newsgrain.h"
#include "newsgrain/plugin_host.hpp"

namespace newsgrain {
namespace {

struct Registry {
  std::mutex mutex;
  std::vector<std::unique_ptr<Plugin>> plugins;
  std::vector<std::unique_ptr<boost::dll::shared_library>> libraries;
};

Registry& registry() {
  static Registry* instance = new Registry();
  return *instance;
}

Error refused(const PluginInfo& info, std::string message) {
  return {ErrorCode::plugin_refused, std::move(message), info.path};
}

// Everything that can be said about an entry without calling into the plugin.
Result<void> check_entry(const PluginInfo& info, const ng_entry* entry) {
  if (entry->struct_size < offsetof(ng_entry, components) + sizeof(entry->components))
    return refused(info, "its entry has struct_size " + std::to_string(entry->struct_size) + ", too short");
  if (entry->abi_major != NG_ABI_MAJOR)
    return refused(info, "it was built for ABI " + std::to_string(entry->abi_major) + "." +
                             std::to_string(entry->abi_minor) + ", this is ABI " + std::to_string(NG_ABI_MAJOR) + "." +
                             std::to_string(NG_ABI_MINOR));
  if (info.manifest.abi_major != NG_ABI_MAJOR || info.manifest.abi_min_minor > NG_ABI_MINOR)
    return refused(info, "its manifest asks for ABI " + std::to_string(info.manifest.abi_major) + "." +
                             std::to_string(info.manifest.abi_min_minor) + ", this is ABI " +
                             std::to_string(NG_ABI_MAJOR) + "." + std::to_string(NG_ABI_MINOR));
  if (entry->manifest.data == nullptr ||
      std::string_view(entry->manifest.data, entry->manifest.size) != info.manifest.json)
    return refused(info, "the manifest in the library differs from the one beside it");
  if (entry->components == nullptr || entry->n_components != info.manifest.components.size())
    return refused(info, "it has " + std::to_string(entry->n_components) + " components, its manifest " +
                             std::to_string(info.manifest.components.size()));
  for (uint32_t i = 0; i < entry->n_components; ++i) {
    const ng_component* c = entry->components[i];
    if (c == nullptr || c->struct_size < offsetof(ng_component, process) + sizeof(c->process))
      return refused(info, "component number " + std::to_string(i) + " has no table or a short one");
    if (c->id == nullptr || c->create == nullptr || c->destroy == nullptr || c->process == nullptr)
      return refused(info, "component number " + std::to_string(i) + " lacks id, create, destroy or process");
    bool known = false;
    for (const ComponentManifest& m : info.manifest.components) known = known || m.id == c->id;
    if (!known) return refused(info, "component " + std::string(c->id) + " is not in its manifest");
  }
  return {};
}

}  // namespace

const ng_component* Plugin::component(std::string_view id) const {
  for (uint32_t i = 0; i < entry_->n_components; ++i)
    if (id == entry_->components[i]->id) return entry_->components[i];
  return nullptr;
}

Result<const Plugin*> load_plugin(const PluginInfo& info) {
  if (info.error.code != ErrorCode::none) return info.error;
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  for (const auto& plugin : r.plugins)
    if (plugin->info_.path == info.path) return static_cast<const Plugin*>(plugin.get());
  auto inspection = inspect_library(info.path);
  if (!inspection) return inspection.error();
  if (inspection.value().exported.size() > 1) {
    std::string names;
    for (size_t i = 0; i < inspection.value().exported.size() && i < 4; ++i)
      names += (i ? ", " : "") + inspection.value().exported[i];
    return refused(info, "it exports " + std::to_string(inspection.value().exported.size()) + " symbols (" + names +
                             " ...) instead of " NG_ENTRY_SYMBOL " alone");
  }
  std::unique_ptr<boost::dll::shared_library> library;
  const ng_entry* entry = nullptr;
  try {
    // The throwing form: the error_code form loses the text of dlerror().
    library = std::make_unique<boost::dll::shared_library>(
        std::filesystem::path(info.path), boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
    if (!library->has(NG_ENTRY_SYMBOL)) {
      r.libraries.push_back(std::move(library));
      return refused(info, "it does not export " NG_ENTRY_SYMBOL);
    }
    entry = &library->get<const ng_entry>(NG_ENTRY_SYMBOL);
  } catch (const std::exception& e) {
    return refused(info, e.what());
  }
  r.libraries.push_back(std::move(library));
  if (auto checked = check_entry(info, entry); !checked) return checked.error();
  auto plugin = std::make_unique<Plugin>();
  plugin->info_ = info;
  plugin->entry_ = entry;
  r.plugins.push_back(std::move(plugin));
  return static_cast<const Plugin*>(r.plugins.back().get());
}

}  // namespace newsgrain
