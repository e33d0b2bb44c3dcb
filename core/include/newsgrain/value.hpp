// value.hpp: a small tree of values for configuration: what TOML, JSON, `--set` and Python dictionaries become.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "newsgrain/result.hpp"

namespace newsgrain {

class Value {
 public:
  using Array = std::vector<Value>;
  using Object = std::vector<std::pair<std::string, Value>>;  // in the order of writing

  Value() = default;
  Value(bool v) : data_(v) {}
  Value(int64_t v) : data_(v) {}
  Value(int v) : data_(static_cast<int64_t>(v)) {}
  Value(double v) : data_(v) {}
  Value(std::string v) : data_(std::move(v)) {}
  Value(const char* v) : data_(std::string(v)) {}
  Value(Array v) : data_(std::move(v)) {}
  Value(Object v) : data_(std::move(v)) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  const bool* boolean() const { return std::get_if<bool>(&data_); }
  const int64_t* integer() const { return std::get_if<int64_t>(&data_); }
  const double* real() const { return std::get_if<double>(&data_); }
  const std::string* string() const { return std::get_if<std::string>(&data_); }
  const Array* array() const { return std::get_if<Array>(&data_); }
  const Object* object() const { return std::get_if<Object>(&data_); }
  Object* object() { return std::get_if<Object>(&data_); }
  Array* array() { return std::get_if<Array>(&data_); }

  // Member of an object, nullptr where there is none.
  const Value* find(std::string_view key) const;
  // Text of a string member, or `fallback`.
  std::string_view text(std::string_view key, std::string_view fallback = {}) const;
  // Sets a member; makes this an object if it is null.
  Value& set(std::string_view key, Value value);
  // Sets by a dotted path ("quotes.max_quote_bytes"). Fails when a part of the path is no object.
  Result<void> set_path(std::string_view dotted, Value value);
  // "null", "boolean", "integer", "number", "string", "array", "object".
  std::string_view type_name() const;

  // JSON with members in their order.
  std::string to_json() const;
  bool operator==(const Value&) const = default;

 private:
  std::variant<std::monostate, bool, int64_t, double, std::string, Array, Object> data_;
};

// A JSON text. The error names the position.
Result<Value> parse_json(std::string_view text);
// A TOML text. `name` is the file's, for the message; the error names line and column.
Result<Value> parse_toml(std::string_view text, std::string_view name);
// The right side of --set: a TOML value (true, 3, 0.5, "x", [1, 2]), else a plain string.
Value parse_setting(std::string_view text);

}  // namespace newsgrain
