// The lexical part of HTML: where a tag, a comment or a raw-text element ends.
//
// All functions take positions in one string and return a position after what they have read, or kNoEnd if the string
// ends first. They follow the tokenizer of the HTML standard without building tokens.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace newsgrain::html {

inline constexpr size_t kNoEnd = static_cast<size_t>(-1);

// What a byte ends or is, inside of a tag.
enum ByteKind : uint8_t {
  kSpaceByte = 1,
  kEndsTagName = 2,
  kEndsName = 4,
  kEndsValue = 8
};  // the last one of a value without quotes
inline constexpr auto kByteKinds = [] {
  std::array<uint8_t, 256> of{};
  for (const char c : {' ', '\n', '\t', '\r', '\f'})
    of[static_cast<unsigned char>(c)] = kSpaceByte | kEndsTagName | kEndsName | kEndsValue;
  of['/'] = kEndsTagName | kEndsName;
  of['>'] = kEndsTagName | kEndsName | kEndsValue;
  of['='] = kEndsName;
  return of;
}();
inline bool is(char c, ByteKind kind) { return (kByteKinds[static_cast<unsigned char>(c)] & kind) != 0; }

inline bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
inline bool is_space(char c) { return is(c, kSpaceByte); }
inline char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
inline bool equals_lower(const char* p, size_t size, std::string_view lower) {
  if (size != lower.size()) return false;
  for (size_t i = 0; i < size; ++i) {
    if (to_lower(p[i]) != lower[i]) return false;
  }
  return true;
}

// Like memchr, but at home where the byte is near: in the next 48 bytes without a call.
inline const char* find_near(const char* p, const char* end, char byte) {
#if defined(__SSE2__)
  for (int i = 0; i < 3 && end - p >= 16; ++i, p += 16) {
    const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(here, _mm_set1_epi8(byte))));
    if (found != 0) return p + std::countr_zero(found);
  }
#endif
  return static_cast<const char*>(std::memchr(p, byte, static_cast<size_t>(end - p)));
}

// The end of an attribute's name.
inline const char* find_name_end(const char* p, const char* end) {
#if defined(__SSE2__)
  if (end - p >= 16) {
    // What may end it: white space is among the bytes up to ' ', and '=' and '>' are among "<=>?".
    const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i low = _mm_cmpeq_epi8(here, _mm_min_epu8(here, _mm_set1_epi8(' ')));
    const __m128i angle = _mm_cmpeq_epi8(_mm_or_si128(here, _mm_set1_epi8(3)), _mm_set1_epi8('?'));
    const auto may = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(low, angle), _mm_cmpeq_epi8(here, _mm_set1_epi8('/')))));
    p += may != 0 ? std::countr_zero(may) : 16;
  }
#endif
  while (p < end && !is(*p, kEndsName)) ++p;
  return p;
}

inline size_t find_byte(std::string_view text, size_t from, char byte) {
  if (from >= text.size()) return kNoEnd;
  const char* found = find_near(text.data() + from, text.data() + text.size(), byte);
  return found == nullptr ? kNoEnd : static_cast<size_t>(found - text.data());
}

// What a '<' begins.
enum class MarkupKind : uint8_t {
  text,  // nothing: it stands for itself
  start_tag,
  end_tag,
  empty_end_tag,  // "</>", which is nothing at all
  comment,        // "<!--"
  doctype,
  cdata,         // "<![CDATA[", in svg and math only
  bogus_comment  // "<?", "<!", "</ ": up to the next '>', quotes or not
};

inline MarkupKind classify(std::string_view text, size_t lt, bool foreign) {
  const char next = lt + 1 < text.size() ? text[lt + 1] : '\0';
  if (is_letter(next)) return MarkupKind::start_tag;
  if (next == '/') {
    if (lt + 2 >= text.size()) return MarkupKind::text;
    if (is_letter(text[lt + 2])) return MarkupKind::end_tag;
    return text[lt + 2] == '>' ? MarkupKind::empty_end_tag : MarkupKind::bogus_comment;
  }
  if (next == '!') {
    if (text.substr(lt + 2, 2) == "--") return MarkupKind::comment;
    if (foreign && text.substr(lt + 2, 7) == "[CDATA[") return MarkupKind::cdata;
    if (text.size() - lt >= 9 && equals_lower(text.data() + lt + 2, 7, "doctype")) return MarkupKind::doctype;
    return MarkupKind::bogus_comment;
  }
  return next == '?' ? MarkupKind::bogus_comment : MarkupKind::text;
}

// The end of the tag name that starts at `position`.
inline size_t scan_tag_name(std::string_view text, size_t position) {
  while (position < text.size() && !is(text[position], kEndsTagName)) ++position;
  return position;
}

struct Attribute {
  size_t name_begin = 0;
  size_t name_end = 0;
  size_t value_begin = 0;
  size_t value_end = 0;
  bool has_value = false;
};

enum class AttributeScan : uint8_t { attribute, end_of_tag, end_of_text };

// Reads the next attribute from `position` on, between the attributes of a tag, and moves the position after it.
// At the end of the tag the position is after its '>'.
inline AttributeScan scan_attribute(std::string_view text, size_t& position, Attribute& attribute, bool& self_closing) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const char* p = begin + position;
  const auto offset = [&](const char* q) { return static_cast<size_t>(q - begin); };

  while (true) {
    while (p < end && is_space(*p)) ++p;
    if (p == end) return AttributeScan::end_of_text;
    if (*p == '>') {
      position = offset(p) + 1;
      return AttributeScan::end_of_tag;
    }
    if (*p != '/') break;
    ++p;
    if (p < end && *p == '>') {
      self_closing = true;
      position = offset(p) + 1;
      return AttributeScan::end_of_tag;
    }
  }

  attribute.name_begin = offset(p);
  ++p;  // whatever it is, '=' and quotes too
  p = find_name_end(p, end);
  attribute.name_end = offset(p);
  attribute.value_begin = attribute.value_end = attribute.name_end;
  attribute.has_value = false;
  const char* after_name = p;
  while (p < end && is_space(*p)) ++p;
  if (p == end) return AttributeScan::end_of_text;
  if (*p != '=') {
    position = offset(after_name);
    return AttributeScan::attribute;
  }

  ++p;
  while (p < end && is_space(*p)) ++p;
  if (p == end) return AttributeScan::end_of_text;
  attribute.has_value = true;
  if (*p == '"' || *p == '\'') {
    const char quote = *p++;
    const char* close = find_near(p, end, quote);
    if (close == nullptr) return AttributeScan::end_of_text;
    attribute.value_begin = offset(p);
    attribute.value_end = offset(close);
    position = offset(close) + 1;
    return AttributeScan::attribute;
  }
  attribute.value_begin = offset(p);
  while (p < end && !is(*p, kEndsValue)) ++p;
  attribute.value_end = offset(p);
  position = offset(p);
  return p == end ? AttributeScan::end_of_text : AttributeScan::attribute;
}

// The end of a comment; `position` is after "<!--". `content_end` is where its "-->" begins.
size_t scan_comment(std::string_view text, size_t position, size_t& content_end);

// What raw text ends with: an end tag of that name.
enum class RawText : uint8_t {
  plain,   // style, xmp, iframe, textarea, title ...
  script,  // with its comments that hide end tags
  rest     // plaintext: nothing ends it
};

// The '<' of the end tag that closes a raw-text element of this (lower-case) name.
size_t find_raw_text_end(std::string_view text, size_t position, std::string_view name, RawText kind);

// The position after the content of an <svg> element, whose start tag ends at `position`: after its end tag, or
// before a tag that can not stand in it.
size_t skip_svg(std::string_view text, size_t position);

}  // namespace newsgrain::html
