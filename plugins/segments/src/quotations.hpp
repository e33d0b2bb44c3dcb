// quotations.hpp: pairs of quotation marks, found once for all who read the layer `quotation`.
//
// A state machine per block: typed marks by their type, straight ones by what stands around them; single marks only
// where they cannot be apostrophes. A mark that is never closed ends with its block. Linear.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tokenizer.hpp"

namespace segments {

struct Quotation {
  uint32_t begin, end;  // bytes of the text, marks included
  uint8_t kind;         // NG_MARK_*
  uint8_t depth;        // 0: within no other
  bool closed;
};

class Quotations {
 public:
  void clear();
  // The tokens of the next block of the document.
  void add_block(std::string_view text, const std::vector<Token>& tokens, bool title);
  // Of all blocks, in the order of the text, outer ones before inner ones. `text` as before.
  const std::vector<Quotation>& pair(std::string_view text);

 private:
  friend class Pairer;
  enum class Mark : uint8_t {
    none,
    double_straight,
    double_open,
    double_close,
    low,
    guillemet_left,
    guillemet_right,
    corner_open,
    corner_close,
    single_straight,
    single_open,
    single_close,
    single_low,
    count
  };
  struct Piece {
    uint32_t begin, end;
    uint8_t kind;  // NG_TOKEN_*
    Mark mark;
    bool space_before, space_after;
  };
  struct Block {
    uint32_t first, last;  // pieces
    bool title;
  };
  static Mark mark_of(std::string_view token);

  std::vector<Piece> pieces_;
  std::vector<Block> blocks_;
  std::vector<Quotation> found_;
};

}  // namespace segments
