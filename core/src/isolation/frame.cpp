#include "isolation/frame.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

namespace newsgrain::internal {
namespace {

constexpr size_t kAlign = 8;
constexpr char kZeros[kAlign] = {};

size_t padding(uint64_t size) { return static_cast<size_t>((kAlign - size % kAlign) % kAlign); }

}  // namespace

void Packer::text(std::string_view text) {
  number(text.size());
  head_.append(text);
  head_.append(padding(text.size()), '\0');
}

void Packer::array(const void* data, size_t bytes) {
  number(array_bytes_);
  number(bytes);
  if (bytes == 0) return;
  arrays_.push_back({const_cast<void*>(data), bytes});
  if (const size_t pad = padding(bytes)) arrays_.push_back({const_cast<char*>(kZeros), pad});
  array_bytes_ += bytes + padding(bytes);
}

size_t Packer::write(int file, uint64_t offset) const {
  const uint64_t head_size = head_.size();
  std::vector<iovec> parts{{const_cast<uint64_t*>(&head_size), sizeof head_size},
                           {const_cast<char*>(head_.data()), head_.size()}};
  parts.insert(parts.end(), arrays_.begin(), arrays_.end());
  size_t written = 0, at = 0;
  while (at < parts.size()) {
    const auto count = static_cast<int>(std::min<size_t>(parts.size() - at, IOV_MAX));
    const ssize_t got = ::pwritev(file, parts.data() + at, count, static_cast<off_t>(offset + written));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    written += static_cast<size_t>(got);
    auto left = static_cast<size_t>(got);
    while (at < parts.size() && left >= parts[at].iov_len) left -= parts[at++].iov_len;
    if (at < parts.size() && left != 0) {
      parts[at].iov_base = static_cast<char*>(parts[at].iov_base) + left;
      parts[at].iov_len -= left;
    }
  }
  return written;
}

Unpacker::Unpacker(std::string_view message) {
  uint64_t head_size = 0;
  if (message.size() < sizeof head_size) {
    failed_ = true;
    return;
  }
  std::memcpy(&head_size, message.data(), sizeof head_size);
  message.remove_prefix(sizeof head_size);
  if (head_size > message.size() || head_size % kAlign != 0) {
    failed_ = true;
    return;
  }
  head_ = message.substr(0, static_cast<size_t>(head_size));
  arrays_ = message.substr(static_cast<size_t>(head_size));
}

std::string_view Unpacker::take(size_t bytes) {
  if (failed_ || bytes > head_.size()) {
    failed_ = true;
    return {};
  }
  const std::string_view out = head_.substr(0, bytes);
  head_.remove_prefix(bytes);
  return out;
}

uint64_t Unpacker::number() {
  uint64_t out = 0;
  if (const std::string_view bytes = take(sizeof out); !bytes.empty()) std::memcpy(&out, bytes.data(), sizeof out);
  return out;
}

std::string_view Unpacker::text() {
  const uint64_t size = number();
  if (size > head_.size()) {
    failed_ = true;
    return {};
  }
  const std::string_view out = take(static_cast<size_t>(size));
  take(padding(size));
  return failed_ ? std::string_view() : out;
}

std::string_view Unpacker::array() {
  const uint64_t offset = number(), size = number();
  if (failed_ || offset % kAlign != 0 || offset > arrays_.size() || size > arrays_.size() - offset) {
    failed_ = true;
    return {};
  }
  return arrays_.substr(static_cast<size_t>(offset), static_cast<size_t>(size));
}

bool write_all(int file, const void* data, size_t bytes, uint64_t offset) {
  const auto* at = static_cast<const char*>(data);
  while (bytes != 0) {
    const ssize_t got = ::pwrite(file, at, bytes, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    offset += static_cast<uint64_t>(got);
    bytes -= static_cast<size_t>(got);
  }
  return true;
}

bool read_all(int file, void* out, size_t bytes, uint64_t offset) {
  auto* at = static_cast<char*>(out);
  while (bytes != 0) {
    const ssize_t got = ::pread(file, at, bytes, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    offset += static_cast<uint64_t>(got);
    bytes -= static_cast<size_t>(got);
  }
  return true;
}

}  // namespace newsgrain::internal
