#include "pipeline/plan.hpp"

#include <algorithm>

#include "newsgrain/suggestion.hpp"

namespace newsgrain {

const std::vector<std::string>& default_components() {
  static const std::vector<std::string>* ids =
      new std::vector<std::string>{"boilerplate", "segments", "entities", "quotes", "sentiment"};
  return *ids;
}

namespace internal {
namespace {

bool from_reader(std::string_view layer) { return layer == "element" || layer == "block" || layer == "block.site"; }

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

const ComponentManifest* find_component(const std::vector<PluginInfo>& plugins, std::string_view id,
                                        const PluginInfo** plugin) {
  for (const PluginInfo& p : plugins) {
    if (p.error.code != ErrorCode::none || !p.shadowed_by.empty()) continue;
    for (const ComponentManifest& c : p.manifest.components) {
      if (c.id == id) {
        *plugin = &p;
        return &c;
      }
    }
  }
  return nullptr;
}

constexpr const char* kCureOfIds = "`newsgrain plugin list` shows the components there are.";

// A layer of a plugin's own may have changed since the reader was written: that shows here, not in its rows.
Result<void> check_fit(const ComponentManifest& reader, const LayerUse& read, const PlannedComponent& writer) {
  for (const LayerUse& write : writer.manifest->writes) {
    if (write.layer != read.layer) continue;
    auto fits = check_read("component " + reader.id, read, write.schema);
    if (fits) return {};
    Error error = fits.error();
    error.message += " (written by " + writer.manifest->id + " of " + writer.plugin->manifest.name + " " +
                     writer.plugin->manifest.version + ")";
    return error;
  }
  return {};
}

std::vector<std::string> known_components(const std::vector<PluginInfo>& plugins) {
  std::vector<std::string> out;
  for (const PluginInfo& p : plugins)
    for (const ComponentManifest& c : p.manifest.components) out.push_back(c.id);
  return out;
}

std::string not_there(const std::string& id, const std::string& to_do, const std::vector<std::string>& known) {
  return "there is no component " + id + to_do + "; there are: " + listed(known) + did_you_mean(id, known);
}

// The ids that shall run, in the user's order, before any is disabled.
Result<std::vector<std::string>> wanted_components(const std::vector<PluginInfo>& plugins,
                                                   const PipelineOptions& options) {
  std::vector<std::string> out = options.components;
  const auto add = [&out](const std::string& id) {
    if (!contains(out, id)) out.push_back(id);
  };
  if (out.empty()) {
    out = default_components();
    // A plugin named by path is meant to run.
    for (const PluginInfo& p : plugins) {
      if (p.origin != "explicit") continue;
      if (p.error.code != ErrorCode::none) return p.error;
      for (const ComponentManifest& c : p.manifest.components) add(c.id);
    }
  }
  for (const std::string& id : options.with_components) add(id);
  return out;
}

// Ids that are named to leave out, to configure or to isolate have to be there.
Result<void> check_named(const PipelineOptions& options, const std::vector<std::string>& known,
                         const std::vector<std::string>& wanted) {
  for (const std::string& id : options.disabled)
    if (!contains(known, id) && !contains(wanted, id))
      return Error{ErrorCode::unknown_component, not_there(id, " to disable", known), ""};
  if (options.config.object() != nullptr)
    for (const auto& [id, value] : *options.config.object())
      if (!contains(known, id))
        return Error{ErrorCode::bad_config, not_there(id, " to configure", known), "", kCureOfIds};
  for (const auto& [id, mode] : options.isolation.components)
    if (!contains(known, id)) return Error{ErrorCode::bad_config, not_there(id, " to isolate", known), "", kCureOfIds};
  return {};
}

// A plugin that was found and can't be used explains more than "not found".
std::string broken_plugins(const std::vector<PluginInfo>& plugins) {
  std::string out;
  for (const PluginInfo& p : plugins)
    if (p.error.code != ErrorCode::none)
      out += (out.empty() ? "; can't be used: " : "; ") + p.error.message + " (" + p.error.where + ")";
  return out;
}

// Who writes which layer: the layer and the number of the component.
using Writers = std::vector<std::pair<std::string, size_t>>;

Result<Writers> find_writers(const std::vector<PlannedComponent>& chosen) {
  Writers out;
  for (size_t i = 0; i < chosen.size(); ++i) {
    const std::string& id = chosen[i].manifest->id;
    for (const LayerUse& w : chosen[i].manifest->writes) {
      if (from_reader(w.layer))
        return Error{ErrorCode::two_writers, "component " + id + " writes layer " + w.layer + ", which is the reader's",
                     ""};
      const auto other = std::find_if(out.begin(), out.end(), [&](const auto& o) { return o.first == w.layer; });
      if (other != out.end())
        return Error{ErrorCode::two_writers,
                     "components " + chosen[other->second].manifest->id + " and " + id + " both write layer " + w.layer,
                     ""};
      out.emplace_back(w.layer, i);
    }
  }
  return out;
}

Error missing_layer(const std::vector<PluginInfo>& plugins, const std::string& reader, const std::string& layer) {
  std::string help;
  for (const PluginInfo& p : plugins)
    for (const ComponentManifest& c : p.manifest.components)
      for (const LayerUse& w : c.writes)
        if (w.layer == layer) help += (help.empty() ? " Could write it: " : ", ") + c.id + " (" + p.manifest.name + ")";
  return {ErrorCode::missing_layer,
          "component " + reader + " reads layer " + layer + ", which no component of the pipeline writes." + help, ""};
}

// The numbers of the components that each of `chosen` has to wait for; notes optional layers that nobody writes.
class Waiting {
 public:
  Waiting(const std::vector<PluginInfo>& plugins, std::vector<PlannedComponent>& chosen, const Writers& writers)
      : plugins_(plugins), chosen_(chosen), writers_(writers), waits_for_(chosen.size()) {}

  Result<std::vector<std::vector<size_t>>> find() {
    for (size_t i = 0; i < chosen_.size(); ++i) {
      for (const LayerUse& read : chosen_[i].manifest->reads)
        if (auto ok = add(i, read); !ok) return ok.error();
      for (const LayerUse& write : chosen_[i].manifest->writes) {
        if (write.schema.augments.empty()) continue;
        LayerUse augmented;  // any version, no column by name
        augmented.layer = write.schema.augments;
        if (auto ok = add(i, augmented); !ok) return ok.error();
      }
    }
    return std::move(waits_for_);
  }

 private:
  Result<void> add(size_t i, const LayerUse& read) {
    if (from_reader(read.layer)) return {};
    const auto found =
        std::find_if(writers_.begin(), writers_.end(), [&](const auto& w) { return w.first == read.layer; });
    if (found == writers_.end()) {
      if (!read.optional) return missing_layer(plugins_, chosen_[i].manifest->id, read.layer);
      chosen_[i].missing_optional.push_back(read.layer);
      return {};
    }
    const size_t writer = found->second;
    if (auto fits = check_fit(*chosen_[i].manifest, read, chosen_[writer]); !fits) return fits;
    std::vector<size_t>& waits = waits_for_[i];
    if (writer != i && std::find(waits.begin(), waits.end(), writer) == waits.end()) waits.push_back(writer);
    return {};
  }

  const std::vector<PluginInfo>& plugins_;
  std::vector<PlannedComponent>& chosen_;
  const Writers& writers_;
  std::vector<std::vector<size_t>> waits_for_;
};

// Kahn's algorithm; among those that are ready the first in the user's order goes first.
Result<std::vector<PlannedComponent>> sorted(std::vector<PlannedComponent> chosen,
                                             const std::vector<std::vector<size_t>>& waits_for) {
  std::vector<PlannedComponent> out;
  std::vector<char> placed(chosen.size(), 0);
  const auto is_ready = [&](size_t i) {
    return !placed[i] &&
           std::all_of(waits_for[i].begin(), waits_for[i].end(), [&](size_t w) { return placed[w] != 0; });
  };
  while (out.size() < chosen.size()) {
    size_t next = 0;
    while (next < chosen.size() && !is_ready(next)) ++next;
    if (next == chosen.size()) {
      std::string names;
      for (size_t i = 0; i < chosen.size(); ++i)
        if (!placed[i]) names += (names.empty() ? "" : ", ") + chosen[i].manifest->id;
      return Error{ErrorCode::dependency_cycle, "components wait for each other: " + names, ""};
    }
    placed[next] = 1;
    for (const size_t w : waits_for[next]) chosen[next].after.push_back(chosen[w].manifest->id);
    out.push_back(chosen[next]);
  }
  return out;
}

}  // namespace

Result<std::vector<PlannedComponent>> plan_components(const std::vector<PluginInfo>& plugins,
                                                      const PipelineOptions& options) {
  const std::vector<std::string> known = known_components(plugins);
  const auto wanted = wanted_components(plugins, options);
  if (!wanted) return wanted.error();
  if (auto named = check_named(options, known, wanted.value()); !named) return named.error();
  std::vector<PlannedComponent> chosen;
  for (const std::string& id : wanted.value()) {
    if (contains(options.disabled, id)) continue;
    PlannedComponent c;
    c.manifest = find_component(plugins, id, &c.plugin);
    if (c.manifest == nullptr)
      return Error{ErrorCode::unknown_component, not_there(id, "", known) + broken_plugins(plugins), ""};
    chosen.push_back(std::move(c));
  }
  const auto writers = find_writers(chosen);
  if (!writers) return writers.error();
  const auto waits_for = Waiting(plugins, chosen, writers.value()).find();
  if (!waits_for) return waits_for.error();
  return sorted(std::move(chosen), waits_for.value());
}

}  // namespace internal
}  // namespace newsgrain
