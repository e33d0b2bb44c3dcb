// Reads the standard layers column by column. A column that an older plugin does not have reads as its default.
#include "document_view.hpp"

#include <algorithm>

#include "metadata_keys.hpp"
#include "newsgrain/abi/layers.h"

namespace newsgrain {
namespace {

// One column with a default where it is missing.
template <class T>
class Reading {
 public:
  Reading(const Layer* layer, std::string_view name, T fallback) : fallback_(fallback) {
    if (layer != nullptr) values_ = layer->values<T>(name);
  }
  T operator[](uint32_t row) const { return row < values_.size() ? values_[row] : fallback_; }

 private:
  std::span<const T> values_;
  T fallback_;
};

// A code column with its labels.
class Labels {
 public:
  Labels(const Layer* layer, std::string_view name) : codes_(layer, name, 0) {
    const int i = layer != nullptr ? layer->schema().column(name) : -1;
    if (i >= 0) column_ = &layer->schema().columns[static_cast<size_t>(i)];
  }
  uint8_t code(uint32_t row) const { return codes_[row]; }
  std::string_view label(uint32_t row) const {
    return column_ != nullptr ? code_label(*column_, codes_[row]) : std::string_view();
  }

 private:
  Reading<uint8_t> codes_;
  const ColumnSchema* column_ = nullptr;
};

}  // namespace

std::string_view code_label(const ColumnSchema& column, uint32_t code) {
  return code < column.labels.size() ? std::string_view(column.labels[code]) : std::string_view();
}

DocumentView::DocumentView(const Document& doc) : doc_(doc) {
  const uint32_t count = rows("entity_mention");
  if (doc.given_mentions.size() != count) return;
  mention_index_.assign(count, kNone);
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t row = doc.given_mentions[i];
    if (row >= count || mention_index_[row] != kNone) {  // no permutation: the order of the layer holds
      mention_index_.clear();
      return;
    }
    mention_index_[row] = i;
  }
  mention_rows_ = doc.given_mentions;
}

uint32_t DocumentView::rows(std::string_view name) const {
  const Layer* layer = doc_.layer(name);
  return layer != nullptr ? layer->rows() : 0;
}

uint32_t DocumentView::mention_row(uint32_t index) const {
  return mention_rows_.empty() ? index : mention_rows_[index];
}

uint32_t DocumentView::mention_index(uint32_t row) const {
  if (row >= rows("entity_mention")) return kNone;
  return mention_index_.empty() ? row : mention_index_[row];
}

std::string_view DocumentView::text(Span span) const {
  if (span.none() || span.end > doc_.text().size() || span.begin > span.end) return {};
  return std::string_view(doc_.text()).substr(span.begin, span.end - span.begin);
}

Facts facts_of(const Document& doc) { return DocumentView(doc).facts(); }

Facts DocumentView::facts() const {
  Facts facts;
  facts.url = doc_.url;
  facts.published = doc_.published;
  facts.language = doc_.language;
  const Layer* layer = doc_.layer("metadata");
  const Reading<uint32_t> value(layer, "value", kNone);
  const Labels key(layer, "key");
  for (uint32_t row = 0; row < rows("metadata"); ++row) {
    const std::string_view text = doc_.strings().at(value[row]);
    if (text.empty()) continue;
    const auto found = std::find_if(kMetadataKeys.begin(), kMetadataKeys.end(),
                                    [&](const MetadataKey& k) { return k.code == key.code(row); });
    if (found == kMetadataKeys.end()) continue;
    if (found->many != nullptr) (facts.*found->many).push_back(text);
    if (found->one != nullptr && (facts.*found->one).empty()) facts.*found->one = text;
  }
  if (facts.title.empty()) {
    for (const BlockView& block : blocks()) {
      if (!block.has_role || block.role_code != NG_ROLE_TITLE) continue;
      facts.title = text(block.span);
      break;
    }
  }
  return facts;
}

std::vector<BlockView> DocumentView::blocks() const {
  const Layer* layer = doc_.layer("block");
  const Layer* roles = doc_.layer("block.role");
  const uint32_t count = rows("block");
  const Labels kind(layer, "kind"), role(roles, "role");
  const Reading<uint8_t> level(layer, "level", 0);
  const Reading<float> score(roles, "score", 0.0f);
  const Reading<uint32_t> duplicate_of(roles, "duplicate_of", kNone);
  std::vector<BlockView> out(count);
  for (uint32_t row = 0; row < count; ++row) {
    BlockView& block = out[row];
    block.span = layer->span(row);
    block.kind = kind.label(row);
    block.kind_code = kind.code(row);
    block.level = level[row];
    if (roles == nullptr || row >= roles->rows()) continue;
    block.has_role = true;
    block.role = role.label(row);
    block.role_code = role.code(row);
    block.score = score[row];
    block.duplicate_of = checked(duplicate_of[row], count);
  }
  return out;
}

std::vector<OtherRoles> DocumentView::other_roles(const std::vector<BlockView>& blocks) const {
  std::vector<OtherRoles> out;
  for (const auto& [name, layer] : doc_.layers()) {
    const int column = layer->schema().column("role");
    if (name == "block.role" || layer->schema().augments != "block" || column < 0 || layer->rows() != blocks.size())
      continue;
    const ColumnSchema& schema = layer->schema().columns[static_cast<size_t>(column)];
    if (schema.type != ColumnType::code8 ||
        std::find(schema.labels.begin(), schema.labels.end(), "body") == schema.labels.end())
      continue;
    const Labels role(layer.get(), "role");
    OtherRoles other;
    other.layer = name;
    uint64_t same = 0, ours = 0, theirs = 0, both = 0;
    for (uint32_t row = 0; row < blocks.size(); ++row) {
      const BlockView& block = blocks[row];
      other.roles.push_back(role.label(row));
      const bool here = block.role == "body", there = other.roles.back() == "body";
      const uint64_t size = block.span.end - block.span.begin;
      same += here == there;
      ours += here ? size : 0;
      theirs += there ? size : 0;
      both += here && there ? size : 0;
    }
    other.blocks = blocks.empty() ? 1.0 : static_cast<double>(same) / static_cast<double>(blocks.size());
    other.body = ours + theirs == 0 ? 1.0 : 2.0 * static_cast<double>(both) / static_cast<double>(ours + theirs);
    out.push_back(std::move(other));
  }
  return out;
}

std::vector<SentenceView> DocumentView::sentences() const {
  const Layer* layer = doc_.layer("sentence");
  const Layer* polarities = doc_.layer("sentence.polarity");
  const Reading<float> polarity(polarities, "polarity", 0.0f);
  const Labels label(polarities, "label");
  std::vector<SentenceView> out(rows("sentence"));
  for (uint32_t row = 0; row < out.size(); ++row) {
    out[row].span = layer->span(row);
    if (polarities == nullptr || row >= polarities->rows()) continue;
    out[row].has_polarity = true;
    out[row].polarity = polarity[row];
    out[row].label = label.label(row);
  }
  return out;
}

std::vector<MentionView> DocumentView::mentions() const {
  const Layer* layer = doc_.layer("entity_mention");
  const Labels type(layer, "type"), form(layer, "form");
  const Reading<uint32_t> entity(layer, "entity", kNone);
  const Reading<float> score(layer, "score", 0.0f);
  const Reading<uint32_t> value(layer, "value", kNone);
  const uint32_t entities = rows("entity");
  std::vector<MentionView> out(rows("entity_mention"));
  for (uint32_t i = 0; i < out.size(); ++i) {
    const uint32_t row = mention_rows_.empty() ? i : mention_rows_[i];
    out[i] = {layer->span(row), type.label(row),
              form.label(row),  type.code(row),
              form.code(row),   checked(entity[row], entities),
              score[row],       doc_.strings().at(value[row])};
  }
  return out;
}

std::vector<EntityView> DocumentView::entities() const {
  const Layer* layer = doc_.layer("entity");
  const Labels type(layer, "type");
  const Reading<uint32_t> name(layer, "name", kNone), kb_id(layer, "kb_id", kNone), country(layer, "country", kNone),
      role(layer, "role", kNone), affiliation(layer, "affiliation", kNone);
  const StringPool& strings = doc_.strings();
  std::vector<EntityView> out(rows("entity"));
  for (uint32_t row = 0; row < out.size(); ++row) {
    EntityView& entity = out[row];
    entity.name = strings.at(name[row]);
    entity.type = type.label(row);
    entity.type_code = type.code(row);
    entity.kb_id = strings.at(kb_id[row]);
    entity.country = strings.at(country[row]);
    entity.role = strings.at(role[row]);
    entity.affiliation = checked(affiliation[row], static_cast<uint32_t>(out.size()));
    entity.mentions = static_cast<uint32_t>(layer->items<uint32_t>("mentions", row).size());
    for (const uint32_t alias : layer->items<uint32_t>("aliases", row)) entity.aliases.push_back(strings.at(alias));
  }
  return out;
}

std::vector<QuoteView> DocumentView::quotes() const {
  const Layer* layer = doc_.layer("quote");
  const Labels kind(layer, "kind");
  const Reading<Span> cue(layer, "cue", Span()), speaker(layer, "speaker", Span());
  const Reading<uint32_t> mention(layer, "speaker_mention", kNone), entity(layer, "speaker_entity", kNone),
      continues(layer, "continues", kNone), rule(layer, "rule", kNone);
  const Reading<float> score(layer, "score", 0.0f);
  const uint32_t count = rows("quote"), entities = rows("entity");
  std::vector<QuoteView> out(count);
  for (uint32_t row = 0; row < count; ++row) {
    QuoteView& quote = out[row];
    quote.span = layer->span(row);
    quote.cue = cue[row];
    quote.speaker = speaker[row];
    quote.kind = kind.label(row);
    quote.fragments = layer->items<Span>("fragments", row);
    quote.quoted = layer->items<Span>("quoted", row);
    quote.speaker_mention = mention_index(mention[row]);
    quote.speaker_entity = checked(entity[row], entities);
    quote.continues = checked(continues[row], count);
    quote.score = score[row];
    quote.rule = doc_.strings().at(rule[row]);
  }
  return out;
}

std::vector<SentimentView> DocumentView::sentiment(std::string_view name) const {
  const Layer* layer = doc_.layer(name);
  const Labels label(layer, "label");
  const Reading<float> negative(layer, "negative", 0.0f), neutral(layer, "neutral", 0.0f),
      positive(layer, "positive", 0.0f);
  std::vector<SentimentView> out(rows(name));
  for (uint32_t row = 0; row < out.size(); ++row) {
    out[row].negative = negative[row];
    out[row].neutral = neutral[row];
    out[row].positive = positive[row];
    out[row].label = label.label(row);
    out[row].label_code = label.code(row);
  }
  return out;
}

std::vector<SentimentView> DocumentView::target_sentiment() const {
  std::vector<SentimentView> out = sentiment("target_sentiment");
  const Layer* layer = doc_.layer("target_sentiment");
  const Reading<uint32_t> mention(layer, "mention", kNone), sentence(layer, "sentence", kNone);
  const uint32_t sentences = rows("sentence");
  for (uint32_t row = 0; row < out.size(); ++row) {
    out[row].subject = mention_index(mention[row]);
    out[row].other = checked(sentence[row], sentences);
  }
  return out;
}

std::vector<SentimentView> DocumentView::quote_sentiment() const {
  std::vector<SentimentView> out = sentiment("quote_sentiment");
  const Layer* layer = doc_.layer("quote_sentiment");
  const Reading<uint32_t> quote(layer, "quote", kNone), speaker(layer, "speaker_entity", kNone),
      target(layer, "target_entity", kNone);
  const uint32_t quotes = rows("quote"), entities = rows("entity");
  for (uint32_t row = 0; row < out.size(); ++row) {
    out[row].subject = checked(quote[row], quotes);
    out[row].other = checked(speaker[row], entities);
    out[row].target = checked(target[row], entities);
  }
  return out;
}

std::vector<EntitySentimentView> DocumentView::entity_sentiment() const {
  const std::vector<SentimentView> means = sentiment("entity_sentiment");
  const Layer* layer = doc_.layer("entity_sentiment");
  const Reading<uint32_t> entity(layer, "entity", kNone), count(layer, "count", 0);
  const Labels place(layer, "place");
  const uint32_t entities = rows("entity");
  std::vector<EntitySentimentView> out(means.size());
  for (uint32_t row = 0; row < out.size(); ++row)
    out[row] = {checked(entity[row], entities), count[row], place.label(row), place.code(row), means[row]};
  return out;
}

std::vector<DocumentSentimentView> DocumentView::document_sentiment() const {
  const Layer* layer = doc_.layer("document_sentiment");
  const Labels place(layer, "place");
  const Reading<uint32_t> count(layer, "count", 0), negative(layer, "negative", 0), neutral(layer, "neutral", 0),
      positive(layer, "positive", 0);
  const Reading<float> polarity(layer, "polarity", 0.0f);
  std::vector<DocumentSentimentView> out(rows("document_sentiment"));
  for (uint32_t row = 0; row < out.size(); ++row)
    out[row] = {place.label(row), count[row], negative[row], neutral[row], positive[row], polarity[row]};
  return out;
}

std::vector<PolarityWordView> DocumentView::polarity_words() const {
  const Layer* layer = doc_.layer("polarity_word");
  const Reading<uint32_t> sentence(layer, "sentence", kNone);
  const Reading<float> contribution(layer, "contribution", 0.0f);
  const uint32_t sentences = rows("sentence");
  std::vector<PolarityWordView> out(rows("polarity_word"));
  for (uint32_t row = 0; row < out.size(); ++row)
    out[row] = {layer->span(row), checked(sentence[row], sentences), contribution[row]};
  return out;
}

std::string_view DocumentView::entity_name(uint32_t row) const {
  const Layer* layer = doc_.layer("entity");
  const Reading<uint32_t> name(layer, "name", kNone);
  return row < rows("entity") ? doc_.strings().at(name[row]) : std::string_view();
}

std::string_view speaker_name(const DocumentView& view, const QuoteView& quote) {
  const std::string_view name = view.entity_name(quote.speaker_entity);
  return name.empty() ? view.text(quote.speaker) : name;
}

}  // namespace newsgrain
