// Documents as JSON: the contract that `newsgrain schema` prints. One function per field.
//
// Offsets are in the unit asked for, source ranges in bytes of the source. Mentions that the user gave keep the user's
// order, and every reference to a mention is renumbered to it.
#include <algorithm>
#include <cstring>

#include "document_view.hpp"
#include "json_text.hpp"
#include "newsgrain/writer.hpp"
#include "unit_offsets.hpp"

namespace newsgrain {
namespace {

using json::append_fixed;
using json::append_string;
using json::append_string_or_null;
using json::append_unsigned;

class JsonWriter {
 public:
  JsonWriter(const Document& doc, const WriteOptions& options, std::string& out)
      : doc_(doc), view_(doc), offsets_(doc, options.unit), unit_(options.unit), extra_(options.layers), out_(out) {}

  void write() {
    out_ += R"({"schema":"newsgrain.document/1","id":)";
    append_string(doc_.id.empty() ? doc_.input : doc_.id, out_);
    key("input");
    append_string(doc_.input, out_);
    key("status");
    append_string(status_name(doc_.status), out_);
    write_error();
    key("offset_unit");
    append_string(offset_unit_name(unit_), out_);
    write_source();
    write_metadata();
    key("text");
    append_string(doc_.text(), out_);
    key("article");
    append_string(doc_.article(), out_);
    write_blocks();
    write_regions();
    write_sentences();
    write_mentions();
    write_entities();
    write_quotes();
    write_target_sentiment();
    write_quote_sentiment();
    write_entity_sentiment();
    write_document_sentiment();
    write_notes();
    write_timings();
    if (!doc_.meta_json.empty()) {
      key("meta");
      out_ += doc_.meta_json;
    }
    write_other_layers();
    out_ += '}';
  }

  // The values of one column of a layer, as they are (offsets in bytes).
  void write_item(const Layer& layer, const ColumnSchema& schema, const Column& column, uint32_t item, bool convert) {
    const unsigned char* at = column.data.data() + size_t{item} * column_item_size(schema.type);
    switch (schema.type) {
      case ColumnType::u8: append_unsigned(load<uint8_t>(at), out_); break;
      case ColumnType::u16: append_unsigned(load<uint16_t>(at), out_); break;
      case ColumnType::u32: append_unsigned(load<uint32_t>(at), out_); break;
      case ColumnType::i32: json::append_signed(load<int32_t>(at), out_); break;
      case ColumnType::i64: json::append_signed(load<int64_t>(at), out_); break;
      case ColumnType::f32: append_fixed(static_cast<double>(load<float>(at)), out_); break;
      case ColumnType::f64: append_fixed(load<double>(at), out_); break;
      case ColumnType::boolean: out_ += load<uint8_t>(at) != 0 ? "true" : "false"; break;
      case ColumnType::code8: code(schema, load<uint8_t>(at)); break;
      case ColumnType::code16: code(schema, load<uint16_t>(at)); break;
      case ColumnType::str: {
        const auto id = load<uint32_t>(at);
        if (id == kNone)
          out_ += "null";
        else
          append_string(doc_.strings().at(id), out_);
        break;
      }
      case ColumnType::ref: {
        const auto row = load<uint32_t>(at);
        const std::string_view target = schema.target.empty() ? layer.schema().layer : schema.target;
        reference(convert && target == "entity_mention" ? view_.mention_index(row) : row);
        break;
      }
      case ColumnType::span: {
        const auto span = load<Span>(at);
        if (convert || span.none())
          range(span);
        else
          raw_range(span);
        break;
      }
    }
  }

  void write_value(const Layer& layer, size_t index, uint32_t row, bool convert) {
    const ColumnSchema& schema = layer.schema().columns[index];
    const Column& column = layer.column(index);
    if (!schema.list) return write_item(layer, schema, column, row, convert);
    out_ += '[';
    for (uint32_t item = column.offsets[row]; item < column.offsets[row + 1]; ++item) {
      if (item != column.offsets[row]) out_ += ',';
      write_item(layer, schema, column, item, convert);
    }
    out_ += ']';
  }

 private:
  template <class T>
  static T load(const unsigned char* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
  }

  // ,"name":
  void key(std::string_view name) {
    out_ += ",\"";
    out_ += name;
    out_ += "\":";
  }
  // "name": as the first of an object
  void first_key(std::string_view name) {
    out_ += '"';
    out_ += name;
    out_ += "\":";
  }
  // An array with write_row(i) for each row, each an object.
  template <class WriteRow>
  void rows(std::string_view name, size_t count, WriteRow write_row) {
    key(name);
    out_ += '[';
    for (size_t i = 0; i < count; ++i) {
      out_ += i == 0 ? "{" : ",{";
      write_row(i);
      out_ += '}';
    }
    out_ += ']';
  }
  void begin_end(uint32_t begin, uint32_t end) {
    first_key("begin");
    append_unsigned(begin, out_);
    key("end");
    append_unsigned(end, out_);
  }
  void reference(uint32_t row) {
    if (row == kNone)
      out_ += "null";
    else
      append_unsigned(row, out_);
  }
  void code(const ColumnSchema& schema, uint32_t value) {
    const std::string_view label = code_label(schema, value);
    if (label.empty())
      append_unsigned(value, out_);
    else
      append_string(label, out_);
  }
  void raw_range(Span span) {
    out_ += '[';
    append_unsigned(span.begin, out_);
    out_ += ',';
    append_unsigned(span.end, out_);
    out_ += ']';
  }
  void range(Span span) {
    if (span.none())
      out_ += "null";
    else
      raw_range({offsets_.at(span.begin), offsets_.at(span.end)});
  }
  void ranges(std::span<const Span> spans) {
    out_ += '[';
    for (size_t i = 0; i < spans.size(); ++i) {
      if (i != 0) out_ += ',';
      range(spans[i]);
    }
    out_ += ']';
  }
  void source(Span span) {
    key("source");
    const Span in_source = doc_.source_range(span);
    if (in_source.none())
      out_ += "null";
    else
      raw_range(in_source);
  }
  void probabilities(const SentimentView& row) {
    key("negative");
    append_fixed(static_cast<double>(row.negative), out_);
    key("neutral");
    append_fixed(static_cast<double>(row.neutral), out_);
    key("positive");
    append_fixed(static_cast<double>(row.positive), out_);
    key("label");
    append_string_or_null(row.label, out_);
  }
  void score(float value) {
    key("score");
    append_fixed(static_cast<double>(value), out_);
  }
  void text_or_null(std::string_view name, std::string_view text) {
    key(name);
    append_string_or_null(text, out_);
  }
  void texts(std::string_view name, const std::vector<std::string_view>& items) {
    key(name);
    out_ += '[';
    for (size_t i = 0; i < items.size(); ++i) {
      if (i != 0) out_ += ',';
      append_string(items[i], out_);
    }
    out_ += ']';
  }

  void write_error() {
    key("error");
    if (doc_.error.code == ErrorCode::none) {
      out_ += "null";
      return;
    }
    out_ += R"({"code":)";
    append_string(error_name(doc_.error.code), out_);
    key("message");
    append_string(doc_.error.message, out_);
    text_or_null("where", doc_.error.where);
    out_ += '}';
  }

  void write_source() {
    key("source");
    out_ += R"({"media_type":)";
    append_string_or_null(doc_.media_type, out_);
    text_or_null("encoding", doc_.encoding);
    key("bytes");
    append_unsigned(doc_.source_bytes, out_);
    if (!doc_.sha256.empty()) text_or_null("sha256", doc_.sha256);
    out_ += '}';
  }

  void write_metadata() {
    const Facts facts = view_.facts();
    key("metadata");
    out_ += '{';
    first_key("title");
    append_string_or_null(facts.title, out_);
    texts("authors", facts.authors);
    text_or_null("published", facts.published);
    text_or_null("modified", facts.modified);
    text_or_null("site", facts.site);
    text_or_null("language", facts.language);
    text_or_null("url", facts.url);
    text_or_null("description", facts.description);
    text_or_null("image", facts.image);
    texts("tags", facts.tags);
    // Optional fields: only where the page has them.
    if (!facts.subtitle.empty()) text_or_null("subtitle", facts.subtitle);
    if (!facts.image_caption.empty()) text_or_null("image_caption", facts.image_caption);
    if (!facts.section.empty()) text_or_null("section", facts.section);
    if (!facts.page_kind.empty()) text_or_null("page_kind", facts.page_kind);
    if (!facts.quality.empty()) text_or_null("quality", facts.quality);
    out_ += '}';
  }

  // begin[] and end[] of a layer in the output's unit.
  struct Offsets {
    std::vector<uint32_t> begin, end;
  };
  Offsets converted(const Layer* layer) const {
    if (layer == nullptr || !layer->schema().spans) return {};
    return {offsets_.column(layer->begins()), offsets_.column(layer->ends())};
  }

  void write_blocks() {
    const std::vector<BlockView> blocks = view_.blocks();
    const std::vector<OtherRoles> others = view_.other_roles(blocks);
    const Offsets at = converted(doc_.layer("block"));
    rows("blocks", blocks.size(), [&](size_t i) {
      const BlockView& block = blocks[i];
      begin_end(at.begin[i], at.end[i]);
      text_or_null("kind", block.kind);
      text_or_null("role", block.role);
      if (block.has_role)
        score(block.score);
      else
        out_ += R"(,"score":null)";
      source(block.span);
      key("duplicate_of");
      reference(block.duplicate_of);
      if (others.empty()) return;
      key("other_roles");
      out_ += '{';
      for (const OtherRoles& other : others) {
        if (&other != &others.front()) out_ += ',';
        append_string(other.layer, out_);
        out_ += ':';
        append_string_or_null(other.roles[i], out_);
      }
      out_ += '}';
    });
    if (others.empty()) return;
    rows("agreement", others.size(), [&](size_t i) {
      first_key("layer");
      append_string(others[i].layer, out_);
      key("blocks");
      append_fixed(others[i].blocks, out_);
      key("body");
      append_fixed(others[i].body, out_);
    });
  }

  void write_regions() {
    const Layer* layer = doc_.layer("region");
    const Offsets at = converted(layer);
    const int role = layer != nullptr ? layer->schema().column("role") : -1;
    rows("regions", at.begin.size(), [&](size_t i) {
      begin_end(at.begin[i], at.end[i]);
      key("role");
      if (role >= 0)
        write_value(*layer, static_cast<size_t>(role), static_cast<uint32_t>(i), true);
      else
        out_ += "null";
    });
  }

  void write_sentences() {
    const std::vector<SentenceView> sentences = view_.sentences();
    const Offsets at = converted(doc_.layer("sentence"));
    rows("sentences", sentences.size(), [&](size_t i) {
      begin_end(at.begin[i], at.end[i]);
      key("polarity");
      if (sentences[i].has_polarity)
        append_fixed(static_cast<double>(sentences[i].polarity), out_);
      else
        out_ += "null";
      text_or_null("label", sentences[i].label);
    });
  }

  void write_mentions() {
    const std::vector<MentionView> mentions = view_.mentions();
    rows("mentions", mentions.size(), [&](size_t i) {
      const MentionView& mention = mentions[i];
      begin_end(offsets_.at(mention.span.begin), offsets_.at(mention.span.end));
      key("text");
      append_string(view_.text(mention.span), out_);
      text_or_null("type", mention.type);
      text_or_null("form", mention.form);
      key("entity");
      reference(mention.entity);
      text_or_null("value", mention.value);
      score(mention.score);
      source(mention.span);
    });
  }

  void write_entities() {
    const std::vector<EntityView> entities = view_.entities();
    rows("entities", entities.size(), [&](size_t i) {
      const EntityView& entity = entities[i];
      first_key("name");
      append_string(entity.name, out_);
      text_or_null("type", entity.type);
      key("mentions");
      append_unsigned(entity.mentions, out_);
      texts("aliases", entity.aliases);
      text_or_null("kb_id", entity.kb_id);
      text_or_null("country", entity.country);
      text_or_null("role", entity.role);
      key("affiliation");
      reference(entity.affiliation);
    });
  }

  void write_speaker(const QuoteView& quote) {
    key("speaker");
    if (quote.speaker.none() && quote.speaker_mention == kNone && quote.speaker_entity == kNone) {
      out_ += "null";
      return;
    }
    out_ += '{';
    if (quote.speaker.none()) {
      out_ += R"("begin":null,"end":null,"text":null)";
    } else {
      begin_end(offsets_.at(quote.speaker.begin), offsets_.at(quote.speaker.end));
      key("text");
      append_string(view_.text(quote.speaker), out_);
    }
    key("mention");
    reference(quote.speaker_mention);
    key("entity");
    reference(quote.speaker_entity);
    text_or_null("name", quote.speaker_entity != kNone ? speaker_name(view_, quote) : std::string_view());
    out_ += '}';
  }

  void write_quotes() {
    const std::vector<QuoteView> quotes = view_.quotes();
    const Offsets at = converted(doc_.layer("quote"));
    rows("quotes", quotes.size(), [&](size_t i) {
      const QuoteView& quote = quotes[i];
      first_key("kind");
      append_string_or_null(quote.kind, out_);
      out_ += ',';
      begin_end(at.begin[i], at.end[i]);
      key("text");
      append_string(view_.text(quote.span), out_);
      key("fragments");
      ranges(quote.fragments);
      key("quoted");
      ranges(quote.quoted);
      key("cue");
      range(quote.cue);
      write_speaker(quote);
      key("continues");
      reference(quote.continues);
      score(quote.score);
      text_or_null("rule", quote.rule);
      source(quote.span);
    });
  }

  void write_target_sentiment() {
    const std::vector<SentimentView> sentiment = view_.target_sentiment();
    rows("target_sentiment", sentiment.size(), [&](size_t i) {
      first_key("mention");
      reference(sentiment[i].subject);
      key("sentence");
      reference(sentiment[i].other);
      probabilities(sentiment[i]);
    });
  }

  void write_quote_sentiment() {
    const std::vector<SentimentView> sentiment = view_.quote_sentiment();
    rows("quote_sentiment", sentiment.size(), [&](size_t i) {
      first_key("quote");
      reference(sentiment[i].subject);
      key("speaker");
      reference(sentiment[i].other);
      key("target");
      reference(sentiment[i].target);
      probabilities(sentiment[i]);
    });
  }

  void write_entity_sentiment() {
    const std::vector<EntitySentimentView> sentiment = view_.entity_sentiment();
    rows("entity_sentiment", sentiment.size(), [&](size_t i) {
      first_key("entity");
      reference(sentiment[i].entity);
      text_or_null("place", sentiment[i].place);
      key("count");
      append_unsigned(sentiment[i].count, out_);
      probabilities(sentiment[i].mean);
    });
  }

  void write_document_sentiment() {
    const std::vector<DocumentSentimentView> sentiment = view_.document_sentiment();
    rows("document_sentiment", sentiment.size(), [&](size_t i) {
      first_key("place");
      append_string_or_null(sentiment[i].place, out_);
      key("count");
      append_unsigned(sentiment[i].count, out_);
      key("polarity");
      append_fixed(static_cast<double>(sentiment[i].polarity), out_);
      key("negative");
      append_unsigned(sentiment[i].negative, out_);
      key("neutral");
      append_unsigned(sentiment[i].neutral, out_);
      key("positive");
      append_unsigned(sentiment[i].positive, out_);
    });
  }

  void write_notes() {
    if (doc_.notes.empty()) return;
    rows("notes", doc_.notes.size(), [&](size_t i) {
      first_key("component");
      append_string(doc_.notes[i].component, out_);
      key("text");
      append_string(doc_.notes[i].text, out_);
    });
  }

  void write_timings() {
    if (doc_.timings.empty()) return;
    key("timings_us");
    out_ += '{';
    for (size_t i = 0; i < doc_.timings.size(); ++i) {
      if (i != 0) out_ += ',';
      append_string(doc_.timings[i].step, out_);
      out_ += ':';
      append_unsigned(doc_.timings[i].microseconds, out_);
    }
    out_ += '}';
  }

  // Layers that have no field of their own, and those that were asked for.
  void write_other_layers() {
    bool any = false;
    for (const auto& [name, layer] : doc_.layers()) {
      if (standard_schema(name) != nullptr && std::find(extra_.begin(), extra_.end(), name) == extra_.end()) continue;
      if (!any) {
        key("layers");
        out_ += '{';
      } else {
        out_ += ',';
      }
      any = true;
      append_string(name, out_);
      out_ += ':';
      write_layer_rows(*layer);
    }
    if (any) out_ += '}';
  }

  void write_layer_rows(const Layer& layer) {
    const Offsets at = converted(&layer);
    out_ += '[';
    for (uint32_t row = 0; row < layer.rows(); ++row) {
      out_ += row == 0 ? "{" : ",{";
      if (layer.schema().spans) begin_end(at.begin[row], at.end[row]);
      for (size_t i = 0; i < layer.schema().columns.size(); ++i) {
        if (i != 0 || layer.schema().spans) out_ += ',';
        append_string(layer.schema().columns[i].name, out_);
        out_ += ':';
        write_value(layer, i, row, true);
      }
      out_ += '}';
    }
    out_ += ']';
  }

  const Document& doc_;
  DocumentView view_;
  UnitOffsets offsets_;
  OffsetUnit unit_;
  const std::vector<std::string>& extra_;
  std::string& out_;
};

}  // namespace

void write_json(const Document& doc, const WriteOptions& options, std::string& out) {
  if (!options.pretty) {
    JsonWriter(doc, options, out).write();
    return;
  }
  std::string compact;
  JsonWriter(doc, options, compact).write();
  json::append_pretty(compact, out);
  out += '\n';
}

}  // namespace newsgrain
