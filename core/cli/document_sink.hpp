// Writes documents in one of the formats, one after the other, and keeps count.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "newsgrain/document.hpp"
#include "newsgrain/writer.hpp"
#include "output.hpp"

namespace newsgrain::cli {

enum class Format : uint8_t { text, json, jsonl, csv, html };
bool parse_format(std::string_view name, Format& out);

// What the name of a file tells. `suffix` is what is behind the last dot but for .gz and .zst, with the dot, in small
// letters; empty where there is none.
struct FileKind {
  std::optional<Format> format;
  Packing packing = Packing::none;
  std::string suffix;
};
FileKind kind_of_file(std::string_view path);

class DocumentSink {
 public:
  // `single` says that there can be no more than one document: JSON is then an object and no array.
  DocumentSink(Output& output, Format format, WriteOptions options, bool single, bool color, unsigned width)
      : output_(output), options_(options), width_(width), format_(format), single_(single), color_(color) {}

  // False when nothing more can be written.
  bool begin();
  // What add() wants: the document in the format, without what stands between documents. One whose time runs out
  // meanwhile is given up. [any thread]
  std::string render(Document& doc) const;
  bool add(std::string&& rendered);
  bool end();

 private:
  bool append(const Document& doc, const WriteOptions& options, std::string& out) const;

  Output& output_;
  WriteOptions options_;
  unsigned width_;
  Format format_;
  bool single_, color_;
  bool held_ = false;  // buffer_ holds the first JSON document
  uint64_t count_ = 0;
  std::string buffer_;
};

// How many documents ended how.
class Tally {
 public:
  void add(const Document& doc);
  uint64_t documents() const { return documents_; }
  // All but ok and skipped.
  uint64_t failed() const;
  // Those whose input could be read, whatever became of them.
  uint64_t readable() const { return documents_ - unreadable_; }
  // "120 documents, 3 failed (2 error, 1 timeout)"
  std::string summary() const;
  static bool is_failure(Status status) { return status != Status::ok && status != Status::skipped; }

 private:
  uint64_t documents_ = 0, unreadable_ = 0;
  std::array<uint64_t, 7> by_status_{};
};

}  // namespace newsgrain::cli
