#include "newsgrain/batch.hpp"

#include <algorithm>
#include <string>

namespace newsgrain {

uint32_t BatchLayer::document_of(uint64_t row) const {
  return static_cast<uint32_t>(std::upper_bound(offsets.begin(), offsets.end(), row) - offsets.begin() - 1);
}

Result<BatchLayer> DocumentBatch::layer(std::string_view name) const {
  BatchLayer out;
  out.layers.reserve(documents_.size());
  out.offsets.reserve(documents_.size() + 1);
  for (const auto& document : documents_) {
    auto layer = document->shared_layer(name);
    if (layer != nullptr) {
      if (out.schema == nullptr) {
        out.schema = &layer->schema();
      } else if (layer->schema().id != out.schema->id || layer->schema().columns.size() != out.schema->columns.size()) {
        return Error{ErrorCode::bad_usage,
                     "documents of one batch have the layer " + std::string(name) + " in different schemas: " +
                         out.schema->id + " and " + layer->schema().id + "; analyse them with one pipeline",
                     document->input};
      }
    }
    out.offsets.push_back(out.offsets.back() + (layer != nullptr ? layer->rows() : 0));
    out.layers.push_back(std::move(layer));
  }
  if (out.schema == nullptr) out.schema = standard_schema(name);
  if (out.schema == nullptr)
    return Error{ErrorCode::missing_layer, "no document of the batch has a layer " + std::string(name), ""};
  return out;
}

}  // namespace newsgrain
