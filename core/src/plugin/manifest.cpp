// plugin.json: parsing, and the check of a configuration against a component's schema.
#include <algorithm>
#include <cmath>

#include "newsgrain/plugin_host.hpp"

namespace newsgrain {
namespace {

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

Result<ComponentManifest> parse_component(const Value& value, std::string_view where) {
  ComponentManifest out;
  out.id = value.text("id");
  if (out.id.empty()) return bad_manifest("a component has no \"id\"", where);
  for (const char c : out.id)
    if (!(std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-'))
      return bad_manifest("component id \"" + out.id + "\" may hold letters, digits, '.', '_' and '-' only", where);
  out.kind = value.text("kind", "annotator");
  out.description = value.text("description");
  out.languages = strings(value.find("languages"));
  const std::string_view concurrency = value.text("concurrency", "parallel");
  if (concurrency != "parallel" && concurrency != "serial")
    return bad_manifest("\"concurrency\" of " + out.id + " is neither \"parallel\" nor \"serial\"", where);
  out.serial = concurrency == "serial";
  if (const Value* d = value.find("deterministic"); d != nullptr && d->boolean() != nullptr)
    out.deterministic = *d->boolean();
  if (const Value* reads = value.find("reads"); reads != nullptr && reads->array() != nullptr) {
    for (const Value& r : *reads->array()) {
      LayerUse use;
      use.layer = r.text("layer");
      if (use.layer.empty()) return bad_manifest("a read of " + out.id + " has no \"layer\"", where);
      use.columns = strings(r.find("columns"));
      const Value* optional = r.find("optional");
      use.optional = optional != nullptr && optional->boolean() != nullptr && *optional->boolean();
      if (const LayerSchema* standard = standard_schema(use.layer))
        for (const std::string& column : use.columns)
          if (standard->column(column) < 0)
            return bad_manifest(out.id + " reads column " + column + " that layer " + use.layer + " does not have",
                                where);
      out.reads.push_back(std::move(use));
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

Result<PluginManifest> parse_manifest(std::string_view json, std::string_view where) {
  auto parsed = parse_json(json);
  if (!parsed) return bad_manifest("is no JSON: " + parsed.error().message, where);
  const Value& root = parsed.value();
  const Value* format = root.find("manifest");
  if (format == nullptr || format->integer() == nullptr || *format->integer() != 1)
    return bad_manifest("\"manifest\" is not 1", where);
  PluginManifest out;
  out.json = json;
  out.name = root.text("name");
  out.version = root.text("version");
  out.license = root.text("license");
  if (out.name.empty() || out.version.empty()) return bad_manifest("needs \"name\" and \"version\"", where);
  const Value* abi = root.find("abi");
  const Value* major = abi != nullptr ? abi->find("major") : nullptr;
  const Value* minor = abi != nullptr ? abi->find("min_minor") : nullptr;
  if (major == nullptr || major->integer() == nullptr || minor == nullptr || minor->integer() == nullptr)
    return bad_manifest("\"abi\" needs \"major\" and \"min_minor\"", where);
  out.abi_major = static_cast<uint32_t>(*major->integer());
  out.abi_min_minor = static_cast<uint32_t>(*minor->integer());
  const Value* components = root.find("components");
  if (components == nullptr || components->array() == nullptr || components->array()->empty())
    return bad_manifest("has no \"components\"", where);
  for (const Value& c : *components->array()) {
    auto component = parse_component(c, where);
    if (!component) return component.error();
    out.components.push_back(std::move(component).value());
  }
  return out;
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
      if (properties == nullptr || properties->find(key) == nullptr)
        return bad_key(
            component, key,
            known.empty() ? "is not known: the component takes no configuration" : "is not known; there are: " + known);
    }
  }
  return out;
}

}  // namespace newsgrain
