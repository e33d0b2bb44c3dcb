// gazetteer.hpp: the table of known names; the classes of words stand in a table of the same form. A key is the hash of
// the folded words joined by spaces; the file holds, sorted, the low half of each 32-bit key and a mask of kinds, with
// an index over the high half (format: README.md).
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "text.hpp"

namespace entities {

enum Kind : uint32_t {
  kFirstName = 1u << 0,
  kSurname = 1u << 1,
  kPerson = 1u << 2,
  kCountry = 1u << 3,
  kCity = 1u << 4,
  kRegion = 1u << 5,
  kCompany = 1u << 6,
  kOrganisation = 1u << 7,
  kDemonym = 1u << 8,
  kBuilding = 1u << 9,
  kCommon = 1u << 10,   // a word often written with a small letter
  kNature = 1u << 11,   // continents, seas, mountains
  kTitle = 1u << 12,    // President, Mr, Senator
  kOrgHead = 1u << 13,  // Ministry, University, Inc
  kLocHead = 1u << 14,  // River, Peninsula, Street
  kDateWord = 1u << 15  // months, weekdays
};
constexpr uint32_t kNameKinds =
    kPerson | kCountry | kCity | kRegion | kCompany | kOrganisation | kDemonym | kBuilding | kNature;
constexpr uint32_t kMaxNameWords = 6;

// Hash of a name of several words from the words' own hashes.
inline uint64_t extend_key(uint64_t so_far, uint64_t word) { return mix(so_far * 31 + word); }
inline uint32_t table_key(uint64_t key) { return static_cast<uint32_t>(mix(key) >> 32); }

class Gazetteer {
 public:
  static constexpr size_t kHeader = 16;
  static constexpr size_t kIndex = 65537;

  Gazetteer() = default;
  // False if the bytes are no gazetteer.
  bool open(std::string_view bytes) {
    if (bytes.size() < kHeader + 4 * kIndex || bytes.substr(0, 8) != std::string_view("NGGAZ\0\0\1", 8)) return false;
    uint32_t count = 0;
    std::memcpy(&count, bytes.data() + 8, 4);
    if (bytes.size() != kHeader + 4 * kIndex + size_t{4} * count) return false;
    index_ = bytes.data() + kHeader;
    keys_ = index_ + 4 * kIndex;
    kinds_ = keys_ + size_t{2} * count;
    for (size_t i = 0; i + 1 < kIndex; ++i)
      if (load32(index_ + 4 * i) > load32(index_ + 4 * (i + 1))) return false;
    return load32(index_ + 4 * (kIndex - 1)) == count;
  }

  uint32_t find(uint64_t key) const {
    if (index_ == nullptr) return 0;
    const uint32_t hash = table_key(key);
    const uint16_t low = static_cast<uint16_t>(hash);
    uint32_t begin = load32(index_ + 4 * (hash >> 16)), end = load32(index_ + 4 * ((hash >> 16) + 1));
    for (; begin < end; ++begin) {
      const uint16_t at = load16(keys_ + size_t{2} * begin);
      if (at == low) return load16(kinds_ + size_t{2} * begin);
      if (at > low) break;
    }
    return 0;
  }

 private:
  static uint32_t load32(const char* p) {
    uint32_t v;
    std::memcpy(&v, p, 4);
    return v;
  }
  static uint16_t load16(const char* p) {
    uint16_t v;
    std::memcpy(&v, p, 2);
    return v;
  }
  const char* index_ = nullptr;
  const char* keys_ = nullptr;
  const char* kinds_ = nullptr;
};

}  // namespace entities
