// Cures are written for the command line; here they get the words of Python.
#include <string>
#include <string_view>
#include <utility>

#include "bindings.hpp"

namespace newsgrain::python {
namespace {

// What stands in a cure, and how a Python user says it. The longer before what it begins with.
constexpr std::pair<std::string_view, std::string_view> kWords[] = {
    {"count in the unit of --offsets (code points by default)", "count code points"},
    {"`newsgrain analyze --help` shows what there is", "help(newsgrain.Pipeline) shows what there is"},
    {"see `newsgrain analyze --help`", "see help(newsgrain.Pipeline)"},
    {"--isolation none", "isolation=\"none\""},
    {"--isolation", "isolation"},
    {"--timeout-per-doc", "timeout"},
    {"--max-input", "max_input"},
    {"--input-format", "media_type"},
    {"--offsets", "offsets"},
    {"--plugin-path", "plugin_path"},
    {"--plugin", "plugin_path"},
    {"--component", "components"},
    {"--disable", "disable"},
    {"--checking", "checking"},
    {"--locked", "locked"},
    {"--config", "config"},
    {"--set", "config"},
    {"--threads", "threads"},
    {"--layer", "layers"},
    {"--language", "language"},
    {"--charset", "charset"},
    {"--url", "url"},
};

}  // namespace

std::string in_python(std::string_view cure) {
  std::string out(cure);
  for (const auto& [word, ours] : kWords)
    for (size_t at = out.find(word); at != std::string::npos; at = out.find(word, at + ours.size()))
      out.replace(at, word.size(), ours);
  return out;
}

}  // namespace newsgrain::python
