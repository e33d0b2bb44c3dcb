// Configuration values: access, JSON and TOML. simdjson and toml++ stay inside this file.
#include "newsgrain/value.hpp"

#include <simdjson.h>
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <charconv>
#include <cmath>

#include "config/json_text.hpp"

namespace newsgrain {
namespace {

constexpr int kMaxDepth = 64;
constexpr const char* kCureOfJson = "Correct the JSON; objects and lists may be nested 64 deep.";
constexpr const char* kCureOfKeys = "Write the key as TABLE.KEY.";

template <class T>
void append_number(T v, std::string& out) {
  char buffer[64];
  const auto r = std::to_chars(buffer, buffer + sizeof buffer, v);
  out.append(buffer, r.ptr);
}

void append_json(const Value& value, std::string& out) {
  if (const bool* b = value.boolean()) {
    out += *b ? "true" : "false";
  } else if (const int64_t* i = value.integer()) {
    append_number(*i, out);
  } else if (const double* d = value.real()) {
    if (std::isfinite(*d))
      append_number(*d, out);
    else
      out += "null";
  } else if (const std::string* s = value.string()) {
    json::append_string(*s, out);
  } else if (const Value::Array* a = value.array()) {
    out += '[';
    for (size_t k = 0; k < a->size(); ++k) {
      if (k != 0) out += ", ";
      append_json((*a)[k], out);
    }
    out += ']';
  } else if (const Value::Object* o = value.object()) {
    out += '{';
    for (size_t k = 0; k < o->size(); ++k) {
      if (k != 0) out += ", ";
      json::append_string((*o)[k].first, out);
      out += ": ";
      append_json((*o)[k].second, out);
    }
    out += '}';
  } else {
    out += "null";
  }
}

Result<Value> from_json(const simdjson::dom::element& element, int depth) {
  if (depth > kMaxDepth) return Error{ErrorCode::bad_config, "JSON nested too deeply", "", kCureOfJson};
  using Type = simdjson::dom::element_type;
  switch (element.type()) {
    case Type::OBJECT: {
      Value::Object out;
      for (const auto& field : simdjson::dom::object(element)) {
        auto v = from_json(field.value, depth + 1);
        if (!v) return v.error();
        out.emplace_back(std::string(field.key), std::move(v).value());
      }
      return Value(std::move(out));
    }
    case Type::ARRAY: {
      Value::Array out;
      for (const auto& item : simdjson::dom::array(element)) {
        auto v = from_json(item, depth + 1);
        if (!v) return v.error();
        out.push_back(std::move(v).value());
      }
      return Value(std::move(out));
    }
    case Type::INT64: return Value(int64_t(element));
    case Type::UINT64: return Value(static_cast<double>(uint64_t(element)));
    case Type::DOUBLE: return Value(double(element));
    case Type::STRING: return Value(std::string(std::string_view(element)));
    case Type::BOOL: return Value(bool(element));
    case Type::NULL_VALUE: return Value();
  }
  return Value();
}

Value from_toml(const toml::node& node) {
  if (const auto* v = node.as_boolean()) return Value(v->get());
  if (const auto* v = node.as_integer()) return Value(static_cast<int64_t>(v->get()));
  if (const auto* v = node.as_floating_point()) return Value(v->get());
  if (const auto* v = node.as_string()) return Value(v->get());
  if (const auto* v = node.as_array()) {
    Value::Array out;
    for (const auto& item : *v) out.push_back(from_toml(item));
    return Value(std::move(out));
  }
  if (const auto* v = node.as_table()) {
    Value::Object out;
    for (const auto& [key, item] : *v) out.emplace_back(std::string(key.str()), from_toml(item));
    return Value(std::move(out));
  }
  return Value();  // dates and times: no component takes one
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  if (const Object* o = object())
    for (const auto& [name, value] : *o)
      if (name == key) return &value;
  return nullptr;
}

std::string_view Value::text(std::string_view key, std::string_view fallback) const {
  const Value* v = find(key);
  const std::string* s = v != nullptr ? v->string() : nullptr;
  return s != nullptr ? std::string_view(*s) : fallback;
}

Value& Value::set(std::string_view key, Value value) {
  if (is_null()) data_ = Object();
  Object* o = object();
  if (o == nullptr) return *this;
  for (auto& [name, existing] : *o) {
    if (name == key) {
      existing = std::move(value);
      return existing;
    }
  }
  o->emplace_back(std::string(key), std::move(value));
  return o->back().second;
}

Result<void> Value::set_path(std::string_view dotted, Value value) {
  Value* at = this;
  while (true) {
    const size_t dot = dotted.find('.');
    const std::string_view part = dotted.substr(0, dot);
    if (part.empty()) return Error{ErrorCode::bad_config, "empty part in the key", std::string(dotted), kCureOfKeys};
    if (!at->is_null() && at->object() == nullptr)
      return Error{ErrorCode::bad_config, "the key goes through a value that is no table", std::string(dotted),
                   kCureOfKeys};
    if (dot == std::string_view::npos) {
      at->set(part, std::move(value));
      return {};
    }
    Value* next = const_cast<Value*>(at->find(part));
    at = next != nullptr ? next : &at->set(part, Value());
    dotted.remove_prefix(dot + 1);
  }
}

std::string_view Value::type_name() const {
  if (boolean()) return "boolean";
  if (integer()) return "integer";
  if (real()) return "number";
  if (string()) return "string";
  if (array()) return "array";
  if (object()) return "object";
  return "null";
}

std::string Value::to_json() const {
  std::string out;
  append_json(*this, out);
  return out;
}

Result<Value> parse_json(std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  const auto code = parser.parse(text.data(), text.size()).get(root);
  if (code != simdjson::SUCCESS)
    return Error{ErrorCode::bad_config, std::string("broken JSON: ") + simdjson::error_message(code), "", kCureOfJson};
  return from_json(root, 0);
}

Result<Value> parse_toml(std::string_view text, std::string_view name) {
  toml::parse_result result = toml::parse(text, name);
  if (!result) {
    const auto& at = result.error().source().begin;
    return Error{ErrorCode::bad_config, "broken TOML: " + std::string(result.error().description()),
                 std::string(name) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column),
                 "Correct the file at that line and column; texts stand in quotes."};
  }
  return from_toml(result.table());
}

Value parse_setting(std::string_view text) {
  const std::string line = "v = " + std::string(text);
  toml::parse_result result = toml::parse(line);
  if (result && line.find('\n') == std::string::npos) {
    if (const toml::node* node = result.table().get("v")) {
      Value v = from_toml(*node);
      if (!v.is_null()) return v;
    }
  }
  return Value(std::string(text));
}

}  // namespace newsgrain
