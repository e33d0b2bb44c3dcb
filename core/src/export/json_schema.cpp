// The JSON Schema of newsgrain.document/1, kept by hand beside json_writer.cpp; tests/cli validates output against it.
#include "newsgrain/writer.hpp"

namespace newsgrain {

std::string_view json_schema() {
  static constexpr std::string_view kSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "newsgrain.document/1",
  "title": "newsgrain document",
  "description": "One analysed page or text. Offsets are half open and count in offset_unit of text; source ranges are bytes of the input. References are indexes into the arrays of the same object. Fields may be added; none changes its meaning.",
  "type": "object",
  "required": ["schema", "id", "input", "status", "error", "offset_unit", "source", "metadata", "text", "article", "blocks", "regions", "sentences", "mentions", "entities", "quotes", "target_sentiment", "quote_sentiment"],
  "additionalProperties": false,
  "properties": {
    "schema": {"const": "newsgrain.document/1"},
    "id": {"type": "string", "description": "As given, else the input's name."},
    "input": {"type": "string", "description": "File name, or file and line of JSON lines."},
    "status": {"enum": ["ok", "partial", "skipped", "error", "timeout", "limit", "plugin_crash"]},
    "error": {
      "type": ["object", "null"],
      "required": ["code", "message", "where"],
      "additionalProperties": false,
      "properties": {
        "code": {"type": "string", "pattern": "^NG[0-9]{3}$"},
        "message": {"type": "string"},
        "where": {"type": ["string", "null"]}
      }
    },
    "offset_unit": {"enum": ["code_point", "byte", "utf16"]},
    "source": {
      "type": "object",
      "required": ["media_type", "encoding", "bytes"],
      "additionalProperties": false,
      "properties": {
        "media_type": {"type": ["string", "null"]},
        "encoding": {"type": ["string", "null"]},
        "bytes": {"$ref": "#/$defs/count"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "Only with --hash."}
      }
    },
    "metadata": {
      "type": "object",
      "required": ["title", "authors", "published", "modified", "site", "language", "url", "description", "image", "tags"],
      "additionalProperties": false,
      "properties": {
        "title": {"$ref": "#/$defs/optional_text"},
        "authors": {"type": "array", "items": {"type": "string"}},
        "published": {"$ref": "#/$defs/optional_text"},
        "modified": {"$ref": "#/$defs/optional_text"},
        "site": {"$ref": "#/$defs/optional_text"},
        "language": {"$ref": "#/$defs/optional_text"},
        "url": {"$ref": "#/$defs/optional_text"},
        "description": {"$ref": "#/$defs/optional_text"},
        "image": {"$ref": "#/$defs/optional_text"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "subtitle": {"type": "string"},
        "image_caption": {"type": "string"},
        "section": {"type": "string"},
        "page_kind": {"type": "string"},
        "quality": {"type": "string"}
      }
    },
    "text": {"type": "string", "description": "All visible text of the page, or the given text unchanged."},
    "article": {"type": "string", "description": "The blocks with role body, without duplicates, joined by newlines."},
    "blocks": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["begin", "end", "kind", "role", "score", "source", "duplicate_of"],
        "additionalProperties": false,
        "properties": {
          "begin": {"$ref": "#/$defs/count"},
          "end": {"$ref": "#/$defs/count"},
          "kind": {"enum": ["paragraph", "heading", "list_item", "quote", "cell", "preformatted", "caption", "other"]},
          "role": {"$ref": "#/$defs/role"},
          "score": {"$ref": "#/$defs/optional_score"},
          "source": {"$ref": "#/$defs/optional_range"},
          "duplicate_of": {"$ref": "#/$defs/reference"},
          "other_roles": {"type": "object", "description": "What other extractors say, by layer. Only if there are any.", "additionalProperties": {"$ref": "#/$defs/optional_text"}}
        }
      }
    },
    "agreement": {
      "type": "array",
      "description": "Other extractors (layers that augment blocks with a role) against the bundled one. Only if there are any.",
      "items": {
        "type": "object",
        "required": ["layer", "blocks", "body"],
        "additionalProperties": false,
        "properties": {
          "layer": {"type": "string"},
          "blocks": {"$ref": "#/$defs/optional_score", "description": "Share of the blocks that both put on the same side, body or not."},
          "body": {"$ref": "#/$defs/optional_score", "description": "Text in both bodies against the mean of the two; 1: the same."}
        }
      }
    },
    "regions": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["begin", "end", "role"],
        "additionalProperties": false,
        "properties": {
          "begin": {"$ref": "#/$defs/count"},
          "end": {"$ref": "#/$defs/count"},
          "role": {"$ref": "#/$defs/role"}
        }
      }
    },
    "sentences": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["begin", "end", "polarity", "label"],
        "additionalProperties": false,
        "properties": {
          "begin": {"$ref": "#/$defs/count"},
          "end": {"$ref": "#/$defs/count"},
          "polarity": {"type": ["number", "null"], "minimum": -1, "maximum": 1},
          "label": {"anyOf": [{"$ref": "#/$defs/label"}, {"type": "null"}]}
        }
      }
    },
    "mentions": {
      "type": "array",
      "description": "Ordered by begin; given mentions in the order given.",
      "items": {
        "type": "object",
        "required": ["begin", "end", "text", "type", "form", "entity", "value", "score", "source"],
        "additionalProperties": false,
        "properties": {
          "begin": {"$ref": "#/$defs/count"},
          "end": {"$ref": "#/$defs/count"},
          "text": {"type": "string"},
          "type": {"$ref": "#/$defs/entity_type"},
          "form": {"enum": ["name", "alias", "acronym", "demonym", "nominal", "pronoun", "value"]},
          "entity": {"$ref": "#/$defs/reference"},
          "value": {"$ref": "#/$defs/optional_text", "description": "Of dates, times, money, percentages, quantities and numbers: the value in plain form, see the README of the plugin."},
          "score": {"$ref": "#/$defs/optional_score"},
          "source": {"$ref": "#/$defs/optional_range"}
        }
      }
    },
    "entities": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["name", "type", "mentions", "aliases", "kb_id", "country", "role", "affiliation"],
        "additionalProperties": false,
        "properties": {
          "name": {"type": "string"},
          "type": {"$ref": "#/$defs/entity_type"},
          "mentions": {"$ref": "#/$defs/count", "description": "How many mentions refer to it."},
          "aliases": {"type": "array", "items": {"type": "string"}},
          "kb_id": {"$ref": "#/$defs/optional_text"},
          "country": {"$ref": "#/$defs/optional_text"},
          "role": {"$ref": "#/$defs/optional_text"},
          "affiliation": {"$ref": "#/$defs/reference", "description": "The organisation, or the place, that the role belongs to."}
        }
      }
    },
    "quotes": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["kind", "begin", "end", "text", "fragments", "quoted", "cue", "speaker", "continues", "score", "rule", "source"],
        "additionalProperties": false,
        "properties": {
          "kind": {"enum": ["direct", "mixed", "indirect"]},
          "begin": {"$ref": "#/$defs/count"},
          "end": {"$ref": "#/$defs/count"},
          "text": {"type": "string", "description": "text[begin:end], the hull of the fragments."},
          "fragments": {"type": "array", "items": {"$ref": "#/$defs/range"}, "description": "What was said, without the speaker and cue between its parts."},
          "quoted": {"type": "array", "items": {"$ref": "#/$defs/range"}, "description": "The parts between quotation marks."},
          "cue": {"$ref": "#/$defs/optional_range"},
          "speaker": {
            "type": ["object", "null"],
            "required": ["begin", "end", "text", "mention", "entity", "name"],
            "additionalProperties": false,
            "properties": {
              "begin": {"$ref": "#/$defs/reference"},
              "end": {"$ref": "#/$defs/reference"},
              "text": {"type": ["string", "null"]},
              "mention": {"$ref": "#/$defs/reference"},
              "entity": {"$ref": "#/$defs/reference"},
              "name": {"$ref": "#/$defs/optional_text"}
            }
          },
          "continues": {"$ref": "#/$defs/reference", "description": "The quote that this one goes on with."},
          "score": {"$ref": "#/$defs/optional_score"},
          "rule": {"$ref": "#/$defs/optional_text", "description": "What found the quote, in a few words."},
          "source": {"$ref": "#/$defs/optional_range"}
        }
      }
    },
    "target_sentiment": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["mention", "sentence", "negative", "neutral", "positive", "label"],
        "additionalProperties": false,
        "properties": {
          "mention": {"$ref": "#/$defs/reference"},
          "sentence": {"$ref": "#/$defs/reference"},
          "negative": {"$ref": "#/$defs/optional_score"},
          "neutral": {"$ref": "#/$defs/optional_score"},
          "positive": {"$ref": "#/$defs/optional_score"},
          "label": {"$ref": "#/$defs/label"}
        }
      }
    },
    "quote_sentiment": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["quote", "speaker", "target", "negative", "neutral", "positive", "label"],
        "additionalProperties": false,
        "properties": {
          "quote": {"$ref": "#/$defs/reference"},
          "speaker": {"$ref": "#/$defs/reference"},
          "target": {"$ref": "#/$defs/reference"},
          "negative": {"$ref": "#/$defs/optional_score"},
          "neutral": {"$ref": "#/$defs/optional_score"},
          "positive": {"$ref": "#/$defs/optional_score"},
          "label": {"$ref": "#/$defs/label"}
        }
      }
    },
    "entity_sentiment": {
      "type": "array",
      "description": "Means over the mentions of an entity, in what the text says itself and in what it quotes apart.",
      "items": {
        "type": "object",
        "required": ["entity", "place", "count", "negative", "neutral", "positive", "label"],
        "additionalProperties": false,
        "properties": {
          "entity": {"$ref": "#/$defs/reference"},
          "place": {"$ref": "#/$defs/place"},
          "count": {"$ref": "#/$defs/count", "description": "Mentions."},
          "negative": {"$ref": "#/$defs/optional_score"},
          "neutral": {"$ref": "#/$defs/optional_score"},
          "positive": {"$ref": "#/$defs/optional_score"},
          "label": {"$ref": "#/$defs/label"}
        }
      }
    },
    "document_sentiment": {
      "type": "array",
      "description": "Over the sentences of the document; a sentence of which more than half is quoted counts to the quotes.",
      "items": {
        "type": "object",
        "required": ["place", "count", "polarity", "negative", "neutral", "positive"],
        "additionalProperties": false,
        "properties": {
          "place": {"$ref": "#/$defs/place"},
          "count": {"$ref": "#/$defs/count", "description": "Sentences."},
          "polarity": {"type": "number", "minimum": -1, "maximum": 1, "description": "Mean."},
          "negative": {"$ref": "#/$defs/count", "description": "Sentences with that label."},
          "neutral": {"$ref": "#/$defs/count"},
          "positive": {"$ref": "#/$defs/count"}
        }
      }
    },
    "notes": {
      "type": "array",
      "description": "What components had to say without failing. Only if there is something.",
      "items": {
        "type": "object",
        "required": ["component", "text"],
        "additionalProperties": false,
        "properties": {"component": {"type": "string"}, "text": {"type": "string"}}
      }
    },
    "timings_us": {
      "type": "object",
      "description": "CPU time of each step. Only with --timings; the only field that differs between runs.",
      "additionalProperties": {"$ref": "#/$defs/count"}
    },
    "meta": {"type": "object", "description": "Fields of the input's JSON line that newsgrain does not know, as they were."},
    "layers": {
      "type": "object",
      "description": "Layers of plugins that have no field of their own. Only if there are any.",
      "additionalProperties": {
        "type": "array",
        "items": {"type": "object", "properties": {"begin": {"$ref": "#/$defs/count"}, "end": {"$ref": "#/$defs/count"}}}
      }
    }
  },
  "$defs": {
    "count": {"type": "integer", "minimum": 0},
    "reference": {"type": ["integer", "null"], "minimum": 0},
    "optional_text": {"type": ["string", "null"]},
    "optional_score": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
    "range": {"type": "array", "items": {"$ref": "#/$defs/count"}, "minItems": 2, "maxItems": 2},
    "optional_range": {"anyOf": [{"$ref": "#/$defs/range"}, {"type": "null"}]},
    "label": {"enum": ["negative", "neutral", "positive", "abstain"]},
    "place": {"enum": ["narration", "quotes"]},
    "role": {"enum": ["body", "title", "subtitle", "byline", "dateline", "date", "caption", "credit", "navigation", "related", "promotion", "comment", "copyright", "advertisement", "other"]},
    "entity_type": {"enum": ["PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "PRODUCT", "WORK", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"]}
  }
}
)json";
  return kSchema;
}

}  // namespace newsgrain
