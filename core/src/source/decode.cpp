// Decoding with a map back to the source bytes. Legacy tables come from ICU.
#include "source/decode.hpp"

#include <unicode/ucnv.h>

#include <algorithm>
#include <cstring>

#include "newsgrain/offsets.hpp"
#include "source/character_references.hpp"

namespace newsgrain {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

uint32_t u32(size_t value) { return static_cast<uint32_t>(value); }

// Output and map of one decoding run.
struct Sink {
  std::string& out;
  TextMap& map;

  bool full() const { return out.size() > kMaxMarkup - 8; }
  void copy(std::string_view bytes, size_t source) {
    out.append(bytes);
    map.append_copy(u32(source), u32(bytes.size()));
  }
  // One character made from `length` source bytes.
  void character(uint32_t code_point, size_t source, size_t length) {
    char utf8[4];
    const uint8_t size = encode_utf8(code_point, utf8);
    out.append(utf8, size);
    if (length < 256) {
      map.append_units(1, size, u32(source), static_cast<uint8_t>(length));
    } else {
      map.append_replace(size, u32(source), u32(length));
    }
  }
  void damaged(size_t source, size_t length) {
    out.append(kReplacement);
    map.append_replace(3, u32(source), u32(length));
  }
};

// The length of the broken sequence at the start of `bytes`: as many bytes as could have begun a character, which is
// how many a browser replaces with one U+FFFD.
size_t broken_length(std::string_view bytes) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte(0);
  size_t wanted = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xE0 && lead <= 0xEF) {
    wanted = 2;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    wanted = 3;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 1;
  }
  size_t length = 1;
  while (length <= wanted && length < bytes.size() && byte(length) >= low && byte(length) <= high) {
    ++length;
    low = 0x80;
    high = 0xBF;
  }
  return std::min(length, wanted);
}

void decode_utf8(std::string_view bytes, size_t from, Sink sink) {
  while (from < bytes.size() && !sink.full()) {
    const size_t room = kMaxMarkup - sink.out.size();
    size_t valid = valid_utf8_prefix(bytes.substr(from));
    if (valid > room) {
      valid = room;
      while (!is_code_point_boundary(bytes, from + valid)) --valid;
      sink.copy(bytes.substr(from, valid), from);
      return;
    }
    sink.copy(bytes.substr(from, valid), from);
    from += valid;
    if (from == bytes.size()) return;
    const size_t broken = broken_length(bytes.substr(from));
    sink.damaged(from, broken);
    from += broken;
  }
}

void decode_utf16(std::string_view bytes, size_t from, bool big_endian, Sink sink) {
  const auto unit = [&](size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<uint32_t>(big_endian ? a << 8 | b : b << 8 | a);
  };
  while (from + 2 <= bytes.size() && !sink.full()) {
    const uint32_t first = unit(from);
    if (first < 0xD800 || first > 0xDFFF) {
      sink.character(first, from, 2);
      from += 2;
      continue;
    }
    const uint32_t second = first < 0xDC00 && from + 4 <= bytes.size() ? unit(from + 2) : 0;
    if (second >= 0xDC00 && second <= 0xDFFF) {
      sink.character(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), from, 4);
      from += 4;
    } else {
      sink.damaged(from, 2);
      from += 2;
    }
  }
  if (from < bytes.size() && !sink.full()) sink.damaged(from, bytes.size() - from);
}

void decode_replacement(std::string_view bytes, size_t from, Sink sink) {
  while (from < bytes.size() && !sink.full()) {
    const size_t ascii = std::min(ascii_prefix(bytes.substr(from)), kMaxMarkup - sink.out.size());
    sink.copy(bytes.substr(from, ascii), from);
    from += ascii;
    if (from < bytes.size() && !sink.full()) sink.damaged(from++, 1);
  }
}

}  // namespace

// An ICU converter, or for single-byte encodings what it says about each byte.
struct Decoder::Converter {
  std::string_view name;
  UConverter* icu = nullptr;
  uint32_t table[256] = {};

  ~Converter() {
    if (icu != nullptr) ucnv_close(icu);
  }
  bool open(const Encoding& encoding) {
    name = encoding.name;
    UErrorCode status = U_ZERO_ERROR;
    icu = ucnv_open(std::string(encoding.converter).c_str(), &status);
    if (U_FAILURE(status)) return false;
    if (encoding.single_byte) fill_table();
    return true;
  }

  void fill_table() {
    for (int byte = 0; byte < 256; ++byte) {
      const char source = static_cast<char>(byte);
      UChar target[4] = {};
      UErrorCode status = U_ZERO_ERROR;
      ucnv_reset(icu);
      const int32_t size = ucnv_toUChars(icu, target, 4, &source, 1, &status);
      uint32_t value = U_SUCCESS(status) && size == 1 ? target[0] : 0xFFFD;
      // The Encoding Standard leaves the unused C1 bytes of the Windows code pages as they are.
      if (value == 0xFFFD && byte < 0xA0 && name.substr(0, 7) == "windows") value = static_cast<uint32_t>(byte);
      table[byte] = byte < 0x80 ? static_cast<uint32_t>(byte) : value;
    }
  }

  void decode_single_byte(std::string_view bytes, Sink sink) const {
    size_t from = 0;
    while (from < bytes.size() && !sink.full()) {
      const size_t ascii = std::min(ascii_prefix(bytes.substr(from)), kMaxMarkup - sink.out.size());
      sink.copy(bytes.substr(from, ascii), from);
      from += ascii;
      for (; from < bytes.size() && static_cast<unsigned char>(bytes[from]) >= 0x80 && !sink.full(); ++from) {
        sink.character(table[static_cast<unsigned char>(bytes[from])], from, 1);
      }
    }
  }

  void decode_multi_byte(std::string_view bytes, Sink sink) const {
    constexpr int kChunk = 4096;
    UChar target[kChunk];
    int32_t offsets[kChunk];
    ucnv_reset(icu);
    const char* source = bytes.data();
    const char* const limit = source + bytes.size();
    size_t begin = 0;      // source offset of the character in hand
    uint32_t pending = 0;  // that character, if its source length is not known yet
    bool has_pending = false;
    const auto settle = [&](size_t end) {
      if (!has_pending) return;
      has_pending = false;
      const size_t length = end - begin;
      if (pending < 0x80 && length == 1 && bytes[begin] == static_cast<char>(pending)) {
        sink.copy(bytes.substr(begin, 1), begin);
      } else if (pending == 0xFFFD) {
        sink.damaged(begin, length);
      } else {
        sink.character(pending, begin, length);
      }
    };
    UErrorCode status;
    do {
      const size_t base = static_cast<size_t>(source - bytes.data());
      UChar* out = target;
      status = U_ZERO_ERROR;
      ucnv_toUnicode(icu, &out, target + kChunk, &source, limit, offsets, true, &status);
      const auto count = static_cast<int32_t>(out - target);
      for (int32_t i = 0; i < count; ++i) {
        const uint32_t unit = target[i];
        // ICU gives -1 for a character that began in the chunk before.
        const size_t position = offsets[i] >= 0 ? base + static_cast<size_t>(offsets[i]) : begin;
        if (unit >= 0xDC00 && unit <= 0xDFFF && has_pending && pending >= 0xD800 && pending <= 0xDBFF) {
          pending = 0x10000 + ((pending - 0xD800) << 10) + (unit - 0xDC00);
          continue;
        }
        if (has_pending && position <= begin && offsets[i] >= 0) {
          // A second character from the same bytes: give it none of its own.
          settle(begin + 1 <= bytes.size() ? std::max(position, begin) : begin);
        }
        settle(std::max(position, begin));
        if (sink.full()) return;
        begin = std::max(position, begin);
        pending = unit;
        has_pending = true;
      }
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    settle(bytes.size());
  }
};

Decoder::Decoder() = default;
Decoder::~Decoder() = default;

Decoder::Converter* Decoder::converter(const Encoding& encoding) {
  for (const auto& known : converters_) {
    if (known->name == encoding.name) return known.get();
  }
  auto opened = std::make_unique<Converter>();
  if (!opened->open(encoding)) return nullptr;
  converters_.push_back(std::move(opened));
  return converters_.back().get();
}

size_t Decoder::decode(std::string_view bytes, std::string_view declared, bool is_html, ReadResult& result) {
  EncodingChoice choice = choose_encoding(bytes, declared, is_html);
  result.encoding = choice.encoding->name;
  result.note = std::move(choice.remark);
  const bool utf8 = choice.encoding->name == "utf-8";
  if (choice.is_valid_utf8 && bytes.size() <= kMaxMarkup) {
    result.markup_is_source = true;
    result.markup_size = u32(bytes.size());
    result.markup_to_source.append_copy(0, u32(bytes.size()));
    return choice.skip;
  }

  result.markup_is_source = false;
  Sink sink{result.markup_storage, result.markup_to_source};
  sink.out.reserve(std::min(bytes.size() + bytes.size() / 8, kMaxMarkup));
  Converter* legacy = choice.encoding->converter.empty() ? nullptr : converter(*choice.encoding);
  if (legacy != nullptr && choice.encoding->single_byte) {
    legacy->decode_single_byte(bytes, sink);
  } else if (legacy != nullptr) {
    legacy->decode_multi_byte(bytes, sink);
  } else if (choice.encoding->name == "utf-16le" || choice.encoding->name == "utf-16be") {
    decode_utf16(bytes, choice.skip, choice.encoding->name == "utf-16be", sink);
  } else if (utf8) {
    decode_utf8(bytes, choice.skip, sink);
  } else {
    decode_replacement(bytes, 0, sink);
  }
  if (utf8) {
    if (!result.note.empty()) result.note += "; ";
    result.note += "damaged UTF-8";
  }
  result.markup_size = u32(result.markup_storage.size());
  return 0;
}

}  // namespace newsgrain
