// Code point and UTF-16 counts of a UTF-8 text, and its validation. See offsets.hpp for the contract.
#include "newsgrain/offsets.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace newsgrain {
namespace {

constexpr uint32_t kStep = 64;

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

struct Counts {
  uint32_t starts = 0;
  uint32_t astral = 0;
};

// Characters that start in [p, p + size), and how many of them take four bytes.
Counts count(const char* p, size_t size) {
  Counts counts;
  size_t i = 0;
#if defined(__SSE2__)
  const __m128i last_continuation = _mm_set1_epi8(static_cast<char>(0xBF));
  const __m128i before_astral = _mm_set1_epi8(static_cast<char>(0xEF));
  const __m128i zero = _mm_setzero_si128();
  // Of a byte each 1 where the comparison holds; the processor adds them up by eights.
  const auto ones = [&](__m128i holds) { return _mm_sad_epu8(_mm_sub_epi8(zero, holds), zero); };
  __m128i starts = zero, astral = zero;
  for (; i + 16 <= size; i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i));
    // As signed numbers continuation bytes are the smallest of all: -128 to -65.
    starts = _mm_add_epi32(starts, ones(_mm_cmpgt_epi8(bytes, last_continuation)));
    astral =
        _mm_add_epi32(astral, ones(_mm_and_si128(_mm_cmpgt_epi8(bytes, before_astral), _mm_cmpgt_epi8(zero, bytes))));
  }
  const auto sum = [](__m128i halves) {
    return static_cast<uint32_t>(_mm_cvtsi128_si32(halves)) +
           static_cast<uint32_t>(_mm_cvtsi128_si32(_mm_srli_si128(halves, 8)));
  };
  counts.starts = sum(starts);
  counts.astral = sum(astral);
#endif
  for (; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(p[i]);
    counts.starts += !is_continuation(byte);
    counts.astral += byte >= 0xF0;
  }
  return counts;
}

}  // namespace

size_t ascii_prefix(std::string_view bytes) {
  const char* p = bytes.data();
  const size_t size = bytes.size();
  size_t i = 0;
#if defined(__SSE2__)
  for (; i + 64 <= size; i += 64) {
    const auto* q = reinterpret_cast<const __m128i*>(p + i);
    const __m128i any = _mm_or_si128(_mm_or_si128(_mm_loadu_si128(q), _mm_loadu_si128(q + 1)),
                                     _mm_or_si128(_mm_loadu_si128(q + 2), _mm_loadu_si128(q + 3)));
    if (_mm_movemask_epi8(any) != 0) break;
  }
  for (; i + 16 <= size; i += 16) {
    const auto others =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i))));
    if (others != 0) return i + static_cast<size_t>(std::countr_zero(others));
  }
#endif
  for (; i + 8 <= size; i += 8) {
    uint64_t word;
    std::memcpy(&word, p + i, 8);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (i < size && static_cast<unsigned char>(p[i]) < 0x80) ++i;
  return i;
}

size_t valid_utf8_prefix(std::string_view bytes) {
  const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
  const size_t size = bytes.size();
  size_t i = 0;
  while (true) {
    if (i < size && p[i] < 0x80) i += ascii_prefix(bytes.substr(i));
    if (i >= size) return i;
    const unsigned char lead = p[i];
    const size_t left = size - i;
    if (lead < 0xE0) {
      if (lead < 0xC2 || left < 2 || !is_continuation(p[i + 1])) return i;
      i += 2;
    } else if (lead < 0xF0) {
      if (left < 3 || !is_continuation(p[i + 1]) || !is_continuation(p[i + 2])) return i;
      if (lead == 0xE0 && p[i + 1] < 0xA0) return i;
      if (lead == 0xED && p[i + 1] >= 0xA0) return i;
      i += 3;
    } else {
      if (lead > 0xF4 || left < 4 || !is_continuation(p[i + 1]) || !is_continuation(p[i + 2]) ||
          !is_continuation(p[i + 3])) {
        return i;
      }
      if (lead == 0xF0 && p[i + 1] < 0x90) return i;
      if (lead == 0xF4 && p[i + 1] >= 0x90) return i;
      i += 4;
    }
  }
}

CodePointTable::CodePointTable(std::string_view text) : text_(text) {
  ascii_ = ascii_prefix(text) == text.size();
  if (ascii_) {
    code_points_ = static_cast<uint32_t>(text.size());
    return;
  }
  const size_t steps = text.size() / kStep + 1;
  code_point_steps_.resize(steps);
  for (size_t step = 0; step < steps; ++step) {
    code_point_steps_[step] = code_points_;
    const size_t begin = step * kStep;
    const Counts counts = count(text.data() + begin, std::min<size_t>(kStep, text.size() - begin));
    if (counts.astral != 0 && astral_steps_.empty()) astral_steps_.resize(steps, 0);
    if (!astral_steps_.empty()) astral_steps_[step] = astral_;
    code_points_ += counts.starts;
    astral_ += counts.astral;
  }
}

// Counts of the characters that start before `byte`. A position inside a character therefore counts that character,
// which makes it the position of the next one.
CodePointTable::Count CodePointTable::count_before(uint32_t byte) const {
  const uint32_t clamped = std::min<uint32_t>(byte, static_cast<uint32_t>(text_.size()));
  const uint32_t step = clamped / kStep;
  const Counts counts = count(text_.data() + step * kStep, clamped - step * kStep);
  return {code_point_steps_[step] + counts.starts, (astral_steps_.empty() ? 0 : astral_steps_[step]) + counts.astral};
}

uint32_t CodePointTable::byte_to_code_point(uint32_t byte) const {
  if (ascii_) return std::min<uint32_t>(byte, code_points_);
  return count_before(byte).code_points;
}

uint32_t CodePointTable::byte_to_utf16(uint32_t byte) const {
  if (ascii_) return std::min<uint32_t>(byte, code_points_);
  const Count counts = count_before(byte);
  return counts.code_points + counts.astral;
}

uint32_t CodePointTable::code_point_to_byte(uint32_t code_point) const {
  if (code_point >= code_points_) return static_cast<uint32_t>(text_.size());
  if (ascii_) return code_point;
  const auto after = std::upper_bound(code_point_steps_.begin(), code_point_steps_.end(), code_point);
  const size_t step = static_cast<size_t>(after - code_point_steps_.begin()) - 1;
  uint32_t seen = code_point_steps_[step];
  size_t i = step * kStep;
  while (true) {
    if (!is_continuation(static_cast<unsigned char>(text_[i]))) {
      if (seen == code_point) return static_cast<uint32_t>(i);
      ++seen;
    }
    ++i;
  }
}

uint32_t CodePointTable::utf16_to_byte(uint32_t unit) const {
  if (unit >= utf16_units()) return static_cast<uint32_t>(text_.size());
  if (ascii_) return unit;
  size_t low = 0;
  size_t high = code_point_steps_.size();
  const auto units_before = [&](size_t step) {
    return code_point_steps_[step] + (astral_steps_.empty() ? 0 : astral_steps_[step]);
  };
  while (high - low > 1) {
    const size_t middle = (low + high) / 2;
    if (units_before(middle) <= unit)
      low = middle;
    else
      high = middle;
  }
  uint32_t seen = units_before(low);
  for (size_t i = low * kStep; i < text_.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text_[i]);
    if (is_continuation(byte)) continue;
    if (seen >= unit) return static_cast<uint32_t>(i);
    seen += byte >= 0xF0 ? 2 : 1;
  }
  return static_cast<uint32_t>(text_.size());
}

namespace {

// Walks along a column: short steps forward are counted from the last position, everything else from the table.
template <typename FromTable>
void walk(std::string_view text, const uint32_t* in, size_t size, uint32_t* out, bool astral_twice,
          FromTable from_table) {
  uint32_t position = 0;
  uint32_t units = 0;
  for (size_t row = 0; row < size; ++row) {
    const uint32_t target = std::min<uint32_t>(in[row], static_cast<uint32_t>(text.size()));
    if (target >= position && target - position <= kStep) {
      const Counts counts = count(text.data() + position, target - position);
      units += counts.starts + (astral_twice ? counts.astral : 0);
    } else {
      units = from_table(target);
    }
    position = target;
    out[row] = units;
  }
}

}  // namespace

void CodePointTable::bytes_to_code_points(const uint32_t* in, size_t size, uint32_t* out) const {
  if (ascii_) {
    for (size_t row = 0; row < size; ++row) out[row] = std::min(in[row], code_points_);
    return;
  }
  walk(text_, in, size, out, false, [&](uint32_t byte) { return byte_to_code_point(byte); });
}

void CodePointTable::bytes_to_utf16(const uint32_t* in, size_t size, uint32_t* out) const {
  if (ascii_) {
    for (size_t row = 0; row < size; ++row) out[row] = std::min(in[row], code_points_);
    return;
  }
  walk(text_, in, size, out, true, [&](uint32_t byte) { return byte_to_utf16(byte); });
}

std::string_view offset_unit_name(OffsetUnit unit) {
  switch (unit) {
    case OffsetUnit::code_point: return "code_point";
    case OffsetUnit::byte: return "byte";
    case OffsetUnit::utf16: return "utf16";
  }
  return "code_point";
}

bool parse_offset_unit(std::string_view name, OffsetUnit& out) {
  for (const OffsetUnit unit : {OffsetUnit::code_point, OffsetUnit::byte, OffsetUnit::utf16}) {
    if (offset_unit_name(unit) != name) continue;
    out = unit;
    return true;
  }
  return false;
}

}  // namespace newsgrain
