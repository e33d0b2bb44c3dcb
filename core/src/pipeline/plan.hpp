// Which components run, and in which order.
#pragma once

#include <vector>

#include "newsgrain/pipeline.hpp"
#include "newsgrain/plugin_host.hpp"

namespace newsgrain::internal {

struct PlannedComponent {
  const PluginInfo* plugin = nullptr;
  const ComponentManifest* manifest = nullptr;
  std::vector<std::string> missing_optional;
  std::vector<std::string> after;
};

// Chooses the components of `options` among `plugins` and sorts them by the layers that they read and write; ties keep
// the user's order. The result points into `plugins`.
Result<std::vector<PlannedComponent>> plan_components(const std::vector<PluginInfo>& plugins,
                                                      const PipelineOptions& options);

}  // namespace newsgrain::internal
