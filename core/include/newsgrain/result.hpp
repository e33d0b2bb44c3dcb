// result.hpp: expected failures as values. One table of codes, each with its cure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace newsgrain {

// Codes are never reused. error_cure() names what a user can do about each, Error::cure what fits a single case better.
enum class ErrorCode : int {
  none = 0,
  // input
  cannot_read = 101,
  bad_json_line = 102,
  input_too_large = 103,
  bad_offsets = 104,
  unknown_format = 105,
  cannot_write = 106,
  not_a_page = 107,
  // plugins
  plugin_not_found = 120,
  plugin_refused = 121,
  plugin_failed = 122,
  plugin_bad_output = 123,
  unknown_component = 124,
  plugin_crashed = 125,
  plugin_switched_off = 126,
  isolation_failed = 127,
  lock_mismatch = 128,
  // configuration
  bad_config = 140,
  bad_manifest = 141,
  missing_layer = 142,
  two_writers = 143,
  dependency_cycle = 144,
  bad_usage = 145,
  schema_mismatch = 146,
  // running
  cancelled = 160,
  timed_out = 161,
  out_of_memory = 162,
  limit_reached = 163,
  internal = 199,
};

// "NG121".
std::string error_name(ErrorCode code);
// One sentence: what to do about it in general.
std::string_view error_cure(ErrorCode code);

// Whose fault an error is: the exceptions of Python are made by it.
enum class ErrorKind {
  input,   // what was to be analysed
  plugin,  // a plugin that is missing, refused, or failed
  config,  // what the user asked for does not fit
  limit,   // time, size or memory
  other,
};
ErrorKind error_kind(ErrorCode code);
std::string_view error_kind_name(ErrorKind kind);  // "input"

struct ErrorEntry {
  ErrorCode code;
  ErrorKind kind;
  std::string_view cure;
};
// All codes but ErrorCode::none, in no promised order.
std::span<const ErrorEntry> error_table();

struct Error {
  ErrorCode code = ErrorCode::none;
  std::string message;  // what is wrong, with the names involved
  std::string where;    // file, line, component ...; may be empty
  std::string cure{};   // one sentence for this very case; empty = that of the code
  // The sentence that says what to do; "" for ErrorCode::none. Valid as long as the error.
  std::string_view advice() const;
  // "NG121: <message> (<where>). <advice>"
  std::string to_string() const;
};

// A value or an Error. Not thread-safe, movable.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : error_(std::move(error)) {}
  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }
  // Only when ok().
  T& value() & { return *value_; }
  const T& value() const& { return *value_; }
  T&& value() && { return std::move(*value_); }
  // Only when not ok().
  const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  bool ok() const { return error_.code == ErrorCode::none; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return error_; }

 private:
  Error error_;
};

}  // namespace newsgrain
