// Batches: rows of several documents as one table.
#include "newsgrain/batch.hpp"

#include <gtest/gtest.h>

namespace newsgrain {
namespace {

LayerSchema schema(std::string id) { return {"thing", std::move(id), true, "", {}}; }

std::shared_ptr<Document> document(uint32_t rows, const std::string& id = "test.thing/1") {
  auto doc = std::make_shared<Document>();
  LayerBuilder builder(schema(id));
  std::vector<uint32_t> begin(rows, 0), end(rows, 1);
  EXPECT_TRUE(builder.append(rows, begin.data(), end.data(), {}, 10).ok());
  doc->add_layer(std::move(builder).commit("test"));
  return doc;
}

TEST(Batch, RowsKnowTheirDocument) {
  DocumentBatch batch;
  batch.add(document(2));
  batch.add(document(0));
  batch.add(std::make_shared<Document>());  // one that failed: it has no layers
  batch.add(document(3));
  const auto things = batch.layer("thing");
  ASSERT_TRUE(things.ok());
  EXPECT_EQ(things.value().rows(), 5u);
  EXPECT_EQ(things.value().offsets, (std::vector<uint64_t>{0, 2, 2, 2, 5}));
  EXPECT_EQ(things.value().layers[2], nullptr);
  std::vector<uint32_t> owners;
  for (uint64_t row = 0; row < 5; ++row) owners.push_back(things.value().document_of(row));
  EXPECT_EQ(owners, (std::vector<uint32_t>{0, 0, 3, 3, 3}));
}

TEST(Batch, StandardLayersAreThereWithoutRows) {
  const auto quotes = DocumentBatch().layer("quote");
  ASSERT_TRUE(quotes.ok());
  EXPECT_EQ(quotes.value().rows(), 0u);
  EXPECT_EQ(quotes.value().schema->id, "newsgrain.quote/1");
}

TEST(Batch, UnknownAndUnequalLayersAreErrors) {
  DocumentBatch batch;
  batch.add(document(1));
  EXPECT_EQ(batch.layer("nothing").error().code, ErrorCode::missing_layer);
  batch.add(document(1, "test.thing/2"));
  const auto mixed = batch.layer("thing");
  ASSERT_FALSE(mixed.ok());
  EXPECT_NE(mixed.error().message.find("test.thing/2"), std::string::npos);
}

}  // namespace
}  // namespace newsgrain
