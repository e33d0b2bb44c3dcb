// JSON lines as inputs, one line after the other, in bounded memory.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "input/byte_stream.hpp"
#include "newsgrain/input.hpp"

namespace newsgrain::internal {

// Parses lines; keeps simdjson's memory from line to line. Not thread-safe.
class JsonLineParser {
 public:
  JsonLineParser();
  ~JsonLineParser();
  // As parse_json_input(); `room` readable bytes behind the line spare a copy if they are at least kPadding.
  Input parse(std::string_view line, size_t room, std::string_view where, const InputOptions& options);

  static constexpr size_t kPadding = 64;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The inputs of one JSON lines file.
class JsonLines {
 public:
  // `start` is what was read from the stream already.
  JsonLines(std::unique_ptr<ByteStream> stream, std::string start, std::string name, const InputOptions& options);
  // False at the end.
  bool next(Input& out);

 private:
  enum class Line { end, whole, too_long, failed };
  Line next_line(std::string_view& line);
  // More bytes into the buffer; false at the end or after an error.
  bool more();

  std::unique_ptr<ByteStream> stream_;
  std::string buffer_, name_;
  const InputOptions& options_;
  JsonLineParser parser_;
  size_t at_ = 0;        // of the next line
  uint64_t number_ = 0;  // of the last line
  bool ended_ = false;
  Error error_;  // why reading stopped
};

}  // namespace newsgrain::internal
