// Components in this process: making the model, running a document.
#include "plugin/component_host.hpp"

#include <map>
#include <mutex>

namespace newsgrain::internal {
namespace {

// A document of this process.
class DocumentSource : public RunSource {
 public:
  DocumentSource(Document& doc, const ComponentManifest& manifest)
      : doc_(doc), manifest_(manifest), columns_(manifest.reads.size()) {}

  std::string_view text() const override { return doc_.text(); }
  std::string_view markup() override { return doc_.markup(); }
  std::optional<std::string_view> value(std::string_view key) const override { return document_value(doc_, key); }
  Result<std::optional<ng_layer>> layer(uint32_t slot) override {
    return read_layer(doc_, manifest_.reads[slot], columns_[slot]);
  }
  uint32_t strings() const override { return doc_.strings().size(); }
  std::string_view string(uint32_t id) const override { return doc_.strings().at(id); }
  uint32_t intern(std::string_view text) override { return doc_.mutable_strings().intern(text); }

 private:
  Document& doc_;
  const ComponentManifest& manifest_;
  std::vector<std::vector<ng_column>> columns_;  // one per read, filled on demand
};

}  // namespace

std::optional<std::string_view> document_value(const Document& doc, std::string_view key) {
  const std::string* value = key == "id"           ? &doc.id
                             : key == "url"        ? &doc.url
                             : key == "published"  ? &doc.published
                             : key == "language"   ? (doc.language.empty() ? &doc.assumed_language : &doc.language)
                             : key == "media_type" ? &doc.media_type
                             : key == "encoding"   ? &doc.encoding
                                                   : nullptr;
  if (value == nullptr || (value->empty() && key != "language")) return std::nullopt;
  return *value;
}

Result<std::optional<ng_layer>> read_layer(const Document& doc, const LayerUse& use, std::vector<ng_column>& columns) {
  const Layer* layer = doc.layer(use.layer);
  if (layer == nullptr) return std::optional<ng_layer>();
  const LayerSchema& schema = layer->schema();
  if (columns.empty()) {
    const size_t count = use.columns.empty() ? schema.columns.size() : use.columns.size();
    for (size_t i = 0; i < count; ++i) {
      const int at = use.columns.empty() ? static_cast<int>(i) : schema.column(use.columns[i]);
      if (at < 0) {
        columns.clear();
        return Error{ErrorCode::plugin_failed,
                     "layer " + use.layer + " (" + schema.id + ") has no column " + use.columns[i], ""};
      }
      const ColumnSchema& c = schema.columns[static_cast<size_t>(at)];
      const Column& column = layer->column(static_cast<size_t>(at));
      columns.push_back({static_cast<int32_t>(c.type) | (c.list ? NG_LIST : 0), 0, column.data.data(),
                         c.list ? column.offsets.data() : nullptr});
    }
  }
  ng_layer out{};
  out.rows = layer->rows();
  out.begin = schema.spans ? layer->begins().data() : nullptr;
  out.end = schema.spans ? layer->ends().data() : nullptr;
  out.n_columns = static_cast<uint32_t>(columns.size());
  out.columns = columns.data();
  return std::optional<ng_layer>(out);
}

namespace {

// Plugins whose init() was called, with the tables that they got: without configuration, valid as long as the library.
struct Initialized {
  std::mutex mutex;
  std::map<const Plugin*, std::unique_ptr<ComponentHost>> hosts;
};
Initialized& initialized() {
  static auto* const instance = new Initialized();
  return *instance;
}

}  // namespace

Result<void> ComponentHost::initialize(const Plugin& plugin) {
  if (plugin.entry().init == nullptr) return {};
  const std::lock_guard lock(initialized().mutex);
  if (initialized().hosts.count(&plugin) != 0) return {};
  ComponentInfo info;
  info.plugin = &plugin.info();
  info.manifest = &plugin.info().manifest.components.front();
  std::unique_ptr<ComponentHost> host(new ComponentHost(std::move(info)));
  host->table_ = make_host_table(*host);
  ng_status status = NG_ERROR;
  try {
    status = plugin.entry().init(&host->table_);
  } catch (...) {
    host->error = {ErrorCode::plugin_refused, "an exception left init()", ""};
  }
  if (status != NG_OK) {
    if (host->error.code == ErrorCode::none)
      host->error = {ErrorCode::plugin_failed, "init() failed with status " + std::to_string(status), ""};
    return host->info().blamed(host->error);
  }
  initialized().hosts.emplace(&plugin, std::move(host));
  return {};
}

void ComponentHost::deinitialize(const Plugin& plugin) {
  const std::lock_guard lock(initialized().mutex);
  if (initialized().hosts.count(&plugin) == 0) return;
  if (plugin.entry().deinit != nullptr) plugin.entry().deinit();
  initialized().hosts.erase(&plugin);
}

Result<std::unique_ptr<ComponentHost>> ComponentHost::create(ComponentInfo info) {
  auto plugin = load_plugin(*info.plugin);
  if (!plugin) return plugin.error();
  std::unique_ptr<ComponentHost> out(new ComponentHost(std::move(info)));
  const ComponentInfo& made = out->info();
  out->functions_ = plugin.value()->component(made.manifest->id);
  if (out->functions_ == nullptr)
    return Error{ErrorCode::plugin_refused, "the library has no component " + made.manifest->id, made.plugin->path};
  out->table_ = make_host_table(*out);
  if (auto initialized = initialize(*plugin.value()); !initialized) return initialized.error();
  ng_status status = NG_ERROR;
  try {  // the last resort: nothing may leave a plugin, but a plugin may be wrong
    status = out->functions_->create(&out->table_, &out->model_);
  } catch (...) {
    out->error = {ErrorCode::plugin_refused, "an exception left create()", ""};
  }
  if (status == NG_OK) {
    out->error = {};
    return out;
  }
  out->model_ = nullptr;
  if (out->error.code == ErrorCode::none)
    out->error = {ErrorCode::plugin_failed, "create() failed with status " + std::to_string(status), ""};
  // It was made with its configuration, and most of what can go wrong then is there.
  if (out->error.code == ErrorCode::plugin_failed && out->error.cure.empty())
    out->error.cure =
        "If it names a file or a value of the configuration, correct that; else leave the component out with "
        "--disable, or report it to the plugin's authors.";
  return made.blamed(out->error);
}

ComponentHost::~ComponentHost() {
  if (model_ != nullptr) functions_->destroy(model_);
}

Produced ComponentHost::execute(Scratch& scratch, RunSource& source, const StopSignal& stop) const {
  ng_run run;
  run.source = &source;
  run.info = &info_;
  run.stop = &stop;
  for (const LayerUse& use : info_.manifest->writes) run.produced.builders.emplace_back(use.schema);
  try {
    if (!scratch.made) {
      scratch.worker = nullptr;
      if (functions_->worker_create != nullptr &&
          functions_->worker_create(&table_, model_, &scratch.worker) != NG_OK) {
        run.produced.error = {ErrorCode::plugin_failed, "worker_create() failed", ""};
        return std::move(run.produced);
      }
      scratch.made = true;
    }
    run.produced.status = functions_->process(&table_, model_, scratch.worker, &run);
  } catch (...) {
    run.produced.status = NG_ERROR;
    run.produced.error = {ErrorCode::plugin_refused, "an exception left process()", ""};
    return std::move(run.produced);
  }
  run.produced.stopped = run.produced.status != NG_OK && stop.stopped();
  return std::move(run.produced);
}

Outcome ComponentHost::run(Scratch& scratch, Document& doc, const StopSignal& stop) const {
  DocumentSource source(doc, *info_.manifest);
  return commit_produced(info_, execute(scratch, source, stop), doc);
}

void ComponentHost::drop(Scratch& scratch) const {
  if (scratch.made && functions_->worker_destroy != nullptr) functions_->worker_destroy(model_, scratch.worker);
  scratch = {};
}

}  // namespace newsgrain::internal
