// From the bytes of a source to UTF-8 markup.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/reader.hpp"
#include "source/encoding_names.hpp"

namespace newsgrain {

// Markup is never longer than this, so that the text made from it stays below 2^31 bytes.
inline constexpr size_t kMaxMarkup = size_t{3} << 29;

// What is known or assumed about the encoding of some bytes.
struct EncodingChoice {
  const Encoding* encoding = nullptr;
  size_t skip = 0;             // bytes of a byte order mark
  bool is_valid_utf8 = false;  // the bytes as they are: nothing to decode
  std::string remark;          // for the note; empty if nothing was odd
};

EncodingChoice choose_encoding(std::string_view bytes, std::string_view declared, bool is_html);

class Decoder {
 public:
  Decoder();
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // Fills encoding, markup_storage, markup_is_source, markup_size, markup_to_source and note of the result. Returns
  // where the content begins in the markup: after a byte order mark.
  size_t decode(std::string_view bytes, std::string_view declared, bool is_html, ReadResult& result);

 private:
  struct Converter;
  Converter* converter(const Encoding& encoding);

  std::vector<std::unique_ptr<Converter>> converters_;
};

}  // namespace newsgrain
