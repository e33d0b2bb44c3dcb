// writer.hpp: documents as JSON (the contract of `newsgrain schema`), CSV, text for a terminal, and an HTML report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/document.hpp"
#include "newsgrain/offsets.hpp"
#include "newsgrain/result.hpp"

namespace newsgrain {

struct WriteOptions {
  OffsetUnit unit = OffsetUnit::code_point;
  bool pretty = false;              // indented JSON
  std::vector<std::string> layers;  // standard layers without a field of their own to add under "layers", e.g. "token"
  uint32_t timeout_ms = 0;          // for the writing of one document; 0 = none
};

// An error that lists what there is where one of `layers` is neither a standard layer nor one of `others`, which are
// those of the plugins. The writers pass over a layer that a document does not have.
Result<void> check_layers(const std::vector<std::string>& layers, const std::vector<std::string>& others);

// Appends one JSON object, without a newline unless pretty. Byte-identical for equal documents. False where the time
// ran out: then `out` is as it was before.
bool write_json(const Document& doc, const WriteOptions& options, std::string& out);
// The object under "metadata" alone.
void write_metadata_json(const Document& doc, std::string& out);
// One row per quote: id, kind, text, cue, speaker, name, score, begin, end (RFC 4180). csv_header() ends in a newline.
std::string_view csv_header();
void write_csv(const Document& doc, const WriteOptions& options, std::string& out);
// For a terminal: title, article with wrapped lines, who said what. `color` uses ANSI codes.
void write_text(const Document& doc, bool color, unsigned width, std::string& out);
// A self-contained HTML page, no script, everything escaped; and the part that a notebook shows.
void write_html_begin(std::string_view title, std::string& out);
void write_html_document(const Document& doc, std::string& out);
void write_html_end(std::string& out);
// The JSON Schema of write_json().
std::string_view json_schema();

}  // namespace newsgrain
