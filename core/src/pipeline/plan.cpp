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

}  // namespace

Result<std::vector<PlannedComponent>> plan_components(const std::vector<PluginInfo>& plugins,
                                                      const PipelineOptions& options) {
  std::vector<std::string> known;
  for (const PluginInfo& p : plugins)
    for (const ComponentManifest& c : p.manifest.components) known.push_back(c.id);
  std::vector<std::string> wanted = options.components;
  if (wanted.empty()) {
    wanted = default_components();
    // A plugin named by path is meant to run.
    for (const PluginInfo& p : plugins) {
      if (p.origin != "explicit") continue;
      if (p.error.code != ErrorCode::none) return p.error;
      for (const ComponentManifest& c : p.manifest.components)
        if (!contains(wanted, c.id)) wanted.push_back(c.id);
    }
  }
  for (const std::string& id : options.disabled)
    if (!contains(known, id) && !contains(wanted, id))
      return Error{ErrorCode::unknown_component,
                   "there is no component " + id + " to disable; there are: " + listed(known) + did_you_mean(id, known),
                   ""};
  std::vector<PlannedComponent> chosen;
  for (const std::string& id : wanted) {
    if (contains(options.disabled, id)) continue;
    PlannedComponent c;
    c.manifest = find_component(plugins, id, &c.plugin);
    if (c.manifest == nullptr) {
      // A plugin that was found and can't be used explains more than "not found".
      std::string broken;
      for (const PluginInfo& p : plugins)
        if (p.error.code != ErrorCode::none)
          broken += (broken.empty() ? "; can't be used: " : "; ") + p.error.message + " (" + p.error.where + ")";
      return Error{ErrorCode::unknown_component,
                   "there is no component " + id + "; there are: " + listed(known) + did_you_mean(id, known) + broken,
                   ""};
    }
    chosen.push_back(std::move(c));
  }
  if (options.config.object() != nullptr) {
    for (const auto& [id, value] : *options.config.object())
      if (!contains(known, id))
        return Error{
            ErrorCode::bad_config,
            "there is no component " + id + " to configure; there are: " + listed(known) + did_you_mean(id, known), "",
            kCureOfIds};
  }

  for (const auto& [id, mode] : options.isolation.components)
    if (!contains(known, id))
      return Error{ErrorCode::bad_config,
                   "there is no component " + id + " to isolate; there are: " + listed(known) + did_you_mean(id, known),
                   "", kCureOfIds};

  // Who writes which layer.
  std::vector<std::pair<std::string, size_t>> writers;
  for (size_t i = 0; i < chosen.size(); ++i) {
    for (const LayerUse& w : chosen[i].manifest->writes) {
      if (from_reader(w.layer))
        return Error{ErrorCode::two_writers,
                     "component " + chosen[i].manifest->id + " writes layer " + w.layer + ", which is the reader's",
                     ""};
      for (const auto& [layer, other] : writers)
        if (layer == w.layer)
          return Error{ErrorCode::two_writers,
                       "components " + chosen[other].manifest->id + " and " + chosen[i].manifest->id +
                           " both write layer " + w.layer,
                       ""};
      writers.emplace_back(w.layer, i);
    }
  }
  std::vector<std::vector<size_t>> waits_for(chosen.size());
  for (size_t i = 0; i < chosen.size(); ++i) {
    auto needs = [&](const std::string& layer, bool optional, const LayerUse* read) -> Result<void> {
      if (from_reader(layer)) return {};
      for (const auto& [written, writer] : writers) {
        if (written != layer) continue;
        if (read != nullptr)
          if (auto fits = check_fit(*chosen[i].manifest, *read, chosen[writer]); !fits) return fits;
        if (writer != i && std::find(waits_for[i].begin(), waits_for[i].end(), writer) == waits_for[i].end())
          waits_for[i].push_back(writer);
        return {};
      }
      if (optional) {
        chosen[i].missing_optional.push_back(layer);
        return {};
      }
      std::string help;
      for (const PluginInfo& p : plugins)
        for (const ComponentManifest& c : p.manifest.components)
          for (const LayerUse& w : c.writes)
            if (w.layer == layer)
              help += (help.empty() ? " Could write it: " : ", ") + c.id + " (" + p.manifest.name + ")";
      return Error{ErrorCode::missing_layer,
                   "component " + chosen[i].manifest->id + " reads layer " + layer +
                       ", which no component of the pipeline writes." + help,
                   ""};
    };
    for (const LayerUse& r : chosen[i].manifest->reads)
      if (auto ok = needs(r.layer, r.optional, &r); !ok) return ok.error();
    for (const LayerUse& w : chosen[i].manifest->writes)
      if (!w.schema.augments.empty())
        if (auto ok = needs(w.schema.augments, false, nullptr); !ok) return ok.error();
  }

  // Kahn's algorithm; among those that are ready the first in the user's order goes first.
  std::vector<PlannedComponent> out;
  std::vector<char> placed(chosen.size(), 0);
  while (out.size() < chosen.size()) {
    size_t next = chosen.size();
    for (size_t i = 0; i < chosen.size() && next == chosen.size(); ++i) {
      if (placed[i]) continue;
      if (std::all_of(waits_for[i].begin(), waits_for[i].end(), [&](size_t w) { return placed[w] != 0; })) next = i;
    }
    if (next == chosen.size()) {
      std::string names;
      for (size_t i = 0; i < chosen.size(); ++i)
        if (!placed[i]) names += (names.empty() ? "" : ", ") + chosen[i].manifest->id;
      return Error{ErrorCode::dependency_cycle, "components wait for each other: " + names, ""};
    }
    placed[next] = 1;
    for (size_t w : waits_for[next]) chosen[next].after.push_back(chosen[w].manifest->id);
    out.push_back(chosen[next]);
  }
  return out;
}

}  // namespace internal
}  // namespace newsgrain
