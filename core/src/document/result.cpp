// The table of error codes: kind and cure of each.
#include "newsgrain/result.hpp"

namespace newsgrain {

std::string error_name(ErrorCode code) { return "NG" + std::to_string(static_cast<int>(code)); }

namespace {

constexpr ErrorEntry kErrors[] = {
    {ErrorCode::cannot_read, ErrorKind::input, "Check that the path exists and may be read."},
    {ErrorCode::bad_json_line, ErrorKind::input,
     "Each line must be one JSON object with \"html\" or \"text\"; see `newsgrain analyze --help`."},
    {ErrorCode::input_too_large, ErrorKind::limit, "Raise --max-input, or split the input."},
    {ErrorCode::bad_offsets, ErrorKind::input,
     "Offsets are half open and count in the unit of --offsets (code points by default)."},
    {ErrorCode::not_a_page, ErrorKind::input, "newsgrain reads pages (HTML), texts and JSON lines of these."},
    {ErrorCode::unknown_format, ErrorKind::input, "Name the format with --input-format."},
    {ErrorCode::cannot_write, ErrorKind::other, "Check the path, its permissions and the space left."},
    {ErrorCode::plugin_not_found, ErrorKind::plugin,
     "`newsgrain plugin list` shows the plugins that were found, and where."},
    {ErrorCode::plugin_refused, ErrorKind::plugin,
     "Rebuild the plugin for this version, or remove it from the plugin path."},
    {ErrorCode::plugin_failed, ErrorKind::plugin,
     "Leave the component out with --disable, or report it to the plugin's authors."},
    {ErrorCode::plugin_bad_output, ErrorKind::plugin, "The plugin broke the contract: report it to its authors."},
    {ErrorCode::unknown_component, ErrorKind::config, "`newsgrain plugin list` shows the components there are."},
    {ErrorCode::plugin_crashed, ErrorKind::plugin,
     "The others' results are kept. Report it to the plugin's authors with the document."},
    {ErrorCode::plugin_switched_off, ErrorKind::plugin,
     "Leave the component out with --disable, or raise crashes in [isolation]."},
    {ErrorCode::isolation_failed, ErrorKind::plugin,
     "Reinstall newsgrain, or run trusted plugins in the process with --isolation none; see docs/isolation.md."},
    {ErrorCode::lock_mismatch, ErrorKind::config,
     "Install what the lock file names, or write it anew with `newsgrain pipeline lock`."},
    {ErrorCode::bad_config, ErrorKind::config,
     "`newsgrain plugin show COMPONENT` prints the keys, their types and defaults."},
    {ErrorCode::bad_manifest, ErrorKind::plugin, "Correct plugin.json; docs/abi.md describes its fields."},
    {ErrorCode::missing_layer, ErrorKind::config,
     "Add a component that writes the layer, or give the layer with the input."},
    {ErrorCode::two_writers, ErrorKind::config, "Disable one of the components."},
    {ErrorCode::dependency_cycle, ErrorKind::config,
     "Disable one of the components, or make one of its reads optional."},
    {ErrorCode::schema_mismatch, ErrorKind::config,
     "Use versions that fit each other (of the plugins, and of newsgrain for its own layers), or correct \"reads\" in "
     "plugin.json."},
    {ErrorCode::bad_usage, ErrorKind::config, "`newsgrain analyze --help` shows what there is."},
    {ErrorCode::cancelled, ErrorKind::other, "Run it again."},
    {ErrorCode::timed_out, ErrorKind::limit, "Raise --timeout-per-doc."},
    {ErrorCode::out_of_memory, ErrorKind::limit, "Lower --max-input or the number of threads."},
    {ErrorCode::limit_reached, ErrorKind::limit, "Split the input."},
    {ErrorCode::internal, ErrorKind::other, "This is a fault of newsgrain: please report it with the input."},
};

const ErrorEntry* find(ErrorCode code) {
  for (const ErrorEntry& entry : kErrors)
    if (entry.code == code) return &entry;
  return nullptr;
}

}  // namespace

std::span<const ErrorEntry> error_table() { return kErrors; }

ErrorKind error_kind(ErrorCode code) {
  const ErrorEntry* entry = find(code);
  return entry != nullptr ? entry->kind : ErrorKind::other;
}

std::string_view error_kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::input: return "input";
    case ErrorKind::plugin: return "plugin";
    case ErrorKind::config: return "config";
    case ErrorKind::limit: return "limit";
    case ErrorKind::other: break;
  }
  return "other";
}

std::string_view error_cure(ErrorCode code) {
  const ErrorEntry* entry = find(code);
  return entry != nullptr ? entry->cure : std::string_view();
}

std::string_view Error::advice() const { return cure.empty() ? error_cure(code) : std::string_view(cure); }

std::string Error::to_string() const {
  std::string out = error_name(code) + ": " + message;
  if (!where.empty()) out += " (" + where + ")";
  if (!out.ends_with('.') && !out.ends_with('?')) out += '.';
  if (const std::string_view what_to_do = advice(); !what_to_do.empty()) out.append(" ").append(what_to_do);
  return out;
}

}  // namespace newsgrain
