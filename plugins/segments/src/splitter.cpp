#include "splitter.hpp"

#include "chars.hpp"
#include "words.hpp"

namespace segments {
namespace {

enum class Stop : uint8_t { none, full, strong, ellipsis, abbreviation, ideographic };

class Splitter {
 public:
  Splitter(std::string_view text, const std::vector<Token>& tokens, uint32_t first, uint32_t last,
           std::string_view language)
      : text_(text), tokens_(tokens), first_(first), last_(last), language_(language), careless_(careless()) {}

  void run(std::vector<uint32_t>& out) {
    uint32_t begin = first_;
    for (uint32_t i = first_; i < last_; ++i) {
      if (i > begin && blank_line_between(i - 1, i)) {
        out.push_back(i);
        begin = i;
      }
      const Stop stop = stop_at(i);
      if (stop == Stop::none) continue;
      bool quoted = false;
      const uint32_t next = after_closers(i + 1, quoted);
      if (next >= last_) break;
      if (!ends(stop, i, begin, next, quoted)) {
        i = next - 1;
        continue;
      }
      out.push_back(next);
      begin = next;
      i = next - 1;
    }
    if (begin < last_) out.push_back(last_);
  }

 private:
  std::string_view word(uint32_t i) const { return text_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin); }
  // The first character; of a mark that is written as a reference the mark.
  char32_t head(uint32_t i) const {
    const std::string_view mark = text_[tokens_[i].begin] == '&' ? mark_of_reference(word(i)) : std::string_view();
    return mark.empty() ? decode(text_, tokens_[i].begin).value : decode(mark, 0).value;
  }

  // Does the writer of this block do without capitals? "i dont know. maybe later?"
  bool careless() const {
    constexpr uint32_t kLooked = 200;
    if (first_ >= last_ || !(language_ == "en" || language_.empty())) return false;
    if (is_lower(head(first_)) && tokens_[first_].kind == NG_TOKEN_WORD) return true;
    for (uint32_t i = first_; i < last_ && i - first_ < kLooked; ++i)
      if (tokens_[i].kind == NG_TOKEN_WORD && tokens_[i].space_before &&
          (word(i) == "i" || word(i) == "im" || word(i) == "dont"))
        return true;
    return false;
  }

  bool blank_line_between(uint32_t a, uint32_t b) const {
    if (!tokens_[b].space_before) return false;
    unsigned breaks = 0;
    for (uint32_t at = tokens_[a].end; at < tokens_[b].begin; ++at) breaks += text_[at] == '\n';
    return breaks >= 2;
  }

  Stop stop_at(uint32_t i) const {
    const std::string_view w = word(i);
    const char32_t c = head(i);
    if (tokens_[i].kind == NG_TOKEN_PUNCTUATION) {
      if (c == '.') return w.size() == 1 ? Stop::full : w.size() >= 4 ? Stop::strong : Stop::ellipsis;
      if (c == '!' || c == '?' || c == 0x203D || c == 0x061F || c == 0x06D4 || c == 0x0964) return Stop::strong;
      if (c == 0x2026) return Stop::ellipsis;
      if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF61) return Stop::ideographic;
      return Stop::none;
    }
    if (tokens_[i].kind == NG_TOKEN_WORD && w.size() > 1 && w.back() == '.') return Stop::abbreviation;
    return Stop::none;
  }

  // The first token behind closing marks and brackets.
  uint32_t after_closers(uint32_t i, bool& quoted) const {
    for (; i < last_; ++i) {
      const char32_t c = head(i);
      if (c == ')' || c == ']' || c == '}' || c == 0xFF09) {
        if (tokens_[i].space_before) break;
        continue;
      }
      if (c == '[' && i + 2 < last_ && tokens_[i + 1].kind == NG_TOKEN_NUMBER &&
          head(i + 2) == ']') {  // a reference: "[12]"
        i += 2;
        continue;
      }
      if (tokens_[i].kind == NG_TOKEN_SYMBOL && (c == ':' || c == ';')) continue;  // ":)" belongs to what it comments
      const Mark mark = quotation_mark(c);
      if (tokens_[i].kind != NG_TOKEN_PUNCTUATION || mark == Mark::none || mark == Mark::open) {
        // A second stop: "?!" in two tokens, "etc.)."
        if (stop_at(i) != Stop::none && tokens_[i].kind == NG_TOKEN_PUNCTUATION && !tokens_[i].space_before) continue;
        break;
      }
      if (mark == Mark::straight && tokens_[i].space_before) break;  // it opens the next
      if (mark == Mark::close && tokens_[i].space_before &&
          (c == 0x2019 || i + 1 >= last_ || !tokens_[i + 1].space_before))
        break;
      quoted = true;
    }
    return i;
  }

  // What begins behind opening marks and brackets.
  uint32_t opened(uint32_t i) const {
    while (i + 1 < last_ && tokens_[i].kind == NG_TOKEN_PUNCTUATION &&
           (quotation_mark(head(i)) != Mark::none || head(i) == '(' || head(i) == '[' || head(i) == 0xBF ||
            head(i) == 0xA1))
      ++i;
    return i;
  }

  // `"Stop!" the old man said.`: a short subject and a verb of speech, both ways round.
  bool attribution_follows(uint32_t i) const {
    constexpr uint32_t kSubject = 7;
    for (uint32_t n = 0; n < kSubject && i < last_; ++n, ++i) {
      if (tokens_[i].kind == NG_TOKEN_PUNCTUATION) return false;
      const std::string lower = sdk::to_lower(word(i));
      if (is_speech_verb(lower)) {
        // "Smith said he would" begins a sentence of its own.
        const uint32_t next = i + 1;
        if (next >= last_) return true;
        return tokens_[next].kind == NG_TOKEN_PUNCTUATION || n == 0;
      }
    }
    return false;
  }

  bool short_bracket(uint32_t i) const {  // "(Reuters)" at the end of the block
    return head(i) == '(' && i + 5 >= last_ && head(last_ - 1) == ')';
  }

  // Whether the sentence that began at `begin` ends with the stop at `i`; `next` is the first token behind it and its
  // closing marks, which `quoted` tells of.
  bool ends(Stop stop, uint32_t i, uint32_t begin, uint32_t next, bool quoted) const {
    if (stop == Stop::ideographic) return true;
    if (short_bracket(next)) return false;
    const uint32_t start = opened(next);
    const char32_t c = head(start);
    const bool opens = start != next;
    if (!tokens_[next].space_before && !opens) return ends_without_space(stop, i, begin, next, quoted);
    if (!opens && tokens_[next].kind == NG_TOKEN_PUNCTUATION && !bullet(c)) return false;  // ", ; : - )"
    const bool small = goes_on_small(stop, i, begin, start, quoted);
    if (quoted && small) return false;
    if (quoted && stop == Stop::strong && !opens && attribution_follows(next)) return false;
    switch (stop) {
      case Stop::full: return !small && !is_list_number(i, begin);
      case Stop::strong: return !small;
      case Stop::ellipsis: return !small && ellipsis_ends(i, begin, start, opens, quoted);
      case Stop::abbreviation: return abbreviation_ends(i, start, opens, quoted, c);
      default: return false;
    }
  }

  uint32_t size(uint32_t i) const { return tokens_[i].end - tokens_[i].begin; }

  // A small letter goes on with the sentence, unless it starts an address, or the writer has no capitals.
  bool goes_on_small(Stop stop, uint32_t i, uint32_t begin, uint32_t start, bool quoted) const {
    if (!is_lower(head(start))) return false;
    const bool plain_end = !quoted && (stop == Stop::strong || (i > begin && size(i) == 1 && size(i - 1) > 2));
    return !(plain_end && (careless_ || tokens_[start].kind == NG_TOKEN_URL));
  }

  // The space is missing: "end.The", but not "example.Name".
  bool ends_without_space(Stop stop, uint32_t i, uint32_t begin, uint32_t next, bool quoted) const {
    if (stop == Stop::abbreviation || stop == Stop::ellipsis) return false;
    if (tokens_[next].kind == NG_TOKEN_PUNCTUATION || tokens_[next].kind == NG_TOKEN_SYMBOL) return false;
    if (i == begin || !is_upper(head(next))) return false;
    return quoted || is_lower(decode_before(text_, tokens_[i - 1].end).value);
  }

  // "1. First", "a. First", and in German "am 3. Mai".
  bool is_list_number(uint32_t i, uint32_t begin) const {
    if (i == begin) return false;
    const bool number = tokens_[i - 1].kind == NG_TOKEN_NUMBER;
    if (i == begin + 1 && (number || size(i - 1) == 1)) return true;
    return number && language_ == "de" && size(i - 1) <= 2 && !tokens_[i].space_before;
  }

  bool ellipsis_ends(uint32_t i, uint32_t begin, uint32_t start, bool opens, bool quoted) const {
    if (i == begin) return false;
    // With a space before it stands for words left out.
    if (tokens_[i].space_before && !quoted) return opens || is_sentence_starter(sdk::to_lower(word(start)));
    return quoted || opens || is_upper(head(start));
  }

  bool abbreviation_ends(uint32_t i, uint32_t start, bool opens, bool quoted, char32_t c) const {
    if (!is_upper(c)) return false;
    if (quoted) return true;
    std::string_view stem = word(i);
    stem.remove_suffix(1);
    const bool initial = decode(stem, 0).size == stem.size();
    const std::string next = sdk::to_lower(word(start));
    if (initial) return !opens && is_sentence_starter(next) && next.size() > 1 && i > first_ && !is_upper(head(i - 1));
    const Abbreviation kind = abbreviation(sdk::to_lower(stem), language_);
    if (kind == Abbreviation::title || kind == Abbreviation::number) return false;
    if (opens) return true;
    // "a.m.", "p.m." and "etc." before a capital end more often than not.
    const std::string lower = sdk::to_lower(stem);
    if (lower == "etc") return true;
    return is_sentence_starter(next);
  }

  static bool bullet(char32_t c) { return c == 0x2022 || c == '*' || c == '-' || c == 0x2013 || c == 0x2014; }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  uint32_t first_, last_;
  std::string_view language_;
  bool careless_;
};

}  // namespace

void split_sentences(std::string_view text, const std::vector<Token>& tokens, uint32_t first, uint32_t last,
                     std::string_view language, std::vector<uint32_t>& out) {
  Splitter(text, tokens, first, last, language).run(out);
}

}  // namespace segments
