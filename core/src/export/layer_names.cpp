// Which layers can be asked for.
#include <algorithm>

#include "newsgrain/schema.hpp"
#include "newsgrain/suggestion.hpp"
#include "newsgrain/writer.hpp"

namespace newsgrain {

Result<void> check_layers(const std::vector<std::string>& layers, const std::vector<std::string>& others) {
  std::vector<std::string> known;
  for (const LayerSchema& schema : standard_schemas()) known.push_back(schema.layer);
  for (const std::string& layer : others)
    if (std::find(known.begin(), known.end(), layer) == known.end()) known.push_back(layer);
  for (const std::string& layer : layers)
    if (std::find(known.begin(), known.end(), layer) == known.end())
      return Error{ErrorCode::bad_usage, "there is no layer \"" + layer + "\"" + did_you_mean(layer, known), "",
                   "There are: " + listed(known) + "."};
  return {};
}

}  // namespace newsgrain
