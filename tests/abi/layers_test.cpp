// The codes of abi/layers.h against the labels of the host's schemas. The layout of the structs: append_only.py.
#include "newsgrain/abi/layers.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

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
  EXPECT_EQ(label("quotation", "kind", NG_MARK_CORNER), "corner");
  EXPECT_EQ(label("entity_mention", "type", NG_ENTITY_ORDINAL), "ORDINAL");
  EXPECT_EQ(label("entity_mention", "type", NG_ENTITY_FAC), "FAC");
  EXPECT_EQ(label("entity_mention", "form", NG_FORM_VALUE), "value");
  EXPECT_EQ(label("quote", "kind", NG_QUOTE_INDIRECT), "indirect");
  EXPECT_EQ(label("target_sentiment", "label", NG_LABEL_ABSTAIN), "abstain");
  EXPECT_EQ(label("entity_sentiment", "place", NG_PLACE_QUOTES), "quotes");
  EXPECT_EQ(label("document_sentiment", "place", NG_PLACE_NARRATION), "narration");
}

// What cmake/NewsgrainLayers.json has to be: names and types of the standard layers, for the slots of plugins.
std::string layers_file() {
  std::string out = "{";
  for (const LayerSchema& schema : standard_schemas()) {
    out += (out.size() > 1 ? ",\n  \"" : "\n  \"") + schema.layer + "\": {\"schema\": \"" + schema.id +
           "\", \"columns\": [";
    for (const ColumnSchema& column : schema.columns)
      out += (&column == schema.columns.data() ? "\n    {\"name\": \"" : ",\n    {\"name\": \"") + column.name +
             "\", \"type\": \"" + std::string(column_type_name(column.type)) +
             (column.list ? "\", \"list\": true}" : "\"}");
    out += "]}";
  }
  return out + "\n}\n";
}

TEST(Layers, TheFileForTheBuildOfPluginsIsThatOfTheHost) {
  std::ifstream file(NEWSGRAIN_LAYERS_FILE);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), layers_file())
      << "write this into cmake/NewsgrainLayers.json:\n"
      << layers_file();
}

}  // namespace
}  // namespace newsgrain
