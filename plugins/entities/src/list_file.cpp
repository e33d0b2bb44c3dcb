// list_file.cpp: readers of three formats for one kind of content. Each gives its fields to an Item, which checks them,
// so that every complaint names the line.
#include "list_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "json_reader.hpp"

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
    const size_t begin = at_;
    while (!done() && peek() != '\n' && peek() != quote) {
      if (peek() == '\\' && quote == '"') take();
      take();
    }
    if (done() || peek() == '\n')
      fail("the string that starts here has no end: close it with " + std::string(1, quote), line);
    const std::string_view raw = bytes_.substr(begin, at_ - begin);
    take();
    return quote == '"' ? unescaped(raw) : std::string(raw);
  }
  std::string unescaped(std::string_view raw) const {
    std::string out;
    if (!newsgrain::json::append_unescaped(raw, out))
      fail("unknown escape in \"" + std::string(raw) + "\": write \\\\ for a backslash, \\uXXXX for a character");
    return out;
  }
  // Goes on at a byte further on.
  void move_to(size_t byte) {
    line_ += static_cast<uint32_t>(std::count(bytes_.begin() + static_cast<ptrdiff_t>(at_),
                                              bytes_.begin() + static_cast<ptrdiff_t>(std::max(at_, byte)), '\n'));
    at_ = std::max(at_, byte);
  }
  std::string_view bytes() const { return bytes_; }
  uint32_t line() const { return line_; }

 private:
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

// Entries while the reader of JSON goes through their fields.
class JsonList {
 public:
  JsonList(Source& in, std::vector<ListEntry>& out) : in_(in), out_(out) {}

  void open(bool object, size_t at) {
    in_.move_to(at);
    ++depth_;
    if (object != (depth_ == 2) || depth_ > 3) in_.fail(kExpected);
    if (object) item_.emplace(in_);
  }
  void close(bool object, size_t at) {
    in_.move_to(at);
    --depth_;
    if (object) item_->finish(out_);
  }
  void key(std::string_view raw, size_t at) {
    in_.move_to(at);
    field_ = in_.unescaped(raw);
  }
  void value(std::string_view raw, bool string, size_t at) {
    in_.move_to(at);
    if (depth_ < 2) in_.fail(kExpected);
    if (depth_ == 3 && !string) in_.fail("a string in quotation marks is expected in this array");
    if (string)
      item_->set(field_, in_.unescaped(raw));
    else if (raw != "null")
      item_->set(field_, raw);
  }
  void fault(const char* what, size_t at) {
    in_.move_to(at);
    in_.fail(what);
  }

 private:
  static constexpr const char* kExpected =
      "an array of objects is expected: [{\"name\": ..., \"type\": ...}, ...], with texts or arrays of texts in them";
  Source& in_;
  std::vector<ListEntry>& out_;
  std::optional<Item> item_;
  std::string field_;
  unsigned depth_ = 0;
};

void read_json(Source& in, std::vector<ListEntry>& out) {
  if (trimmed(in.bytes()).empty()) in.fail("the file is empty: [] is a list without entries");
  JsonList list(in, out);
  newsgrain::json::read_json(in.bytes(), list);
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
