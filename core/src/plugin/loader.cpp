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
#include "plugin/entry_check.hpp"

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
  if (auto checked = internal::check_exports(info, inspection.value().exported); !checked) return checked.error();
  std::unique_ptr<boost::dll::shared_library> library;
  const ng_entry* entry = nullptr;
  try {
    // The throwing form: the error_code form loses the text of dlerror().
    library = std::make_unique<boost::dll::shared_library>(
        std::filesystem::path(info.path), boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
    entry = &library->get<const ng_entry>(NG_ENTRY_SYMBOL);
  } catch (const std::exception& e) {
    return refused(info, e.what());
  }
  r.libraries.push_back(std::move(library));
  if (auto checked = internal::check_entry(info, *entry); !checked) return checked.error();
  auto plugin = std::make_unique<Plugin>();
  plugin->info_ = info;
  plugin->entry_ = entry;
  r.plugins.push_back(std::move(plugin));
  return static_cast<const Plugin*>(r.plugins.back().get());
}

}  // namespace newsgrain
