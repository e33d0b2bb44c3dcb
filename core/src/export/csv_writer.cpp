// Quotes as CSV (RFC 4180: comma, CRLF, quotation marks doubled), one row per quote.
#include "config/json_text.hpp"
#include "document_view.hpp"
#include "newsgrain/writer.hpp"
#include "unit_offsets.hpp"

namespace newsgrain {
namespace {

void append_field(std::string_view text, std::string& out) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

std::string_view csv_header() { return "id,kind,text,cue,speaker,name,score,begin,end\r\n"; }

void write_csv(const Document& doc, const WriteOptions& options, std::string& out) {
  const DocumentView view(doc);
  const UnitOffsets offsets(doc, options.unit);
  for (const QuoteView& quote : view.quotes()) {
    append_field(doc.id.empty() ? doc.input : doc.id, out);
    out += ',';
    append_field(quote.kind, out);
    out += ',';
    append_field(view.text(quote.span), out);
    out += ',';
    append_field(view.text(quote.cue), out);
    out += ',';
    append_field(view.text(quote.speaker), out);
    out += ',';
    if (quote.speaker_entity != kNone) append_field(speaker_name(view, quote), out);
    out += ',';
    json::append_fixed(static_cast<double>(quote.score), out);
    out += ',';
    json::append_unsigned(offsets.at(quote.span.begin), out);
    out += ',';
    json::append_unsigned(offsets.at(quote.span.end), out);
    out += "\r\n";
  }
}

}  // namespace newsgrain
