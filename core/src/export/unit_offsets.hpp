// Byte offsets of a text in the unit of the output, whole columns at a time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "newsgrain/document.hpp"
#include "newsgrain/offsets.hpp"

namespace newsgrain {

class UnitOffsets {
 public:
  UnitOffsets(const Document& doc, OffsetUnit unit)
      : table_(doc.code_points()),
        unit_(unit == OffsetUnit::byte || doc.code_points().is_ascii() ? OffsetUnit::byte : unit) {}

  uint32_t at(uint32_t byte) const {
    if (unit_ == OffsetUnit::byte) return byte;
    return unit_ == OffsetUnit::code_point ? table_.byte_to_code_point(byte) : table_.byte_to_utf16(byte);
  }
  // Fast where the offsets ascend, as in the begin column of a layer.
  std::vector<uint32_t> column(std::span<const uint32_t> bytes) const {
    std::vector<uint32_t> out(bytes.begin(), bytes.end());
    if (unit_ == OffsetUnit::code_point) table_.bytes_to_code_points(out.data(), out.size(), out.data());
    if (unit_ == OffsetUnit::utf16) table_.bytes_to_utf16(out.data(), out.size(), out.data());
    return out;
  }

 private:
  const CodePointTable& table_;
  OffsetUnit unit_;
};

}  // namespace newsgrain
