#include "plugin/manifest_shape.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/suggestion.hpp"

namespace newsgrain::internal {
namespace {

enum class Kind { any, text, integer, number, boolean, list, texts, object, objects, named_objects };

struct Shape;
struct Key {
  std::string_view name;
  Kind kind;
  const Shape* inner = nullptr;  // of object, objects, named_objects
};
struct Shape {
  std::string_view what;  // for messages
  std::span<const Key> keys;
};

constexpr Key kColumnKeys[] = {{"name", Kind::text},
                               {"type", Kind::text},
                               {"list", Kind::boolean},
                               {"target", Kind::text},
                               {"labels", Kind::texts}};
constexpr Shape kColumn{"a column", kColumnKeys};

constexpr Key kReadKeys[] = {
    {"layer", Kind::text}, {"schema", Kind::text}, {"columns", Kind::texts}, {"optional", Kind::boolean}};
constexpr Shape kRead{"a read", kReadKeys};

constexpr Key kWriteKeys[] = {{"layer", Kind::text},
                              {"schema", Kind::text},
                              {"augments", Kind::text},
                              {"spans", Kind::boolean},
                              {"columns", Kind::objects, &kColumn}};
constexpr Shape kWrite{"a write", kWriteKeys};

extern const Shape kProperty;
constexpr Key kPropertyKeys[] = {
    {"type", Kind::text}, {"title", Kind::text},     {"description", Kind::text}, {"default", Kind::any},
    {"enum", Kind::list}, {"minimum", Kind::number}, {"maximum", Kind::number},   {"items", Kind::object, &kProperty}};
constexpr Shape kProperty{"a property of the configuration", kPropertyKeys};

constexpr Key kConfigKeys[] = {{"type", Kind::text},
                               {"title", Kind::text},
                               {"description", Kind::text},
                               {"additionalProperties", Kind::boolean},
                               {"properties", Kind::named_objects, &kProperty}};
constexpr Shape kConfig{"a configuration", kConfigKeys};

constexpr Key kResourceKeys[] = {{"name", Kind::text}, {"sha256", Kind::text}};
constexpr Shape kResource{"a resource", kResourceKeys};

constexpr Key kComponentKeys[] = {{"id", Kind::text},
                                  {"kind", Kind::text},
                                  {"description", Kind::text},
                                  {"languages", Kind::texts},
                                  {"concurrency", Kind::text},
                                  {"deterministic", Kind::boolean},
                                  {"reads", Kind::objects, &kRead},
                                  {"writes", Kind::objects, &kWrite},
                                  {"config", Kind::object, &kConfig},
                                  {"resources", Kind::objects, &kResource}};
constexpr Shape kComponent{"a component", kComponentKeys};

constexpr Key kAbiKeys[] = {{"major", Kind::integer}, {"min_minor", Kind::integer}};
constexpr Shape kAbi{"\"abi\"", kAbiKeys};

constexpr Key kRootKeys[] = {{"manifest", Kind::integer},  {"name", Kind::text},
                             {"version", Kind::text},      {"license", Kind::text},
                             {"abi", Kind::object, &kAbi}, {"components", Kind::objects, &kComponent}};
constexpr Shape kRoot{"a manifest", kRootKeys};

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::any: return "a value";
    case Kind::text: return "a string";
    case Kind::integer: return "a whole number";
    case Kind::number: return "a number";
    case Kind::boolean: return "true or false";
    case Kind::list: return "a list";
    case Kind::texts: return "a list of strings";
    case Kind::object:
    case Kind::named_objects: return "an object";
    case Kind::objects: return "a list of objects";
  }
  return "";
}

bool all_of(const Value& list, bool (*is)(const Value&)) {
  return list.array() != nullptr && std::all_of(list.array()->begin(), list.array()->end(), is);
}
bool is_text(const Value& value) { return value.string() != nullptr; }
bool is_object(const Value& value) { return value.object() != nullptr; }

bool has_kind(const Value& value, Kind kind) {
  switch (kind) {
    case Kind::any: return true;
    case Kind::text: return is_text(value);
    case Kind::integer: return value.integer() != nullptr;
    case Kind::number: return value.integer() != nullptr || value.real() != nullptr;
    case Kind::boolean: return value.boolean() != nullptr;
    case Kind::list: return value.array() != nullptr;
    case Kind::texts: return all_of(value, is_text);
    case Kind::object:
    case Kind::named_objects: return is_object(value);
    case Kind::objects: return all_of(value, is_object);
  }
  return false;
}

Error fault(std::string message) { return {ErrorCode::bad_manifest, std::move(message), ""}; }

std::string inside(std::string_view place, std::string_view key) {
  return place.empty() ? std::string(key) : std::string(place) + "." + std::string(key);
}

Error unknown_key(std::string_view key, const Shape& shape, std::string_view place) {
  std::vector<std::string> known;
  for (const Key& k : shape.keys) known.emplace_back(k.name);
  return fault("\"" + inside(place, key) + "\" is no key of " + std::string(shape.what) +
               "; there are: " + listed(known) + did_you_mean(key, known));
}

Result<void> check_object(const Value& value, const Shape& shape, const std::string& place);

Result<void> check_inner(const Value& value, const Key& key, const std::string& place) {
  if (key.kind == Kind::object) return check_object(value, *key.inner, place);
  if (key.kind == Kind::objects) {
    for (size_t i = 0; i < value.array()->size(); ++i)
      if (auto ok = check_object((*value.array())[i], *key.inner, place + "[" + std::to_string(i) + "]"); !ok)
        return ok;
  }
  if (key.kind == Kind::named_objects) {
    for (const auto& [name, item] : *value.object()) {
      const std::string at = inside(place, name);
      if (item.object() == nullptr) return fault("\"" + at + "\" must be an object, not " + item.to_json());
      if (value.find(name) != &item) return fault("\"" + at + "\" stands there twice");
      if (auto ok = check_object(item, *key.inner, at); !ok) return ok;
    }
  }
  return {};
}

Result<void> check_object(const Value& value, const Shape& shape, const std::string& place) {
  std::vector<std::string_view> seen;
  for (const auto& [name, item] : *value.object()) {
    if (name.starts_with("x-")) continue;
    const auto key = std::find_if(shape.keys.begin(), shape.keys.end(), [&](const Key& k) { return k.name == name; });
    if (key == shape.keys.end()) return unknown_key(name, shape, place);
    const std::string at = inside(place, name);
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) return fault("\"" + at + "\" stands there twice");
    seen.push_back(name);
    if (!has_kind(item, key->kind))
      return fault("\"" + at + "\" must be " + std::string(kind_name(key->kind)) + ", not " + item.to_json());
    if (auto ok = check_inner(item, *key, at); !ok) return ok;
  }
  return {};
}

}  // namespace

Result<void> check_manifest_shape(const Value& root) {
  if (root.object() == nullptr) return fault("must be an object");
  return check_object(root, kRoot, "");
}

}  // namespace newsgrain::internal
