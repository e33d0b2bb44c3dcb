// The table of error codes: name and cure of each.
#include "newsgrain/result.hpp"

namespace newsgrain {

std::string error_name(ErrorCode code) { return "NG" + std::to_string(static_cast<int>(code)); }

std::string_view error_cure(ErrorCode code) {
  switch (code) {
    case ErrorCode::none: return "";
    case ErrorCode::cannot_read: return "Check that the path exists and may be read.";
    case ErrorCode::bad_json_line:
      return "Each line must be one JSON object with \"html\" or \"text\"; see `newsgrain analyze --help`.";
    case ErrorCode::input_too_large: return "Raise --max-input, or split the input.";
    case ErrorCode::bad_offsets:
      return "Offsets are half open and count in the unit of --offsets (code points by default).";
    case ErrorCode::cannot_write: return "Check the path, its permissions and the space left.";
    case ErrorCode::unknown_format: return "Name the format with --input-format.";
    case ErrorCode::plugin_not_found: return "`newsgrain plugin list` shows the plugins that were found, and where.";
    case ErrorCode::plugin_refused: return "Rebuild the plugin for this version, or remove it from the plugin path.";
    case ErrorCode::plugin_failed:
      return "Leave the component out with --disable, or report it to the plugin's authors.";
    case ErrorCode::plugin_bad_output: return "The plugin broke the contract: report it to its authors.";
    case ErrorCode::unknown_component: return "`newsgrain plugin list` shows the components there are.";
    case ErrorCode::plugin_crashed:
      return "The others' results are kept. Report it to the plugin's authors with the document.";
    case ErrorCode::plugin_switched_off:
      return "Leave the component out with --disable, or raise crashes in [isolation].";
    case ErrorCode::isolation_failed:
      return "Reinstall newsgrain, or run trusted plugins in the process with --isolation none; see docs/isolation.md.";
    case ErrorCode::lock_mismatch:
      return "Install what the lock file names, or write it anew with `newsgrain pipeline lock`.";
    case ErrorCode::bad_config: return "`newsgrain plugin show COMPONENT` prints the keys, their types and defaults.";
    case ErrorCode::bad_manifest: return "Correct plugin.json; docs/abi.md describes its fields.";
    case ErrorCode::missing_layer: return "Add a component that writes the layer, or give the layer with the input.";
    case ErrorCode::two_writers: return "Disable one of the components.";
    case ErrorCode::dependency_cycle: return "Disable one of the components, or make one of its reads optional.";
    case ErrorCode::bad_usage: return "`newsgrain analyze --help` shows what there is.";
    case ErrorCode::cancelled: return "Run it again.";
    case ErrorCode::timed_out: return "Raise --timeout-per-doc.";
    case ErrorCode::out_of_memory: return "Lower --max-input or the number of threads.";
    case ErrorCode::limit_reached: return "Split the input.";
    case ErrorCode::internal: return "This is a fault of newsgrain: please report it with the input.";
  }
  return "";
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
