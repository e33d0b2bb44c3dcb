// Documents: strings, layers by name, and the views derived from them.
#include "newsgrain/document.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

#include "newsgrain/abi/layers.h"

namespace newsgrain {
namespace {

// The library's hash with its bits spread; never stored.
uint64_t hash_bytes(std::string_view text) { return std::hash<std::string_view>()(text) * 0x9E3779B97F4A7C15ull; }

}  // namespace

std::string_view status_name(Status status) {
  switch (status) {
    case Status::ok: return "ok";
    case Status::partial: return "partial";
    case Status::skipped: return "skipped";
    case Status::error: return "error";
    case Status::timeout: return "timeout";
    case Status::limit: return "limit";
    case Status::plugin_crash: return "plugin_crash";
  }
  return "error";
}

uint32_t StringPool::intern(std::string_view text) {
  if (size() * 2 >= slots_.size()) grow();
  const size_t mask = slots_.size() - 1;
  size_t i = (hash_bytes(text) >> 20) & mask;
  while (slots_[i] != 0) {
    if (at(slots_[i] - 1) == text) return slots_[i] - 1;
    i = (i + 1) & mask;
  }
  if (bytes_ + text.size() > kMaxBytes) return kNone;
  bytes_ += text.size();
  views_.push_back(store(text));
  slots_[i] = size();
  return size() - 1;
}

std::string_view StringPool::store(std::string_view text) {
  constexpr size_t kChunk = 4096;
  if (text.empty()) return "";
  if (text.size() > free_) {
    free_ = std::max(kChunk, text.size());
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(free_));
    chunk_end_ = chunks_.back().get() + free_;
  }
  char* at = chunk_end_ - free_;
  std::memcpy(at, text.data(), text.size());
  free_ -= text.size();
  return {at, text.size()};
}

void StringPool::grow() {
  std::vector<uint32_t> slots(std::max<size_t>(64, slots_.size() * 2), 0);
  const size_t mask = slots.size() - 1;
  for (uint32_t id = 0; id < size(); ++id) {
    size_t i = (hash_bytes(at(id)) >> 20) & mask;
    while (slots[i] != 0) i = (i + 1) & mask;
    slots[i] = id + 1;
  }
  slots_ = std::move(slots);
}

std::string_view Document::markup() const {
  if (!markup_is_source_) return markup_;
  return std::string_view(source_).substr(0, markup_size_);
}

Span Document::source_of_markup(Span markup) const {
  if (markup.none()) return {};
  if (markup_is_source_) return markup;
  const ByteRange range = markup_to_source_.to_input({markup.begin, markup.end});
  return {range.begin, range.end};
}

Span Document::source_range(Span text) const {
  if (text.none()) return {};
  const ByteRange range = text_to_markup_.to_input({text.begin, text.end});
  return source_of_markup({range.begin, range.end});
}

const Layer* Document::layer(std::string_view name) const {
  for (const auto& [layer_name, layer] : layers_)
    if (layer_name == name) return layer.get();
  return nullptr;
}

std::shared_ptr<const Layer> Document::shared_layer(std::string_view name) const {
  for (const auto& [layer_name, layer] : layers_)
    if (layer_name == name) return layer;
  return nullptr;
}

std::vector<uint32_t> Document::article_blocks() const {
  std::vector<uint32_t> out;
  const Layer* blocks = layer("block");
  if (blocks == nullptr) return out;
  const Layer* roles = layer("block.role");
  const auto role = roles != nullptr ? roles->values<uint8_t>("role") : std::span<const uint8_t>();
  const auto duplicate = roles != nullptr ? roles->values<uint32_t>("duplicate_of") : std::span<const uint32_t>();
  for (uint32_t row = 0; row < blocks->rows(); ++row)
    if (role.empty() || (role[row] == NG_ROLE_BODY && duplicate[row] == kNone)) out.push_back(row);
  return out;
}

std::string Document::article() const {
  std::string out;
  const Layer* blocks = layer("block");
  for (uint32_t row : article_blocks()) {
    if (!out.empty()) out += '\n';
    const Span s = blocks->span(row);
    out.append(*text_, s.begin, s.end - s.begin);
  }
  return out;
}

void Document::set_text(std::string text, std::string markup, bool markup_is_source, uint32_t markup_size,
                        TextMap text_to_markup, TextMap markup_to_source) {
  text_ = std::make_shared<const std::string>(std::move(text));
  markup_ = std::move(markup);
  markup_is_source_ = markup_is_source;
  markup_size_ = markup_size;
  text_to_markup_ = std::move(text_to_markup);
  markup_to_source_ = std::move(markup_to_source);
  code_points_ = CodePointTable(*text_);
}

void Document::drop_source() {
  source_ = std::string();
  markup_ = std::string();
  markup_size_ = 0;
}

void Document::give_up(Status why, Error what) {
  status = why;
  error = std::move(what);
  error.where = input;
  drop_source();
  text_ = std::make_shared<const std::string>();
  text_to_markup_ = TextMap();
  markup_to_source_ = TextMap();
  code_points_ = CodePointTable(*text_);
  layers_.clear();
  strings_ = StringPool();
  given_mentions.clear();
}

void Document::add_layer(std::shared_ptr<const Layer> layer) {
  std::string name = layer->schema().layer;
  for (auto& [layer_name, existing] : layers_) {
    if (layer_name == name) {
      existing = std::move(layer);
      return;
    }
  }
  layers_.emplace_back(std::move(name), std::move(layer));
}

}  // namespace newsgrain
