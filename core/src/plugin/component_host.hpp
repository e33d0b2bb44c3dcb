// A component whose plugin is loaded into this process, and the table of functions that it gets.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/component.hpp"

namespace newsgrain::internal {

// What a component may ask of a document. The same functions of the ABI serve a document of this process and one that
// stands in shared memory.
class RunSource {
 public:
  virtual ~RunSource() = default;
  virtual std::string_view text() const = 0;
  virtual std::string_view markup() = 0;
  // nullopt where the document has no such fact.
  virtual std::optional<std::string_view> value(std::string_view key) const = 0;
  // The layer of the manifest's read number `slot`: all fields but struct_size. nullopt where there is none.
  virtual Result<std::optional<ng_layer>> layer(uint32_t slot) = 0;
  virtual uint32_t strings() const = 0;
  virtual std::string_view string(uint32_t id) const = 0;
  virtual uint32_t intern(std::string_view text) = 0;
};

// A plugin's component with its model, which is const after create().
class ComponentHost : public ComponentRunner {
 public:
  // Loads the plugin and makes the model.
  static Result<std::unique_ptr<ComponentHost>> create(ComponentInfo info);
  ~ComponentHost() override;

  Outcome run(Scratch& scratch, Document& doc, const StopSignal& stop) const override;
  void drop(Scratch& scratch) const override;

  // Runs the component without committing anything.
  Produced execute(Scratch& scratch, RunSource& source, const StopSignal& stop) const;

  // Calls init() of the plugin's entry where it was not called yet, and deinit(). create() does the first; since
  // libraries are never unloaded, only the conformance kit does the second, while no model of the plugin is left.
  static Result<void> initialize(const Plugin& plugin);
  static void deinitialize(const Plugin& plugin);

  static ComponentHost& of(const ng_host* table) { return *static_cast<ComponentHost*>(table->ctx); }
  // Set by set_error() and the resources extension while on the control side.
  Error error;

 private:
  using ComponentRunner::ComponentRunner;
  ng_host table_{};
  const ng_component* functions_ = nullptr;
  void* model_ = nullptr;
};

// A fact that came with the document (document_value() of the ABI); nullopt where there is none.
std::optional<std::string_view> document_value(const Document& doc, std::string_view key);
// View of a layer for a read; `columns` are filled on first use and hold what the view points to.
Result<std::optional<ng_layer>> read_layer(const Document& doc, const LayerUse& use, std::vector<ng_column>& columns);

// The functions that a plugin calls, for this component.
ng_host make_host_table(ComponentHost& host);

}  // namespace newsgrain::internal

// One document in one component. Opaque to the plugin.
struct ng_run {
  newsgrain::internal::RunSource* source = nullptr;
  const newsgrain::internal::ComponentInfo* info = nullptr;
  const newsgrain::internal::StopSignal* stop = nullptr;
  newsgrain::internal::Produced produced;
  uint32_t polls = 0;
  bool stopped = false;
};
