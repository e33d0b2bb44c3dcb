// AttributeIterator: the attributes of one start tag, on demand.
#include <algorithm>

#include "newsgrain/reader.hpp"
#include "source/html_scan.hpp"

namespace newsgrain {

AttributeIterator::AttributeIterator(std::string_view start_tag) : tag_(start_tag) {
  position_ = html::scan_tag_name(tag_, std::min<size_t>(1, tag_.size()));
}

bool AttributeIterator::next() {
  html::Attribute attribute;
  bool self_closing = false;
  if (html::scan_attribute(tag_, position_, attribute, self_closing) != html::AttributeScan::attribute) {
    position_ = tag_.size();
    return false;
  }
  name_ = tag_.substr(attribute.name_begin, attribute.name_end - attribute.name_begin);
  raw_value_ = tag_.substr(attribute.value_begin, attribute.value_end - attribute.value_begin);
  has_value_ = attribute.has_value;
  return true;
}

std::string_view AttributeIterator::value() {
  if (raw_value_.find('&') == std::string_view::npos) return raw_value_;
  decoded_.clear();
  decode_character_references(raw_value_, true, decoded_);
  return decoded_;
}

bool AttributeIterator::is(std::string_view lower_case_name) const {
  return html::equals_lower(name_.data(), name_.size(), lower_case_name);
}

bool find_attribute(std::string_view start_tag, std::string_view lower_case_name, std::string& value) {
  AttributeIterator attributes(start_tag);
  while (attributes.next()) {
    if (!attributes.is(lower_case_name)) continue;
    value.assign(attributes.value());
    return true;
  }
  return false;
}

}  // namespace newsgrain
