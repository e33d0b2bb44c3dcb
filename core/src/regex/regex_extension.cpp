// newsgrain.regex/1 over RE2. The only file that sees RE2.
#include "regex/regex_extension.hpp"

#include <re2/re2.h>

#include <new>
#include <string>
#include <vector>

#include "newsgrain/abi/ext/regex.h"

struct ng_regex {
  RE2 re;
};

namespace newsgrain::internal {
namespace {

constexpr int64_t kMaxMemory = 16 << 20;

ng_status compile(ng_str pattern, uint32_t flags, ng_regex** out, ng_str* error) {
  if (out == nullptr) return NG_INVALID;
  static thread_local std::string message;
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxMemory);
  options.set_case_sensitive((flags & NG_REGEX_CASELESS) == 0);
  options.set_literal((flags & NG_REGEX_LITERAL) != 0);
  options.set_posix_syntax(false);
  std::string text(pattern.data, pattern.size);
  if (flags & NG_REGEX_MULTILINE) text = "(?m)" + text;
  auto* regex = new (std::nothrow) ng_regex{RE2(text, options)};
  if (regex == nullptr) return NG_NO_MEMORY;
  if (!regex->re.ok()) {
    message = regex->re.error();
    if (error != nullptr) *error = {message.data(), message.size()};
    delete regex;
    return NG_INVALID;
  }
  *out = regex;
  return NG_OK;
}

void destroy(ng_regex* regex) { delete regex; }

ng_status search(const ng_regex* regex, ng_str text, uint32_t from, ng_span* groups, uint32_t n_groups) {
  if (regex == nullptr || from > text.size) return NG_INVALID;
  constexpr uint32_t kMaxGroups = 16;
  re2::StringPiece found[kMaxGroups];
  const uint32_t wanted =
      std::min({n_groups, kMaxGroups, static_cast<uint32_t>(regex->re.NumberOfCapturingGroups() + 1)});
  const re2::StringPiece all(text.data, text.size);
  if (!regex->re.Match(all, from, text.size, RE2::UNANCHORED, found, static_cast<int>(wanted))) return NG_NOT_FOUND;
  for (uint32_t i = 0; i < n_groups; ++i) {
    if (i < wanted && found[i].data() != nullptr) {
      const auto begin = static_cast<uint32_t>(found[i].data() - text.data);
      groups[i] = {begin, begin + static_cast<uint32_t>(found[i].size())};
    } else {
      groups[i] = {NG_NONE, NG_NONE};
    }
  }
  return NG_OK;
}

constexpr ng_regex_api kTable{sizeof(ng_regex_api), 0, &compile, &destroy, &search};

}  // namespace

const void* regex_extension() { return &kTable; }

}  // namespace newsgrain::internal
