// What a library's entry has to be. Looks at memory only: nothing of the plugin is called.
#pragma once

#include "newsgrain/abi/newsgrain.h"
#include "newsgrain/plugin_host.hpp"

namespace newsgrain::internal {

// One exported symbol, the entry.
Result<void> check_exports(const PluginInfo& info, const std::vector<std::string>& exported);
// Sizes, versions, the manifest inside against the one beside, the components against the manifest.
Result<void> check_entry(const PluginInfo& info, const ng_entry& entry);

}  // namespace newsgrain::internal
