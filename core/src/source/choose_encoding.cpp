// Which encoding some bytes are in: byte order mark, declarations, and what the bytes themselves say.
//
// The order is that of the HTML standard with one difference: bytes that form valid UTF-8 are UTF-8, even if something
// else was declared, since other encodings practically never look like it; and bytes that do not are not.
#include <algorithm>

#include "newsgrain/offsets.hpp"
#include "source/decode.hpp"
#include "source/html_scan.hpp"
#include "source/meta_prescan.hpp"

namespace newsgrain {
namespace {

// Where the HTML standard looks for a <meta>, and where it stands on pages that do not care.
constexpr size_t kPrescan = 1024;
constexpr size_t kLongPrescan = 1 << 20;
// Bytes from which the encoding is judged.
constexpr size_t kSample = 1 << 20;

struct Utf8Evidence {
  size_t valid = 0;    // sequences of two to four bytes
  size_t invalid = 0;  // bytes that belong to none
};

Utf8Evidence utf8_evidence(std::string_view bytes) {
  Utf8Evidence evidence;
  size_t at = 0;
  while (at < bytes.size()) {
    at += ascii_prefix(bytes.substr(at));
    if (at >= bytes.size()) break;
    const std::string_view next = bytes.substr(at, 4);
    const auto lead = static_cast<unsigned char>(next[0]);
    size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (next.size() < length || !is_valid_utf8(next.substr(0, length))) length = 0;
    if (length == 0) {
      // A character that the end of the sample cuts off is no evidence.
      if (bytes.size() - at >= 4) ++evidence.invalid;
      ++at;
    } else {
      ++evidence.valid;
      at += length;
    }
  }
  return evidence;
}

// What pages in a language were written in before UTF-8.
struct LanguageEncoding {
  std::string_view language;
  std::string_view encoding;
};
constexpr LanguageEncoding kLanguageEncodings[] = {
    {"ar", "windows-1256"}, {"be", "windows-1251"}, {"bg", "windows-1251"}, {"cs", "windows-1250"},
    {"el", "windows-1253"}, {"et", "windows-1257"}, {"fa", "windows-1256"}, {"he", "windows-1255"},
    {"hr", "windows-1250"}, {"hu", "windows-1250"}, {"ja", "shift_jis"},    {"ko", "euc-kr"},
    {"lt", "windows-1257"}, {"lv", "windows-1257"}, {"mk", "windows-1251"}, {"pl", "windows-1250"},
    {"ro", "windows-1250"}, {"ru", "windows-1251"}, {"sk", "windows-1250"}, {"sl", "windows-1250"},
    {"sr", "windows-1251"}, {"th", "windows-874"},  {"tr", "windows-1254"}, {"uk", "windows-1251"},
    {"vi", "windows-1258"}, {"zh", "gbk"}};

std::string page_language(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  for (size_t at = 0; (at = html::find_byte(head, at, '<')) != html::kNoEnd; ++at) {
    if (head.size() - at < 6 || !html::equals_lower(head.data() + at, 5, "<html")) continue;
    std::string language;
    const size_t end = std::min(html::find_byte(head, at, '>'), head.size() - 1);
    find_attribute(head.substr(at, end + 1 - at), "lang", language);
    for (char& c : language) c = html::to_lower(c);
    return language;
  }
  return {};
}

// Counts of pairs of bytes that are frequent in one legacy encoding and rare in the others.
struct PairCounts {
  size_t high = 0;        // bytes from 0x80 on
  size_t lone = 0;        // of these, between two ASCII bytes
  size_t hangul = 0;      // EUC-KR syllables
  size_t euc_kana = 0;    // EUC-JP kana
  size_t sjis_kana = 0;   // Shift_JIS kana
  size_t big5 = 0;        // frequent Big5 characters whose second byte is ASCII
  size_t euc_pairs = 0;   // both bytes from 0xA1 on
  size_t upper_half = 0;  // bytes 0xC0-0xDF, small letters of KOI8
  size_t lower_half = 0;  // bytes 0xE0-0xFF, small letters of windows-1251
};

PairCounts count_pairs(std::string_view bytes) {
  PairCounts counts;
  const auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  for (size_t i = 0; i < bytes.size();) {
    const unsigned char lead = at(i);
    if (lead < 0x80) {
      i += 1 + ascii_prefix(bytes.substr(i + 1));
      continue;
    }
    ++counts.high;
    counts.upper_half += lead >= 0xC0 && lead < 0xE0;
    counts.lower_half += lead >= 0xE0;
    if (i + 1 == bytes.size()) break;
    const unsigned char trail = at(i + 1);
    if (trail < 0x80) {
      const bool big5 = lead >= 0xA4 && lead <= 0xC6 && trail >= 0x40 && trail <= 0x7E;
      counts.big5 += big5;
      counts.sjis_kana += lead == 0x83 && trail >= 0x40 && trail <= 0x7E;
      counts.lone += 1;
      i += 2;
      continue;
    }
    ++counts.high;
    counts.upper_half += trail >= 0xC0 && trail < 0xE0;
    counts.lower_half += trail >= 0xE0;
    counts.sjis_kana += (lead == 0x82 && trail >= 0x9F && trail <= 0xF1) || (lead == 0x83 && trail <= 0x96);
    if (lead >= 0xA1 && trail >= 0xA1) {
      ++counts.euc_pairs;
      counts.hangul += lead >= 0xB0 && lead <= 0xC8;
      counts.euc_kana += lead == 0xA4 || lead == 0xA5;
    }
    i += 2;
  }
  return counts;
}

// The most likely legacy encoding of bytes for which nothing was declared.
const Encoding* guess_legacy(std::string_view bytes) {
  const PairCounts counts = count_pairs(bytes);
  const std::string language = page_language(bytes);
  const std::string_view primary = std::string_view(language).substr(0, 2);
  const bool dense = counts.high > 8 && counts.lone * 4 < counts.high;
  const size_t pairs = counts.high / 2;
  if (primary == "ja" || (dense && primary.empty())) {
    if (counts.sjis_kana * 4 > pairs) return find_encoding("shift_jis");
    if (counts.euc_kana * 4 > pairs) return find_encoding("euc-jp");
  }
  if (primary == "zh" && (counts.big5 * 8 > pairs || language == "zh-tw" || language == "zh-hk")) {
    return find_encoding("big5");
  }
  for (const LanguageEncoding& row : kLanguageEncodings) {
    if (row.language == primary) return find_encoding(row.encoding);
  }
  if (!primary.empty() || !dense) return find_encoding("windows-1252");
  if (counts.big5 * 4 > pairs) return find_encoding("big5");
  // Cyrillic letters fill one half of the upper bytes; Chinese and Korean use all from 0xA1 on.
  if (counts.upper_half + counts.lower_half > counts.high * 9 / 10) {
    if (counts.lower_half > 3 * counts.upper_half) return find_encoding("windows-1251");
    if (counts.upper_half > 3 * counts.lower_half) return find_encoding("koi8-r");
  }
  if (counts.euc_pairs * 10 > pairs * 8) {
    return find_encoding(counts.hangul * 10 > pairs * 7 ? "euc-kr" : "gbk");
  }
  return find_encoding("windows-1252");
}

std::string remark_declared(const Encoding& declared, const Encoding& actual) {
  std::string remark = "declared as ";
  remark += declared.name;
  remark += ", but read as ";
  remark += actual.name;
  return remark;
}

}  // namespace

EncodingChoice choose_encoding(std::string_view bytes, std::string_view declared, bool is_html) {
  EncodingChoice choice;
  const Encoding* const utf8 = find_encoding("utf-8");
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return {utf8, 3, is_valid_utf8(bytes), {}};
  if (bytes.substr(0, 2) == "\xFE\xFF") return {find_encoding("utf-16be"), 2, false, {}};
  if (bytes.substr(0, 2) == "\xFF\xFE") return {find_encoding("utf-16le"), 2, false, {}};

  const Encoding* outside = find_encoding(declared);
  const size_t ascii = ascii_prefix(bytes);
  const Encoding* meta = nullptr;
  if (is_html) {
    meta = prescan_encoding(bytes.substr(0, kPrescan));
    if (meta == nullptr && ascii < bytes.size()) meta = prescan_encoding(bytes.substr(0, kLongPrescan));
  }
  const Encoding* candidate = outside != nullptr ? outside : meta;
  if (!declared.empty() && outside == nullptr) choice.remark = "unknown charset declared";
  if (candidate != nullptr && (candidate->name.substr(0, 6) == "utf-16" || candidate->name == "iso-2022-jp")) {
    choice.encoding = candidate;
    return choice;
  }
  if (ascii == bytes.size()) {
    choice.is_valid_utf8 = true;  // as ASCII is in every encoding that is left
    choice.encoding = candidate != nullptr ? candidate : utf8;
    return choice;
  }

  const size_t start = ascii;
  const bool valid = is_valid_utf8(bytes.substr(start));
  if (valid && (candidate == nullptr || candidate == utf8 || candidate->single_byte)) {
    choice.encoding = utf8;
    choice.is_valid_utf8 = true;
    if (candidate != nullptr && candidate != utf8) choice.remark = remark_declared(*candidate, *utf8);
    return choice;
  }
  const Utf8Evidence evidence = utf8_evidence(bytes.substr(start, kSample));
  // A few characters of a multi-byte encoding may look like UTF-8 by chance.
  if (valid && evidence.valid >= 4) {
    choice.encoding = utf8;
    choice.is_valid_utf8 = true;
  } else if (candidate != nullptr && candidate != utf8) {
    choice.encoding = candidate;
  } else if (evidence.valid > 0 && evidence.invalid <= (candidate == utf8 ? 2 * evidence.valid : evidence.valid / 8)) {
    choice.encoding = utf8;  // damaged here and there
  } else if (meta != nullptr && meta != utf8) {
    choice.encoding = meta;
  } else {
    choice.encoding = guess_legacy(bytes.substr(0, kSample));
    if (candidate == nullptr) {
      choice.remark = "no charset declared, read as ";
      choice.remark += choice.encoding->name;
    }
  }
  if (candidate != nullptr && choice.encoding != candidate) {
    choice.remark = remark_declared(*candidate, *choice.encoding);
  }
  return choice;
}

}  // namespace newsgrain
