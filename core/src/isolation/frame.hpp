// A message as bytes: a head of small values and an area of arrays, each aligned to 8 bytes, so that the other side can
// use the arrays where they lie. Written in one gathering call from where the arrays are; read with bounds checked.
#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsgrain::internal {

class Packer {
 public:
  void number(uint64_t value) { head_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  // A short text, copied.
  void text(std::string_view text);
  // Bytes that stay where they are until write().
  void array(const void* data, size_t bytes);

  // Writes the message to the file at `offset`; its size, or 0 where the system refused (errno says why).
  size_t write(int file, uint64_t offset) const;

 private:
  std::string head_;
  std::vector<iovec> arrays_;
  uint64_t array_bytes_ = 0;
};

class Unpacker {
 public:
  // The bytes are 8-byte aligned and outlive the views that are handed out.
  explicit Unpacker(std::string_view message);
  // After a read beyond the end all values are 0 or empty.
  bool failed() const { return failed_; }
  uint64_t number();
  std::string_view text();
  std::string_view array();
  // An array of T; fails where its size is no multiple of T's.
  template <class T>
  std::pair<const T*, size_t> items() {
    const std::string_view bytes = array();
    if (bytes.size() % sizeof(T) != 0) failed_ = true;
    return {reinterpret_cast<const T*>(bytes.data()), failed_ ? 0 : bytes.size() / sizeof(T)};
  }

 private:
  std::string_view take(size_t bytes);
  std::string_view head_, arrays_;
  bool failed_ = false;
};

// Whole reads and writes, whatever signals come.
bool write_all(int file, const void* data, size_t bytes, uint64_t offset);
bool read_all(int file, void* out, size_t bytes, uint64_t offset);

}  // namespace newsgrain::internal
