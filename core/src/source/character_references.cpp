// Decoding of character references by the rules of the HTML standard, section "Named character references".
#include "source/character_references.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "newsgrain/reader.hpp"

namespace newsgrain {
namespace {

struct NamedReference {
  uint16_t name;
  uint8_t name_size;
  uint16_t value;
  uint8_t value_size;
  uint8_t legacy;
};

#include "source/named_references.inc"

constexpr size_t kLongestName = 32;
constexpr size_t kLongestLegacyName = 6;

std::string_view name_of(const NamedReference& reference) {
  return {kReferenceNames + reference.name, reference.name_size};
}

const NamedReference* find_name(std::string_view name) {
  const auto* end = std::end(kReferences);
  const auto* found =
      std::lower_bound(std::begin(kReferences), end, name,
                       [](const NamedReference& reference, std::string_view key) { return name_of(reference) < key; });
  return found != end && name_of(*found) == name ? found : nullptr;
}

bool is_alnum(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

// What old pages mean by &#128; to &#159;: windows-1252.
constexpr uint16_t kC1[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                              0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                              0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

CharacterReference numeric_reference(const char* p, const char* end) {
  const char* q = p + 2;
  const bool hex = q < end && (*q | 0x20) == 'x';
  if (hex) ++q;
  const char* digits = q;
  uint32_t value = 0;
  for (; q < end; ++q) {
    uint32_t digit;
    const char lower = static_cast<char>(*q | 0x20);
    if (*q >= '0' && *q <= '9')
      digit = static_cast<uint32_t>(*q - '0');
    else if (hex && lower >= 'a' && lower <= 'f')
      digit = static_cast<uint32_t>(lower - 'a' + 10);
    else
      break;
    value = std::min<uint32_t>(value * (hex ? 16 : 10) + digit, 0x110000);
  }
  CharacterReference result;
  if (q == digits) return result;
  if (q < end && *q == ';') ++q;
  if (value >= 0x80 && value <= 0x9F) value = kC1[value - 0x80];
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
  result.length = static_cast<uint32_t>(q - p);
  result.size = encode_utf8(value, result.utf8);
  return result;
}

}  // namespace

uint8_t encode_utf8(uint32_t c, char* out) {
  const auto put = [&](int i, uint32_t byte) { out[i] = static_cast<char>(byte); };
  if (c < 0x80) {
    put(0, c);
    return 1;
  }
  if (c < 0x800) {
    put(0, 0xC0 | c >> 6), put(1, 0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    put(0, 0xE0 | c >> 12), put(1, 0x80 | (c >> 6 & 0x3F)), put(2, 0x80 | (c & 0x3F));
    return 3;
  }
  put(0, 0xF0 | c >> 18), put(1, 0x80 | (c >> 12 & 0x3F)), put(2, 0x80 | (c >> 6 & 0x3F));
  put(3, 0x80 | (c & 0x3F));
  return 4;
}

CharacterReference match_reference(const char* p, const char* end, bool in_attribute) {
  CharacterReference result;
  if (end - p < 2) return result;
  if (p[1] == '#') return numeric_reference(p, end);

  const char* name = p + 1;
  const char* limit = name + std::min<ptrdiff_t>(end - name, kLongestName);
  const char* q = name;
  while (q < limit && is_alnum(*q)) ++q;
  const auto size = static_cast<size_t>(q - name);
  const NamedReference* found = nullptr;
  size_t length = 0;
  if (q < end && *q == ';') {
    found = find_name({name, size});
    if (found != nullptr) length = size + 2;
  }
  for (size_t n = std::min(size, kLongestLegacyName); found == nullptr && n >= 2; --n) {
    found = find_name({name, n});
    if (found != nullptr && found->legacy == 0) found = nullptr;
    length = n + 1;
  }
  if (found == nullptr) return result;
  if (in_attribute && p[length - 1] != ';' && p + length < end && (p[length] == '=' || is_alnum(p[length]))) {
    return result;
  }
  result.length = static_cast<uint32_t>(length);
  result.size = found->value_size;
  std::memcpy(result.utf8, kReferenceValues + found->value, found->value_size);
  return result;
}

void decode_character_references(std::string_view raw, bool in_attribute, std::string& out) {
  const char* p = raw.data();
  const char* const end = p + raw.size();
  while (p < end) {
    const auto* amp = static_cast<const char*>(std::memchr(p, '&', static_cast<size_t>(end - p)));
    if (amp == nullptr) break;
    out.append(p, amp);
    const CharacterReference reference = match_reference(amp, end, in_attribute);
    if (reference.length == 0) {
      out.push_back('&');
      p = amp + 1;
    } else {
      out.append(reference.value());
      p = amp + reference.length;
    }
  }
  out.append(p, end);
}

}  // namespace newsgrain
