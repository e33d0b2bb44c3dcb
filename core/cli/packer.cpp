// zlib and libzstd. One stream per file, since many readers stop behind the first one; flushed now and then, so that
// what was written can be unpacked should the run end early.
#include "packer.hpp"

#include <zlib.h>
#include <zstd.h>

#include <new>

namespace newsgrain::cli {
namespace {

constexpr size_t kBetweenFlushes = 1 << 20, kChunk = 64 * 1024;

// True once per kBetweenFlushes bytes.
class FlushClock {
 public:
  bool due(size_t added) {
    if ((since_ += added) < kBetweenFlushes) return false;
    since_ = 0;
    return true;
  }

 private:
  size_t since_ = 0;
};

class Gzip : public Packer {
 public:
  Gzip() {
    constexpr int kGzipOnly = 16 + MAX_WBITS, kMemory = 8;
    if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipOnly, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Gzip() override { deflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  std::string add(std::string_view text) override {
    std::string out;
    // avail_in counts in 32 bits.
    constexpr size_t kMost = 1 << 30;
    for (; text.size() > kMost; text.remove_prefix(kMost)) run(text.substr(0, kMost), Z_NO_FLUSH, out);
    run(text, clock_.due(text.size()) ? Z_SYNC_FLUSH : Z_NO_FLUSH, out);
    return out;
  }
  std::string end() override {
    std::string out;
    run({}, Z_FINISH, out);
    return out;
  }

 private:
  void run(std::string_view text, int flush, std::string& out) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<uInt>(text.size());
    do {
      const size_t before = out.size();
      out.resize(before + kChunk);
      stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
      stream_.avail_out = kChunk;
      deflate(&stream_, flush);
      out.resize(before + kChunk - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }
  z_stream stream_{};
  FlushClock clock_;
};

class Zstd : public Packer {
 public:
  Zstd() : context_(ZSTD_createCCtx()) {
    if (context_ == nullptr) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1);
  }
  ~Zstd() override { ZSTD_freeCCtx(context_); }
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;

  std::string add(std::string_view text) override {
    return run(text, clock_.due(text.size()) ? ZSTD_e_flush : ZSTD_e_continue);
  }
  std::string end() override { return run({}, ZSTD_e_end); }

 private:
  std::string run(std::string_view text, ZSTD_EndDirective how) const {
    std::string out;
    ZSTD_inBuffer in{text.data(), text.size(), 0};
    size_t left = 1;
    while (in.pos < in.size || (how != ZSTD_e_continue && left != 0)) {
      const size_t before = out.size();
      out.resize(before + kChunk);
      ZSTD_outBuffer target{out.data() + before, kChunk, 0};
      left = ZSTD_compressStream2(context_, &target, &in, how);
      if (ZSTD_isError(left) != 0) throw std::bad_alloc();  // the only way for it to fail here
      out.resize(before + target.pos);
    }
    return out;
  }
  ZSTD_CCtx* context_;
  FlushClock clock_;
};

}  // namespace

std::unique_ptr<Packer> make_packer(Packing packing) {
  if (packing == Packing::gzip) return std::make_unique<Gzip>();
  if (packing == Packing::zstd) return std::make_unique<Zstd>();
  return nullptr;
}

}  // namespace newsgrain::cli
