// CodePointTable and UTF-8 validation against slow and plain versions of the same.
#include "newsgrain/offsets.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace newsgrain {
namespace {

std::string random_text(std::mt19937& random, size_t characters, bool astral) {
  static const std::string kPieces[] = {"a", " ", "\xC3\xA9", "\xE2\x80\x99", "\xED\x95\x9C", "\xF0\x9F\x98\x80"};
  std::string text;
  for (size_t i = 0; i < characters; ++i) text += kPieces[random() % (astral ? 6 : 5)];
  return text;
}

struct Counts {
  std::vector<uint32_t> code_points;  // by byte
  std::vector<uint32_t> units;
};

// A position inside a character counts as the start of the next one.
Counts count_slowly(const std::string& text) {
  Counts counts;
  uint32_t points = 0;
  uint32_t units = 0;
  for (const char c : text) {
    counts.code_points.push_back(points);
    counts.units.push_back(units);
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) {
      ++points;
      units += byte >= 0xF0 ? 2 : 1;
    }
  }
  counts.code_points.push_back(points);
  counts.units.push_back(units);
  return counts;
}

TEST(CodePointTable, AgreesWithCounting) {
  std::mt19937 random(3);
  for (size_t characters : {0u, 1u, 15u, 63u, 64u, 65u, 500u}) {
    for (const bool astral : {false, true}) {
      const std::string text = random_text(random, characters, astral);
      const CodePointTable table(text);
      const Counts counts = count_slowly(text);
      std::vector<uint32_t> all;
      for (uint32_t byte = 0; byte <= text.size(); ++byte) {
        ASSERT_EQ(table.byte_to_code_point(byte), counts.code_points[byte]);
        ASSERT_EQ(table.byte_to_utf16(byte), counts.units[byte]);
        if (is_code_point_boundary(text, byte)) {
          ASSERT_EQ(table.code_point_to_byte(counts.code_points[byte]), byte);
          ASSERT_EQ(table.utf16_to_byte(counts.units[byte]), byte);
        }
        all.push_back(byte);
      }
      ASSERT_EQ(table.code_points(), counts.code_points.back());
      ASSERT_EQ(table.utf16_units(), counts.units.back());

      std::vector<uint32_t> column(all.size());
      table.bytes_to_code_points(all.data(), all.size(), column.data());
      EXPECT_EQ(column, counts.code_points);
      table.bytes_to_utf16(all.data(), all.size(), column.data());
      EXPECT_EQ(column, counts.units);
    }
  }
}

TEST(CodePointTable, ConvertsColumnsInAnyOrderAndInPlace) {
  std::mt19937 random(5);
  const std::string text = random_text(random, 4000, true);
  const CodePointTable table(text);
  std::vector<uint32_t> column;
  for (int i = 0; i < 1000; ++i) column.push_back(static_cast<uint32_t>(random() % (text.size() + 10)));
  std::vector<uint32_t> expected;
  for (const uint32_t byte : column) expected.push_back(table.byte_to_code_point(byte));
  table.bytes_to_code_points(column.data(), column.size(), column.data());
  EXPECT_EQ(column, expected);
}

TEST(CodePointTable, AsciiCostsNothing) {
  const std::string text(1000, 'x');
  const CodePointTable table(text);
  EXPECT_TRUE(table.is_ascii());
  EXPECT_EQ(table.byte_to_code_point(500), 500u);
  EXPECT_EQ(table.byte_to_utf16(5000), 1000u);
  EXPECT_EQ(table.code_point_to_byte(999), 999u);
  EXPECT_EQ(table.utf16_to_byte(7), 7u);
  EXPECT_FALSE(CodePointTable("\xC3\xA9").is_ascii());
}

TEST(CodePointTable, SecondHalfOfAPairIsTheNextCharacter) {
  const std::string text = "a\xF0\x9F\x98\x80z";
  const CodePointTable table(text);
  EXPECT_EQ(table.utf16_to_byte(1), 1u);
  EXPECT_EQ(table.utf16_to_byte(2), 5u);
  EXPECT_EQ(table.utf16_to_byte(3), 5u);
  EXPECT_EQ(table.utf16_to_byte(4), 6u);
}

TEST(Utf8, RejectsWhatIsNotUtf8) {
  for (const char* bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC3", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3(", "\xE2\x28\xA1"}) {
    const std::string text = std::string(70, 'a') + bad;
    EXPECT_EQ(valid_utf8_prefix(text), 70u);
    EXPECT_FALSE(is_valid_utf8(text));
  }
  for (const char* good : {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEF\xBF\xBF",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_valid_utf8(good));
  }
}

// Three bytes, exhaustively, against the definition of UTF-8 by code point.
TEST(Utf8, AgreesWithTheDefinition) {
  const auto decodes = [](const unsigned char* p, size_t size) {
    size_t i = 0;
    while (i < size) {
      const unsigned char lead = p[i];
      const size_t length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : 9;
      if (i + length > size) return false;
      uint32_t value = length == 1 ? lead : lead & (0x7F >> length);
      for (size_t k = 1; k < length; ++k) {
        if (p[i + k] >> 6 != 2) return false;
        value = value << 6 | (p[i + k] & 0x3F);
      }
      if (length == 2 && value < 0x80) return false;
      if (length == 3 && (value < 0x800 || (value >= 0xD800 && value < 0xE000))) return false;
      i += length;
    }
    return true;
  };
  for (uint32_t value = 0; value < 1u << 24; value += (value & 0xFF) == 0x41 ? 0x3F : 1) {
    const unsigned char bytes[3] = {static_cast<unsigned char>(value >> 16), static_cast<unsigned char>(value >> 8),
                                    static_cast<unsigned char>(value)};
    const std::string_view text(reinterpret_cast<const char*>(bytes), 3);
    ASSERT_EQ(is_valid_utf8(text), decodes(bytes, 3)) << std::hex << value;
  }
}

TEST(Utf8, AsciiPrefixAtEveryLength) {
  for (size_t length = 0; length < 200; ++length) {
    std::string text(length, 'a');
    EXPECT_EQ(ascii_prefix(text), length);
    text += "\x80 more text that is not looked at any more, long enough for wide loads and then some";
    EXPECT_EQ(ascii_prefix(text), length);
  }
}

}  // namespace
}  // namespace newsgrain
