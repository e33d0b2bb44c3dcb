// TextMap against a naive oracle that keeps one entry per output byte.
#include "newsgrain/text_map.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace newsgrain {
namespace {

// For each output byte the input range it was made from; inserted bytes have an empty one.
struct Oracle {
  std::vector<ByteRange> bytes;

  ByteRange to_input(ByteRange out) const {
    if (bytes.empty()) return {0, 0};
    const auto size = static_cast<uint32_t>(bytes.size());
    const uint32_t begin = std::min(out.begin, size);
    const uint32_t end = std::clamp(out.end, begin, size);
    if (begin == size) return {bytes.back().end, bytes.back().end};
    if (begin == end) return {bytes[begin].begin, bytes[begin].begin};
    return {bytes[begin].begin, bytes[end - 1].end};
  }

  // Hull of all bytes that share input with the range.
  ByteRange to_output(ByteRange in) const {
    uint32_t first = 0xFFFFFFFF;
    uint32_t last = 0;
    for (uint32_t i = 0; i < bytes.size(); ++i) {
      if (bytes[i].empty() || bytes[i].begin >= in.end || bytes[i].end <= in.begin) continue;
      first = std::min(first, i);
      last = i + 1;
    }
    return first == 0xFFFFFFFF ? ByteRange{0, 0} : ByteRange{first, last};
  }
};

struct Sample {
  TextMap map;
  Oracle oracle;
  uint32_t input_size = 0;
};

// A random map; `input_limit` keeps it inside the output of another one.
Sample random_map(std::mt19937& random, int pieces, uint32_t input_limit = 1u << 30) {
  const auto pick = [&](uint32_t low, uint32_t high) {
    return std::uniform_int_distribution<uint32_t>(low, high)(random);
  };
  Sample sample;
  uint32_t& in = sample.input_size;
  for (int i = 0; i < pieces; ++i) {
    in += pick(0, 2) == 0 ? pick(1, 6) : 0;  // input that is left out
    const uint32_t kind = pick(0, 3);
    const uint32_t length = pick(1, 5);
    if (in + 3 * length + 8 > input_limit) break;
    if (kind == 0) {
      sample.map.append_copy(in, length);
      for (uint32_t k = 0; k < length; ++k) sample.oracle.bytes.push_back({in + k, in + k + 1});
      in += length;
    } else if (kind == 1) {
      const uint32_t in_len = pick(1, 7);
      sample.map.append_replace(length, in, in_len);
      sample.oracle.bytes.insert(sample.oracle.bytes.end(), length, ByteRange{in, in + in_len});
      in += in_len;
    } else if (kind == 2) {
      const auto out_unit = static_cast<uint8_t>(pick(1, 3));
      const auto in_unit = static_cast<uint8_t>(pick(1, 2));
      sample.map.append_units(length, out_unit, in, in_unit);
      for (uint32_t k = 0; k < length; ++k, in += in_unit) {
        sample.oracle.bytes.insert(sample.oracle.bytes.end(), out_unit, ByteRange{in, in + in_unit});
      }
    } else {
      sample.map.append_insert(length, in);
      sample.oracle.bytes.insert(sample.oracle.bytes.end(), length, ByteRange{in, in});
    }
  }
  return sample;
}

TEST(TextMap, MapsTheExampleOfItsHeader) {
  TextMap map;  // "a &amp; b<br>c" -> "a & b"
  map.append_copy(0, 2);
  map.append_replace(1, 2, 5);
  map.append_copy(7, 2);
  EXPECT_EQ(map.to_input({2, 3}), (ByteRange{2, 7}));
  EXPECT_EQ(map.to_input({1, 4}), (ByteRange{1, 8}));
  EXPECT_EQ(map.to_input({5, 5}), (ByteRange{9, 9}));
  EXPECT_EQ(map.to_input({4, 99}), (ByteRange{8, 9}));
  EXPECT_EQ(map.to_output({3, 4}), (ByteRange{2, 3}));
  EXPECT_EQ(map.to_output({9, 13}), (ByteRange{5, 5}));
  EXPECT_FALSE(map.is_identity());
}

TEST(TextMap, MergesNeighbours) {
  TextMap map;
  map.append_copy(3, 4);
  map.append_copy(7, 1);
  map.append_units(1, 2, 8, 1);
  map.append_units(3, 2, 9, 1);
  map.append_units(1, 3, 12, 1);
  map.append_insert(1, 13);
  map.append_insert(1, 13);
  ASSERT_EQ(map.segments().size(), 4u);
  EXPECT_EQ(map.segments()[0].out_len, 5u);
  EXPECT_EQ(map.segments()[1].out_len, 8u);
  EXPECT_EQ(map.segments()[3].out_len, 2u);
  EXPECT_EQ(map.output_size(), 18u);
}

TEST(TextMap, IdentityIsOne) {
  EXPECT_TRUE(TextMap::identity(0).is_identity());
  const TextMap map = TextMap::identity(10);
  EXPECT_TRUE(map.is_identity());
  EXPECT_EQ(map.to_input({3, 7}), (ByteRange{3, 7}));
  EXPECT_EQ(map.to_output({3, 7}), (ByteRange{3, 7}));
  EXPECT_TRUE(map.compose(map).is_identity());
}

TEST(TextMap, AgreesWithTheOracle) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const Sample sample = random_map(random, 1 + round % 25);
    const uint32_t size = sample.map.output_size();
    ASSERT_EQ(size, sample.oracle.bytes.size());
    for (uint32_t begin = 0; begin <= size; ++begin) {
      for (uint32_t end = begin; end <= std::min(size, begin + 12); ++end) {
        ASSERT_EQ(sample.map.to_input({begin, end}), sample.oracle.to_input({begin, end}))
            << round << " " << begin << " " << end;
      }
    }
    for (uint32_t begin = 0; begin <= sample.input_size; ++begin) {
      for (uint32_t end = begin + 1; end <= begin + 12; ++end) {
        const ByteRange expected = sample.oracle.to_output({begin, end});
        const ByteRange actual = sample.map.to_output({begin, end});
        if (expected.empty()) {
          ASSERT_TRUE(actual.empty()) << round << " " << begin << " " << end;
        } else {
          ASSERT_EQ(actual, expected) << round << " " << begin << " " << end;
        }
      }
    }
  }
}

TEST(TextMap, IsMonotoneAndComesBack) {
  std::mt19937 random(11);
  for (int round = 0; round < 100; ++round) {
    const TextMap map = random_map(random, 20).map;
    ByteRange previous;
    for (uint32_t begin = 0; begin < map.output_size(); ++begin) {
      const ByteRange in = map.to_input({begin, begin + 1});
      ASSERT_LE(in.begin, in.end);
      ASSERT_GE(in.begin, previous.begin);
      ASSERT_GE(in.end, previous.end);
      previous = in;
      if (in.empty()) continue;
      const ByteRange back = map.to_output(in);
      ASSERT_LE(back.begin, begin);
      ASSERT_GE(back.end, begin + 1);
    }
  }
}

TEST(TextMap, ComposesLikeTwoSteps) {
  std::mt19937 random(13);
  for (int round = 0; round < 300; ++round) {
    const Sample inner = random_map(random, 30);
    const Sample outer = random_map(random, 20, inner.map.output_size());
    const TextMap composed = outer.map.compose(inner.map);
    ASSERT_EQ(composed.output_size(), outer.map.output_size());
    for (uint32_t begin = 0; begin < outer.map.output_size(); ++begin) {
      for (uint32_t end = begin + 1; end <= std::min(outer.map.output_size(), begin + 6); ++end) {
        const ByteRange middle = outer.map.to_input({begin, end});
        const ByteRange expected = inner.map.to_input(middle);
        const ByteRange actual = composed.to_input({begin, end});
        ASSERT_EQ(actual.begin, expected.begin) << round;
        // Where something inserted at a gap ends is a matter of taste.
        if (outer.map.to_input({end - 1, end}).empty()) continue;
        if (inner.map.to_input({middle.end - 1, middle.end}).empty()) continue;
        ASSERT_EQ(actual.end, expected.end) << round << " " << begin << " " << end;
      }
    }
  }
}

TEST(TextMap, EmptyMapAnswers) {
  const TextMap map;
  EXPECT_EQ(map.to_input({3, 5}), (ByteRange{0, 0}));
  EXPECT_EQ(map.to_output({3, 5}), (ByteRange{0, 0}));
  EXPECT_TRUE(map.is_identity());
}

}  // namespace
}  // namespace newsgrain
