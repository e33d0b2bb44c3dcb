// Bytes of a file or of standard input, decompressed on the way: gzip, zstd, xz and bzip2 (several members too), told
// by their first bytes. Memory is bounded whatever the data claim: the caller decides how much it takes.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "input/unpacker.hpp"
#include "newsgrain/result.hpp"

namespace newsgrain::internal {

class ByteStream {
 public:
  // "-" is standard input. Never waits for the other end of a pipe: reading does, and asks `cancelled` (may be empty)
  // meanwhile.
  static Result<std::unique_ptr<ByteStream>> open(const std::string& path, std::function<bool()> cancelled);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // Appends up to `size` bytes to `out`; 0 appended is the end. `room` bytes more are kept allocated behind them.
  Result<size_t> read(std::string& out, size_t size, size_t room = 0);
  // Bytes of the file as it lies on the disk, 0 for what is no file: how much the first read may ask for.
  uint64_t file_size() const { return file_size_; }

 private:
  ByteStream();
  Result<size_t> fill();  // raw bytes into in_; 0 at the end
  Result<size_t> read_some(char* out, size_t size);
  Result<size_t> more_input();  // the same, with what is left in front of it
  Result<size_t> unpack_some(char* out, size_t size);
  Result<bool> next_member();  // false: there is none
  Error broken(const std::string& what) const;

  std::unique_ptr<Unpacker> unpacker_;  // null for data that are not compressed
  std::string name_, in_;
  size_t in_at_ = 0;
  uint64_t file_size_ = 0;
  std::function<bool()> cancelled_;
  int fd_ = -1;
  bool looked_ = false, may_block_ = false, at_end_ = false, in_member_ = false;
};

}  // namespace newsgrain::internal
