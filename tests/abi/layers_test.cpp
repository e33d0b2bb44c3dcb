// The codes of abi/layers.h against the labels of the host's schemas, and the layout of the structs.
#include "newsgrain/abi/layers.h"

#include <gtest/gtest.h>

#include "newsgrain/abi/newsgrain.h"
#include "newsgrain/schema.hpp"

namespace newsgrain {
namespace {

const std::string& label(const char* layer, const char* column, size_t code) {
  const LayerSchema& schema = *standard_schema(layer);
  return schema.columns.at(static_cast<size_t>(schema.column(column))).labels.at(code);
}

TEST(Layers, CodesAndLabelsAgree) {
  EXPECT_EQ(label("block", "kind", NG_BLOCK_OTHER), "other");
  EXPECT_EQ(label("block", "kind", NG_BLOCK_CAPTION), "caption");
  EXPECT_EQ(label("block.role", "role", NG_ROLE_BODY), "body");
  EXPECT_EQ(label("block.role", "role", NG_ROLE_CREDIT), "credit");
  EXPECT_EQ(label("region", "role", NG_ROLE_OTHER), "other");
  EXPECT_EQ(label("metadata", "key", NG_META_QUALITY), "quality");
  EXPECT_EQ(label("metadata", "signal", NG_SIGNAL_GIVEN), "given");
  EXPECT_EQ(label("token", "kind", NG_TOKEN_HANDLE), "handle");
  EXPECT_EQ(label("entity_mention", "type", NG_ENTITY_ORDINAL), "ORDINAL");
  EXPECT_EQ(label("entity_mention", "type", NG_ENTITY_FAC), "FAC");
  EXPECT_EQ(label("entity_mention", "form", NG_FORM_VALUE), "value");
  EXPECT_EQ(label("quote", "kind", NG_QUOTE_INDIRECT), "indirect");
  EXPECT_EQ(label("target_sentiment", "label", NG_LABEL_ABSTAIN), "abstain");
  EXPECT_EQ(label("entity_sentiment", "place", NG_PLACE_QUOTES), "quotes");
  EXPECT_EQ(label("document_sentiment", "place", NG_PLACE_NARRATION), "narration");
}

// Golden sizes of ABI 1.0 on a 64-bit machine. A change here breaks every plugin that is out there: append fields instead.
TEST(Abi, LayoutIsThatOfTheReleasedMinor) {
  EXPECT_EQ(sizeof(ng_str), 16u);
  EXPECT_EQ(sizeof(ng_column), 24u);
  EXPECT_EQ(sizeof(ng_layer), 40u);
  EXPECT_EQ(offsetof(ng_layer, columns), 32u);
  EXPECT_EQ(sizeof(ng_host), 136u);
  EXPECT_EQ(offsetof(ng_host, ctx), 16u);
  EXPECT_EQ(offsetof(ng_host, log), 24u);
  EXPECT_EQ(offsetof(ng_host, append), 112u);
  EXPECT_EQ(offsetof(ng_host, abstain), 128u);
  EXPECT_EQ(sizeof(ng_component), 64u);
  EXPECT_EQ(offsetof(ng_component, process), 48u);
  EXPECT_EQ(sizeof(ng_entry), 56u);
  EXPECT_EQ(offsetof(ng_entry, manifest), 16u);
  EXPECT_EQ(offsetof(ng_entry, components), 48u);
}

}  // namespace
}  // namespace newsgrain
