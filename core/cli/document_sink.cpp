// One write per document, so that a reader of the pipe sees whole documents only.
#include "document_sink.hpp"

#include <utility>

namespace newsgrain::cli {

bool parse_format(std::string_view name, Format& out) {
  if (name == "text")
    out = Format::text;
  else if (name == "json")
    out = Format::json;
  else if (name == "jsonl")
    out = Format::jsonl;
  else if (name == "csv")
    out = Format::csv;
  else if (name == "html")
    out = Format::html;
  else
    return false;
  return true;
}

FileKind kind_of_file(std::string_view path) {
  constexpr std::pair<std::string_view, Packing> kPackings[] = {{".gz", Packing::gzip}, {".zst", Packing::zstd}};
  constexpr std::pair<std::string_view, Format> kFormats[] = {
      {".json", Format::json}, {".jsonl", Format::jsonl}, {".ndjson", Format::jsonl}, {".csv", Format::csv},
      {".html", Format::html}, {".htm", Format::html},    {".txt", Format::text}};
  std::string name(path.substr(path.rfind('/') + 1));  // npos + 1 is 0
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  FileKind kind;
  for (const auto& [suffix, packing] : kPackings) {
    if (!name.ends_with(suffix)) continue;
    kind.packing = packing;
    name.resize(name.size() - suffix.size());
    break;
  }
  const size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot == 0) return kind;
  kind.suffix = name.substr(dot);
  for (const auto& [suffix, format] : kFormats)
    if (kind.suffix == suffix) kind.format = format;
  return kind;
}

bool DocumentSink::begin() {
  buffer_.clear();
  if (format_ == Format::csv) buffer_ += csv_header();
  if (format_ == Format::html) write_html_begin("newsgrain", buffer_);
  return buffer_.empty() || output_.write(buffer_);
}

std::string DocumentSink::render(Document& doc) const {
  std::string out;
  if (append(doc, options_, out)) return out;
  Error error{ErrorCode::timed_out, "the time for this document ran out while it was written", ""};
  doc.give_up(Status::timeout, doc.status == Status::timeout ? doc.error : error);
  WriteOptions unhurried = options_;
  unhurried.timeout_ms = 0;
  append(doc, unhurried, out);
  return out;
}

bool DocumentSink::append(const Document& doc, const WriteOptions& options, std::string& out) const {
  switch (format_) {
    case Format::text: write_text(doc, color_, width_, out); break;
    case Format::json: {
      WriteOptions pretty = options;
      pretty.pretty = true;
      if (!write_json(doc, pretty, out)) return false;
      out.pop_back();  // the newline: a comma or bracket may follow
      break;
    }
    case Format::jsonl:
      if (!write_json(doc, options, out)) return false;
      out += '\n';
      break;
    case Format::csv: write_csv(doc, options, out); break;
    case Format::html: write_html_document(doc, out); break;
  }
  return true;
}

bool DocumentSink::add(std::string&& rendered) {
  ++count_;
  if (held_) {  // there is a second document after all
    if (!output_.write("[\n" + buffer_)) return false;
    held_ = false;
  }
  if (format_ == Format::json && count_ == 1 && single_) {
    buffer_ = std::move(rendered);
    held_ = true;
    return true;
  }
  if (format_ == Format::text && count_ > 1)
    rendered.insert(0, "\n" + std::string(width_ < 20 ? 20 : width_, '-') + "\n\n");
  if (format_ == Format::json) rendered.insert(0, count_ > 1 ? ",\n" : "[\n");
  return rendered.empty() || output_.write(rendered);
}

bool DocumentSink::end() {
  if (format_ == Format::html) {
    buffer_.clear();
    write_html_end(buffer_);
    return output_.write(buffer_);
  }
  if (format_ != Format::json) return !output_.failed();
  if (held_) return output_.write(buffer_ + "\n");
  return output_.write(count_ == 0 ? "[]\n" : "\n]\n");
}

void Tally::add(const Document& doc) {
  ++documents_;
  ++by_status_[static_cast<size_t>(doc.status)];
  if (doc.error.code == ErrorCode::cannot_read) ++unreadable_;
}

uint64_t Tally::failed() const {
  uint64_t n = 0;
  for (size_t i = 0; i < by_status_.size(); ++i)
    if (is_failure(static_cast<Status>(i))) n += by_status_[i];
  return n;
}

std::string Tally::summary() const {
  std::string out = std::to_string(documents_) + (documents_ == 1 ? " document" : " documents");
  if (failed() == 0) return out;
  out += ", " + std::to_string(failed()) + " failed (";
  bool first = true;
  for (size_t i = 0; i < by_status_.size(); ++i) {
    if (by_status_[i] == 0 || !is_failure(static_cast<Status>(i))) continue;
    if (!first) out += ", ";
    first = false;
    out += std::to_string(by_status_[i]) + " " + std::string(status_name(static_cast<Status>(i)));
  }
  return out + ")";
}

}  // namespace newsgrain::cli
