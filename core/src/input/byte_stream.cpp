// Files and pipes, compressed or not.
#include "input/byte_stream.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace newsgrain::internal {
namespace {

constexpr size_t kChunk = 128 * 1024;
constexpr int kPollMs = 100;  // how late a cancellation may be seen

}  // namespace

ByteStream::ByteStream() = default;

ByteStream::~ByteStream() {
  if (fd_ > STDIN_FILENO) ::close(fd_);
}

Error ByteStream::broken(const std::string& what) const { return {ErrorCode::cannot_read, what, name_}; }

Result<std::unique_ptr<ByteStream>> ByteStream::open(const std::string& path, std::function<bool()> cancelled) {
  std::unique_ptr<ByteStream> stream(new ByteStream());
  stream->name_ = path;
  stream->cancelled_ = std::move(cancelled);
  stream->fd_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (stream->fd_ < 0) return stream->broken(std::strerror(errno));
  struct stat info{};
  if (fstat(stream->fd_, &info) != 0) return stream->broken(std::strerror(errno));
  if (S_ISDIR(info.st_mode)) return stream->broken("is a folder");
  stream->may_block_ = !S_ISREG(info.st_mode);
  stream->file_size_ = S_ISREG(info.st_mode) ? static_cast<uint64_t>(info.st_size) : 0;
  return stream;
}

Result<size_t> ByteStream::fill() {
  if (at_end_) return size_t{0};
  if (in_at_ == in_.size()) {
    in_.clear();
    in_at_ = 0;
  }
  const size_t before = in_.size();
  in_.resize(before + kChunk);
  while (true) {
    if (may_block_) {
      pollfd waiting{fd_, POLLIN, 0};
      const int ready = ::poll(&waiting, 1, kPollMs);
      if (cancelled_ && cancelled_()) {
        in_.resize(before);
        at_end_ = true;
        return size_t{0};
      }
      if (ready <= 0) continue;
    }
    const ssize_t got = ::read(fd_, in_.data() + before, kChunk);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) {
      in_.resize(before);
      return broken(std::strerror(errno));
    }
    in_.resize(before + static_cast<size_t>(got));
    at_end_ = got == 0;
    return static_cast<size_t>(got);
  }
}

Result<size_t> ByteStream::read_some(char* out, size_t size) {
  if (!looked_) {
    while (in_.size() < kLongestMagic) {
      auto got = fill();
      if (!got) return got.error();
      if (got.value() == 0) break;
    }
    looked_ = true;
    unpacker_ = unpacker_for(in_);
  }
  if (unpacker_ != nullptr) return unpack_some(out, size);
  if (in_at_ == in_.size() && !may_block_) {  // a plain file goes where it is wanted
    ssize_t got;
    do got = ::read(fd_, out, size);
    while (got < 0 && errno == EINTR);
    if (got < 0) return broken(std::strerror(errno));
    return static_cast<size_t>(got);
  }
  if (in_at_ == in_.size()) {
    auto got = fill();
    if (!got) return got.error();
  }
  const size_t count = std::min(size, in_.size() - in_at_);
  std::memcpy(out, in_.data() + in_at_, count);
  in_at_ += count;
  return count;
}

Result<size_t> ByteStream::more_input() {
  in_.erase(0, std::exchange(in_at_, 0));
  return fill();
}

Result<bool> ByteStream::next_member() {
  while (true) {
    in_at_ = std::min(in_.find_first_not_of('\0', in_at_), in_.size());  // zeros fill up blocks
    if (in_.size() - in_at_ >= kLongestMagic || at_end_) break;
    if (auto got = more_input(); !got) return got.error();
  }
  if (!unpacker_->continues(std::string_view(in_).substr(in_at_))) return false;
  if (!unpacker_->restart()) return Error{ErrorCode::out_of_memory, "no memory to decompress", name_};
  in_member_ = true;
  return true;
}

Result<size_t> ByteStream::unpack_some(char* out, size_t size) {
  while (true) {
    if (!in_member_) {
      auto another = next_member();
      if (!another) return another.error();
      if (!another.value()) return size_t{0};
    }
    const Unpacker::Step step = unpacker_->step(std::string_view(in_).substr(in_at_), out, size);
    if (!step.fault.empty()) return broken(step.fault);
    in_at_ += step.taken;
    in_member_ = !step.ends;
    if (step.given != 0) return step.given;
    if (step.taken != 0 || step.ends) continue;
    auto got = more_input();
    if (!got) return got.error();
    if (got.value() == 0) return broken("the " + std::string(unpacker_->name()) + " data end too early");
  }
}

Result<size_t> ByteStream::read(std::string& out, size_t size, size_t room) {
  const size_t before = out.size();
  out.resize(before + size + room);
  auto got = read_some(out.data() + before, size);
  out.resize(before + (got ? got.value() : 0));
  return got;
}

}  // namespace newsgrain::internal
