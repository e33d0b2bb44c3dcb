#include "json_ld.hpp"

#include <algorithm>

#include "json_reader.hpp"

namespace boilerplate {

// Makes the tree; what departs from JSON is read as far as it goes.
class JsonLd::Builder {
 public:
  explicit Builder(std::vector<Node>& nodes) : nodes_(nodes) {}
  void open(bool object, size_t) { open_.push_back({add(object ? Kind::object : Kind::array, {}), kNoNode}); }
  void close(bool, size_t) {
    open_.pop_back();
    has_key_ = false;
  }
  void key(std::string_view raw, size_t) {
    key_ = raw;
    has_key_ = true;
  }
  void value(std::string_view raw, bool string, size_t) {
    if (string || has_key_) add(string ? Kind::string : Kind::other, raw);
  }
  void fault(const char*, size_t) {}

 private:
  struct Open {
    uint32_t node, last_child;
  };
  uint32_t add(Kind kind, std::string_view value) {
    const auto row = static_cast<uint32_t>(nodes_.size());
    nodes_.push_back({kind, has_key_ ? key_ : std::string_view(), value, kNoNode, kNoNode});
    has_key_ = false;
    uint32_t& last = open_.empty() ? last_root_ : open_.back().last_child;
    if (last != kNoNode)
      nodes_[last].next = row;
    else if (!open_.empty())
      nodes_[open_.back().node].first = row;
    last = row;
    return row;
  }

  std::vector<Node>& nodes_;
  std::vector<Open> open_;
  std::string_view key_;
  bool has_key_ = false;
  uint32_t last_root_ = kNoNode;
};

void JsonLd::parse(std::string_view json) {
  nodes_.clear();
  Builder builder(nodes_);
  newsgrain::json::read_json(json, builder);
}

uint32_t JsonLd::member(uint32_t object, std::string_view key) const {
  if (object == kNoNode || nodes_[object].kind != Kind::object) return kNoNode;
  for (uint32_t n = nodes_[object].first; n != kNoNode; n = nodes_[n].next)
    if (nodes_[n].key == key) return n;
  return kNoNode;
}

std::string JsonLd::text(uint32_t node) const {
  if (node == kNoNode || nodes_[node].kind != Kind::string) return {};
  const std::string_view raw = nodes_[node].value;
  std::string out;
  newsgrain::json::append_unescaped(raw, out);
  // Escapes of white space are space, those of other controls nothing.
  std::erase_if(out, [](char c) { return c == '\b' || c == '\f'; });
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return out;
}

bool JsonLd::is_a(uint32_t object, std::string_view ending) const {
  const uint32_t type = member(object, "@type");
  if (type == kNoNode) return false;
  const auto fits = [&](uint32_t n) {
    return nodes_[n].value.size() >= ending.size() &&
           nodes_[n].value.substr(nodes_[n].value.size() - ending.size()) == ending;
  };
  if (nodes_[type].kind == Kind::string) return fits(type);
  for (uint32_t n = nodes_[type].first; n != kNoNode; n = nodes_[n].next)
    if (fits(n)) return true;
  return false;
}

}  // namespace boilerplate
