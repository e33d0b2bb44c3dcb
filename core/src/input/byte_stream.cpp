// Files and pipes through zlib and libzstd.
#include "input/byte_stream.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace newsgrain::internal {
namespace {

constexpr size_t kChunk = 128 * 1024;
constexpr int kPollMs = 100;            // how late a cancellation may be seen
constexpr int kLargestZstdWindow = 27;  // log2 of bytes
constexpr std::string_view kGzipMagic("\x1f\x8b\x08", 3), kZstdMagic("\x28\xb5\x2f\xfd", 4);

}  // namespace

struct ByteStream::State {
  z_stream zlib{};
  bool zlib_made = false;
  ZSTD_DStream* zstd = nullptr;
  ~State() {
    if (zlib_made) inflateEnd(&zlib);
    ZSTD_freeDStream(zstd);
  }
};

ByteStream::ByteStream() : state_(std::make_unique<State>()) {}

ByteStream::~ByteStream() {
  if (fd_ > STDIN_FILENO) ::close(fd_);
}

Error ByteStream::broken(const std::string& what) const { return {ErrorCode::cannot_read, what, name_}; }

Result<std::unique_ptr<ByteStream>> ByteStream::open(const std::string& path, std::function<bool()> cancelled) {
  std::unique_ptr<ByteStream> stream(new ByteStream());
  stream->name_ = path;
  stream->cancelled_ = std::move(cancelled);
  stream->fd_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
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
  if (packing_ == Packing::unknown) {
    while (in_.size() < kZstdMagic.size()) {
      auto got = fill();
      if (!got) return got.error();
      if (got.value() == 0) break;
    }
    packing_ = in_.starts_with(kGzipMagic)   ? Packing::gzip
               : in_.starts_with(kZstdMagic) ? Packing::zstd
                                             : Packing::none;
  }
  if (packing_ == Packing::gzip) return inflate_some(out, size);
  if (packing_ == Packing::zstd) return unzstd_some(out, size);
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

Result<size_t> ByteStream::inflate_some(char* out, size_t size) {
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  z_stream& z = state_->zlib;
  if (!state_->zlib_made) {
    if (inflateInit2(&z, kGzipOnly) != Z_OK) return Error{ErrorCode::out_of_memory, "no memory to decompress", name_};
    state_->zlib_made = true;
    in_member_ = true;
  }
  z.next_out = reinterpret_cast<Bytef*>(out);
  z.avail_out = static_cast<uInt>(std::min<size_t>(size, 1u << 30));
  const uInt room = z.avail_out;
  while (z.avail_out == room) {
    if (in_at_ == in_.size()) {
      auto got = fill();
      if (!got) return got.error();
      if (got.value() == 0) {
        if (in_member_) return broken("the gzip data end too early");
        break;
      }
    }
    if (!in_member_) {
      // Another member, or padding behind the last one, which gzip ignores too.
      if (!std::string_view(in_).substr(in_at_).starts_with("\x1f")) {
        in_at_ = in_.size();
        at_end_ = true;
        break;
      }
      inflateReset(&z);
      in_member_ = true;
    }
    z.next_in = reinterpret_cast<Bytef*>(in_.data() + in_at_);
    z.avail_in = static_cast<uInt>(in_.size() - in_at_);
    const int status = inflate(&z, Z_NO_FLUSH);
    in_at_ = in_.size() - z.avail_in;
    if (status == Z_STREAM_END)
      in_member_ = false;
    else if (status != Z_OK && status != Z_BUF_ERROR)
      return broken("the gzip data are damaged");
  }
  return size_t{room - z.avail_out};
}

Result<size_t> ByteStream::unzstd_some(char* out, size_t size) {
  if (state_->zstd == nullptr) {
    state_->zstd = ZSTD_createDStream();
    if (state_->zstd == nullptr) return Error{ErrorCode::out_of_memory, "no memory to decompress", name_};
    ZSTD_DCtx_setParameter(state_->zstd, ZSTD_d_windowLogMax, kLargestZstdWindow);
    in_member_ = true;
  }
  ZSTD_outBuffer target{out, size, 0};
  while (target.pos == 0) {
    if (in_at_ == in_.size()) {
      auto got = fill();
      if (!got) return got.error();
      if (got.value() == 0) {
        if (in_member_) return broken("the zstd data end too early");
        break;
      }
    }
    ZSTD_inBuffer source{in_.data(), in_.size(), in_at_};
    const size_t left = ZSTD_decompressStream(state_->zstd, &target, &source);
    in_at_ = source.pos;
    if (ZSTD_isError(left) != 0) return broken(std::string("the zstd data are damaged: ") + ZSTD_getErrorName(left));
    in_member_ = left != 0;
  }
  return target.pos;
}

Result<size_t> ByteStream::read(std::string& out, size_t size, size_t room) {
  const size_t before = out.size();
  out.resize(before + size + room);
  auto got = read_some(out.data() + before, size);
  out.resize(before + (got ? got.value() : 0));
  return got;
}

}  // namespace newsgrain::internal
