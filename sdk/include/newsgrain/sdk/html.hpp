// html.hpp: attributes of elements, for plugins that read the element layer.
//
//   sdk::Attributes it(html, run.markup().substr(markup_begin, start_tag_end - markup_begin));
//   while (it.next()) if (it.is("href")) use(it.value());
#pragma once

#include "../abi/ext/html.h"
#include "plugin.hpp"

namespace newsgrain {
namespace sdk {
inline namespace v1 {

// Text with character references decoded.
inline std::string decode_references(const ng_html* html, std::string_view raw, bool in_attribute) {
  if (raw.find('&') == std::string_view::npos) return std::string(raw);
  std::string out(raw.size() + 8, '\0');
  size_t size = 0;
  check(html->decode(to_abi(raw), in_attribute ? 1 : 0, &out[0], out.size(), &size),
        "cannot decode character references");
  if (size > out.size()) {
    out.resize(size);
    check(html->decode(to_abi(raw), in_attribute ? 1 : 0, &out[0], out.size(), &size),
          "cannot decode character references");
  }
  out.resize(size);
  return out;
}

// The attributes of one start tag, in order. Names are as written: compare them with is(), which ignores ASCII case.
class Attributes {
 public:
  Attributes(const ng_html* html, std::string_view start_tag) : html_(html), tag_(start_tag) {}
  bool next() {
    ng_str name{nullptr, 0}, value{nullptr, 0};
    if (html_->next_attribute(to_abi(tag_), &position_, &name, &value) == 0) return false;
    name_ = from_abi(name);
    value_ = from_abi(value);
    return true;
  }
  std::string_view name() const { return name_; }
  std::string_view raw_value() const { return value_; }
  std::string value() const { return decode_references(html_, value_, true); }
  bool is(std::string_view lower) const {
    if (name_.size() != lower.size()) return false;
    for (size_t i = 0; i < lower.size(); ++i)
      if ((name_[i] >= 'A' && name_[i] <= 'Z' ? name_[i] + 32 : name_[i]) != lower[i]) return false;
    return true;
  }

 private:
  const ng_html* html_;
  std::string_view tag_, name_, value_;
  size_t position_ = 0;
};

}  // namespace v1
}  // namespace sdk
}  // namespace newsgrain
