// gzip by zlib, zstd by libzstd, xz by liblzma, bzip2 by libbz2. The only file that sees these libraries' streams.
#include "input/unpacker.hpp"

#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>

namespace newsgrain::internal {
namespace {

constexpr int kLargestZstdWindow = 27;               // log2 of bytes
constexpr uint64_t kLargestXzMemory = 256ull << 20;  // `xz -9` takes 65 MiB
constexpr size_t kMostAtOnce = 1u << 30;             // the libraries count in 32 bits
constexpr std::string_view kGzip("\x1f\x8b\x08", 3), kZstd("\x28\xb5\x2f\xfd", 4), kXz("\xfd\x37zXZ\0", 6),
    kBzip2("BZh");
constexpr std::string_view kBzip2Block("1AY&SY"), kBzip2End("\x17\x72\x45\x38\x50\x90");  // behind "BZh" and a digit

template <class Count>
Count at_most(size_t size) {
  return static_cast<Count>(std::min(size, kMostAtOnce));
}

class Gzip : public Unpacker {
 public:
  ~Gzip() override {
    if (made_) inflateEnd(&z_);
  }
  std::string_view name() const override { return "gzip"; }
  bool continues(std::string_view rest) const override { return rest.starts_with(kGzip); }
  bool restart() override {
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    if (made_) return inflateReset(&z_) == Z_OK;
    made_ = inflateInit2(&z_, kGzipOnly) == Z_OK;
    return made_;
  }
  Step step(std::string_view in, char* out, size_t room) override {
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    z_.avail_in = at_most<uInt>(in.size());
    z_.next_out = reinterpret_cast<Bytef*>(out);
    z_.avail_out = at_most<uInt>(room);
    const uInt before_in = z_.avail_in, before_out = z_.avail_out;
    const int status = inflate(&z_, Z_NO_FLUSH);
    Step step{before_in - z_.avail_in, before_out - z_.avail_out, status == Z_STREAM_END, {}};
    if (status != Z_STREAM_END && status != Z_OK && status != Z_BUF_ERROR) step.fault = "the gzip data are damaged";
    return step;
  }

 private:
  z_stream z_{};
  bool made_ = false;
};

class Zstd : public Unpacker {
 public:
  ~Zstd() override { ZSTD_freeDStream(stream_); }
  std::string_view name() const override { return "zstd"; }
  // Also frames to skip; garbage is an error of the library's.
  bool continues(std::string_view rest) const override { return !rest.empty(); }
  bool restart() override {
    if (stream_ == nullptr) {
      stream_ = ZSTD_createDStream();
      if (stream_ == nullptr) return false;
      ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, kLargestZstdWindow);
    }
    return ZSTD_isError(ZSTD_DCtx_reset(stream_, ZSTD_reset_session_only)) == 0;
  }
  Step step(std::string_view in, char* out, size_t room) override {
    ZSTD_inBuffer source{in.data(), in.size(), 0};
    ZSTD_outBuffer target{out, room, 0};
    const size_t left = ZSTD_decompressStream(stream_, &target, &source);
    Step step{source.pos, target.pos, left == 0, {}};
    if (ZSTD_isError(left) != 0) step.fault = std::string("the zstd data are damaged: ") + ZSTD_getErrorName(left);
    return step;
  }

 private:
  ZSTD_DStream* stream_ = nullptr;
};

class Xz : public Unpacker {
 public:
  ~Xz() override { lzma_end(&stream_); }
  std::string_view name() const override { return "xz"; }
  bool continues(std::string_view rest) const override { return rest.starts_with(kXz); }
  bool restart() override { return lzma_stream_decoder(&stream_, kLargestXzMemory, 0) == LZMA_OK; }
  Step step(std::string_view in, char* out, size_t room) override {
    stream_.next_in = reinterpret_cast<const uint8_t*>(in.data());
    stream_.avail_in = in.size();
    stream_.next_out = reinterpret_cast<uint8_t*>(out);
    stream_.avail_out = room;
    const lzma_ret status = lzma_code(&stream_, LZMA_RUN);
    Step step{in.size() - stream_.avail_in, room - stream_.avail_out, status == LZMA_STREAM_END, {}};
    if (status == LZMA_MEMLIMIT_ERROR)
      step.fault = "the xz data need more than " + std::to_string(kLargestXzMemory >> 20) + " MiB to decompress";
    else if (status != LZMA_OK && status != LZMA_STREAM_END && status != LZMA_BUF_ERROR)
      step.fault = "the xz data are damaged";
    return step;
  }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

class Bzip2 : public Unpacker {
 public:
  ~Bzip2() override { close(); }
  std::string_view name() const override { return "bzip2"; }
  bool continues(std::string_view rest) const override { return rest.starts_with(kBzip2); }
  bool restart() override {
    close();
    stream_ = {};
    made_ = BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK;
    return made_;
  }
  Step step(std::string_view in, char* out, size_t room) override {
    stream_.next_in = const_cast<char*>(in.data());
    stream_.avail_in = at_most<unsigned>(in.size());
    stream_.next_out = out;
    stream_.avail_out = at_most<unsigned>(room);
    const unsigned before_in = stream_.avail_in, before_out = stream_.avail_out;
    const int status = BZ2_bzDecompress(&stream_);
    Step step{before_in - stream_.avail_in, before_out - stream_.avail_out, status == BZ_STREAM_END, {}};
    if (status != BZ_OK && status != BZ_STREAM_END) step.fault = "the bzip2 data are damaged";
    return step;
  }

 private:
  void close() {
    if (made_) BZ2_bzDecompressEnd(&stream_);
    made_ = false;
  }
  bz_stream stream_{};
  bool made_ = false;
};

bool is_bzip2(std::string_view start) {
  if (!start.starts_with(kBzip2) || start.size() < kLongestMagic || start[3] < '1' || start[3] > '9') return false;
  return start.substr(4).starts_with(kBzip2Block) || start.substr(4).starts_with(kBzip2End);
}

}  // namespace

std::unique_ptr<Unpacker> unpacker_for(std::string_view start) {
  if (start.starts_with(kGzip)) return std::make_unique<Gzip>();
  if (start.starts_with(kZstd)) return std::make_unique<Zstd>();
  if (start.starts_with(kXz)) return std::make_unique<Xz>();
  if (is_bzip2(start)) return std::make_unique<Bzip2>();
  return nullptr;
}

}  // namespace newsgrain::internal
