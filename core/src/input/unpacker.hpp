// Decompression in small steps, one class per format, told by the first bytes.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace newsgrain::internal {

// State of one compressed stream. Not thread-safe. Memory is bounded whatever the data claim.
class Unpacker {
 public:
  struct Step {
    size_t taken = 0;   // bytes of the input that are done with
    size_t given = 0;   // bytes written
    bool ends = false;  // a member (frame, stream) ends here; another may follow
    std::string fault;  // what is wrong with the data; empty if nothing is
  };

  virtual ~Unpacker() = default;
  virtual std::string_view name() const = 0;
  // Whether another member begins here, `rest` being what stands behind one. What else stands there is padding, which
  // the tools of these formats ignore too.
  virtual bool continues(std::string_view rest) const = 0;
  // As much as fits into `room` bytes at `out`. Neither taken nor given means: more input is needed.
  virtual Step step(std::string_view in, char* out, size_t room) = 0;
  // Gets ready for another member. False: no memory.
  virtual bool restart() = 0;
};

// The unpacker for data that begin like this, null for data that are not compressed (or not in a format known here).
// kLongestMagic bytes are enough.
std::unique_ptr<Unpacker> unpacker_for(std::string_view start);
inline constexpr size_t kLongestMagic = 10;

}  // namespace newsgrain::internal
