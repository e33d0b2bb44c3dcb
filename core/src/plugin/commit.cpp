// The host's look at what a component produced, and the commit. Nothing is repaired: a fault drops all that it wrote.
#include <algorithm>
#include <cstring>

#include "plugin/component.hpp"

namespace newsgrain::internal {
namespace {

// Whether each number is none or below the limit.
bool all_refer(const std::vector<unsigned char>& numbers, uint32_t limit) {
  uint32_t most = 0;
  for (size_t at = 0; at < numbers.size(); at += sizeof(uint32_t)) {
    uint32_t value;
    std::memcpy(&value, numbers.data() + at, sizeof value);
    most = std::max(most, value + 1);  // none is 0 then
  }
  return most <= limit;
}

// References, string ids and row counts; with full checking also code point boundaries.
Result<void> check_layer(const LayerBuilder& builder, const std::vector<LayerBuilder>& builders, Checking checking,
                         const Document& doc) {
  const LayerSchema& schema = builder.schema();
  auto bad = [&](const std::string& what) {
    return Error{ErrorCode::plugin_bad_output, "layer " + schema.layer + ": " + what, ""};
  };
  auto rows_of = [&](const std::string& layer) -> uint32_t {
    for (const LayerBuilder& b : builders)
      if (b.schema().layer == layer) return b.rows();
    const Layer* committed = doc.layer(layer);
    return committed != nullptr ? committed->rows() : 0;
  };
  if (!schema.augments.empty() && builder.rows() != rows_of(schema.augments))
    return bad("has " + std::to_string(builder.rows()) + " rows, " + schema.augments + " has " +
               std::to_string(rows_of(schema.augments)));
  const bool full = checking == Checking::full;
  const std::string& text = doc.text();
  if (full && schema.spans) {
    for (uint32_t i = 0; i < builder.rows(); ++i)
      if (!is_code_point_boundary(text, builder.begins()[i]) || !is_code_point_boundary(text, builder.ends()[i]))
        return bad("row " + std::to_string(i) + " begins or ends inside a character");
  }
  for (size_t c = 0; c < schema.columns.size(); ++c) {
    const ColumnSchema& column = schema.columns[c];
    const auto& data = builder.column(c).data;
    if (column.type == ColumnType::ref || column.type == ColumnType::str) {
      const uint32_t limit = column.type == ColumnType::ref ? rows_of(column.target) : doc.strings().size();
      if (all_refer(data, limit)) continue;
      for (size_t at = 0; at < data.size(); at += sizeof(uint32_t)) {
        uint32_t value;
        std::memcpy(&value, data.data() + at, sizeof value);
        if (value != kNone && value >= limit)
          return bad("column " + column.name + " refers to " + (column.type == ColumnType::ref ? "row " : "string ") +
                     std::to_string(value) + ", there are " + std::to_string(limit));
      }
    } else if (full && schema.spans && column.type == ColumnType::span) {
      for (size_t at = 0; at < data.size(); at += sizeof(Span)) {
        Span s;
        std::memcpy(&s, data.data() + at, sizeof s);
        if (!s.none() && (!is_code_point_boundary(text, s.begin) || !is_code_point_boundary(text, s.end)))
          return bad("a span of column " + column.name + " begins or ends inside a character");
      }
    }
  }
  return {};
}

}  // namespace

Outcome commit_produced(const ComponentInfo& info, Produced&& produced, Document& doc) {
  Outcome out;
  auto failed = [&](Error error) {
    out.kind = Outcome::Kind::failed;
    out.error = info.blamed(std::move(error));
    return out;
  };
  const ng_status status = produced.status;
  if (status == NG_CANCELLED || (status != NG_OK && produced.stopped)) {
    out.kind = Outcome::Kind::stopped;
    return out;
  }
  if (status == NG_NO_MEMORY) return failed({ErrorCode::out_of_memory, "out of memory", ""});
  if (status == NG_LIMIT && produced.error.code == ErrorCode::none)
    produced.error = {ErrorCode::limit_reached, "a limit was reached", ""};
  // A component that stopped at a limit of its own keeps what it wrote until then.
  const bool limited = status == NG_LIMIT && produced.error.code == ErrorCode::limit_reached;
  // What the host refused stays an error, also where the plugin went on as if nothing had happened.
  if (produced.error.code != ErrorCode::none && !limited) return failed(std::move(produced.error));
  if (status != NG_OK && !limited)
    return failed({ErrorCode::plugin_failed, "process() failed with status " + std::to_string(status), ""});
  out.abstained = std::move(produced.abstained);
  // An abstaining component leaves the layers that it augments as they are.
  auto left_out = [&](const LayerBuilder& b) {
    return !out.abstained.empty() && !b.schema().augments.empty() && b.rows() == 0;
  };
  for (const LayerBuilder& builder : produced.builders) {
    if (left_out(builder)) continue;
    if (auto checked = check_layer(builder, produced.builders, info.checking, doc); !checked)
      return failed(checked.error());
  }
  for (LayerBuilder& sorted : produced.builders) {
    const std::vector<uint32_t> new_row = sorted.sort();
    for (LayerBuilder& builder : produced.builders) builder.renumber(sorted.schema().layer, new_row);
  }
  const std::string producer = info.manifest->id + " " + info.plugin->manifest.version;
  for (LayerBuilder& builder : produced.builders)
    if (!left_out(builder)) doc.add_layer(std::move(builder).commit(producer));
  if (limited) {
    out.kind = Outcome::Kind::limited;
    out.error = info.blamed(std::move(produced.error));
  }
  return out;
}

}  // namespace newsgrain::internal
