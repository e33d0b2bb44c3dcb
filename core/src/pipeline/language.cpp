// Language by CLD2 over the page's longest linkless blocks, beside the lang attribute. The only file that sees CLD2.
#include "pipeline/language.hpp"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace newsgrain::internal {
namespace {

constexpr size_t kSample = 1500;  // bytes of running text that settle the question,
constexpr size_t kShort = 300;    // and those that do where they speak for what the page says of itself
constexpr size_t kLeast = 100;

std::string primary_subtag(std::string_view lang) {
  std::string out;
  for (const char c : lang) {
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
    else if (c >= 'a' && c <= 'z')
      out += c;
    else
      break;
  }
  return out.size() == 2 || out.size() == 3 ? out : std::string();
}

// Empty where CLD2 is not sure.
std::string detect(std::string_view text) {
  bool reliable = false;
  const CLD2::Language found = CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true, &reliable);
  if (!reliable || found == CLD2::UNKNOWN_LANGUAGE || found == CLD2::TG_UNKNOWN_LANGUAGE) return {};
  return primary_subtag(CLD2::LanguageCode(found));
}

}  // namespace

std::string document_language(const ReadResult& page) {
  const std::string declared = primary_subtag(page.html_lang);
  std::vector<uint32_t> rows;
  for (uint32_t row = 0; row < page.blocks.size(); ++row) {
    const uint32_t length = page.blocks.end[row] - page.blocks.begin[row];
    if (length >= 40 && page.blocks.link_bytes[row] * 3 < length) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(), [&](uint32_t a, uint32_t b) {
    return page.blocks.end[a] - page.blocks.begin[a] > page.blocks.end[b] - page.blocks.begin[b];
  });
  std::string sample;
  for (uint32_t row : rows) {
    const uint32_t length = page.blocks.end[row] - page.blocks.begin[row];
    size_t take = std::min<size_t>(length, kSample - sample.size());
    const char* at = page.text.data() + page.blocks.begin[row];
    while (take > 0 && take < length && (static_cast<unsigned char>(at[take]) & 0xC0) == 0x80) --take;
    sample.append(at, take);
    sample += '\n';
    if (sample.size() >= kSample) break;
  }
  if (sample.size() < kLeast) return declared;
  if (!declared.empty() && sample.size() > kShort) {
    size_t size = kShort;
    while ((static_cast<unsigned char>(sample[size]) & 0xC0) == 0x80) --size;
    if (detect(std::string_view(sample).substr(0, size)) == declared) return declared;
  }
  const std::string found = detect(sample);
  return found.empty() ? declared : found;
}

}  // namespace newsgrain::internal
