#include "plugin/entry_check.hpp"

#include <cstddef>

namespace newsgrain::internal {
namespace {

Error refused(const PluginInfo& info, std::string message) {
  return {ErrorCode::plugin_refused, std::move(message), info.path};
}

}  // namespace

Result<void> check_exports(const PluginInfo& info, const std::vector<std::string>& exported) {
  bool entry = false;
  for (const std::string& name : exported) entry = entry || name == NG_ENTRY_SYMBOL;
  if (!entry) return refused(info, "it does not export " NG_ENTRY_SYMBOL);
  if (exported.size() == 1) return {};
  std::string names;
  for (size_t i = 0; i < exported.size() && i < 4; ++i) names += (i ? ", " : "") + exported[i];
  return refused(info, "it exports " + std::to_string(exported.size()) + " symbols (" + names +
                           " ...) instead of " NG_ENTRY_SYMBOL " alone");
}

Result<void> check_entry(const PluginInfo& info, const ng_entry& entry) {
  if (entry.struct_size < offsetof(ng_entry, components) + sizeof(entry.components))
    return refused(info, "its entry has struct_size " + std::to_string(entry.struct_size) + ", too short");
  if (entry.abi_major != NG_ABI_MAJOR)
    return refused(info, "it was built for ABI " + std::to_string(entry.abi_major) + "." +
                             std::to_string(entry.abi_minor) + ", this is ABI " + std::to_string(NG_ABI_MAJOR) + "." +
                             std::to_string(NG_ABI_MINOR));
  if (info.manifest.abi_major != NG_ABI_MAJOR || info.manifest.abi_min_minor > NG_ABI_MINOR)
    return refused(info, "its manifest asks for ABI " + std::to_string(info.manifest.abi_major) + "." +
                             std::to_string(info.manifest.abi_min_minor) + ", this is ABI " +
                             std::to_string(NG_ABI_MAJOR) + "." + std::to_string(NG_ABI_MINOR));
  if (entry.manifest.data == nullptr ||
      std::string_view(entry.manifest.data, entry.manifest.size) != info.manifest.json)
    return refused(info, "the manifest in the library differs from the one beside it");
  if (entry.components == nullptr || entry.n_components != info.manifest.components.size())
    return refused(info, "it has " + std::to_string(entry.n_components) + " components, its manifest " +
                             std::to_string(info.manifest.components.size()));
  for (uint32_t i = 0; i < entry.n_components; ++i) {
    const ng_component* c = entry.components[i];
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

}  // namespace newsgrain::internal
