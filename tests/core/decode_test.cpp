// Encodings: which one is chosen, what comes out, and where each byte came from.
#include <gtest/gtest.h>

#include <string>

#include "newsgrain/offsets.hpp"
#include "newsgrain/reader.hpp"

namespace newsgrain {
namespace {

ReadResult read_plain(std::string_view bytes, const char* charset = "") {
  ReadOptions options;
  options.media_type = "text/plain";
  options.charset = charset;
  return read_source(bytes, options);
}

ReadResult read_html(std::string_view bytes, const char* charset = "") {
  ReadOptions options;
  options.media_type = "text/html";
  options.charset = charset;
  return read_source(bytes, options);
}

// The source bytes of the first occurrence of `piece` in the text.
std::string source_of(const ReadResult& page, std::string_view bytes, std::string_view piece) {
  const size_t at = page.text.find(piece);
  if (at == std::string::npos) return "not found";
  const ByteRange range = page.to_source({static_cast<uint32_t>(at), static_cast<uint32_t>(at + piece.size())});
  return std::string(bytes.substr(range.begin, range.size()));
}

TEST(Decode, Utf8IsTheSourceItself) {
  const std::string bytes = "caf\xC3\xA9 \xED\x95\x9C";
  const ReadResult page = read_plain(bytes);
  EXPECT_EQ(page.encoding, "utf-8");
  EXPECT_TRUE(page.markup_is_source);
  EXPECT_TRUE(page.markup_storage.empty());
  EXPECT_EQ(page.text, bytes);
  EXPECT_TRUE(page.text_to_markup.is_identity());
  EXPECT_EQ(page.note, "");
}

TEST(Decode, ByteOrderMarkIsNoText) {
  const std::string bytes = "\xEF\xBB\xBFhello";
  const ReadResult page = read_plain(bytes);
  EXPECT_EQ(page.text, "hello");
  EXPECT_TRUE(page.markup_is_source);
  EXPECT_EQ(page.to_source({0, 5}), (ByteRange{3, 8}));
  EXPECT_EQ(read_html("\xEF\xBB\xBF<p>hello").text, "hello");
  // The mark wins over every declaration.
  EXPECT_EQ(read_html("\xEF\xBB\xBF<meta charset=koi8-r><p>\xC3\xA9", "windows-1251").encoding, "utf-8");
}

TEST(Decode, DamagedUtf8IsReplacedAsBrowsersDo) {
  // A cut-off character is one U+FFFD, bytes that can not begin one are one each.
  const std::string bytes = "ok \xE2\x82 \xF0\x9F\x98 \xFF\xFE \xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9";
  const ReadResult page = read_plain(bytes, "utf-8");
  EXPECT_EQ(page.text, "ok \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD \xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9");
  EXPECT_EQ(page.encoding, "utf-8");
  EXPECT_NE(page.note, "");
  EXPECT_EQ(source_of(page, bytes, "\xEF\xBF\xBD"), "\xE2\x82");
  EXPECT_EQ(source_of(page, bytes, "\xC3\xA9"), "\xC3\xA9");
}

TEST(Decode, Windows1252WithoutDeclaration) {
  const std::string bytes = "<p>It\x92s a caf\xE9 \x97 5 \x80";
  const ReadResult page = read_html(bytes);
  EXPECT_EQ(page.encoding, "windows-1252");
  EXPECT_EQ(page.text, "It\xE2\x80\x99s a caf\xC3\xA9 \xE2\x80\x94 5 \xE2\x82\xAC");
  EXPECT_FALSE(page.markup_is_source);
  EXPECT_EQ(source_of(page, bytes, "caf\xC3\xA9"), "caf\xE9");
  EXPECT_EQ(source_of(page, bytes, "\xE2\x80\x99"), "\x92");
}

TEST(Decode, UnusedBytesOfWindows1252StayControls) {
  EXPECT_EQ(read_html("<p>a\x81z\xE9", "windows-1252").text, "a\xC2\x81z\xC3\xA9");
}

struct Legacy {
  const char* label;
  const char* name;
  const char* bytes;
  const char* text;
};

// One word each, as the code charts have it.
const Legacy kLegacy[] = {
    {"latin1", "windows-1252", "Z\xFCrich", "Z\xC3\xBCrich"},
    {"ISO-8859-2", "iso-8859-2",
     "\xA3\xF3"
     "d\xBC",
     "\xC5\x81\xC3\xB3"
     "d\xC5\xBA"},
    {"windows-1250", "windows-1250",
     "\xA3\xF3"
     "d\x9F",
     "\xC5\x81\xC3\xB3"
     "d\xC5\xBA"},
    {"cp1251", "windows-1251", "\xCC\xE8\xF0", "\xD0\x9C\xD0\xB8\xD1\x80"},
    {"koi8-r", "koi8-r", "\xED\xC9\xD2", "\xD0\x9C\xD0\xB8\xD1\x80"},
    {"ibm866", "ibm866", "\x8C\xA8\xE0", "\xD0\x9C\xD0\xB8\xD1\x80"},
    {"windows-1253", "windows-1253", "\xCD\xDD\xEF", "\xCE\x9D\xCE\xAD\xCE\xBF"},
    {"iso-8859-9", "windows-1254",
     "\xDE"
     "eh\xFDr",
     "\xC5\x9E"
     "eh\xC4\xB1r"},
    {"windows-1255", "windows-1255", "\xF9\xEC\xE5\xED", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"},
    {"windows-1256", "windows-1256", "\xD3\xE1\xC7\xE3", "\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85"},
    {"tis-620", "windows-874", "\xE4\xB7\xC2", "\xE0\xB9\x84\xE0\xB8\x97\xE0\xB8\xA2"},
    {"x-sjis", "shift_jis", "\x93\xFA\x96{", "\xE6\x97\xA5\xE6\x9C\xAC"},
    {"euc-jp", "euc-jp", "\xC6\xFC\xCB\xDC", "\xE6\x97\xA5\xE6\x9C\xAC"},
    {"iso-2022-jp", "iso-2022-jp", "\x1B$BF|K\\\x1B(B", "\xE6\x97\xA5\xE6\x9C\xAC"},
    {"gb2312", "gbk", "\xD6\xD0\xB9\xFA", "\xE4\xB8\xAD\xE5\x9B\xBD"},
    {"gb18030", "gb18030", "\xD6\xD0\x95\x32\x82\x36", "\xE4\xB8\xAD\xF0\xA0\x80\x80"},
    {"big5", "big5", "\xA4\xA4\xB0\xEA", "\xE4\xB8\xAD\xE5\x9C\x8B"},
    {"ks_c_5601-1987", "euc-kr", "\xC7\xD1\xB1\xB9", "\xED\x95\x9C\xEA\xB5\xAD"},
};

TEST(Decode, LegacyEncodings) {
  for (const Legacy& row : kLegacy) {
    const std::string bytes = std::string("see ") + row.bytes + " there";
    const ReadResult page = read_plain(bytes, row.label);
    EXPECT_EQ(page.encoding, row.name);
    EXPECT_EQ(page.text, std::string("see ") + row.text + " there") << row.label;
    EXPECT_TRUE(is_valid_utf8(page.text));
    EXPECT_EQ(source_of(page, bytes, "there"), "there") << row.label;
    EXPECT_EQ(source_of(page, bytes, "see"), "see") << row.label;
    if (page.encoding != "iso-2022-jp") {
      EXPECT_EQ(source_of(page, bytes, row.text), row.bytes) << row.label;
    }
  }
}

TEST(Decode, EachCharacterOfALegacyWordHasItsOwnBytes) {
  const std::string bytes = "\xC7\xD1\xB1\xB9\xBE\xEE";  // three syllables in EUC-KR
  const ReadResult page = read_plain(bytes, "euc-kr");
  ASSERT_EQ(page.text.size(), 9u);
  EXPECT_EQ(page.to_source({3, 6}), (ByteRange{2, 4}));
  EXPECT_EQ(page.markup_to_source.segments().size(), 1u);
}

TEST(Decode, ABrokenLeadByteDoesNotSwallowATag) {
  const ReadResult page = read_html("<p>one \xB0<b>two</b> \xC7\xD1 three</p>", "euc-kr");
  EXPECT_NE(page.text.find("two"), std::string::npos);
  ASSERT_EQ(page.elements.size(), 2u);
}

TEST(Decode, LongMultiByteTextCrossesChunks) {
  std::string bytes;
  std::string expected;
  for (int i = 0; i < 6000; ++i) {
    bytes += i % 3 == 0 ? "a" : "\xC7\xD1";
    expected += i % 3 == 0 ? "a" : "\xED\x95\x9C";
  }
  const ReadResult page = read_plain(bytes, "euc-kr");
  ASSERT_EQ(page.text, expected);
  const CodePointTable table(page.text);
  uint32_t source = 0;
  for (uint32_t i = 0; i < 6000; ++i) {
    const uint32_t begin = table.code_point_to_byte(i);
    const uint32_t length = i % 3 == 0 ? 1 : 2;
    ASSERT_EQ(page.to_source({begin, table.code_point_to_byte(i + 1)}), (ByteRange{source, source + length}));
    source += length;
  }
}

TEST(Decode, Utf16WithByteOrderMark) {
  const std::string little("\xFF\xFE<\0p\0>\0\xE9\0=\xD8\0\xDE!\0", 16);
  const ReadResult page = read_source(little);
  EXPECT_EQ(page.media_type, "text/html");
  EXPECT_EQ(page.encoding, "utf-16le");
  EXPECT_EQ(page.text, "\xC3\xA9\xF0\x9F\x98\x80!");
  EXPECT_EQ(page.to_source({2, 6}), (ByteRange{10, 14}));
  const std::string big("\xFE\xFF\0h\0i\xD8\0", 8);
  EXPECT_EQ(read_plain(big).text, "hi\xEF\xBF\xBD");
}

TEST(Decode, DeclarationsInOrder) {
  const std::string page = "<meta charset=windows-1251><p>\xCC\xE8\xF0 ";
  EXPECT_EQ(read_html(page).encoding, "windows-1251");
  EXPECT_EQ(read_html(page, "koi8-r").encoding, "koi8-r");
  EXPECT_EQ(read_html(page, "no such thing").encoding, "windows-1251");
  EXPECT_EQ(
      read_html("<meta http-equiv='Content-Type' content='text/html; charset=\"koi8-r\"'><p>\xED\xC9\xD2").encoding,
      "koi8-r");
  EXPECT_EQ(read_html("<!-- <meta charset=koi8-r> --><p>\xE9").encoding, "windows-1252");
}

TEST(Decode, LateMetaIsFound) {
  const std::string page = "<!--" + std::string(20000, 'x') + "--><meta charset=euc-kr><p>\xC7\xD1\xB1\xB9";
  EXPECT_EQ(read_html(page).encoding, "euc-kr");
}

TEST(Decode, WhatIsUtf8IsReadAsUtf8) {
  const ReadResult page = read_html("<meta charset=iso-8859-1><p>na\xC3\xAFve", "latin1");
  EXPECT_EQ(page.encoding, "utf-8");
  EXPECT_EQ(page.text, "na\xC3\xAFve");
  EXPECT_NE(page.note.find("declared as windows-1252"), std::string::npos);
}

TEST(Decode, WhatIsNotUtf8IsNotReadAsUtf8) {
  const ReadResult page = read_html("<meta charset=utf-8><p>na\xEFve caf\xE9");
  EXPECT_EQ(page.encoding, "windows-1252");
  EXPECT_EQ(page.text, "na\xC3\xAFve caf\xC3\xA9");
}

TEST(Decode, GuessesByLanguageAndShape) {
  EXPECT_EQ(read_html("<html lang='ru'><p>\xCC\xE8\xF0").encoding, "windows-1251");
  EXPECT_EQ(read_html("<html lang=ko><p>\xC7\xD1\xB1\xB9").encoding, "euc-kr");
  // Nothing but the bytes: a line of Korean, of Russian in two encodings, of Japanese kana in two.
  EXPECT_EQ(read_html("<p>\xB4\xEB\xC7\xD1\xB9\xCE\xB1\xB9 \xC1\xA4\xBA\xCE\xB4\xC2 \xBF\xC0\xB4\xC3 \xB9\xDF\xC7\xA5")
                .encoding,
            "euc-kr");
  EXPECT_EQ(
      read_html("<p>\xEF\xF0\xE0\xE2\xE8\xF2\xE5\xEB\xFC\xF1\xF2\xE2\xEE \xF1\xEE\xEE\xE1\xF9\xE8\xEB\xEE").encoding,
      "windows-1251");
  EXPECT_EQ(
      read_html("<p>\xD0\xD2\xC1\xD7\xC9\xD4\xC5\xCC\xD8\xD3\xD4\xD7\xCF \xD3\xCF\xCF\xC2\xDD\xC9\xCC\xCF").encoding,
      "koi8-r");
  EXPECT_EQ(read_html("<p>\x82\xB1\x82\xEA\x82\xCD\x83j\x83\x85\x81[\x83X\x82\xC5\x82\xB7").encoding, "shift_jis");
  EXPECT_EQ(read_html("<p>\xA4\xB3\xA4\xEC\xA4\xCF\xA5\xCB\xA5\xE5\xA1\xBC\xA5\xB9\xA4\xC7\xA4\xB9").encoding,
            "euc-jp");
}

TEST(Decode, NulBytesDoNoHarm) {
  const std::string bytes("a\0b\n\0", 5);
  EXPECT_EQ(read_plain(bytes).text, bytes);
  EXPECT_EQ(read_html(std::string("<p>a\0b</p>", 10)).text, "ab");
}

TEST(Decode, EverySingleByteEncodingMapsEveryByte) {
  for (const char* label :
       {"windows-1252", "ibm866",       "iso-8859-2",   "iso-8859-3",    "iso-8859-4",   "iso-8859-5",
        "iso-8859-6",   "iso-8859-7",   "iso-8859-8",   "iso-8859-8-i",  "iso-8859-10",  "iso-8859-13",
        "iso-8859-14",  "iso-8859-15",  "iso-8859-16",  "koi8-r",        "koi8-u",       "macintosh",
        "windows-874",  "windows-1250", "windows-1251", "windows-1253",  "windows-1254", "windows-1255",
        "windows-1256", "windows-1257", "windows-1258", "x-mac-cyrillic"}) {
    std::string bytes = "x";
    for (int byte = 0xFF; byte >= 0; --byte) bytes.push_back(static_cast<char>(byte));
    const ReadResult page = read_plain(bytes, label);
    EXPECT_EQ(page.encoding, label);
    EXPECT_TRUE(is_valid_utf8(page.text)) << label;
    const CodePointTable table(page.text);
    EXPECT_EQ(table.code_points(), 257u) << label;
  }
}

}  // namespace
}  // namespace newsgrain
