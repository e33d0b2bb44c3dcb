// JSON lines through simdjson's On-Demand parser: the page is unescaped once, straight into the input.
#include "input/json_lines.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>

#include "config/json_text.hpp"
#include "input/json_syntax.hpp"
#include "input/values.hpp"

namespace newsgrain {
namespace internal {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr size_t kChunk = 256 * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
static_assert(JsonLineParser::kPadding >= simdjson::SIMDJSON_PADDING);

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

// Reads one line. Broken JSON ends it; a page or mentions that can't be used make the row an error, and the rest is
// read all the same, so that it keeps its id; another bad value is left out, with a note.
class LineReader {
 public:
  LineReader(Input& input, std::string_view where) : input_(input), where_(where) {}

  void read(ondemand::parser& parser, simdjson::padded_string_view json) {
    ondemand::document doc;
    ondemand::object object;
    if (const auto e = parser.iterate(json).get(doc); e != simdjson::SUCCESS) return fail_syntax(e);
    ondemand::json_type type;
    if (doc.type().get(type) != simdjson::SUCCESS || type != ondemand::json_type::object)
      return fail("the line is no JSON object");
    if (const auto e = doc.get_object().get(object); e != simdjson::SUCCESS) return fail_syntax(e);
    for (auto item : object) {
      ondemand::field field;
      if (const auto e = std::move(item).get(field); e != simdjson::SUCCESS) return fail_syntax(e);
      member(field);
      if (broken_) return;
    }
    const char* rest = nullptr;
    if (doc.current_location().get(rest) == simdjson::SUCCESS)
      return fail("something follows the JSON object on the same line");
    finish();
  }

 private:
  void fail(std::string message, std::string cure = {}, ErrorCode code = ErrorCode::bad_json_line) {
    if (input_.error.code == ErrorCode::none)
      input_.error = {code, std::move(message), std::string(where_), std::move(cure)};
  }
  void fail_syntax(simdjson::error_code e) { fail_syntax(simdjson::error_message(e)); }
  void fail_syntax(std::string_view what) {
    broken_ = true;
    fail("broken JSON: " + std::string(what));
  }
  void leave_out(std::string_view name, std::string_view why) {
    input_.notes.push_back(internal::dropped_note(name, why));
  }

  // The value as it is written, checked; empty where it is broken.
  std::string_view raw(ondemand::value& value) {
    ondemand::json_type type;
    std::string_view text;
    simdjson::error_code e = value.type().get(type);
    if (e == simdjson::SUCCESS) {
      if (type == ondemand::json_type::object) {
        ondemand::object object;
        e = value.get_object().get(object);
        if (e == simdjson::SUCCESS) e = object.raw_json().get(text);
      } else if (type == ondemand::json_type::array) {
        ondemand::array array;
        e = value.get_array().get(array);
        if (e == simdjson::SUCCESS) e = array.raw_json().get(text);
      } else {
        text = value.raw_json_token();
      }
    }
    text = trimmed(text);
    if (e != simdjson::SUCCESS)
      fail_syntax(e);
    else if (!is_json_value(text))
      fail_syntax("a value that is no JSON");
    return broken_ ? std::string_view() : text;
  }

  void unescape(std::string_view name, std::string_view token, std::string& out) {
    if (append_unescaped(token.substr(1, token.size() - 2), out).lone)
      input_.notes.push_back(internal::lone_surrogate_note(name));
  }

  // A string, or nothing for null.
  void text(std::string_view name, ondemand::value& value, std::string& out) {
    const std::string_view token = raw(value);
    out.clear();
    if (broken_ || token == "null") return;
    if (token.front() == '"')
      unescape(name, token, out);
    else
      leave_out(name, "it is no string");
  }
  // A string, or the text of a number.
  void text_or_number(std::string_view name, ondemand::value& value, std::string& out) {
    const std::string_view token = raw(value);
    out.clear();
    if (broken_ || token == "null") return;
    if (token.front() == '"')
      unescape(name, token, out);
    else if (token.front() == '-' || (token.front() >= '0' && token.front() <= '9'))
      out = token;
    else
      leave_out(name, "it is neither a string nor a number");
  }

  // The library itself refuses half a surrogate pair in a key, and with it the row.
  std::string key_of(ondemand::field& field) {
    const char* const begin = field.key().raw();
    const char* end = begin;
    while (*end != '"') end += *end == '\\' ? 2 : 1;
    std::string key;
    const Unescaped read = append_unescaped({begin, static_cast<size_t>(end - begin)}, key);
    if (!read.whole) fail_syntax("a key that is no JSON");
    if (read.lone) input_.notes.push_back(internal::lone_surrogate_note(key));
    return key;
  }

  void member(ondemand::field& field) {
    const std::string key = key_of(field);
    if (broken_) return;
    ondemand::value& value = field.value();
    if (key == "id") return text_or_number("id", value, input_.id);
    if (key == "html") return page("html", value, html_, has_html_, html_token_);
    if (key == "text") return page("text", value, text_, has_text_, text_token_);
    if (key == "url") return text("url", value, input_.url);
    if (key == "published") return text("published", value, input_.published);
    if (key == "language") return text("language", value, input_.language);
    if (key == "mentions") return mentions(value);
    const std::string_view token = raw(value);
    if (broken_) return;
    if (key == "schema" && token.starts_with("\"newsgrain.document/")) is_output_ = true;
    add_meta(key, token);
  }

  void page(std::string_view name, ondemand::value& value, std::string& out, bool& has, std::string_view& token) {
    token = raw(value);
    out.clear();
    has = !broken_ && token != "null";
    if (!has) return;
    if (token.front() == '"')
      unescape(name, token, out);
    else
      fail("\"" + std::string(name) + "\" is no string");
  }

  void mentions(ondemand::value& value) {
    input_.mentions.clear();
    input_.has_mentions = false;
    ondemand::json_type type;
    if (const auto e = value.type().get(type); e != simdjson::SUCCESS) return fail_syntax(e);
    if (type != ondemand::json_type::array) {
      const std::string_view token = raw(value);
      if (!broken_ && token != "null") fail("\"mentions\" is no array");
      return;
    }
    ondemand::array array;
    if (const auto e = value.get_array().get(array); e != simdjson::SUCCESS) return fail_syntax(e);
    input_.has_mentions = true;
    for (auto item : array) {
      ondemand::value row;
      if (const auto e = std::move(item).get(row); e != simdjson::SUCCESS) return fail_syntax(e);
      ondemand::object object;
      if (row.get_object().get(object) == simdjson::SUCCESS) {
        mention(object);
      } else {
        raw(row);
        fail(mention_name() + " is no object");
      }
      if (broken_) return;
    }
  }
  std::string mention_name() const { return "mentions[" + std::to_string(input_.mentions.size()) + "]"; }

  void mention(ondemand::object& object) {
    GivenMention mention;
    bool has_begin = false, has_end = false;
    for (auto item : object) {
      ondemand::field field;
      if (std::move(item).get(field) != simdjson::SUCCESS) return fail_syntax(mention_name());
      const std::string key = key_of(field);
      if (broken_) return;
      ondemand::value& value = field.value();
      if (key == "begin")
        has_begin = offset("begin", value, mention.begin);
      else if (key == "end")
        has_end = offset("end", value, mention.end);
      else if (key == "type")
        text("type", value, mention.type);
      else if (key == "entity")
        text_or_number("entity", value, mention.entity);
      else
        raw(value);
      if (broken_) return;
    }
    if (!has_begin || !has_end || mention.type.empty())
      fail(mention_name() + " needs \"begin\", \"end\" and \"type\"");
    else if (mention.begin > mention.end)
      fail(mention_name() + " ends before it begins", {}, ErrorCode::bad_offsets);
    input_.mentions.push_back(std::move(mention));
  }

  // A whole number that is no offset of any text is the row's error too.
  bool offset(std::string_view name, ondemand::value& value, uint64_t& out) {
    const std::string_view token = raw(value);
    if (broken_) return false;
    const auto [end, failed] = std::from_chars(token.data(), token.data() + token.size(), out);
    if (failed != std::errc() || end != token.data() + token.size())
      fail(mention_name() + "." + std::string(name) + " is no whole number");
    return true;
  }

  void add_meta(std::string_view name, std::string_view token) {
    input_.meta_json += input_.meta_json.empty() ? '{' : ',';
    json::append_string(name, input_.meta_json);
    input_.meta_json += ':';
    input_.meta_json += token;
  }

  void finish() {
    // Its "text" is that of the whole page, and reading it as an article would look like a result.
    if (is_output_)
      return fail("the line is a document that newsgrain wrote, no page or text", "Name the pages themselves.");
    if (!has_html_ && !has_text_) return fail("the object has neither \"html\" nor \"text\"");
    // Tables fill the column of a page that they lack with "".
    if (has_html_ && html_.empty() && !text_.empty()) {
      has_html_ = false;
      leave_out("html", "it is empty, and there is \"text\"");
    }
    input_.media_type = has_html_ ? "text/html" : "text/plain";
    input_.charset = "utf-8";  // whatever the page says: JSON is UTF-8
    input_.decoded = true;
    input_.bytes = std::move(has_html_ ? html_ : text_);
    // A line may bring along the text that others took from the page.
    if (has_html_ && has_text_) add_meta("text", text_token_);
    if (!input_.meta_json.empty()) input_.meta_json += '}';
  }

  Input& input_;
  std::string_view where_;
  std::string html_, text_;
  std::string_view html_token_, text_token_;
  bool has_html_ = false, has_text_ = false;
  bool is_output_ = false;  // of newsgrain
  bool broken_ = false;     // no JSON: nothing can be read behind it
};

}  // namespace

struct JsonLineParser::State {
  ondemand::parser parser;
  std::string copy;
};

JsonLineParser::JsonLineParser() : state_(std::make_unique<State>()) {}
JsonLineParser::~JsonLineParser() = default;

Input JsonLineParser::parse(std::string_view line, size_t room, std::string_view where, const InputOptions& options) {
  Input input;
  input.name = where;
  input.unit = options.unit;
  if (room < kPadding) {
    state_->copy.assign(line);
    state_->copy.resize(line.size() + kPadding);
    line = std::string_view(state_->copy).substr(0, line.size());
  }
  LineReader(input, where)
      .read(state_->parser, simdjson::padded_string_view(line.data(), line.size(), line.size() + kPadding));
  if (input.error.code != ErrorCode::none) {
    input.bytes.clear();
    input.meta_json.clear();
    input.mentions.clear();
    input.has_mentions = false;
  }
  return input;
}

JsonLines::JsonLines(std::unique_ptr<ByteStream> stream, std::string start, std::string name,
                     const InputOptions& options)
    : stream_(std::move(stream)), buffer_(std::move(start)), name_(std::move(name)), options_(options) {
  buffer_.reserve(buffer_.size() + JsonLineParser::kPadding);
}

bool JsonLines::more() {
  if (ended_) return false;
  auto got = stream_->read(buffer_, std::max(kChunk, buffer_.size()), JsonLineParser::kPadding);
  if (!got) error_ = got.error();
  ended_ = !got || got.value() == 0;
  return !ended_;
}

JsonLines::Line JsonLines::next_line(std::string_view& line) {
  buffer_.erase(0, at_ > buffer_.size() / 2 ? std::exchange(at_, 0) : 0);
  size_t seen = at_;
  bool too_long = false;
  while (true) {
    const size_t end = buffer_.find('\n', seen);
    if (end != std::string::npos) {
      line = std::string_view(buffer_).substr(at_, end - at_);
      at_ = end + 1;
      ++number_;
      return too_long || line.size() > options_.max_input ? Line::too_long : Line::whole;
    }
    seen = buffer_.size();
    if (buffer_.size() - at_ > options_.max_input) {
      // Forget what can't be used, and look for the end of the line.
      too_long = true;
      buffer_.clear();
      at_ = seen = 0;
    }
    if (more()) continue;
    if (error_.code != ErrorCode::none) return Line::failed;
    line = std::string_view(buffer_).substr(at_);
    at_ = buffer_.size();
    if (line.empty() && !too_long) return Line::end;
    ++number_;
    return too_long ? Line::too_long : Line::whole;
  }
}

bool JsonLines::next(Input& out) {
  std::string_view line;
  while (true) {
    const Line kind = error_.code == ErrorCode::none ? next_line(line) : Line::end;
    if (kind == Line::end) return false;
    if (kind == Line::failed) {
      out = Input();
      out.name = name_;
      out.error = error_;
      return true;
    }
    if (number_ == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
    const std::string where = name_ + ":" + std::to_string(number_);
    if (kind == Line::too_long) {
      out = Input();
      out.name = where;
      out.error = {ErrorCode::input_too_large,
                   "the line is longer than " + std::to_string(options_.max_input) + " bytes", where};
      return true;
    }
    if (trimmed(line).empty()) continue;
    // Behind the line lies the rest of the buffer, and behind that its spare memory.
    const size_t room = buffer_.capacity() - static_cast<size_t>(line.data() + line.size() - buffer_.data());
    out = parser_.parse(line, room, where, options_);
    return true;
  }
}

}  // namespace internal

Input parse_json_input(std::string_view line, std::string_view where, const InputOptions& options) {
  return internal::JsonLineParser().parse(line, 0, where, options);
}

}  // namespace newsgrain
