// Data on their way into a .gz or .zst file.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace newsgrain::cli {

enum class Packing { none, gzip, zstd };

class Packer {
 public:
  virtual ~Packer() = default;
  // What `text` adds to the file. All that was added so far can be unpacked then, up to the last mebibyte.
  virtual std::string add(std::string_view text) = 0;
  // The end of the file.
  virtual std::string end() = 0;
};

// Null for Packing::none. Throws std::bad_alloc.
std::unique_ptr<Packer> make_packer(Packing packing);

}  // namespace newsgrain::cli
