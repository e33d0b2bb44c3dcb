// Fuzz target: any bytes as the manifest of a plugin.
#include <cstdint>
#include <string_view>

#include "newsgrain/plugin_host.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  (void)newsgrain::parse_manifest({reinterpret_cast<const char*>(data), size}, "plugin.json").ok();
  return 0;
}
