// What host and worker say to each other. Control messages go over a socket; documents and results through two files in
// memory: the host writes the first and the worker maps it read-only, the worker writes the second and the host reads
// it. Nothing that a worker says is believed: sizes are bounded, and its rows go through the same checks as any
// plugin's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "isolation/frame.hpp"
#include "plugin/component_host.hpp"

namespace newsgrain::internal {

// Descriptors of a worker.
inline constexpr int kControlFd = 3, kInputFd = 4, kOutputFd = 5;

struct Message {
  enum Kind : uint32_t {
    // host to worker
    run = 1,     // a: size of the document's message
    markup = 2,  // a: offset in the input file, b: size
    // worker to host
    ready = 11,  // a: size of the message (an error, and what was logged)
    done = 12,   // a: size of the result's message
    need_markup = 13,
  };
  uint32_t kind = 0;
  uint32_t reserved = 0;
  uint64_t a = 0, b = 0;
};

// The input file begins with a word that the host sets to 1 to say "stop"; the messages begin here.
inline constexpr uint64_t kFrameOffset = 64;

struct LogLine {
  int level = 0;
  std::string text;
};

// What a worker needs to know before it loads the plugin.
struct Setup {
  std::string version;  // of the host; a worker of another version refuses
  std::string plugin_path, manifest, component, config_json;
  bool full_checking = false, verify_resources = true, sandbox = true;
  bool backtrace = false;  // a crash writes one into the output file
  uint64_t memory = 0;
  int64_t host_pid = 0;
};
void pack(Packer& out, const Setup& setup);
bool unpack(Unpacker& in, Setup& setup);

// What a worker says when the model is made, or why it is not.
struct Ready {
  Error error;
  std::vector<LogLine> log;
};
void pack(Packer& out, const Ready& ready);
bool unpack(Unpacker& in, Ready& ready);

// The document as far as the component may see it. `columns` hold what the message points to.
void pack_document(Packer& out, const Document& doc, const ComponentManifest& manifest, uint64_t deadline_ns,
                   std::vector<std::vector<ng_column>>& columns, std::string& strings,
                   std::vector<uint32_t>& string_ends);

// A document in shared memory.
class SharedSource : public RunSource {
 public:
  // `fetch_markup` is asked once at most.
  SharedSource(Unpacker& in, const ComponentManifest& manifest, std::function<std::string_view()> fetch_markup);
  bool valid() const { return valid_; }
  uint64_t deadline_ns() const { return deadline_ns_; }
  const std::vector<std::string_view>& new_strings() const { return new_strings_; }

  std::string_view text() const override { return text_; }
  std::string_view markup() override;
  std::optional<std::string_view> value(std::string_view key) const override;
  Result<std::optional<ng_layer>> layer(uint32_t slot) override;
  uint32_t strings() const override { return given_ + static_cast<uint32_t>(new_strings_.size()); }
  std::string_view string(uint32_t id) const override;
  uint32_t intern(std::string_view text) override;

 private:
  struct ReadLayer {
    std::optional<ng_layer> view;
    std::string error;
    std::vector<ng_column> columns;
  };
  bool valid_ = false;
  uint64_t deadline_ns_ = 0;
  std::string_view text_;
  std::optional<std::string_view> markup_;
  std::function<std::string_view()> fetch_markup_;
  std::vector<std::optional<std::string_view>> values_;
  std::vector<ReadLayer> layers_;
  uint32_t given_ = 0;  // strings of the document
  std::string_view given_bytes_;
  const uint32_t* given_ends_ = nullptr;
  // Ids in the pool are those of the given strings, then of the new ones; filled with the given ones on the first
  // intern().
  StringPool pool_;
  std::vector<std::string_view> new_strings_;
};

// Results.
void pack_produced(Packer& out, const Produced& produced, const SharedSource& source, const std::vector<LogLine>& log,
                   uint64_t resident);
struct Received {
  Produced produced;
  std::vector<LogLine> log;
  uint64_t resident = 0;  // bytes of memory that the worker holds
};
// Interns the new strings in the document. nullopt where the message is no result.
std::optional<Received> unpack_produced(Unpacker& in, const ComponentManifest& manifest, Document& doc);

}  // namespace newsgrain::internal
