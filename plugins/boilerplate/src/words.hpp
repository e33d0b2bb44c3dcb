// words.hpp: words of a text as hashes of their lower-case form, and the closed lists that features need.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <newsgrain/sdk/text.hpp>

namespace boilerplate {

namespace sdk = newsgrain::sdk;

constexpr bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Over the bytes with ASCII in lower case.
constexpr uint32_t hash_word(std::string_view word) {
  sdk::Fnv1a<uint32_t> h;
  for (const char c : word) h.add(sdk::to_lower(c));
  return h.value();
}

// The lower-case byte of a word's byte; 0 for bytes that end a word, and for 0xE2, which may begin a mark.
inline constexpr std::array<unsigned char, 256> kWordByte = [] {
  std::array<unsigned char, 256> out{};
  for (unsigned c = 0; c < out.size(); ++c)
    if (is_word_byte(static_cast<char>(c)) && c != 0xE2)
      out[c] = static_cast<unsigned char>(sdk::to_lower(static_cast<char>(c)));
  return out;
}();

// Calls f(word, hash_word(word)) for each run of letters and digits, and g(at) for each byte of ASCII between them;
// marks such as quotes and dashes of Unicode's U+2000 block end a word.
template <class F, class G>
void for_each_word(std::string_view text, F&& f, G&& g) {
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  const size_t size = text.size();
  const auto general_punctuation = [&](size_t i) { return i + 1 < size && bytes[i + 1] == 0x80; };
  for (size_t at = 0; at < size;) {
    const size_t begin = at;
    sdk::Fnv1a<uint32_t> hash;
    for (; at < size; ++at) {
      unsigned char c = kWordByte[bytes[at]];
      if (c == 0) {
        if (bytes[at] != 0xE2 || general_punctuation(at)) break;
        c = 0xE2;
      }
      hash.add(static_cast<char>(c));
    }
    if (at != begin) f(text.substr(begin, at - begin), hash.value());
    if (at == size) break;
    if (bytes[at] == 0xE2)
      at += 3;
    else
      g(at++);
  }
}

template <class F>
void for_each_word(std::string_view text, F&& f) {
  for_each_word(text, f, [](size_t) {});
}

// Function words of English and of the larger European languages.
inline constexpr size_t kStopSlots = 1024;
extern const std::array<uint32_t, kStopSlots> kStopWords;  // open addressing; 0 is an empty slot
inline bool is_stop_word(uint32_t hash) {
  size_t at = hash % kStopSlots;
  while (kStopWords[at] != 0 && kStopWords[at] != hash) at = (at + 1) % kStopSlots;
  return kStopWords[at] == hash && hash != 0;
}

// Evidence that a word of a class, id, role or itemprop gives; a set of bits.
enum Evidence : uint32_t {
  kNavigation = 1u << 0,
  kSocial = 1u << 1,
  kRelated = 1u << 2,
  kComment = 1u << 3,
  kAdvert = 1u << 4,
  kNewsletter = 1u << 5,
  kFooter = 1u << 6,
  kSidebar = 1u << 7,
  kCaption = 1u << 8,
  kAuthor = 1u << 9,
  kDate = 1u << 10,
  kTags = 1u << 11,
  kConsent = 1u << 12,
  kPaywall = 1u << 13,
  kTitle = 1u << 14,
  kSubtitle = 1u << 15,
  kBody = 1u << 16,
  kHeader = 1u << 17,
  kList = 1u << 18,
};
inline constexpr unsigned kEvidenceCount = 19;
struct EvidenceSlot {
  uint32_t hash, bits;
};
inline constexpr size_t kEvidenceSlots = 1024;
extern const std::array<EvidenceSlot, kEvidenceSlots> kEvidence;  // open addressing; an empty slot has no bits
inline uint32_t evidence_of(uint32_t hash) {
  size_t at = hash % kEvidenceSlots;
  while (kEvidence[at].bits != 0 && kEvidence[at].hash != hash) at = (at + 1) % kEvidenceSlots;
  return kEvidence[at].bits;
}

}  // namespace boilerplate
