// White space by the rules of CSS, blocks by the rules of reader.hpp.
#include "source/text_builder.hpp"

#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "source/character_references.hpp"
#include "source/html_scan.hpp"

namespace newsgrain {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kSoftHyphen = "\xC2\xAD";

// 0 for bytes that are copied without a look.
enum ByteClass : uint8_t { kPlain = 0, kSpace, kAmpersand, kC2, kNul };

struct ByteClasses {
  uint8_t of[256] = {};
  constexpr ByteClasses() {
    of[static_cast<int>(' ')] = of[static_cast<int>('\n')] = of[static_cast<int>('\t')] = kSpace;
    of[static_cast<int>('\r')] = of[static_cast<int>('\f')] = kSpace;
    of[static_cast<int>('&')] = kAmpersand;
    of[0xC2] = kC2;  // starts U+00A0 and U+00AD
    of[0] = kNul;
  }
};
constexpr ByteClasses kClasses;

uint8_t class_of(char c) { return kClasses.of[static_cast<unsigned char>(c)]; }

#if defined(__SSE2__)
// Sixteen bytes at p, of which those before `limit` count; the others only have to be readable.
struct Sixteen {
  __m128i bytes;
  unsigned counted;
  Sixteen(const char* p, const char* limit)
      : bytes(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))),
        counted(limit - p >= 16 ? 0xFFFFu : (1u << (limit - p)) - 1) {}
  unsigned equal(char c) const {
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c))));
  }
  unsigned at_most(char c) const {
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_min_epu8(bytes, _mm_set1_epi8(c)))));
  }
};
#endif

// From p on, past what is copied without a look: plain bytes, and single spaces between two of them. May stop early.
// `after_plain`: there is a plain byte before p.
const char* pass_plain(const char* p, const char* limit, [[maybe_unused]] const char* readable_end,
                       [[maybe_unused]] bool after_plain) {
#if defined(__SSE2__)
  while (p < limit && readable_end - p >= 16) {
    const Sixteen here(p, limit);
    const unsigned special = here.at_most(' ') | here.equal('&') | here.equal('\xC2');
    const unsigned plain = ~special & here.counted;
    const unsigned single = here.equal(' ') & (plain << 1 | static_cast<unsigned>(after_plain)) & plain >> 1;
    const unsigned stop = ~(plain | single) & 0xFFFFu;
    if (stop != 0) return p + std::countr_zero(stop);
    p += 16;
    after_plain = true;
  }
#endif
  while (p < limit && class_of(*p) == kPlain) ++p;
  return p;
}

const char* pass_white_space(const char* p, const char* limit, [[maybe_unused]] const char* readable_end) {
#if defined(__SSE2__)
  while (p < limit && readable_end - p >= 16) {
    const Sixteen here(p, limit);
    const unsigned space = here.equal(' ') | here.equal('\n') | here.equal('\t') | here.equal('\r') | here.equal('\f');
    const unsigned stop = ~(space & here.counted) & 0xFFFFu;
    if (stop != 0) return p + std::countr_zero(stop);
    p += 16;
  }
#endif
  while (p < limit && class_of(*p) == kSpace) ++p;
  return p;
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || html::is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

void TextBuilder::start(std::string_view markup, ReadResult& result, ElementRows& rows) {
  markup_ = markup.data();
  markup_end_ = markup_ + markup.size();
  text_ = &result.text;
  map_ = &result.text_to_markup;
  blocks_ = &result.blocks;
  rows_ = &rows;
  context_ = BlockContext();
  links_ = 0;
  block_open_ = false;
  newlines_ = 0;
  word_break_ = kNoRow;
  pending_.clear();
}

void TextBuilder::run(uint32_t begin, uint32_t end, bool references) {
  const char* const limit = markup_ + end;
  const char* copied = markup_ + begin;  // what lies between here and p is still to be copied
  const char* p = copied;
  const auto offset = [&](const char* q) { return static_cast<uint32_t>(q - markup_); };
  const auto flush = [&] {
    if (copied < p) emit(offset(copied), offset(p));
  };

  while ((p = pass_plain(p, limit, markup_end_, p > copied)) < limit) {
    switch (class_of(*p)) {
      case kPlain: ++p; break;
      case kSpace: {
        // One space between two plain bytes is by far the most frequent case.
        if (*p == ' ' && p > copied && limit - p > 1 && class_of(p[1]) == kPlain) {
          p += 2;
          break;
        }
        flush();
        const char* space = p;
        p = pass_white_space(p, limit, markup_end_);
        add_white_space(offset(space), offset(p));
        copied = p;
        break;
      }
      case kAmpersand: {
        if (!references) {
          ++p;
          break;
        }
        const CharacterReference reference = match_reference(p, limit, false);
        if (reference.length == 0) {
          ++p;
          break;
        }
        flush();
        add_reference(offset(p), offset(p) + reference.length, reference.value());
        p += reference.length;
        copied = p;
        break;
      }
      case kC2: {
        const std::string_view pair(p, limit - p > 1 ? 2 : 1);
        if (pair != kNoBreakSpace && pair != kSoftHyphen) {
          p += pair.size();
          break;
        }
        flush();
        if (pair == kNoBreakSpace) {
          add_pending(offset(p), offset(p) + 2, PendingKind::no_break_space);
        }
        p += 2;
        copied = p;
        break;
      }
      default:  // NUL, which browsers drop
        flush();
        copied = ++p;
        break;
    }
  }
  flush();
}

void TextBuilder::add_reference(uint32_t begin, uint32_t end, std::string_view value) {
  if (value.size() == 1 && class_of(value[0]) == kSpace) {
    const bool newline = context_.preformatted && value[0] == '\n';
    add_pending(begin, end, newline ? PendingKind::newline : PendingKind::space);
  } else if (value == kNoBreakSpace) {
    add_pending(begin, end, PendingKind::no_break_space);
  } else if (value != kSoftHyphen) {
    emit_value(begin, end, value);
  }
}

void TextBuilder::add_white_space(uint32_t begin, uint32_t end) {
  if (!block_open_) return;
  if (!context_.preformatted) return add_pending(begin, end, PendingKind::space);
  while (begin < end) {
    const char c = markup_[begin];
    uint32_t next = begin + 1;
    if (c == '\r' && next < end && markup_[next] == '\n') ++next;
    if (c == '\n' || c == '\r') {
      add_pending(begin, next, PendingKind::newline);
    } else {
      while (next < end && markup_[next] != '\n' && markup_[next] != '\r') ++next;
      add_pending(begin, next, PendingKind::literal);
    }
    begin = next;
  }
}

void TextBuilder::add_pending(uint32_t begin, uint32_t end, PendingKind kind) {
  if (!block_open_) return;
  // White space collapses into the first of its kind.
  if (kind == PendingKind::space && !pending_.empty() && pending_.back().kind != PendingKind::no_break_space) {
    return;
  }
  // More than two newlines say no more than two.
  if (kind == PendingKind::newline && ++newlines_ > 2) return;
  pending_.push_back({begin, end, kind, links_ > 0});
}

void TextBuilder::line_break(uint32_t begin, uint32_t end) { add_pending(begin, end, PendingKind::newline); }

void TextBuilder::word_break(uint32_t markup_position) {
  if (block_open_ && word_break_ == kNoRow) word_break_ = markup_position;
}

void TextBuilder::emit(uint32_t begin, uint32_t end) {
  before_visible(begin, markup_[begin]);
  text_->append(markup_ + begin, end - begin);
  map_->append_copy(begin, end - begin);
  if (links_ > 0) blocks_->link_bytes.back() += end - begin;
}

void TextBuilder::emit_value(uint32_t begin, uint32_t end, std::string_view value) {
  before_visible(begin, value[0]);
  append(begin, end, value);
  if (links_ > 0) blocks_->link_bytes.back() += static_cast<uint32_t>(value.size());
}

// Text made from [begin, end) of the markup.
void TextBuilder::append(uint32_t begin, uint32_t end, std::string_view value) {
  text_->append(value);
  if (std::string_view(markup_ + begin, end - begin) == value) {
    map_->append_copy(begin, end - begin);
  } else {
    map_->append_replace(static_cast<uint32_t>(value.size()), begin, end - begin);
  }
}

void TextBuilder::before_visible(uint32_t markup_position, char first) {
  if (!block_open_) {
    open_block(markup_position);
  } else if (!pending_.empty()) {
    flush_pending(markup_position);
  } else if (word_break_ != kNoRow) {
    if (is_word_byte(text_->back()) && is_word_byte(first)) {
      text_->push_back(' ');
      map_->append_insert(1, word_break_);
    }
    word_break_ = kNoRow;
  }
  rows_->text_at(size());
}

void TextBuilder::flush_pending(uint32_t markup_position) {
  word_break_ = kNoRow;
  if (newlines_ >= 2) {
    close_block();
    open_block(markup_position);
    return;
  }
  for (const Pending& piece : pending_) {
    // A single newline takes the place of all white space around it, unless that was meant to stay.
    if (newlines_ == 1 && piece.kind != PendingKind::newline && !block_preformatted_) continue;
    const uint32_t before = size();
    switch (piece.kind) {
      case PendingKind::space: append(piece.begin, piece.end, " "); break;
      case PendingKind::newline: append(piece.begin, piece.end, "\n"); break;
      case PendingKind::no_break_space: append(piece.begin, piece.end, kNoBreakSpace); break;
      case PendingKind::literal:
        append(piece.begin, piece.end, {markup_ + piece.begin, piece.end - piece.begin});
        break;
    }
    if (piece.in_link && links_ > 0) blocks_->link_bytes.back() += size() - before;
  }
  pending_.clear();
  newlines_ = 0;
}

void TextBuilder::open_block(uint32_t markup_position) {
  if (!text_->empty()) {
    text_->push_back('\n');
    map_->append_insert(1, markup_position);
  }
  blocks_->begin.push_back(size());
  blocks_->end.push_back(0);
  blocks_->kind.push_back(static_cast<uint8_t>(context_.kind));
  blocks_->level.push_back(context_.level);
  blocks_->element.push_back(context_.element);
  blocks_->link_bytes.push_back(0);
  block_open_ = true;
  block_preformatted_ = context_.preformatted;
}

void TextBuilder::close_block() {
  blocks_->end.back() = size();
  block_open_ = false;
  pending_.clear();
  newlines_ = 0;
  word_break_ = kNoRow;
}

}  // namespace newsgrain
