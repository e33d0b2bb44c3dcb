// The SDK's characters and words, against ICU over all code points.
#include <newsgrain/sdk/text.hpp>

#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include <cstring>
#include <string>

namespace sdk = newsgrain::sdk;

namespace {

constexpr char32_t kLast = 0x10FFFF;

// What the tables know: a newer ICU may have assigned more.
bool known(char32_t c) {
  UVersionInfo age;
  u_charAge(static_cast<UChar32>(c), age);
  const UVersionInfo tables = {sdk::text_tables::kUnicodeMajor, sdk::text_tables::kUnicodeMinor, 0, 0};
  UVersionInfo icu;
  u_getUnicodeVersion(icu);
  return std::memcmp(icu, tables, 2) == 0 || (age[0] != 0 && std::memcmp(age, tables, 2) <= 0);
}

sdk::CharClass expected_class(UChar32 c) {
  if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE)) return sdk::CharClass::space;
  const uint32_t mask = U_MASK(u_charType(c));
  if ((mask & U_GC_L_MASK) != 0) return sdk::CharClass::letter;
  if ((mask & U_GC_M_MASK) != 0) return sdk::CharClass::mark;
  if ((mask & U_GC_ND_MASK) != 0) return sdk::CharClass::digit;
  if ((mask & U_GC_N_MASK) != 0) return sdk::CharClass::number;
  if ((mask & U_GC_P_MASK) != 0) return sdk::CharClass::punctuation;
  if ((mask & U_GC_S_MASK) != 0) return sdk::CharClass::symbol;
  return sdk::CharClass::other;
}

std::string utf8(char32_t c) {
  char bytes[8];
  int32_t size = 0;
  UErrorCode error = U_ZERO_ERROR;
  const auto point = static_cast<UChar32>(c);
  UChar units[2];
  int32_t length = 0;
  u_strFromUTF32(units, 2, &length, &point, 1, &error);
  u_strToUTF8(bytes, sizeof bytes, &size, units, length, &error);
  return {bytes, static_cast<size_t>(size)};
}

// The shortest beginning that ICU takes for text, or U+FFFD of one byte.
sdk::CodePoint icu_decode(const std::string& text) {
  for (uint32_t size = 1; size <= 4 && size <= text.size(); ++size) {
    UChar units[2];
    int32_t length = 0;
    UErrorCode error = U_ZERO_ERROR;
    u_strFromUTF8(units, 2, &length, text.data(), static_cast<int32_t>(size), &error);
    if (U_FAILURE(error)) continue;
    const auto high = static_cast<char32_t>(units[0]), low = static_cast<char32_t>(units[1]);
    return {length == 1 ? high : 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00), size};
  }
  return {0xFFFD, 1};
}

TEST(Text, AgreesWithIcuOnEveryCodePoint) {
  size_t wrong = 0;
  for (char32_t c = 0; c <= kLast && wrong < 10; ++c) {
    if (!known(c)) continue;
    const auto icu = static_cast<UChar32>(c);
    const int8_t type = u_charType(icu);
    const bool ignorable = u_hasBinaryProperty(icu, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
                           (type == U_FORMAT_CHAR || type == U_NON_SPACING_MARK);
    const bool same = sdk::char_class(c) == expected_class(icu) &&
                      sdk::is_capital(c) == (u_hasBinaryProperty(icu, UCHAR_UPPERCASE) || u_istitle(icu)) &&
                      sdk::is_small(c) == static_cast<bool>(u_hasBinaryProperty(icu, UCHAR_LOWERCASE)) &&
                      sdk::is_ignorable(c) == ignorable && sdk::to_lower(c) == static_cast<char32_t>(u_tolower(icu));
    if (same) continue;
    ++wrong;
    ADD_FAILURE() << "U+" << std::hex << static_cast<uint32_t>(c)
                  << " differs: make the tables again by core/src/unicode/make_text_tables.py";
  }
}

TEST(Text, DecodesAndEncodesEveryCodePoint) {
  for (char32_t c = 0; c <= kLast; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string text = "a" + utf8(c) + "b";
    const sdk::CodePoint forwards = sdk::decode(text, 1), backwards = sdk::decode_before(text, text.size() - 1);
    std::string written;
    sdk::append(written, c);
    ASSERT_TRUE(forwards.value == c && forwards.size == text.size() - 2 && backwards.value == c &&
                backwards.size == forwards.size && written == utf8(c))
        << std::hex << static_cast<uint32_t>(c);
  }
}

// Words that were cut in the middle of a letter, and every sequence that begins with two bytes: never beyond the end.
TEST(Text, ReadsBytesThatAreNoUtf8) {
  for (unsigned first = 0; first < 256; ++first)
    for (unsigned second = 0; second < 256; ++second)
      for (const std::string& tail : {std::string(), std::string("\x80"), std::string("\xBF\xBF")}) {
        const std::string text = std::string{static_cast<char>(first), static_cast<char>(second)} + tail;
        const sdk::CodePoint c = sdk::decode(text, 0), expected = icu_decode(text);
        ASSERT_EQ(c.value, expected.value) << first << ' ' << second;
        ASSERT_EQ(c.size, expected.size);
        size_t covered = 0;
        for (size_t end = text.size(); end > 0; ++covered) end -= sdk::decode_before(text, end).size;
        ASSERT_LE(covered, text.size());
        EXPECT_GE(sdk::to_lower(text).size(), 1u);
      }
}

TEST(Text, LowerCaseOfWords) {
  EXPECT_EQ(sdk::to_lower("\u0141\u00F3d\u017A \u041C\u043E\u0441\u043A\u0432\u0430 ISTANBUL"),
            "\u0142\u00F3d\u017A \u043C\u043E\u0441\u043A\u0432\u0430 istanbul");
  EXPECT_EQ(sdk::to_lower("\xFF\xC3"), "\xFF\xC3");
  EXPECT_TRUE(sdk::starts_with_capital("\u0141\u00F3d\u017A"));
  EXPECT_FALSE(sdk::starts_with_capital("\u0142\u00F3d\u017A"));
  EXPECT_FALSE(sdk::starts_with_capital(""));
}

TEST(Text, PlainWordsAreWhatAReaderSees) {
  EXPECT_EQ(sdk::to_plain("Don\u2019t"), "don't");
  EXPECT_EQ(sdk::to_plain("co\u2010OP"), "co-op");
  for (const char* hidden : {"\u00AD", "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u200E", "\uFE0F"})
    EXPECT_EQ(sdk::to_plain(std::string("Ber") + hidden + "lin"), "berlin") << hidden;
}

// The published values of FNV-1a.
TEST(Text, Hash) {
  EXPECT_EQ(sdk::hash(""), 0xCBF29CE484222325ull);
  EXPECT_EQ(sdk::hash("foobar"), 0x85944171F73967E8ull);
  EXPECT_EQ(sdk::hash32(""), 0x811C9DC5u);
  EXPECT_EQ(sdk::hash32("foobar"), 0xBF9CF968u);
}

}  // namespace
