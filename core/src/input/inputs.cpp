// Files, folders and standard input, one after the other. What can't be read becomes an input with an error.
#include <algorithm>
#include <filesystem>
#include <new>
#include <optional>

#include "input/byte_stream.hpp"
#include "input/json_lines.hpp"
#include "input/recognise.hpp"
#include "newsgrain/input.hpp"
#include "source/sniff.hpp"

namespace newsgrain {

bool parse_input_format(std::string_view name, InputFormat& out) {
  if (name == "auto")
    out = InputFormat::detect;
  else if (name == "html")
    out = InputFormat::html;
  else if (name == "text")
    out = InputFormat::text;
  else if (name == "jsonl")
    out = InputFormat::jsonl;
  else
    return false;
  return true;
}

namespace {

namespace fs = std::filesystem;

// The format that a file name tells, without .gz and the like; detect where it tells none.
InputFormat format_of_name(std::string_view name) {
  std::string lower(name.substr(name.rfind('/') == std::string_view::npos ? 0 : name.rfind('/') + 1));
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const std::string_view packed : {".gz", ".zst", ".xz", ".bz2"})
    if (lower.ends_with(packed)) lower.resize(lower.size() - packed.size());
  const size_t dot = lower.rfind('.');
  const std::string_view suffix = dot == std::string::npos ? std::string_view() : std::string_view(lower).substr(dot);
  if (suffix == ".html" || suffix == ".htm" || suffix == ".xhtml") return InputFormat::html;
  if (suffix == ".txt") return InputFormat::text;
  if (suffix == ".jsonl" || suffix == ".ndjson") return InputFormat::jsonl;
  return InputFormat::detect;
}

// True if the bytes begin like a JSON object.
bool looks_like_json(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto skip_space = [&] {
    const size_t at = bytes.find_first_not_of(" \t\r\n");
    bytes.remove_prefix(std::min(at, bytes.size()));
  };
  skip_space();
  if (!bytes.starts_with('{')) return false;
  bytes.remove_prefix(1);
  skip_space();
  return bytes.starts_with('"') || bytes.starts_with('}');
}

class Inputs : public InputSource {
 public:
  Inputs(std::vector<std::string> paths, InputOptions options)
      : paths_(std::move(paths)), options_(std::move(options)) {}

  bool next(Input& out) override {
    while (!cancelled()) {
      if (lines_.has_value()) {
        if (lines_->next(out)) return true;
        lines_.reset();
      } else if (!folders_.empty()) {
        if (next_in_folder(out)) return true;
      } else if (next_path_ < paths_.size()) {
        if (open(paths_[next_path_++], true, out)) return true;
      } else {
        return false;
      }
    }
    return false;
  }

 private:
  enum class Kind { file, folder, linked_folder, odd };
  struct Entry {
    std::string path;
    Kind kind;
  };
  // The entries of a folder, in order; those before `at` are done.
  struct Folder {
    std::vector<Entry> entries;
    size_t at = 0;
  };

  bool cancelled() const { return options_.cancelled && options_.cancelled(); }

  bool failed(const std::string& path, Error error, Input& out) {
    out = Input();
    out.name = path;
    out.error = std::move(error);
    return true;
  }

  // These return true when `out` was filled; else there is more to do.
  bool open(const std::string& path, bool named_by_user, Input& out) {
    std::error_code ignored;
    if (path != "-" && fs::is_directory(path, ignored)) return open_folder(path, out);
    if (options_.left_out && options_.left_out(path)) return false;
    auto stream = internal::ByteStream::open(path, options_.cancelled);
    if (!stream) return failed(path, stream.error(), out);
    const InputFormat of_name = path == "-" ? InputFormat::detect : format_of_name(path);
    const InputFormat format = options_.format == InputFormat::detect ? of_name : options_.format;
    const bool sure = named_by_user || of_name != InputFormat::detect;
    if (format == InputFormat::jsonl && sure) {
      lines_.emplace(std::move(stream).value(), std::string(), path, options_);
      return false;
    }
    try {
      return read(std::move(stream).value(), path, format, sure, out);
    } catch (const std::bad_alloc&) {  // costs this input
      return failed(path, {ErrorCode::out_of_memory, "out of memory while it was read", path}, out);
    }
  }

  bool read(std::unique_ptr<internal::ByteStream> stream, const std::string& path, InputFormat format, bool sure,
            Input& out) {
    constexpr size_t kChunk = 128 * 1024, kProbe = 64, kGlance = 4096;
    std::string bytes;
    // One allocation for a file of known size, and room to see that it has no more.
    const auto expected = static_cast<size_t>(std::min(stream->file_size(), options_.max_input));
    bytes.reserve(expected + kProbe);
    bool first = true;
    while (bytes.size() <= options_.max_input) {
      const size_t likely = bytes.size() < expected                     ? expected - bytes.size()
                            : bytes.size() == expected && expected != 0 ? kProbe
                                                                        : std::max(kChunk, bytes.size());
      const size_t most = first && !sure ? kGlance : likely;
      const size_t want = std::min<uint64_t>(most, options_.max_input + 1 - bytes.size());
      auto got = stream->read(bytes, std::max(want, size_t{1}));
      if (!got) return failed(path, got.error(), out);
      if (cancelled()) return false;
      const bool start = std::exchange(first, false);
      if (start && !sure && !wanted(path, bytes)) return passed_over(path);
      if (start && (format == InputFormat::jsonl || (format == InputFormat::detect && looks_like_json(bytes)))) {
        lines_.emplace(std::move(stream), std::move(bytes), path, options_);
        return false;
      }
      if (got.value() == 0) break;
    }
    out = Input();
    out.name = path;
    out.unit = options_.unit;
    if (format == InputFormat::html) out.media_type = "text/html";
    if (format == InputFormat::text) out.media_type = "text/plain";
    out.bytes = std::move(bytes);
    // What is no page at any size is told by its beginning when it is read.
    if (out.bytes.size() > options_.max_input && !internal::recognise_no_page(out))
      return failed(path,
                    {ErrorCode::input_too_large,
                     "the input is larger than " + std::to_string(options_.max_input) + " bytes", path},
                    out);
    return true;
  }

  bool open_folder(const std::string& path, Input& out) {
    std::error_code error;
    Folder folder;
    const std::string prefix = path.ends_with('/') ? path : path + "/";
    for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
      const std::string name = it->path().filename().string();
      if (!name.starts_with('.')) folder.entries.push_back({prefix + name, kind_of(*it)});
    }
    if (error) return failed(path, {ErrorCode::cannot_read, error.message(), path}, out);
    std::sort(folder.entries.begin(), folder.entries.end(),
              [](const Entry& a, const Entry& b) { return a.path < b.path; });
    folders_.push_back(std::move(folder));
    return false;
  }

  // Links to files are followed; links to folders are not, since they may lead in a circle. A broken link is opened
  // like a file, which says what is wrong with it.
  static Kind kind_of(const fs::directory_entry& entry) {
    std::error_code ignored;
    if (entry.is_directory(ignored)) return entry.is_symlink(ignored) ? Kind::linked_folder : Kind::folder;
    return entry.is_regular_file(ignored) || !entry.exists(ignored) ? Kind::file : Kind::odd;
  }

  bool next_in_folder(Input& out) {
    Folder& folder = folders_.back();
    if (folder.at == folder.entries.size()) {
      folders_.pop_back();
      return false;
    }
    const Entry entry = folder.entries[folder.at++];
    switch (entry.kind) {
      case Kind::folder: return open_folder(entry.path, out);
      case Kind::file: return open(entry.path, false, out);
      case Kind::linked_folder: return passed_over(entry.path);
      case Kind::odd: break;
    }
    return failed(entry.path,
                  {ErrorCode::cannot_read, "is a pipe, socket or device; in a folder only files are read", entry.path},
                  out);
  }

  bool passed_over(const std::string& path) const {
    if (options_.passed_over) options_.passed_over(path);
    return false;
  }

  // Whether a file of a folder whose name tells nothing is an input: pages are, whatever they are called; texts only
  // without a suffix and if the user named the format.
  bool wanted(const std::string& path, std::string_view start) const {
    if (looks_like_html(start)) return true;
    const bool suffix = path.find('.', path.rfind('/') + 1) != std::string::npos;
    return options_.format != InputFormat::detect && !suffix;
  }

  std::vector<std::string> paths_;
  InputOptions options_;
  size_t next_path_ = 0;
  std::vector<Folder> folders_;
  std::optional<internal::JsonLines> lines_;
};

}  // namespace

std::unique_ptr<InputSource> open_inputs(std::vector<std::string> paths, InputOptions options) {
  return std::make_unique<Inputs>(std::move(paths), std::move(options));
}

}  // namespace newsgrain
