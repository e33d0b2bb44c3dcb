// Rows of the standard layers as the writers need them: labels as text, references checked, mentions in output order.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/document.hpp"
#include "newsgrain/facts.hpp"

namespace newsgrain {

struct BlockView {
  Span span;
  std::string_view kind;
  uint8_t kind_code = 0, level = 0, role_code = 0;
  std::string_view role = "body";
  bool has_role = false;  // block.role is there: score and duplicate_of mean something
  float score = 0;
  uint32_t duplicate_of = kNone;
};

// The roles of another extractor: a layer that augments blocks and has a column "role" with a label "body".
struct OtherRoles {
  std::string_view layer;
  std::vector<std::string_view> roles;  // per block
  double blocks = 0;                    // share of the blocks that both put on the same side, body or not
  double body = 0;                      // bytes in both bodies, against the mean of the two: 1 where they are the same
};

struct MentionView {
  Span span;
  std::string_view type, form;
  uint8_t type_code = 0, form_code = 0;
  uint32_t entity = kNone;
  float score = 0;
  std::string_view value;
};

struct EntityView {
  std::string_view name, type, kb_id, country, role;
  uint8_t type_code = 0;
  uint32_t mentions = 0, affiliation = kNone;
  std::vector<std::string_view> aliases;
};

struct QuoteView {
  Span span, cue, speaker;
  std::string_view kind;
  std::span<const Span> fragments, quoted;
  uint32_t speaker_mention = kNone;  // in output order
  uint32_t speaker_entity = kNone, continues = kNone;
  float score = 0;
  std::string_view rule;  // what found it; empty where it is not known
};

struct SentenceView {
  Span span;
  bool has_polarity = false;
  float polarity = 0;
  std::string_view label;
};

struct SentimentView {
  uint32_t subject = kNone;  // mention (output order) or quote
  uint32_t other = kNone;    // sentence, or the speaker's entity
  uint32_t target = kNone;   // entity; only of quotes
  float negative = 0, neutral = 0, positive = 0;
  std::string_view label;
  uint8_t label_code = 0;
};

// Means over the mentions of one entity, in what the text says itself or in what it quotes.
struct EntitySentimentView {
  uint32_t entity = kNone, count = 0;
  std::string_view place;
  uint8_t place_code = 0;
  SentimentView mean;  // probabilities and label
};

// Over the sentences of the document, the same way.
struct DocumentSentimentView {
  std::string_view place;
  uint32_t count = 0, negative = 0, neutral = 0, positive = 0;
  float polarity = 0;
};

// What a word adds to the polarity of its sentence.
struct PolarityWordView {
  Span span;
  uint32_t sentence = kNone;
  float contribution = 0;
};

// Refers to the document; const members may be used by several threads.
class DocumentView {
 public:
  explicit DocumentView(const Document& doc);

  const Document& doc() const { return doc_; }
  // Text of a span; empty for none.
  std::string_view text(Span span) const;
  Facts facts() const;

  // All rows of a layer, in output order; empty where the layer is missing.
  std::vector<BlockView> blocks() const;
  std::vector<OtherRoles> other_roles(const std::vector<BlockView>& blocks) const;
  std::vector<SentenceView> sentences() const;
  std::vector<MentionView> mentions() const;
  std::vector<EntityView> entities() const;
  std::vector<QuoteView> quotes() const;
  std::vector<SentimentView> target_sentiment() const;
  std::vector<SentimentView> quote_sentiment() const;
  std::vector<EntitySentimentView> entity_sentiment() const;
  std::vector<DocumentSentimentView> document_sentiment() const;
  // In the order of the text; empty unless words were asked for.
  std::vector<PolarityWordView> polarity_words() const;

  // Where a row of entity_mention stands in the output; kNone for none.
  uint32_t mention_index(uint32_t row) const;
  // The row of the mention that stands at `index` in the output.
  uint32_t mention_row(uint32_t index) const;
  // Name of the entity of that row; empty for none.
  std::string_view entity_name(uint32_t row) const;
  // Rows of a layer; 0 where it is missing.
  uint32_t rows(std::string_view layer) const;

 private:
  uint32_t checked(uint32_t row, uint32_t rows) const { return row < rows ? row : kNone; }
  std::vector<SentimentView> sentiment(std::string_view layer) const;

  const Document& doc_;
  std::vector<uint32_t> mention_rows_;   // output -> row; empty when the same
  std::vector<uint32_t> mention_index_;  // row -> output; empty when the same
};

// "Kim Jong Un" for quote.speaker: the entity's name, else the words of the span, else empty.
std::string_view speaker_name(const DocumentView& view, const QuoteView& quote);

// The label of a code, or empty.
std::string_view code_label(const ColumnSchema& column, uint32_t code);

}  // namespace newsgrain
