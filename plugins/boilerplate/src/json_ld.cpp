#include "json_ld.hpp"

#include <newsgrain/sdk/text.hpp>

namespace boilerplate {
namespace {

int hex4(std::string_view raw, size_t at) {
  if (at + 4 > raw.size()) return -1;
  int value = 0;
  for (size_t i = at; i < at + 4; ++i) {
    const char c = raw[i];
    const int digit = c >= '0' && c <= '9'                     ? c - '0'
                      : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                               : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

}  // namespace

void JsonLd::parse(std::string_view json) {
  nodes_.clear();
  struct Open {
    uint32_t node, last_child;
  };
  std::vector<Open> open;
  std::string_view key;
  bool have_key = false;
  uint32_t last_root = kNoNode;
  const auto add = [&](Kind kind, std::string_view value) {
    const auto row = static_cast<uint32_t>(nodes_.size());
    nodes_.push_back({kind, have_key ? key : std::string_view(), value, kNoNode, kNoNode});
    have_key = false;
    uint32_t& last = open.empty() ? last_root : open.back().last_child;
    if (last != kNoNode)
      nodes_[last].next = row;
    else if (!open.empty())
      nodes_[open.back().node].first = row;
    last = row;
    return row;
  };
  unsigned skipped = 0;  // depth beyond the limit
  for (size_t at = 0; at < json.size();) {
    const char c = json[at];
    if (c == '{' || c == '[') {
      ++at;
      if (open.size() >= kMaxDepth)
        ++skipped;
      else
        open.push_back({add(c == '{' ? Kind::object : Kind::array, {}), kNoNode});
    } else if (c == '}' || c == ']') {
      ++at;
      if (skipped != 0)
        --skipped;
      else if (!open.empty())
        open.pop_back();
      have_key = false;
    } else if (c == '"') {
      size_t end = at + 1;
      while (end < json.size() && json[end] != '"') end += json[end] == '\\' ? 2 : 1;
      end = end < json.size() ? end : json.size();
      const std::string_view value = json.substr(at + 1, end - at - 1);
      at = end + 1;
      size_t colon = at;
      while (colon < json.size() && static_cast<unsigned char>(json[colon]) <= 0x20) ++colon;
      if (skipped != 0) continue;
      if (colon < json.size() && json[colon] == ':' && !have_key && !open.empty() &&
          nodes_[open.back().node].kind == Kind::object) {
        key = value;
        have_key = true;
        at = colon + 1;
      } else {
        add(Kind::string, value);
      }
    } else if (c == '/' && at + 1 < json.size() && json[at + 1] == '*') {
      const size_t end = json.find("*/", at + 2);
      at = end == std::string_view::npos ? json.size() : end + 2;
    } else if ((c >= '0' && c <= '9') || c == '-' || c == 't' || c == 'f' || c == 'n') {
      size_t end = at + 1;
      while (end < json.size() && ((json[end] >= '0' && json[end] <= '9') || (json[end] >= 'a' && json[end] <= 'z') ||
                                   json[end] == '.' || json[end] == '-' || json[end] == '+' || json[end] == 'E'))
        ++end;
      if (have_key && skipped == 0) add(Kind::other, json.substr(at, end - at));
      at = end;
    } else {
      ++at;
    }
  }
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
  out.reserve(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\' || i + 1 >= raw.size()) {
      out += raw[i];
      continue;
    }
    const char c = raw[++i];
    if (c == 'n' || c == 'r' || c == 't') {
      out += ' ';
    } else if (c == 'u') {
      int value = hex4(raw, i + 1);
      if (value < 0) continue;
      i += 4;
      uint32_t code = static_cast<uint32_t>(value);
      if (code >= 0xD800 && code < 0xDC00 && i + 2 < raw.size() && raw[i + 1] == '\\' && raw[i + 2] == 'u') {
        const int low = hex4(raw, i + 3);
        if (low >= 0xDC00 && low < 0xE000) {
          code = 0x10000 + ((code - 0xD800) << 10) + (static_cast<uint32_t>(low) - 0xDC00);
          i += 6;
        }
      }
      newsgrain::sdk::append(out, code);
    } else if (c != 'b' && c != 'f') {
      out += c;
    }
  }
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
