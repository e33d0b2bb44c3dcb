// TextMap: sorted segments, binary search, composition. See text_map.hpp for the contract.
#include "newsgrain/text_map.hpp"

#include <algorithm>

namespace newsgrain {

TextMap TextMap::identity(uint32_t size) {
  TextMap map;
  map.append_copy(0, size);
  return map;
}

void TextMap::clear() { segments_.clear(); }

void TextMap::append_copy(uint32_t in_begin, uint32_t length) {
  if (length == 0) return;
  if (!segments_.empty()) {
    TextSegment& last = segments_.back();
    if (last.kind == SegmentKind::copy && last.in_end() == in_begin) {
      last.out_len += length;
      last.in_len += length;
      return;
    }
  }
  segments_.push_back({output_size(), in_begin, length, length, SegmentKind::copy, 0, 0});
}

void TextMap::append_replace(uint32_t out_len, uint32_t in_begin, uint32_t in_len) {
  if (out_len == 0) return;
  if (in_len == 0) return append_insert(out_len, in_begin);
  segments_.push_back({output_size(), in_begin, out_len, in_len, SegmentKind::replace, 0, 0});
}

void TextMap::append_units(uint32_t count, uint8_t out_unit, uint32_t in_begin, uint8_t in_unit) {
  const uint32_t out_len = count * out_unit;
  const uint32_t in_len = count * in_unit;
  if (out_len == 0 || in_len == 0) return append_replace(out_len, in_begin, in_len);
  if (!segments_.empty()) {
    TextSegment& last = segments_.back();
    if (last.kind == SegmentKind::replace && last.out_unit == out_unit && last.in_unit == in_unit &&
        last.in_end() == in_begin) {
      last.out_len += out_len;
      last.in_len += in_len;
      return;
    }
  }
  segments_.push_back({output_size(), in_begin, out_len, in_len, SegmentKind::replace, out_unit, in_unit});
}

void TextMap::append_insert(uint32_t out_len, uint32_t in_position) {
  if (out_len == 0) return;
  if (!segments_.empty()) {
    TextSegment& last = segments_.back();
    if (last.kind == SegmentKind::insert && last.in_begin == in_position) {
      last.out_len += out_len;
      return;
    }
  }
  segments_.push_back({output_size(), in_position, out_len, 0, SegmentKind::insert, 0, 0});
}

// The segment that holds the output byte at `position`, which must be smaller than output_size().
size_t TextMap::find_output(uint32_t position) const {
  const auto after =
      std::upper_bound(segments_.begin(), segments_.end(), position,
                       [](uint32_t value, const TextSegment& segment) { return value < segment.out_begin; });
  return static_cast<size_t>(after - segments_.begin()) - 1;
}

namespace {

// The input position at which the output position `delta` bytes into the segment begins, or, with `up`, ends.
uint32_t input_border(const TextSegment& segment, uint32_t delta, bool up) {
  switch (segment.kind) {
    case SegmentKind::copy: return segment.in_begin + delta;
    case SegmentKind::insert: return segment.in_begin;
    case SegmentKind::replace: break;
  }
  if (segment.out_unit == 0) return up && delta > 0 ? segment.in_end() : segment.in_begin;
  const uint32_t steps = up ? (delta + segment.out_unit - 1) / segment.out_unit : delta / segment.out_unit;
  return segment.in_begin + steps * segment.in_unit;
}

uint32_t output_border(const TextSegment& segment, uint32_t delta, bool up) {
  switch (segment.kind) {
    case SegmentKind::copy: return segment.out_begin + delta;
    case SegmentKind::insert: return segment.out_begin;
    case SegmentKind::replace: break;
  }
  if (segment.in_unit == 0) return up && delta > 0 ? segment.out_end() : segment.out_begin;
  const uint32_t steps = up ? (delta + segment.in_unit - 1) / segment.in_unit : delta / segment.in_unit;
  return segment.out_begin + steps * segment.out_unit;
}

}  // namespace

ByteRange TextMap::to_input(ByteRange out) const {
  if (segments_.empty()) return {0, 0};
  const uint32_t size = output_size();
  const uint32_t begin = std::min(out.begin, size);
  const uint32_t end = std::clamp(out.end, begin, size);
  if (begin == size) {
    const uint32_t last = segments_.back().in_end();
    return {last, last};
  }
  const TextSegment& first = segments_[find_output(begin)];
  const uint32_t in_begin = input_border(first, begin - first.out_begin, false);
  if (begin == end) return {in_begin, in_begin};
  const TextSegment& last = segments_[find_output(end - 1)];
  return {in_begin, input_border(last, end - last.out_begin, true)};
}

ByteRange TextMap::to_output(ByteRange in) const {
  if (segments_.empty()) return {0, 0};
  // The first segment that ends after the range begins. Both ends of segments ascend.
  const auto first = std::partition_point(segments_.begin(), segments_.end(),
                                          [&](const TextSegment& segment) { return segment.in_end() <= in.begin; });
  if (first == segments_.end()) return {output_size(), output_size()};
  const uint32_t begin =
      in.begin > first->in_begin ? output_border(*first, in.begin - first->in_begin, false) : first->out_begin;
  if (in.end <= in.begin) return {begin, begin};
  auto after = std::partition_point(first, segments_.end(),
                                    [&](const TextSegment& segment) { return segment.in_begin < in.end; });
  // An inserted piece belongs to the range only between two pieces that do.
  auto from = first;
  while (from != after && from->kind == SegmentKind::insert) ++from;
  while (after != from && (after - 1)->kind == SegmentKind::insert) --after;
  if (from == after) return {begin, begin};
  const TextSegment& last = *(after - 1);
  const uint32_t out_begin = from == first ? begin : from->out_begin;
  const uint32_t inside = std::min(in.end - last.in_begin, last.in_len);
  return {out_begin, output_border(last, inside, true)};
}

TextMap TextMap::compose(const TextMap& inner) const {
  TextMap result;
  result.reserve(segments_.size());
  if (inner.is_identity() && (segments_.empty() || segments_.back().in_end() <= inner.output_size())) {
    result.segments_ = segments_;
    return result;
  }
  size_t at = 0;  // the inner segment in hand; input positions only ascend
  const auto& pieces = inner.segments_;
  for (const TextSegment& segment : segments_) {
    if (segment.kind == SegmentKind::replace && segment.out_unit != 0) {
      for (uint32_t out = 0, in = segment.in_begin; out < segment.out_len;
           out += segment.out_unit, in += segment.in_unit) {
        const ByteRange step = inner.to_input({in, in + segment.in_unit});
        result.append_replace(segment.out_unit, step.begin, step.size());
      }
      continue;
    }
    if (segment.kind != SegmentKind::copy) {
      const ByteRange in = inner.to_input({segment.in_begin, segment.in_end()});
      if (segment.kind == SegmentKind::insert) {
        result.append_insert(segment.out_len, in.begin);
      } else {
        result.append_replace(segment.out_len, in.begin, in.size());
      }
      continue;
    }
    uint32_t position = segment.in_begin;
    const uint32_t end = segment.in_end();
    while (at < pieces.size() && pieces[at].out_end() <= position) ++at;
    while (position < end) {
      if (at == pieces.size()) {
        const uint32_t last = pieces.empty() ? 0 : pieces.back().in_end();
        result.append_insert(end - position, last);
        break;
      }
      const TextSegment& piece = pieces[at];
      uint32_t stop = std::min(end, piece.out_end());
      const uint32_t delta = position - piece.out_begin;
      if (piece.out_unit > 1) {
        // Whole steps together, a part of a step for itself.
        const uint32_t part = delta % piece.out_unit;
        const uint32_t whole = (stop - position) / piece.out_unit * piece.out_unit;
        if (part != 0)
          stop = std::min(stop, position + piece.out_unit - part);
        else if (whole != 0)
          stop = position + whole;
      }
      const uint32_t length = stop - position;
      const uint32_t in_begin = input_border(piece, delta, false);
      if (piece.kind == SegmentKind::copy) {
        result.append_copy(in_begin, length);
      } else if (piece.kind == SegmentKind::insert) {
        result.append_insert(length, in_begin);
      } else if (piece.out_unit != 0 && delta % piece.out_unit == 0 && length % piece.out_unit == 0) {
        result.append_units(length / piece.out_unit, piece.out_unit, in_begin, piece.in_unit);
      } else {
        const uint32_t in_end = input_border(piece, stop - piece.out_begin, true);
        result.append_replace(length, in_begin, in_end - in_begin);
      }
      position = stop;
      if (stop == piece.out_end()) ++at;
    }
  }
  return result;
}

bool TextMap::is_identity() const {
  return segments_.empty() ||
         (segments_.size() == 1 && segments_[0].in_begin == 0 && segments_[0].kind == SegmentKind::copy);
}

}  // namespace newsgrain
