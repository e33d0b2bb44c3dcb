// Fuzz target: any bytes as a line of JSON input, mentions included.
#include <cstdint>
#include <string_view>

#include "newsgrain/input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const newsgrain::Input input =
      newsgrain::parse_json_input({reinterpret_cast<const char*>(data), size}, "line:1", newsgrain::InputOptions());
  return input.bytes.size() > 6 * size + 64 ? -1 : 0;
}
