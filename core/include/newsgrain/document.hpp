// document.hpp: one input with its text, its maps back to the source, its strings and its layers.
//
// A Document is filled by the reader and by the components of a pipeline, one after the other; after that it is shared
// as const. Offsets are bytes of the UTF-8 text unless a name says otherwise (code_point, utf16, markup, source).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "newsgrain/layer.hpp"
#include "newsgrain/offsets.hpp"
#include "newsgrain/result.hpp"
#include "newsgrain/text_map.hpp"

namespace newsgrain {

// The strings of one document. Ids are dense; the same text gets the same id. Append only: a view that was handed out
// stays valid for the life of the pool.
class StringPool {
 public:
  static constexpr uint64_t kMaxBytes = 1u << 30;
  // kNone when the pool is full.
  uint32_t intern(std::string_view text);
  // Empty for kNone or an id that does not exist.
  std::string_view at(uint32_t id) const { return id < size() ? views_[id] : std::string_view(); }
  uint32_t size() const { return static_cast<uint32_t>(views_.size()); }

 private:
  void grow();
  std::string_view store(std::string_view text);
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* chunk_end_ = nullptr;  // of the last chunk
  size_t free_ = 0;            // bytes left in it
  uint64_t bytes_ = 0;         // of all strings
  std::vector<std::string_view> views_;
  std::vector<uint32_t> slots_;  // open addressing: id + 1, 0 = free
};

enum class Status : uint8_t { ok, partial, skipped, error, timeout, limit, plugin_crash };
std::string_view status_name(Status status);

// What a component had to say about a document without failing: an unknown language, given layers.
struct Note {
  std::string component;
  std::string text;
};

struct Timing {
  std::string step;  // "read", a component id
  uint64_t microseconds = 0;
};

class Document {
 public:
  std::string id;
  std::string input;  // file name or "-:LINE"
  Status status = Status::ok;
  Error error;  // of status error, timeout, limit, partial
  std::vector<Note> notes;
  std::vector<Timing> timings;

  std::string url, published;  // facts that came with the input; empty where there are none
  // What the pipeline decided (BCP 47): what the input says, else what the text or the page says. Empty = unknown;
  // "und" = a text long enough to tell, in no language that is recognised.
  std::string language;
  std::string assumed_language;  // what an unknown language was taken for; empty where it is known
  std::string meta_json;         // unknown fields of a JSON line as one JSON object, or empty

  std::string media_type, encoding;
  uint64_t source_bytes = 0;
  std::string sha256;  // lower-case hex of the source, when asked for

  // All visible text. Never changes after the first layer is committed.
  const std::string& text() const { return *text_; }
  // The source decoded to UTF-8.
  std::string_view markup() const;
  // The bytes as they came; empty when the input did not keep them.
  const std::string& source() const { return source_; }

  const CodePointTable& code_points() const { return code_points_; }
  const TextMap& text_to_markup() const { return text_to_markup_; }
  const TextMap& markup_to_source() const { return markup_to_source_; }
  // The smallest range of source bytes that holds the text range; {kNone, kNone} for text that was not in the source.
  Span source_range(Span text) const;
  Span source_of_markup(Span markup) const;

  // Committed layers by name; nullptr where there is none.
  const Layer* layer(std::string_view name) const;
  std::shared_ptr<const Layer> shared_layer(std::string_view name) const;
  const std::vector<std::pair<std::string, std::shared_ptr<const Layer>>>& layers() const { return layers_; }
  const StringPool& strings() const { return strings_; }

  // The article: the blocks with role body (all blocks without block.role), duplicates left out.
  std::vector<uint32_t> article_blocks() const;
  // Their texts joined by newlines.
  std::string article() const;

  // --- for the reader and the pipeline ---
  void set_source(std::string source) { source_ = std::move(source); }
  // `markup` is empty where the markup is the first `markup_size` bytes of the source.
  void set_text(std::string text, std::string markup, bool markup_is_source, uint32_t markup_size,
                TextMap text_to_markup, TextMap markup_to_source);
  // Forgets the bytes of the page and the markup; spans keep their source ranges.
  void drop_source();
  // Forgets text, layers and strings: what is left is who the document is, its notes, and why there is no more.
  void give_up(Status why, Error what);
  void add_layer(std::shared_ptr<const Layer> layer);
  StringPool& mutable_strings() { return strings_; }
  // Rows of entity_mention in the order in which the user gave them; empty when the mentions were not given.
  std::vector<uint32_t> given_mentions;

 private:
  // Behind a pointer, since code_points_ refers to it and documents are moved.
  std::shared_ptr<const std::string> text_ = std::make_shared<const std::string>();
  std::string source_, markup_;
  bool markup_is_source_ = true;
  uint32_t markup_size_ = 0;
  TextMap text_to_markup_, markup_to_source_;
  CodePointTable code_points_;
  StringPool strings_;
  std::vector<std::pair<std::string, std::shared_ptr<const Layer>>> layers_;
};

}  // namespace newsgrain
