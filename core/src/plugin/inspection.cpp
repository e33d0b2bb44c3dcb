// Looking at a library without running its code: what it exports, and whether it would be loaded. The same checks as in
// loading it, on the file and on the memory that the loader would make of it.
#include <cstddef>
#include <string>

#include "newsgrain/abi/newsgrain.h"
#include "newsgrain/plugin_host.hpp"
#include "plugin/entry_check.hpp"
#include "plugin/library_file.hpp"
#include "plugin/library_needs.hpp"
#include "plugin/resources_extension.hpp"

namespace newsgrain {
namespace {

using internal::LibraryFile;

Error refused(const PluginInfo& info, std::string message) {
  return {ErrorCode::plugin_refused, std::move(message), info.path};
}

constexpr size_t kWholeEntry = offsetof(ng_entry, components) + sizeof(ng_entry::components);

// Whether all that check_entry() follows lies in the library. It follows nothing in an entry that is too short.
bool pointers_hold(const LibraryFile::Image& image, const ng_entry& entry) {
  if (entry.struct_size < kWholeEntry) return true;
  if (entry.manifest.data != nullptr && !image.holds(entry.manifest.data, entry.manifest.size)) return false;
  if (entry.components == nullptr) return true;
  if (!image.holds(static_cast<const void*>(entry.components), entry.n_components * sizeof(*entry.components)))
    return false;
  for (uint32_t i = 0; i < entry.n_components; ++i) {
    const ng_component* c = entry.components[i];
    if (c == nullptr) continue;
    if (!image.holds(c, offsetof(ng_component, process) + sizeof(c->process))) return false;
    if (c->id != nullptr && !image.holds_text(c->id)) return false;
  }
  return true;
}

Result<void> check_content(const PluginInfo& info, const LibraryFile& library) {
  const LibraryFile::Image image = library.image();
  for (const LibraryFile::Symbol& symbol : library.symbols()) {
    if (!symbol.exported || symbol.name != NG_ENTRY_SYMBOL) continue;
    const auto* entry = reinterpret_cast<const ng_entry*>(image.at(symbol.value));
    if (symbol.value % alignof(ng_entry) != 0 || !image.holds(entry, kWholeEntry) || !pointers_hold(image, *entry))
      return refused(info, "its entry points out of the library");
    return internal::check_entry(info, *entry);
  }
  return refused(info, "it does not export " NG_ENTRY_SYMBOL);
}

Result<void> check_resources(const PluginInfo& info) {
  for (const ComponentManifest& component : info.manifest.components) {
    for (const ResourceInfo& resource : component.resources) {
      const std::string path = internal::resource_path(info.path, resource.name);
      auto bytes = internal::map_file(path);
      if (!bytes) return bytes.error();
      if (!resource.sha256.empty() && internal::sha256_hex(bytes.value()) != resource.sha256)
        return Error{ErrorCode::plugin_refused,
                     "the resource is damaged or of another version: its SHA-256 is not that of the manifest", path};
    }
  }
  return {};
}

}  // namespace

Result<LibraryInspection> inspect_library(const std::string& path) {
  auto library = LibraryFile::read(path);
  if (!library) return library.error();
  return LibraryInspection{path, library.value().exported()};
}

Result<void> would_load(const PluginInfo& info) {
  if (info.error.code != ErrorCode::none) return info.error;
  auto library = LibraryFile::read(info.path);
  if (!library) return library.error();
  if (auto ok = internal::check_exports(info, library.value().exported()); !ok) return ok;
  if (auto ok = internal::check_needs(info.path, library.value()); !ok) return ok;
  if (auto ok = check_content(info, library.value()); !ok) return ok;
  return check_resources(info);
}

}  // namespace newsgrain
