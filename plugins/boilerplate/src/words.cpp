// Lists as hash tables.
#include "words.hpp"

#include <array>
#include <iterator>

#include "lang/words.hpp"

namespace boilerplate {
namespace {

// Open addressing; a test holds that most slots are free.
std::array<uint32_t, kStopSlots> stop_table() {
  std::array<uint32_t, kStopSlots> out{};
  for (const newsgrain::lang::Dictionary* words : newsgrain::lang::dictionaries())
    words->each(newsgrain::lang::Class::stop, [&](std::string_view word) {
      const uint32_t hash = hash_word(word);
      size_t at = hash % kStopSlots;
      while (out[at] != 0 && out[at] != hash) at = (at + 1) % kStopSlots;
      out[at] = hash;
    });
  return out;
}

struct Name {
  std::string_view word;
  uint32_t bits;
};
constexpr Name kNames[] = {
#include "names.inc"
};

constexpr auto kEvidenceTable = [] {
  std::array<EvidenceSlot, kEvidenceSlots> out{};
  for (const Name& name : kNames) {
    const uint32_t hash = hash_word(name.word);
    size_t at = hash % kEvidenceSlots;
    while (out[at].bits != 0) at = (at + 1) % kEvidenceSlots;
    out[at] = {hash, name.bits};
  }
  return out;
}();
static_assert(std::size(kNames) * 2 <= kEvidenceSlots);

}  // namespace

const std::array<uint32_t, kStopSlots> kStopWords = stop_table();
const std::array<EvidenceSlot, kEvidenceSlots> kEvidence = kEvidenceTable;

}  // namespace boilerplate
