// Files, folders and standard input, one after the other. What can't be read becomes an input with an error.
#include <algorithm>
#include <filesystem>
#include <new>
#include <optional>

#include "input/byte_stream.hpp"
#include "input/json_lines.hpp"
#include "newsgrain/input.hpp"

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

// The format that a file name tells, with .gz and .zst taken off; detect where it tells none.
InputFormat format_of_name(std::string_view name) {
  std::string lower(name.substr(name.rfind('/') == std::string_view::npos ? 0 : name.rfind('/') + 1));
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const std::string_view packed : {".gz", ".zst"})
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
  struct Entry {
    std::string path;
    bool folder;
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
    InputFormat format = options_.format;
    if (format == InputFormat::detect && path != "-") format = format_of_name(path);
    if (format == InputFormat::jsonl) {
      lines_.emplace(std::move(stream).value(), std::string(), path, options_);
      return false;
    }
    try {
      return read(std::move(stream).value(), path, format, named_by_user, out);
    } catch (const std::bad_alloc&) {  // costs this input
      return failed(path, {ErrorCode::out_of_memory, "out of memory while it was read", path}, out);
    }
  }

  bool read(std::unique_ptr<internal::ByteStream> stream, const std::string& path, InputFormat format,
            bool named_by_user, Input& out) {
    constexpr size_t kChunk = 128 * 1024, kProbe = 64;
    std::string bytes;
    // One allocation for a file of known size, and room to see that it has no more.
    const auto expected = static_cast<size_t>(std::min(stream->file_size(), options_.max_input));
    bytes.reserve(expected + kProbe);
    bool first = true;
    while (bytes.size() <= options_.max_input) {
      const size_t likely = bytes.size() < expected                     ? expected - bytes.size()
                            : bytes.size() == expected && expected != 0 ? kProbe
                                                                        : std::max(kChunk, bytes.size());
      const size_t want = std::min<uint64_t>(likely, options_.max_input + 1 - bytes.size());
      auto got = stream->read(bytes, std::max(want, size_t{1}));
      if (!got) return failed(path, got.error(), out);
      if (cancelled()) return false;
      if (std::exchange(first, false) && format == InputFormat::detect && named_by_user && looks_like_json(bytes)) {
        lines_.emplace(std::move(stream), std::move(bytes), path, options_);
        return false;
      }
      if (got.value() == 0) break;
    }
    if (bytes.size() > options_.max_input)
      return failed(path,
                    {ErrorCode::input_too_large,
                     "the input is larger than " + std::to_string(options_.max_input) + " bytes", path},
                    out);
    out = Input();
    out.name = path;
    out.unit = options_.unit;
    if (format == InputFormat::html) out.media_type = "text/html";
    if (format == InputFormat::text) out.media_type = "text/plain";
    out.bytes = std::move(bytes);
    return true;
  }

  bool open_folder(const std::string& path, Input& out) {
    std::error_code error;
    Folder folder;
    const std::string prefix = path.ends_with('/') ? path : path + "/";
    for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
      std::string name = it->path().filename().string();
      if (name.starts_with('.')) continue;
      std::error_code ignored;
      // Links to files are followed; links to folders are not, since they may lead in a circle.
      const bool is_folder = it->is_directory(ignored) && !it->is_symlink(ignored);
      if (is_folder || wanted(*it, name)) folder.entries.push_back({prefix + name, is_folder});
    }
    if (error) return failed(path, {ErrorCode::cannot_read, error.message(), path}, out);
    std::sort(folder.entries.begin(), folder.entries.end(),
              [](const Entry& a, const Entry& b) { return a.path < b.path; });
    folders_.push_back(std::move(folder));
    return false;
  }

  // Files in a folder are taken by their names; those without a suffix only if the user named the format.
  bool wanted(const fs::directory_entry& entry, const std::string& name) const {
    std::error_code ignored;
    if (entry.is_directory(ignored)) return false;
    if (format_of_name(name) != InputFormat::detect) return true;
    return options_.format != InputFormat::detect && name.find('.') == std::string::npos;
  }

  bool next_in_folder(Input& out) {
    Folder& folder = folders_.back();
    if (folder.at == folder.entries.size()) {
      folders_.pop_back();
      return false;
    }
    const Entry entry = folder.entries[folder.at++];
    return entry.folder ? open_folder(entry.path, out) : open(entry.path, false, out);
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
