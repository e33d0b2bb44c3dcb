// batch.hpp: documents side by side, and one layer of all of them as one table.
//
//   DocumentBatch batch;
//   for (auto& doc : documents) batch.add(doc);
//   auto quotes = batch.layer("quote");          // the rows of all documents, in their order
//   quotes.value().offsets[i]                    // first row of document i
//
// Nothing is copied: a batch shares the documents and their committed layers.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "newsgrain/document.hpp"
#include "newsgrain/result.hpp"

namespace newsgrain {

// One layer of several documents. Row r of document i is row offsets[i] + r of the whole; references count within their
// document.
struct BatchLayer {
  const LayerSchema* schema = nullptr;  // shared by all parts; lives as long as the batch
  std::vector<std::shared_ptr<const Layer>>
      layers;                        // one per document; null where it has none (a document that failed)
  std::vector<uint64_t> offsets{0};  // documents + 1 values

  uint64_t rows() const { return offsets.back(); }
  // The document of a row. O(log documents). row < rows().
  uint32_t document_of(uint64_t row) const;
};

// Not thread-safe while documents are added; const members may be used by several threads.
class DocumentBatch {
 public:
  void add(std::shared_ptr<const Document> document) { documents_.push_back(std::move(document)); }
  const std::vector<std::shared_ptr<const Document>>& documents() const { return documents_; }

  // The layer of all documents. Standard layers are there even if no document has rows. Fails where nobody knows the
  // layer, and where two documents have layers of that name with different schemas.
  Result<BatchLayer> layer(std::string_view name) const;

 private:
  std::vector<std::shared_ptr<const Document>> documents_;
};

}  // namespace newsgrain
