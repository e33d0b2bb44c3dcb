#include "pipeline/given.hpp"

#include <algorithm>
#include <map>

#include "newsgrain/suggestion.hpp"

namespace newsgrain::internal {

namespace {

constexpr size_t kPollEvery = 4096;  // rows between two looks at the clock

bool is_time_to_stop(size_t row, const StopSignal& stop) { return row % kPollEvery == 0 && stop.stopped(); }

}  // namespace

Result<void> add_given_mentions(Document& doc, const Input& input, const StopSignal& stop) {
  const LayerSchema& mention_schema = *standard_schema("entity_mention");
  const LayerSchema& entity_schema = *standard_schema("entity");
  const std::vector<std::string>& types = mention_schema.columns[0].labels;
  const CodePointTable& table = doc.code_points();
  const auto text_bytes = static_cast<uint32_t>(doc.text().size());

  std::vector<uint32_t> begin, end, entity;
  std::vector<uint8_t> type, form;
  std::vector<float> score;
  std::map<std::string, uint32_t> by_key;
  std::vector<std::vector<uint32_t>> mentions_of;
  const auto stopped = [&] {
    return Error{stop.cancelled() ? ErrorCode::cancelled : ErrorCode::timed_out,
                 "the time for this document ran out with its given mentions", input.name};
  };
  for (size_t i = 0; i < input.mentions.size(); ++i) {
    if (is_time_to_stop(i, stop)) return stopped();
    const GivenMention& m = input.mentions[i];
    auto bad = [&](const std::string& what) {
      return Error{ErrorCode::bad_offsets, "given mention " + std::to_string(i) + ": " + what, input.name};
    };
    const uint64_t size = input.unit == OffsetUnit::byte    ? text_bytes
                          : input.unit == OffsetUnit::utf16 ? table.utf16_units()
                                                            : table.code_points();
    if (m.begin > m.end || m.end > size)
      return bad("[" + std::to_string(m.begin) + ", " + std::to_string(m.end) + ") does not lie in the text of " +
                 std::to_string(size) + " units (" + std::string(offset_unit_name(input.unit)) + ")");
    auto to_byte = [&](uint64_t at) {
      const auto v = static_cast<uint32_t>(at);
      return input.unit == OffsetUnit::byte    ? v
             : input.unit == OffsetUnit::utf16 ? table.utf16_to_byte(v)
                                               : table.code_point_to_byte(v);
    };
    const auto found = std::find(types.begin(), types.end(), m.type);
    if (found == types.end()) {
      Error error = bad("there is no type \"" + m.type + "\"");
      error.cure = "The types are " + listed(types) + ".";
      return error;
    }
    begin.push_back(to_byte(m.begin));
    end.push_back(to_byte(m.end));
    if (!is_code_point_boundary(doc.text(), begin.back()) || !is_code_point_boundary(doc.text(), end.back()))
      return bad("begins or ends inside a character");
    type.push_back(static_cast<uint8_t>(found - types.begin()));
    form.push_back(0);
    score.push_back(1.0f);
    const std::string key = m.entity.empty() ? "#" + std::to_string(i) : "=" + m.entity;
    const auto [it, fresh] = by_key.emplace(key, static_cast<uint32_t>(mentions_of.size()));
    if (fresh) mentions_of.emplace_back();
    entity.push_back(it->second);
    mentions_of[it->second].push_back(static_cast<uint32_t>(i));
  }

  LayerBuilder mentions(mention_schema), entities(entity_schema);
  const std::vector<LayerBuilder::ColumnView> columns{{type.data()}, {form.data()}, {entity.data()}, {score.data()}};
  if (auto ok = mentions.append(static_cast<uint32_t>(begin.size()), begin.data(), end.data(), columns, text_bytes);
      !ok)
    return ok.error();
  std::vector<uint32_t> listed_for;  // by string id: 1 + the last entity that has it as an alias
  for (uint32_t e = 0; e < mentions_of.size(); ++e) {
    const std::vector<uint32_t>& rows = mentions_of[e];
    // The longest mention names the entity; its aliases are the other texts.
    uint32_t longest = rows[0];
    for (uint32_t row : rows)
      if (end[row] - begin[row] > end[longest] - begin[longest]) longest = row;
    auto text_of = [&](uint32_t row) { return std::string_view(doc.text()).substr(begin[row], end[row] - begin[row]); };
    const uint32_t name = doc.mutable_strings().intern(text_of(longest));
    std::vector<uint32_t> aliases;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (is_time_to_stop(rows[i], stop)) return stopped();
      const uint32_t id = doc.mutable_strings().intern(text_of(rows[i]));
      if (id == kNone)
        return Error{ErrorCode::limit_reached, "the names of the given mentions are too long", input.name};
      if (id >= listed_for.size()) listed_for.resize(std::max<size_t>(id + 1, 2 * listed_for.size()));
      if (id != name && listed_for[id] != e + 1) aliases.push_back(id);
      listed_for[id] = e + 1;
    }
    const uint32_t none = kNone;
    const uint32_t mention_offsets[2] = {0, static_cast<uint32_t>(rows.size())};
    const uint32_t alias_offsets[2] = {0, static_cast<uint32_t>(aliases.size())};
    const std::vector<LayerBuilder::ColumnView> row{{&name},
                                                    {&type[longest]},
                                                    {&none},
                                                    {&none},
                                                    {&none},
                                                    {rows.data(), mention_offsets},
                                                    {aliases.data(), alias_offsets}};
    if (auto ok = entities.append(1, nullptr, nullptr, row, text_bytes); !ok) return ok.error();
  }
  std::vector<uint32_t> new_row = mentions.sort();
  entities.renumber("entity_mention", new_row);
  doc.given_mentions.clear();
  for (uint32_t i = 0; i < begin.size(); ++i) doc.given_mentions.push_back(new_row.empty() ? i : new_row[i]);
  doc.add_layer(std::move(mentions).commit("given"));
  doc.add_layer(std::move(entities).commit("given"));
  return {};
}

}  // namespace newsgrain::internal
