// input.hpp: what goes into a pipeline: pages, texts, JSON lines; and where they come from.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/offsets.hpp"
#include "newsgrain/result.hpp"

namespace newsgrain {

// A mention that the user gives; offsets in `unit` of the text.
struct GivenMention {
  uint64_t begin = 0, end = 0;
  std::string type;    // "PERSON" ...
  std::string entity;  // key of the entity: equal keys are one entity; empty = an entity of its own
};

class SiteContext;  // site_context.hpp

struct Input {
  std::string id;          // empty: `name` is used
  std::string name;        // file name, "-", "file.jsonl:12"
  std::string bytes;       // the page or text as it came
  std::string media_type;  // "text/html", "text/plain", "" = look
  std::string charset;     // declared by HTTP or the caller, "" none
  bool decoded = false;    // `bytes` are UTF-8 made of characters (a JSON string, a Python str): U+FEFF in front of a
                           // text is one of them
  std::string url, published, language;
  std::string meta_json;  // unknown fields of a JSON line as one JSON object
  bool has_mentions = false;
  std::vector<GivenMention> mentions;
  OffsetUnit unit = OffsetUnit::code_point;
  std::shared_ptr<const SiteContext>
      site_context;                // lines of its site's other pages; null: the page is taken by itself
  std::vector<std::string> notes;  // what was odd and did not count: notes of the document, component "input"
  Error error;                     // the input could not be read: becomes a document with status error
};

// A source of inputs, one after the other. next() returns false at the end. Not thread-safe.
class InputSource {
 public:
  virtual ~InputSource() = default;
  virtual bool next(Input& out) = 0;
};

enum class InputFormat : uint8_t { detect, html, text, jsonl };
bool parse_input_format(std::string_view name, InputFormat& out);

struct InputOptions {
  InputFormat format = InputFormat::detect;  // detect: by file name, then by looking
  OffsetUnit unit = OffsetUnit::code_point;  // of given mentions
  uint64_t max_input = 64u << 20;            // bytes; a larger input becomes a document with status limit
  std::function<bool()> cancelled;           // asked while waiting for data; true ends the source
  // Asked with the path of a file, or "-", before it is opened; true passes it over.
  std::function<bool(const std::string& path)> left_out;
  // Called for each file of a folder that is no input by its name nor by its content, and for links to folders.
  std::function<void(const std::string& path)> passed_over;
};

// Files, folders (recursive, sorted by name), "-" for standard input; each also compressed by gzip, zstd, xz or bzip2.
// Of a folder: .html .htm .xhtml .txt .jsonl .ndjson (and each with .gz .zst .xz .bz2), and what is a page by its
// content. Hidden files are left out. A path that does not exist or cannot be read becomes an input with an error, as
// does a pipe or device in a folder: the rest goes on.
std::unique_ptr<InputSource> open_inputs(std::vector<std::string> paths, InputOptions options);

// One JSON line as an input. `where` is "file:line". Errors (bad JSON, neither html nor text, bad mentions) are in
// Input::error; what could be read (id) is kept.
Input parse_json_input(std::string_view line, std::string_view where, const InputOptions& options);

}  // namespace newsgrain
