// The description of a document. Order is that of the output; a new field is added here and nowhere else, unless it is
// computed: then the JSON writer has a function for it.
#include "newsgrain/shape.hpp"

#include <array>

#include "metadata_keys.hpp"

namespace newsgrain {
namespace {

using From = FieldFrom;
using Type = FieldType;

// --- fields that many rows have ---

constexpr Field kBegin{.name = "begin", .type = Type::count, .from = From::begin};
constexpr Field kEnd{.name = "end", .type = Type::count, .from = From::end};
constexpr Field kText{.name = "text", .from = From::text};
constexpr Field kSource{.name = "source",
                        .type = Type::range,
                        .from = From::source,
                        .nullable = true,
                        .description = "Bytes of the input; null for text that does not stand there."};
constexpr Field kScore{.name = "score", .type = Type::score, .nullable = true};

constexpr Field text(std::string_view name, std::string_view description = {}) {
  return {.name = name, .nullable = true, .description = description};
}
constexpr Field label(std::string_view name, std::string_view description = {}) {
  return {.name = name, .type = Type::label, .description = description};
}
constexpr Field count(std::string_view name, std::string_view description = {}) {
  return {.name = name, .type = Type::count, .description = description};
}
constexpr Field mean(std::string_view name) { return {.name = name, .type = Type::score, .nullable = true}; }
constexpr Field reference(std::string_view name, std::string_view target, std::string_view column = {},
                          std::string_view description = {}) {
  return {.name = name,
          .type = Type::reference,
          .column = column,
          .nullable = true,
          .target = target,
          .description = description};
}

// --- tables ---

constexpr std::array kBlocks{
    kBegin,
    kEnd,
    label("kind"),
    Field{.name = "role", .type = Type::label, .fallback = "body"},
    kScore,
    kSource,
    reference("duplicate_of", "blocks", {}, "The earlier block that says the same."),
    Field{.name = "other_roles",
          .type = Type::by_layer,
          .from = From::computed,
          .optional = true,
          .description = "What other extractors say, by layer. Only if there are any."},
};

constexpr std::array kAgreement{
    Field{.name = "layer", .from = From::computed},
    Field{.name = "blocks",
          .type = Type::score,
          .from = From::computed,
          .nullable = true,
          .description = "Share of the blocks that both put on the same side, body or not."},
    Field{.name = "body",
          .type = Type::score,
          .from = From::computed,
          .nullable = true,
          .description = "Text in both bodies against the mean of the two; 1: the same."},
};

constexpr std::array kRegions{kBegin, kEnd, label("role")};

constexpr std::array kSentences{
    kBegin,
    kEnd,
    Field{.name = "polarity", .type = Type::polarity, .nullable = true},
    Field{.name = "label", .type = Type::label, .nullable = true},
};

constexpr std::array kMentions{
    kBegin,
    kEnd,
    kText,
    label("type"),
    label("form"),
    reference("entity", "entities"),
    text("value",
         "Of dates, times, money, percentages, quantities and numbers: the value in plain form, see the README of the "
         "plugin."),
    kScore,
    kSource,
};

constexpr std::array kEntities{
    Field{.name = "name"},
    label("type"),
    Field{
        .name = "mentions", .type = Type::count, .from = From::items, .description = "How many mentions refer to it."},
    Field{.name = "aliases", .type = Type::texts},
    text("kb_id"),
    text("country"),
    text("role"),
    reference("affiliation", "entities", {}, "The organisation, or the place, that the role belongs to."),
};

constexpr std::array kSpeaker{
    Field{.name = "begin", .type = Type::count, .from = From::begin, .column = "speaker", .nullable = true},
    Field{.name = "end", .type = Type::count, .from = From::end, .column = "speaker", .nullable = true},
    Field{.name = "text", .from = From::text, .column = "speaker", .nullable = true},
    reference("mention", "mentions", "speaker_mention"),
    reference("entity", "entities", "speaker_entity"),
    Field{.name = "name", .from = From::entity_name, .column = "speaker_entity", .nullable = true},
};

constexpr std::array kQuotes{
    label("kind"),
    kBegin,
    kEnd,
    Field{.name = "text", .from = From::text, .description = "text[begin:end], the hull of the fragments."},
    Field{.name = "fragments",
          .type = Type::ranges,
          .description = "What was said, without the speaker and cue between its parts."},
    Field{.name = "quoted", .type = Type::ranges, .description = "The parts between quotation marks."},
    Field{.name = "cue", .type = Type::range, .nullable = true},
    Field{.name = "speaker", .type = Type::object, .nullable = true, .fields = kSpeaker},
    reference("continues", "quotes", {}, "The quote that this one goes on with."),
    kScore,
    text("rule", "What found the quote, in a few words."),
    kSource,
};

constexpr std::array kTargetSentiment{
    reference("mention", "mentions"),
    reference("sentence", "sentences"),
    mean("negative"),
    mean("neutral"),
    mean("positive"),
    label("label"),
};

constexpr std::array kQuoteSentiment{
    reference("quote", "quotes"),
    reference("speaker", "entities", "speaker_entity"),
    reference("target", "entities", "target_entity"),
    mean("negative"),
    mean("neutral"),
    mean("positive"),
    label("label"),
};

constexpr std::array kEntitySentiment{
    reference("entity", "entities"),
    label("place"),
    count("count", "Mentions."),
    mean("negative"),
    mean("neutral"),
    mean("positive"),
    label("label"),
};

constexpr std::array kDocumentSentiment{
    label("place"),
    count("count", "Sentences."),
    Field{.name = "polarity", .type = Type::polarity, .description = "Mean."},
    count("negative", "Sentences with that label."),
    count("neutral"),
    count("positive"),
};

constexpr std::array kNotes{
    Field{.name = "component", .from = From::computed},
    Field{.name = "text", .from = From::computed},
};

constexpr std::array kTables{
    Table{.name = "blocks", .layer = "block", .augmented_by = "block.role", .fields = kBlocks},
    Table{.name = "agreement",
          .fields = kAgreement,
          .optional = true,
          .description = "Other extractors (layers that augment blocks with a role) against the bundled one. Only if "
                         "there are any."},
    Table{.name = "regions", .layer = "region", .fields = kRegions},
    Table{.name = "sentences", .layer = "sentence", .augmented_by = "sentence.polarity", .fields = kSentences},
    Table{.name = "mentions",
          .layer = "entity_mention",
          .fields = kMentions,
          .description = "Ordered by begin; given mentions in the order given."},
    Table{.name = "entities", .layer = "entity", .fields = kEntities},
    Table{.name = "quotes", .layer = "quote", .fields = kQuotes},
    Table{.name = "target_sentiment", .layer = "target_sentiment", .fields = kTargetSentiment},
    Table{.name = "quote_sentiment", .layer = "quote_sentiment", .fields = kQuoteSentiment},
    Table{.name = "entity_sentiment",
          .layer = "entity_sentiment",
          .fields = kEntitySentiment,
          .later = true,
          .description = "Means over the mentions of an entity, in what the text says itself and in what it quotes "
                         "apart."},
    Table{.name = "document_sentiment",
          .layer = "document_sentiment",
          .fields = kDocumentSentiment,
          .later = true,
          .description = "Over the sentences of the document; a sentence of which more than half is quoted counts to "
                         "the quotes."},
    Table{.name = "notes",
          .fields = kNotes,
          .optional = true,
          .description = "What components had to say without failing. Only if there is something."},
};

constexpr auto kMetadata = [] {
  std::array<Field, kMetadataKeys.size()> fields{};
  for (size_t i = 0; i < fields.size(); ++i) fields[i] = kMetadataKeys[i].field;
  return fields;
}();

}  // namespace

std::span<const Field> metadata_fields() { return kMetadata; }

std::span<const Table> document_tables() { return kTables; }

const Table* document_table(std::string_view name) {
  for (const Table& table : kTables)
    if (table.name == name) return &table;
  return nullptr;
}

}  // namespace newsgrain
