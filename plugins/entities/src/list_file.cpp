// list_file.cpp: three small readers for one kind of content. Each gives its fields to an Item, which checks them, so
// that every complaint names the line.
#include "list_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace entities {
namespace {

// In the order of NG_ENTITY_*.
constexpr std::array<std::string_view, 16> kTypeNames{"PERSON",  "ORG",      "GPE",      "LOC",    "NORP", "FAC",
                                                      "EVENT",   "PRODUCT",  "WORK",     "DATE",   "TIME", "MONEY",
                                                      "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"};
constexpr size_t kMaxNames = 5'000'000;
constexpr size_t kMaxNameBytes = 400;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

class Source {
 public:
  Source(std::string_view path, std::string_view bytes) : path_(path), bytes_(bytes) {
    if (bytes_.substr(0, 3) == "\xef\xbb\xbf") at_ = 3;
  }
  [[noreturn]] void fail(const std::string& what, uint32_t line = 0) const {
    throw std::runtime_error(std::string(path_) + ":" + std::to_string(line == 0 ? line_ : line) + ": " + what);
  }
  bool done() const { return at_ >= bytes_.size(); }
  char peek(size_t ahead = 0) const { return at_ + ahead < bytes_.size() ? bytes_[at_ + ahead] : '\0'; }
  char take() {
    const char c = peek();
    if (c == '\n') ++line_;
    ++at_;
    return c;
  }
  void skip(std::string_view set) {
    while (!done() && set.find(peek()) != std::string_view::npos) take();
  }
  void skip_line() {
    while (!done() && peek() != '\n') take();
  }
  std::string_view word() {  // letters, digits, _ - +
    const size_t begin = at_;
    while (!done() &&
           (std::string_view("_-+.").find(peek()) != std::string_view::npos || (peek() >= '0' && peek() <= '9') ||
            (peek() >= 'a' && peek() <= 'z') || (peek() >= 'A' && peek() <= 'Z')))
      take();
    return bytes_.substr(begin, at_ - begin);
  }
  // A string in quotes with the escapes of JSON; TOML's literal strings in ' have none.
  std::string quoted() {
    const uint32_t line = line_;
    const char quote = take();
    std::string out;
    while (true) {
      if (done() || peek() == '\n')
        fail("the string that starts here has no end: close it with " + std::string(1, quote), line);
      const char c = take();
      if (c == quote) return out;
      if (c != '\\' || quote == '\'') {
        out.push_back(c);
        continue;
      }
      const char e = take();
      constexpr std::string_view kFrom = "nrtbf\"\\/", kTo = "\n\r\t\b\f\"\\/";
      if (const size_t n = kFrom.find(e); n != std::string_view::npos)
        out.push_back(kTo[n]);
      else if (e == 'u')
        code_point(out);
      else
        fail("unknown escape \\" + std::string(1, e) + ": write \\\\ for a backslash");
    }
  }
  uint32_t line() const { return line_; }

 private:
  uint32_t hex4() {
    uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = take();
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) fail("\\u needs four hexadecimal digits");
      value = value * 16 + static_cast<uint32_t>(digit);
    }
    return value;
  }
  void code_point(std::string& out) {
    uint32_t c = hex4();
    if (c >= 0xd800 && c < 0xdc00 && peek() == '\\' && peek(1) == 'u') {
      take();
      take();
      const uint32_t low = hex4();
      if (low < 0xdc00 || low > 0xdfff) fail("a surrogate without its other half");
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
    if (c >= 0xd800 && c < 0xe000) fail("a surrogate without its other half");
    const auto put = [&](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80)
      put(c);
    else if (c < 0x800)
      put(0xc0 | c >> 6), put(0x80 | (c & 0x3f));
    else if (c < 0x10000)
      put(0xe0 | c >> 12), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
    else
      put(0xf0 | c >> 18), put(0x80 | (c >> 12 & 0x3f)), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  }
  std::string_view path_, bytes_;
  size_t at_ = 0;
  uint32_t line_ = 1;
};

// One entry while its fields come in.
class Item {
 public:
  explicit Item(const Source& source) : source_(source), line_(source.line()) {}

  void set(std::string_view field, std::string_view text) {
    text = trimmed(text);
    if (field == "name") {
      if (text.empty()) source_.fail("the name is empty");
      entry_.names.insert(entry_.names.begin(), name(text));
    } else if (field == "alias" || field == "aliases") {
      if (!text.empty()) entry_.names.push_back(name(text));
    } else if (field == "type") {
      const auto it = std::find(kTypeNames.begin(), kTypeNames.end(), text);
      if (it == kTypeNames.end())
        source_.fail("there is no type \"" + std::string(text) +
                     "\"; one of PERSON ORG GPE LOC NORP FAC EVENT PRODUCT WORK is meant");
      entry_.type = static_cast<uint8_t>(it - kTypeNames.begin());
      typed_ = true;
    } else if (field == "id") {
      entry_.id = text;
    } else if (field == "country") {
      entry_.country = text;
    } else if (field == "case") {
      if (text != "exact" && text != "any" && !text.empty())
        source_.fail("case is \"exact\" or \"any\", not \"" + std::string(text) + "\"");
      entry_.any_case = text == "any";
    } else if (field == "priority") {
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), entry_.priority);
      if (!text.empty() && (error != std::errc() || end != text.data() + text.size()))
        source_.fail("priority is a whole number, not \"" + std::string(text) + "\"");
    } else {
      source_.fail("there is no field \"" + std::string(field) +
                   "\"; there are name, aliases, type, id, country, case, priority");
    }
    seen_ = seen_ || field == "name";
  }
  void finish(std::vector<ListEntry>& out) {
    if (!seen_) source_.fail("this entry has no name", line_);
    if (!typed_) source_.fail("\"" + entry_.names[0] + "\" has no type", line_);
    if (out.size() >= kMaxNames) source_.fail("more than five million entries");
    out.push_back(std::move(entry_));
  }

 private:
  std::string name(std::string_view text) const {
    if (text.size() > kMaxNameBytes)
      source_.fail("the name \"" + std::string(text.substr(0, 40)) + "...\" is longer than 400 bytes");
    std::string out;
    for (const char c : text)
      if (!is_space(c))
        out.push_back(c);
      else if (out.back() != ' ')
        out.push_back(' ');
    return out;
  }
  const Source& source_;
  uint32_t line_;
  ListEntry entry_;
  bool typed_ = false, seen_ = false;
};

// ---- CSV: the first line names the fields; aliases are separated by |.

std::vector<std::string> csv_row(Source& in) {
  std::vector<std::string> cells(1);
  while (!in.done() && in.peek() != '\n') {
    const char c = in.take();
    if (c == ',') {
      cells.emplace_back();
    } else if (c == '"' && trimmed(cells.back()).empty()) {
      const uint32_t line = in.line();
      cells.back().clear();
      while (true) {
        if (in.done()) in.fail("the quotation mark that starts here has no end", line);
        const char q = in.take();
        if (q == '"' && in.peek() != '"') break;
        cells.back().push_back(q);
        if (q == '"') in.take();
      }
    } else if (c != '\r') {
      cells.back().push_back(c);
    }
  }
  return cells;
}

void read_csv(Source& in, std::vector<ListEntry>& out) {
  const std::vector<std::string> header = csv_row(in);
  if (std::find(header.begin(), header.end(), "name") == header.end() ||
      std::find(header.begin(), header.end(), "type") == header.end())
    in.fail(
        "the first line names the fields and has to hold name and type: name,type,id,country,aliases,case,priority");
  while (true) {
    in.skip("\r\n");
    if (in.done()) return;
    Item item(in);
    const std::vector<std::string> cells = csv_row(in);
    if (cells.size() > header.size())
      in.fail(std::to_string(cells.size()) + " fields, but the first line names " + std::to_string(header.size()) +
              ": put a text with commas in quotation marks");
    for (size_t i = 0; i < cells.size(); ++i) {
      std::string_view cell = trimmed(cells[i]);
      if (header[i] != "aliases") {
        item.set(trimmed(header[i]), cell);
        continue;
      }
      while (!cell.empty()) {
        const size_t bar = cell.find('|');
        item.set("alias", cell.substr(0, bar));
        cell.remove_prefix(bar == std::string_view::npos ? cell.size() : bar + 1);
      }
    }
    item.finish(out);
  }
}

// ---- JSON: an array of objects. TOML: tables [[entity]].

void read_value(Source& in, Item& item, std::string_view field, std::string_view spaces) {
  const char c = in.peek();
  if (c == '"' || c == '\'') {
    item.set(field, in.quoted());
  } else if (c == '[') {
    in.take();
    in.skip(spaces);
    while (in.peek() != ']') {
      if (in.peek() != '"' && in.peek() != '\'') in.fail("a string in quotation marks is expected in this array");
      item.set(field, in.quoted());
      in.skip(spaces);
      if (in.peek() == ',')
        in.take();
      else if (in.peek() != ']')
        in.fail("a comma or ] is expected");
      in.skip(spaces);
    }
    in.take();
  } else {
    const std::string_view word = in.word();
    if (word.empty()) in.fail("a value is expected for \"" + std::string(field) + "\"");
    if (word != "null") item.set(field, word);
  }
}

void read_json(Source& in, std::vector<ListEntry>& out) {
  constexpr std::string_view kSpaces = " \t\r\n";
  in.skip(kSpaces);
  if (in.peek() != '[') in.fail("an array of objects is expected: [{\"name\": ..., \"type\": ...}, ...]");
  in.take();
  in.skip(kSpaces);
  while (in.peek() != ']') {
    if (in.peek() != '{') in.fail("an object is expected: {\"name\": ..., \"type\": ...}");
    Item item(in);
    in.take();
    in.skip(kSpaces);
    while (in.peek() != '}') {
      if (in.peek() != '"') in.fail("the name of a field in quotation marks is expected");
      const std::string field = in.quoted();
      in.skip(kSpaces);
      if (in.take() != ':') in.fail("a colon is expected behind \"" + field + "\"");
      in.skip(kSpaces);
      read_value(in, item, field, kSpaces);
      in.skip(kSpaces);
      if (in.peek() == ',')
        in.take();
      else if (in.peek() != '}')
        in.fail("a comma or } is expected");
      in.skip(kSpaces);
    }
    in.take();
    item.finish(out);
    in.skip(kSpaces);
    if (in.peek() == ',')
      in.take();
    else if (in.peek() != ']')
      in.fail("a comma or ] is expected");
    in.skip(kSpaces);
  }
  in.take();
  in.skip(kSpaces);
  if (!in.done()) in.fail("there is more behind the array");
}

void read_toml(Source& in, std::vector<ListEntry>& out) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const auto skip_blank = [&] {
    for (in.skip(kSpaces); in.peek() == '#'; in.skip(kSpaces)) in.skip_line();
  };
  for (skip_blank(); !in.done();) {
    Item item(in);
    if (in.take() != '[' || in.take() != '[' || in.word() != "entity" || in.take() != ']' || in.take() != ']')
      in.fail("[[entity]] is expected at the start of an entry");
    for (skip_blank(); !in.done() && in.peek() != '['; skip_blank()) {
      const std::string field(in.word());
      in.skip(" \t");
      if (in.take() != '=') in.fail("key = value is expected");
      in.skip(" \t");
      read_value(in, item, field, kSpaces);
      in.skip(" \t\r");
      if (in.peek() == '#') in.skip_line();
      if (!in.done() && in.peek() != '\n') in.fail("the end of the line is expected behind the value");
    }
    item.finish(out);
  }
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

void read_list(std::string_view path, std::string_view bytes, std::vector<ListEntry>& out) {
  Source in(path, bytes);
  if (ends_with(path, ".csv"))
    read_csv(in, out);
  else if (ends_with(path, ".json"))
    read_json(in, out);
  else if (ends_with(path, ".toml"))
    read_toml(in, out);
  else
    in.fail("a list ends in .csv, .json or .toml");
}

}  // namespace entities
