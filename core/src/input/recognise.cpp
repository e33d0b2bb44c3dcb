// The tables first: first bytes, first words, first elements. Then what only the whole shows.
#include "input/recognise.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "input/json_syntax.hpp"
#include "newsgrain/html_tags.hpp"
#include "source/html_scan.hpp"
#include "source/sniff.hpp"

namespace newsgrain::internal {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kUnpack = "unpack it and give the pages in it";
constexpr std::string_view kDecompress = "decompress it first, or give it as a file";
constexpr std::string_view kSaveAsText = "save it as text or HTML and give that";
constexpr std::string_view kLeaveOut = "leave it out";
constexpr std::string_view kDownload = "download the pages that it names and give those";
constexpr std::string_view kExport = "write its rows as JSON lines and give those";

struct Signature {
  size_t offset;
  std::string_view bytes;
  std::string_view what, cure;
  bool with_binary = false;  // the bytes are letters that may begin a text: only with binary data right behind them
};

constexpr Signature kSignatures[] = {
    {0, "\x1f\x8b\x08"sv, "gzip data", kDecompress},
    {0, "\x28\xb5\x2f\xfd"sv, "zstd data", kDecompress},
    {0, "\xfd\x37zXZ\0"sv, "xz data", kDecompress},
    {0, "\x04\x22\x4d\x18"sv, "lz4 data", kDecompress},
    {0, "BZh"sv, "bzip2 data", kDecompress, true},
    {0, "PK\x03\x04"sv, "a ZIP archive or an office document",
     "unpack it, or save the document as text, and give that"},
    {0, "PK\x05\x06"sv, "an empty ZIP archive", kLeaveOut},
    {0, "7z\xbc\xaf\x27\x1c"sv, "a 7-Zip archive", kUnpack},
    {0, "Rar!\x1a\x07"sv, "a RAR archive", kUnpack},
    {257, "ustar"sv, "a tar archive", kUnpack},
    {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an office document", kSaveAsText},
    {0, "\x89PNG\r\n"sv, "a PNG picture", kLeaveOut},
    {0, "\xff\xd8\xff"sv, "a JPEG picture", kLeaveOut},
    {0, "GIF87a"sv, "a GIF picture", kLeaveOut, true},
    {0, "GIF89a"sv, "a GIF picture", kLeaveOut, true},
    {8, "WEBP"sv, "a WebP picture", kLeaveOut, true},
    {8, "WAVE"sv, "a sound file", kLeaveOut, true},
    {0, "II*\0"sv, "a TIFF picture", kLeaveOut},
    {0, "MM\0*"sv, "a TIFF picture", kLeaveOut},
    {0, "BM"sv, "a BMP picture", kLeaveOut, true},
    {4, "ftyp"sv, "a film, sound or picture", kLeaveOut, true},
    {0, "ID3"sv, "a sound file", kLeaveOut, true},
    {0, "OggS"sv, "a sound or film", kLeaveOut, true},
    {0, "wOFF"sv, "a font", kLeaveOut, true},
    {0, "wOF2"sv, "a font", kLeaveOut, true},
    {0,
     "\x7f"
     "ELF"sv,
     "a program", kLeaveOut},
    {0, "MZ"sv, "a program", kLeaveOut, true},
    {0, "PAR1"sv, "a Parquet table", kExport, true},
    {0, "ARROW1"sv, "an Arrow table", kExport, true},
    {0, "SQLite format 3\0"sv, "an SQLite database", kExport},
};

// At the beginning of the text, behind white space.
struct Opening {
  std::string_view text, what, cure;
};
constexpr Opening kOpenings[] = {
    {"%PDF-", "a PDF document", kSaveAsText},
    {"%!PS-Adobe", "a PostScript document", kSaveAsText},
    {"{\\rtf", "an RTF document", kSaveAsText},
    {"WARC/1.", "a WARC file", "WARC is not read yet: extract its pages and give those, or write them as JSON lines"},
    {"WARC/0.", "a WARC file", "WARC is not read yet: extract its pages and give those, or write them as JSON lines"},
};

// First elements that are no page's, whatever stands in front of them.
struct Root {
  std::string_view name, what, cure;
};
constexpr Root kRoots[] = {
    {"rss", "an RSS feed", kDownload},        {"rdf:RDF", "an RSS feed", kDownload},
    {"feed", "an Atom feed", kDownload},      {"urlset", "a sitemap", kDownload},
    {"sitemapindex", "a sitemap", kDownload}, {"opml", "a list of feeds", kDownload},
};

constexpr size_t kSample = 4096;     // bytes from which binary data are told
constexpr size_t kLeastBinary = 4;   // bytes that occur in no text; fewer are damage,
constexpr size_t kBinaryShare = 25;  // as is less than one in so many. Random bytes have one in ten.
constexpr size_t kBehindMagic = 64;

// Control characters that no text has. Escape is part of ISO-2022.
constexpr auto kBinaryByte = [] {
  std::array<bool, 256> out{};
  for (size_t c = 0; c < 0x20; ++c) out[c] = true;
  for (const char c : "\t\n\v\f\r\x1b"sv) out[static_cast<unsigned char>(c)] = false;
  return out;
}();

size_t count_binary(std::string_view bytes) {
  return static_cast<size_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return kBinaryByte[static_cast<unsigned char>(c)]; }));
}

Recognised made(std::string_view what, std::string_view cure) { return {std::string(what), std::string(cure)}; }

std::optional<Recognised> by_signature(std::string_view bytes) {
  for (const Signature& s : kSignatures) {
    if (bytes.size() < s.offset || !bytes.substr(s.offset).starts_with(s.bytes)) continue;
    if (!s.with_binary || count_binary(bytes.substr(0, s.offset + s.bytes.size() + kBehindMagic)) != 0)
      return made(s.what, s.cure);
  }
  return std::nullopt;
}

std::optional<Recognised> by_opening(std::string_view head) {
  for (const Opening& o : kOpenings)
    if (head.starts_with(o.text)) return made(o.what, o.cure);
  return std::nullopt;
}

std::optional<Recognised> by_root(std::string_view head, bool declared_html) {
  const std::string_view root = first_element(head);
  for (const Root& r : kRoots)
    if (root == r.name) return made(r.what, r.cure);
  const bool prolog = head.starts_with("<?xml");
  if (prolog && root == "svg") return made("an SVG picture", kLeaveOut);
  if (!prolog || root.empty() || declared_html || looks_like_html(head)) return std::nullopt;
  return made("an XML document (its first element is <" + std::string(root.substr(0, 40)) + ">)", kSaveAsText);
}

// Calls each(line) for the lines, without white space around them, that are not blank, until it returns false.
template <class Each>
bool all_lines(std::string_view text, const Each& each) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && html::is_space(line.back())) line.remove_suffix(1);
    while (!line.empty() && html::is_space(line.front())) line.remove_prefix(1);
    if (!line.empty() && !each(line)) return false;
  }
  return true;
}

bool begins_with(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && html::equals_lower(text.data(), lower.size(), lower);
}

// Header lines down to an empty one, among them that of several parts.
bool is_mail(std::string_view head) {
  head = head.substr(0, kSample);
  bool parts = false;
  size_t headers = 0;
  while (!head.empty()) {
    const size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    parts = parts || begins_with(line, "content-type: multipart/");
    if (headers != 0 && html::is_space(line.front())) continue;
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || line.substr(0, colon).find(' ') != std::string_view::npos)
      return false;
    ++headers;
  }
  return parts && headers > 1;
}

// "HTTP/1.1 200 OK"
bool is_http_response(std::string_view head) {
  if (!head.starts_with("HTTP/")) return false;
  const size_t space = head.find(' ');
  const auto digit = [&](size_t at) { return at < head.size() && head[at] >= '0' && head[at] <= '9'; };
  return space < 10 && digit(space + 1) && digit(space + 2) && digit(space + 3) && !digit(space + 4);
}

bool is_address(std::string_view line) {
  const bool scheme = begins_with(line, "http://") || begins_with(line, "https://") || begins_with(line, "ftp://") ||
                      begins_with(line, "www.");
  return scheme && line.find_first_of(" \t<>\"") == std::string_view::npos;
}

std::optional<Recognised> by_lines(std::string_view head) {
  size_t addresses = 0;
  const bool all = all_lines(head, [&](std::string_view line) {
    ++addresses;
    return is_address(line);
  });
  if (!all || addresses == 0) return std::nullopt;
  if (addresses == 1) return made("the address of a page, not the page", "download the page and give that");
  return made("a list of " + std::to_string(addresses) + " addresses", kDownload);
}

// One value, or one a line.
std::optional<Recognised> as_json(std::string_view head) {
  if (!head.starts_with('{') && !head.starts_with('[')) return std::nullopt;
  const size_t inner = head.find_first_not_of(" \t\r\n", 1);
  if (inner == std::string_view::npos || (head[inner] != '"' && head[inner] != '{')) return std::nullopt;
  const size_t last = head.find_last_not_of(" \t\r\n");
  if (head[last] != '}' && head[last] != ']') return std::nullopt;
  const std::string_view line = head.substr(0, head.find('\n'));
  if (!is_json_value(line) && !is_json_value(head)) return std::nullopt;
  return made("JSON, no page or text",
              "give objects with \"html\" or \"text\", one a line, as .jsonl or with --input-format jsonl");
}

// Every second byte is zero, and there is no byte order mark to tell that.
std::optional<Recognised> as_wide_text(std::string_view sample) {
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < sample.size(); ++i) zeros[i % 2] += sample[i] == '\0';
  const size_t half = sample.size() / 2;
  for (const size_t side : {size_t{0}, size_t{1}})
    if (half >= kLeastBinary && zeros[side] * 4 > half * 3 && zeros[1 - side] * 20 < half)
      return made("UTF-16 without a byte order mark",
                  side == 1 ? "say so with --charset utf-16le" : "say so with --charset utf-16be");
  return std::nullopt;
}

std::optional<Recognised> as_binary(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSample);
  const size_t binary = count_binary(sample);
  if (binary < kLeastBinary || binary * kBinaryShare < sample.size()) return std::nullopt;
  if (auto wide = as_wide_text(sample)) return wide;
  return made("binary data", "give pages (HTML) or texts");
}

bool is_utf16(std::string_view bytes, std::string_view charset) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || begins_with(charset, "utf-16");
}

}  // namespace

std::optional<Recognised> recognise_no_page(const Input& input) {
  const std::string_view bytes = input.bytes;
  if (auto found = by_signature(bytes)) return found;
  std::string storage;
  const std::string_view head = text_head(bytes, storage);
  if (head.empty()) return std::nullopt;
  if (auto found = by_opening(head)) return found;
  if (head.front() == '<') {
    if (auto found = by_root(head, input.media_type == "text/html")) return found;
  } else {
    if (is_mail(head)) return made("a web archive (MHTML) or a mail", "save the page alone, as HTML, and give that");
    if (is_http_response(head)) return made("a page with the headers of its response", "save it without the headers");
    if (auto found = as_json(head)) return found;
    if (auto found = by_lines(head)) return found;
  }
  // What opens as a page is one, whatever damage it holds.
  return is_utf16(bytes, input.charset) || looks_like_html(head) ? std::nullopt : as_binary(bytes);
}

}  // namespace newsgrain::internal
