// plugin.json: parsing, and the check of a configuration against a component's schema.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "newsgrain/abi/newsgrain.h"
#include "newsgrain/plugin_host.hpp"
#include "plugin/manifest_shape.hpp"

namespace newsgrain {
namespace {

// The host's own key in the configuration of each component.
constexpr std::string_view kLanguages = "languages", kAnyLanguage = "any";

Error bad_manifest(std::string message, std::string_view where) {
  return {ErrorCode::bad_manifest, std::move(message), std::string(where)};
}

std::vector<std::string> strings(const Value* value) {
  std::vector<std::string> out;
  if (value != nullptr && value->array() != nullptr)
    for (const Value& item : *value->array())
      if (item.string() != nullptr) out.push_back(*item.string());
  return out;
}

// The schema of a write that declares its own columns: [{"name", "type", "list"?, "target"?, "labels"?}].
Result<LayerSchema> own_schema(const Value& write, const std::string& layer, const std::string& id,
                               std::string_view where) {
  LayerSchema out;
  out.layer = layer;
  out.id = id;
  out.augments = write.text("augments");
  const Value* spans = write.find("spans");
  out.spans = spans != nullptr && spans->boolean() != nullptr ? *spans->boolean() : out.augments.empty();
  if (out.spans && !out.augments.empty())
    return bad_manifest("layer " + layer + " augments another and can't have spans", where);
  const Value* columns = write.find("columns");
  if (columns == nullptr || columns->array() == nullptr)
    return bad_manifest("layer " + layer + " is no standard layer and needs \"columns\"", where);
  for (const Value& c : *columns->array()) {
    ColumnSchema column;
    column.name = c.text("name");
    if (column.name.empty()) return bad_manifest("a column of layer " + layer + " has no name", where);
    if (!parse_column_type(c.text("type"), column.type))
      return bad_manifest("column " + column.name + " of layer " + layer + " has the unknown type \"" +
                              std::string(c.text("type")) + "\"",
                          where);
    const Value* list = c.find("list");
    column.list = list != nullptr && list->boolean() != nullptr && *list->boolean();
    column.target = c.text("target");
    column.labels = strings(c.find("labels"));
    if (column.type == ColumnType::ref && column.target.empty())
      return bad_manifest("column " + column.name + " of layer " + layer + " needs a \"target\"", where);
    if (column.type == ColumnType::code8 && (column.labels.empty() || column.labels.size() > 256))
      return bad_manifest("column " + column.name + " of layer " + layer + " needs 1 to 256 \"labels\"", where);
    out.columns.push_back(std::move(column));
  }
  return out;
}

// A read says which columns it takes, and may say of which schema. Of a standard layer both are known here; of others
// the plan knows the writer.
Result<LayerUse> parse_read(const Value& value, const std::string& component, std::string_view where) {
  LayerUse use;
  use.layer = value.text("layer");
  if (use.layer.empty()) return bad_manifest("a read of " + component + " has no \"layer\"", where);
  use.schema_id = value.text("schema");
  use.columns = strings(value.find("columns"));
  const Value* optional = value.find("optional");
  use.optional = optional != nullptr && optional->boolean() != nullptr && *optional->boolean();
  if (const LayerSchema* standard = standard_schema(use.layer))
    if (auto fits = check_read(component, use, *standard); !fits)
      return Error{fits.error().code, fits.error().message, std::string(where)};
  return use;
}

// "en", "und", "pt-BR": what a document's language is compared with.
bool is_language_tag(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  return (primary.size() == 2 || primary.size() == 3) &&
         std::all_of(primary.begin(), primary.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// What the host obeys of JSON Schema, and that the defaults are values that it would take.
Result<void> check_config_schema(const ComponentManifest& component, std::string_view where) {
  const Value& schema = component.config_schema;
  const std::string place = "\"config\" of " + component.id;
  if (schema.text("type", "object") != "object") return bad_manifest(place + " must have the type \"object\"", where);
  if (const Value* more = schema.find("additionalProperties"); more != nullptr && *more == Value(true))
    return bad_manifest(
        place + " has \"additionalProperties\": true, but keys that it does not list are always refused", where);
  const Value* properties = schema.find("properties");
  if (properties == nullptr || properties->object() == nullptr) return {};
  constexpr std::string_view kTypes[] = {"string", "integer", "number", "boolean", "array", "object"};
  for (const auto& [key, property] : *properties->object()) {
    const std::string_view type = property.text("type", "string");
    if (std::find(std::begin(kTypes), std::end(kTypes), type) == std::end(kTypes))
      return bad_manifest(place + ": " + key + " has the unknown type \"" + std::string(type) +
                              "\"; there are: string, integer, number, boolean, array, object",
                          where);
  }
  if (auto defaults = complete_config(component, Value()); !defaults)
    return bad_manifest("a default does not fit its own rule: " + defaults.error().message, where);
  return {};
}

Result<ComponentManifest> parse_component(const Value& value, std::string_view where) {
  ComponentManifest out;
  out.id = value.text("id");
  if (out.id.empty()) return bad_manifest("a component has no \"id\"", where);
  for (const char c : out.id)
    if (!(std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-'))
      return bad_manifest("component id \"" + out.id + "\" may hold letters, digits, '.', '_' and '-' only", where);
  out.kind = value.text("kind", "annotator");
  if (out.kind != "annotator")
    return bad_manifest("\"kind\" of " + out.id + " is \"" + out.kind + "\"; there is \"annotator\" alone", where);
  out.description = value.text("description");
  out.languages = strings(value.find("languages"));
  for (const std::string& tag : out.languages)
    if (!is_language_tag(tag))
      return bad_manifest(
          "\"languages\" of " + out.id + " has \"" + tag + "\", which is no tag such as \"en\" or \"und\" (any)",
          where);
  const std::string_view concurrency = value.text("concurrency", "parallel");
  if (concurrency != "parallel" && concurrency != "serial")
    return bad_manifest("\"concurrency\" of " + out.id + " is neither \"parallel\" nor \"serial\"", where);
  out.serial = concurrency == "serial";
  if (const Value* d = value.find("deterministic"); d != nullptr && d->boolean() != nullptr)
    out.deterministic = *d->boolean();
  if (const Value* reads = value.find("reads"); reads != nullptr && reads->array() != nullptr) {
    for (const Value& r : *reads->array()) {
      auto use = parse_read(r, out.id, where);
      if (!use) return use.error();
      out.reads.push_back(std::move(use).value());
    }
  }
  if (const Value* writes = value.find("writes"); writes != nullptr && writes->array() != nullptr) {
    for (const Value& w : *writes->array()) {
      LayerUse use;
      use.layer = w.text("layer");
      if (use.layer.empty()) return bad_manifest("a write of " + out.id + " has no \"layer\"", where);
      use.schema_id = w.text("schema");
      if (use.schema_id.empty()) return bad_manifest("the write of layer " + use.layer + " has no \"schema\"", where);
      const LayerSchema* standard = standard_schema(use.layer);
      if (standard != nullptr && standard->id == use.schema_id) {
        use.schema = *standard;
      } else if (use.schema_id.rfind("newsgrain.", 0) == 0) {
        return bad_manifest("schema " + use.schema_id + " of layer " + use.layer +
                                " is not known here; ids that begin with \"newsgrain.\" are the host's",
                            where);
      } else {
        if (standard != nullptr)
          return bad_manifest("layer " + use.layer + " is a standard layer with schema " + standard->id, where);
        auto schema = own_schema(w, use.layer, use.schema_id, where);
        if (!schema) return schema.error();
        use.schema = std::move(schema).value();
      }
      out.writes.push_back(std::move(use));
    }
  }
  if (out.writes.empty()) return bad_manifest("component " + out.id + " writes nothing", where);
  if (const Value* config = value.find("config"); config != nullptr) out.config_schema = *config;
  if (const Value* resources = value.find("resources"); resources != nullptr && resources->array() != nullptr) {
    for (const Value& r : *resources->array()) {
      ResourceInfo info{std::string(r.text("name")), std::string(r.text("sha256"))};
      if (info.name.empty() || info.name.find('/') != std::string::npos || info.name.find('\\') != std::string::npos)
        return bad_manifest("a resource of " + out.id + " has no plain file name", where);
      out.resources.push_back(std::move(info));
    }
  }
  if (auto fits = check_config_schema(out, where); !fits) return fits.error();
  return out;
}

bool type_fits(const Value& value, std::string_view type) {
  if (type.empty()) return true;
  if (type == "number") return value.real() != nullptr || value.integer() != nullptr;
  return value.type_name() == type;
}

Error bad_key(const ComponentManifest& component, std::string_view key, std::string message) {
  return {ErrorCode::bad_config, component.id + "." + std::string(key) + " " + std::move(message), ""};
}

Result<Value> check_value(const ComponentManifest& component, const std::string& key, Value value,
                          const Value& schema) {
  const std::string_view type = schema.text("type");
  if (!type_fits(value, type))
    return bad_key(component, key, "is " + value.to_json() + ", expected " + std::string(type));
  if (type == "number" && value.integer() != nullptr) value = Value(static_cast<double>(*value.integer()));
  if (const Value* choices = schema.find("enum"); choices != nullptr && choices->array() != nullptr) {
    const auto& items = *choices->array();
    if (std::find(items.begin(), items.end(), value) == items.end())
      return bad_key(component, key, "is " + value.to_json() + ", expected one of " + choices->to_json());
  }
  auto number = [](const Value& v) {
    return v.integer() != nullptr ? static_cast<double>(*v.integer()) : v.real() != nullptr ? *v.real() : std::nan("");
  };
  if (const Value* least = schema.find("minimum"); least != nullptr && number(value) < number(*least))
    return bad_key(component, key, "is " + value.to_json() + ", expected at least " + least->to_json());
  if (const Value* most = schema.find("maximum"); most != nullptr && number(value) > number(*most))
    return bad_key(component, key, "is " + value.to_json() + ", expected at most " + most->to_json());
  if (const Value* items = schema.find("items"); items != nullptr && value.array() != nullptr) {
    for (Value& item : *value.array()) {
      auto checked = check_value(component, key + "[]", item, *items);
      if (!checked) return checked.error();
      item = std::move(checked).value();
    }
  }
  return value;
}

}  // namespace

Result<void> check_read(const std::string& reader, const LayerUse& read, const LayerSchema& written) {
  if (!read.schema_id.empty() && read.schema_id != written.id)
    return Error{ErrorCode::schema_mismatch,
                 reader + " reads layer " + read.layer + " with schema " + read.schema_id + ", but it is " +
                     written.id + " here",
                 ""};
  for (const std::string& column : read.columns) {
    if (written.column(column) >= 0) continue;
    std::string known;
    for (const ColumnSchema& c : written.columns) known += (known.empty() ? "" : ", ") + c.name;
    return Error{ErrorCode::schema_mismatch,
                 reader + " reads column " + column + " of layer " + read.layer + ", which " + written.id +
                     " does not have; there are: " + (known.empty() ? "none" : known),
                 ""};
  }
  return {};
}

Result<PluginManifest> parse_manifest(std::string_view json, std::string_view where) {
  auto parsed = parse_json(json);
  if (!parsed) return bad_manifest("is no JSON: " + parsed.error().message, where);
  const Value& root = parsed.value();
  const Value* format = root.find("manifest");
  if (format == nullptr || format->integer() == nullptr || *format->integer() != 1)
    return bad_manifest("\"manifest\" is not 1", where);
  PluginManifest out;
  out.json = json;
  const auto number = [&](std::string_view key) -> std::optional<int64_t> {
    const Value* abi = root.find("abi");
    const Value* value = abi != nullptr ? abi->find(key) : nullptr;
    if (value == nullptr || value->integer() == nullptr || *value->integer() < 0 || *value->integer() > UINT32_MAX)
      return {};
    return *value->integer();
  };
  const auto major = number("major"), minor = number("min_minor");
  // A later ABI may have keys that are not known here; the plugin is refused by its version when it is loaded.
  const bool later = major && minor && (*major != NG_ABI_MAJOR || *minor > NG_ABI_MINOR);
  if (!later)
    if (auto shape = internal::check_manifest_shape(root); !shape) return bad_manifest(shape.error().message, where);
  out.name = root.text("name");
  out.version = root.text("version");
  out.license = root.text("license");
  if (out.name.empty() || out.version.empty()) return bad_manifest("needs \"name\" and \"version\"", where);
  if (!major || !minor) return bad_manifest("\"abi\" needs \"major\" and \"min_minor\"", where);
  out.abi_major = static_cast<uint32_t>(*major);
  out.abi_min_minor = static_cast<uint32_t>(*minor);
  const Value* components = root.find("components");
  if (components == nullptr || components->array() == nullptr || components->array()->empty())
    return bad_manifest("has no \"components\"", where);
  for (const Value& c : *components->array()) {
    auto component = parse_component(c, where);
    if (!component) return component.error();
    for (const ComponentManifest& other : out.components)
      if (other.id == component.value().id) return bad_manifest("has two components " + other.id, where);
    out.components.push_back(std::move(component).value());
  }
  return out;
}

bool insists_on_any_language(const ComponentManifest& component, const Value& config) {
  const Value* properties = component.config_schema.find("properties");
  const bool own = properties != nullptr && properties->find(kLanguages) != nullptr;
  return !own && config.text(kLanguages) == kAnyLanguage;
}

Result<Value> complete_config(const ComponentManifest& component, const Value& given) {
  Value out{Value::Object()};
  if (!given.is_null() && given.object() == nullptr)
    return Error{ErrorCode::bad_config, "the configuration of " + component.id + " is no table", ""};
  const Value* properties = component.config_schema.find("properties");
  std::string known;
  if (properties != nullptr && properties->object() != nullptr) {
    for (const auto& [key, schema] : *properties->object()) {
      known += (known.empty() ? "" : ", ") + key;
      const Value* value = given.find(key);
      if (value == nullptr) value = schema.find("default");
      if (value == nullptr) continue;
      auto checked = check_value(component, key, *value, schema);
      if (!checked) return checked.error();
      out.set(key, std::move(checked).value());
    }
  }
  if (given.object() != nullptr) {
    for (const auto& [key, value] : *given.object()) {
      if (properties != nullptr && properties->find(key) != nullptr) continue;
      if (key != kLanguages)
        return bad_key(
            component, key,
            known.empty() ? "is not known: the component takes no configuration" : "is not known; there are: " + known);
      if (value.string() == nullptr || *value.string() != kAnyLanguage)
        return bad_key(component, key, "is \"any\" (run it in every language) or left out");
      out.set(key, value);
    }
  }
  return out;
}

}  // namespace newsgrain
