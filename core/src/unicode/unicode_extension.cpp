// newsgrain.unicode/1 over ICU: properties, break positions, normalisation.
#include "unicode/unicode_extension.hpp"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <cstring>
#include <memory>

#include "newsgrain/abi/ext/unicode.h"

namespace newsgrain::internal {
namespace {

int32_t category(uint32_t c) { return u_charType(static_cast<UChar32>(c)); }

uint32_t script(uint32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const char* name = uscript_getShortName(uscript_getScript(static_cast<UChar32>(c), &status));
  if (U_FAILURE(status) || name == nullptr || std::strlen(name) != 4) return 0;
  uint32_t out = 0;
  for (int i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>(name[i]);
  return out;
}

uint32_t to_lower(uint32_t c) { return static_cast<uint32_t>(u_tolower(static_cast<UChar32>(c))); }
uint32_t to_upper(uint32_t c) { return static_cast<uint32_t>(u_toupper(static_cast<UChar32>(c))); }

// One iterator per thread and kind: opening one costs more than breaking a paragraph.
icu::BreakIterator* iterator(int32_t kind) {
  static thread_local std::unique_ptr<icu::BreakIterator> iterators[4];
  if (kind < 0 || kind > 3) return nullptr;
  auto& slot = iterators[kind];
  if (slot == nullptr) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale& root = icu::Locale::getRoot();
    switch (kind) {
      case NG_BREAK_GRAPHEME: slot.reset(icu::BreakIterator::createCharacterInstance(root, status)); break;
      case NG_BREAK_WORD: slot.reset(icu::BreakIterator::createWordInstance(root, status)); break;
      case NG_BREAK_SENTENCE: slot.reset(icu::BreakIterator::createSentenceInstance(root, status)); break;
      default: slot.reset(icu::BreakIterator::createLineInstance(root, status)); break;
    }
    if (U_FAILURE(status)) slot.reset();
  }
  return slot.get();
}

ng_status breaks(int32_t kind, ng_str text, uint32_t* out, uint32_t capacity, uint32_t* count) {
  if (count == nullptr) return NG_INVALID;
  icu::BreakIterator* it = iterator(kind);
  if (it == nullptr) return kind < 0 || kind > 3 ? NG_INVALID : NG_UNSUPPORTED;
  UErrorCode status = U_ZERO_ERROR;
  UText* view = utext_openUTF8(nullptr, text.data, static_cast<int64_t>(text.size), &status);
  if (U_FAILURE(status)) return NG_ERROR;
  it->setText(view, status);
  *count = 0;
  if (U_SUCCESS(status)) {
    for (int32_t at = it->first(); at != icu::BreakIterator::DONE; at = it->next()) {
      if (*count < capacity) out[*count] = static_cast<uint32_t>(at);
      ++*count;
    }
  }
  utext_close(view);
  return U_SUCCESS(status) ? NG_OK : NG_ERROR;
}

ng_status normalize(int32_t form, ng_str text, char* out, size_t capacity, size_t* size) {
  if (size == nullptr) return NG_INVALID;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = nullptr;
  switch (form) {
    case NG_NFC: normalizer = icu::Normalizer2::getNFCInstance(status); break;
    case NG_NFD: normalizer = icu::Normalizer2::getNFDInstance(status); break;
    case NG_NFKC_CASEFOLD: normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status); break;
    default: return NG_INVALID;
  }
  if (U_FAILURE(status)) return NG_UNSUPPORTED;
  const icu::UnicodeString source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data, static_cast<int32_t>(text.size)));
  std::string result;
  normalizer->normalize(source, status).toUTF8String(result);
  if (U_FAILURE(status)) return NG_ERROR;
  *size = result.size();
  std::memcpy(out, result.data(), std::min(capacity, result.size()));
  return NG_OK;
}

constexpr ng_unicode kTable{sizeof(ng_unicode), 0, &category, &script, &to_lower, &to_upper, &breaks, &normalize};

}  // namespace

const void* unicode_extension() { return &kTable; }

}  // namespace newsgrain::internal
