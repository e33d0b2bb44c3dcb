// json_ld.hpp: JSON-LD as a tree. Pages hold trailing commas, comments, line breaks in strings and cut ends: what a
// person could read is read (plugins/common/json_reader.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boilerplate {

class JsonLd {
 public:
  static constexpr uint32_t kNoNode = 0xFFFFFFFFu;
  enum class Kind : uint8_t { object, array, string, other };
  struct Node {
    Kind kind;
    std::string_view key;    // of a member, raw
    std::string_view value;  // of a string, raw; of other: the word
    uint32_t first = kNoNode, next = kNoNode;
  };

  // Views into `json`. Several values may stand one after the other.
  void parse(std::string_view json);

  const std::vector<Node>& nodes() const { return nodes_; }
  uint32_t member(uint32_t object, std::string_view key) const;
  // The text of a string node with escapes, character references and tags resolved.
  std::string text(uint32_t node) const;
  // Does "@type" of the object hold a word with this ending ("Article")?
  bool is_a(uint32_t object, std::string_view ending) const;

 private:
  class Builder;
  std::vector<Node> nodes_;
};

}  // namespace boilerplate
