// One pass from left to right; every step looks at most at the characters that it consumes, plus a few.
#include "tokenizer.hpp"

#include <algorithm>

#include "chars.hpp"
#include "words.hpp"

namespace segments {
namespace {

bool is_word_class(Class c) { return c == Class::letter || c == Class::mark; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool equal_ignoring_case(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() && sdk::to_lower(word) == lower;
}

bool is_url(std::string_view run) {
  const std::string head = sdk::to_lower(run.substr(0, 8));
  for (const std::string_view scheme : {"http://", "https://", "ftp://"})
    if (head.compare(0, scheme.size(), scheme) == 0) return true;
  return head.compare(0, 4, "www.") == 0 && run.size() > 7;
}

// Where an address ends whose run of characters is [begin, end): the marks behind it belong to the sentence.
uint32_t without_trailing(std::string_view text, uint32_t begin, uint32_t end) {
  constexpr std::string_view kTrailing = ".,;:!?)]'}";
  while (end > begin && kTrailing.find(text[end - 1]) != std::string_view::npos) --end;
  return end;
}

bool stands_in_email(char c) {
  return is_ascii_letter(c) || is_digit(static_cast<unsigned char>(c)) ||
         std::string_view("._-+%").find(c) != std::string_view::npos;
}

// Bytes of the clitic that ends the word ("'s", "’ll", "n't"), or 0.
uint32_t clitic(std::string_view word) {
  const size_t n = word.size();
  // Nearly all words have none: look first for the last byte of either mark.
  const auto mark_ends = [&](size_t back) { return n > back && (word[n - back] == '\'' || word[n - back] == '\x99'); };
  if (!mark_ends(2) && !mark_ends(3)) return 0;
  for (const uint32_t mark : {1u, 3u}) {  // ' and ’
    const auto is_mark = [&](size_t at) {
      return mark == 1 ? word[at] == '\'' : word.compare(at, 3, "\xE2\x80\x99") == 0;
    };
    if (n > mark + 1 && is_mark(n - 1 - mark)) {
      const char c = static_cast<char>(word[n - 1] | 0x20);
      if (c == 't' && n > mark + 2 && (word[n - 2 - mark] | 0x20) == 'n') return mark + 2;
      if (c == 's' || c == 'm' || c == 'd') return mark + 1;
    }
    if (n > mark + 2 && is_mark(n - 2 - mark)) {
      const std::string tail = sdk::to_lower(word.substr(n - 2));
      if (tail == "re" || tail == "ve" || tail == "ll") return mark + 2;
    }
  }
  return 0;
}

}  // namespace

char32_t Tokenizer::peek(uint32_t at) const { return at < end_ ? decode(text_, at).value : 0; }

void Tokenizer::emit(uint32_t begin, uint32_t end, uint8_t kind) {
  out_->push_back({begin, end, kind, space_});
  space_ = false;
  at_ = end;
}

bool Tokenizer::tokenize(std::string_view text, uint32_t begin, uint32_t end, std::string_view language,
                         std::vector<Token>& out, size_t most) {
  text_ = text;
  language_ = language;
  at_ = begin;
  end_ = end;
  address_checked_ = begin;
  out_ = &out;
  space_ = true;
  while (at_ < end_ && out.size() < most) {
    const CodePoint c = decode(text_, at_);
    const Class kind = class_of(c.value);
    if (kind == Class::space) {
      at_ += c.size;
      space_ = true;
      continue;
    }
    if ((kind == Class::letter || kind == Class::digit) && address(at_)) continue;
    switch (kind) {
      case Class::letter:
      case Class::mark: word(at_); break;
      case Class::digit: number(at_); break;
      case Class::ideograph: ideographs(at_); break;
      default: other(at_);
    }
  }
  const bool all = at_ >= end_ && out.size() <= most;
  if (out.size() > most) out.resize(most);
  return all;
}

// The run without spaces that begins at `begin`, searched for what makes an address.
Tokenizer::Run Tokenizer::run_at(uint32_t begin) const {
  Run out;
  uint32_t at = begin;
  while (at < end_) {
    const char c = text_[at];
    if (static_cast<unsigned char>(c) <= 0x20 || c == '<' || c == '>' || c == '"') break;
    if (c == '@' && out.sign == 0) out.sign = at;
    if (c == ':' && text_.substr(at, std::min(end_ - at, 3u)) == "://") out.scheme = true;
    if (static_cast<unsigned char>(c) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint p = decode(text_, at);
    if (class_of(p.value) == Class::space || quotation_mark(p.value) != Mark::none) break;
    at += p.size;
  }
  out.end = at;
  return out;
}

// The end of "name@host.example" in a run, else 0.
uint32_t Tokenizer::email(uint32_t begin, const Run& run) const {
  for (uint32_t i = begin; i < run.sign; ++i)
    if (!stands_in_email(text_[i])) return 0;
  uint32_t last = run.sign + 1;
  bool dot = false;
  while (last < run.end && stands_in_email(text_[last])) dot = text_[last++] == '.' || dot;
  last = without_trailing(text_, run.sign + 1, last);
  return dot && last != run.sign + 1 ? last : 0;
}

// URLs and e-mail addresses.
bool Tokenizer::address(uint32_t begin) {
  if (begin < address_checked_) return false;
  const Run run = run_at(begin);
  address_checked_ = run.end;
  if (!run.scheme && run.sign == 0 && (text_[begin] | 0x20) != 'w') return false;
  if (is_url(text_.substr(begin, run.end - begin))) {
    emit(begin, without_trailing(text_, begin, run.end), NG_TOKEN_URL);
    return true;
  }
  if (run.scheme || run.sign == 0) return false;
  const uint32_t last = email(begin, run);
  if (last == 0) return false;
  emit(begin, last, NG_TOKEN_EMAIL);
  return true;
}

bool Tokenizer::handle(uint32_t begin) {
  uint32_t last = begin + 1;
  while (last < end_) {
    const CodePoint c = decode(text_, last);
    const Class kind = class_of(c.value);
    if (!is_word_class(kind) && kind != Class::digit && c.value != '_') break;
    last += c.size;
  }
  if (last == begin + 1) return false;
  if (text_[begin] == '#' && is_digit(peek(begin + 1))) return false;  // "#1" is a number
  emit(begin, last, NG_TOKEN_HANDLE);
  return true;
}

void Tokenizer::number(uint32_t begin) {
  uint32_t last = begin;
  while (last < end_) {
    const CodePoint c = decode(text_, last);
    const Class kind = class_of(c.value);
    if (kind == Class::digit || is_word_class(kind)) {  // "20th", "1990s", "3D"
      last += c.size;
      continue;
    }
    const bool joins = c.value == ',' || c.value == '.' || c.value == ':' || (c.value == '/' && last > begin);
    if (!joins || class_of(peek(last + 1)) != Class::digit) break;
    last += 1;
  }
  if (const uint32_t phone = telephone(begin, last); phone != 0) last = phone;
  // "'90s" and "5's" keep their marks apart; "2nd," too.
  emit(begin, last, NG_TOKEN_NUMBER);
}

// The end of "555-010-0199" whose first digits are [begin, last), else 0. Ranges and dates are shaped otherwise.
uint32_t Tokenizer::telephone(uint32_t begin, uint32_t last) const {
  constexpr uint32_t kSize = 12;
  if (last != begin + 3 || begin + kSize > end_) return 0;
  for (uint32_t i = 0; i < kSize; ++i) {
    const char32_t c = static_cast<unsigned char>(text_[begin + i]);
    if (i == 3 || i == 7 ? c != '-' : !is_digit(c)) return 0;
  }
  const char32_t next = peek(begin + kSize);
  return next == '-' || (next != 0 && (class_of(next) == Class::digit || class_of(next) == Class::letter))
             ? 0
             : begin + kSize;
}

void Tokenizer::ideographs(uint32_t begin) {
  uint32_t last = begin;
  while (last < end_) {
    const CodePoint c = decode(text_, last);
    if (class_of(c.value) != Class::ideograph && class_of(c.value) != Class::mark) break;
    last += c.size;
  }
  uint32_t count = 0;
  if (unicode_ != nullptr) {
    breaks_.resize((last - begin) / 2 + 2);
    const ng_str run{text_.data() + begin, last - begin};
    if (unicode_->breaks(NG_BREAK_WORD, run, breaks_.data(), static_cast<uint32_t>(breaks_.size()), &count) != NG_OK ||
        count > breaks_.size())
      count = 0;
  }
  if (count >= 2) {
    for (uint32_t i = 0; i + 1 < count; ++i) emit(begin + breaks_[i], begin + breaks_[i + 1], NG_TOKEN_WORD);
  } else {
    while (begin < last) {
      const uint32_t size = decode(text_, begin).size;
      emit(begin, begin + size, NG_TOKEN_WORD);
      begin += size;
    }
  }
}

void Tokenizer::other(uint32_t begin) {
  const CodePoint c = decode(text_, begin);
  uint32_t last = begin + c.size;
  if (const uint32_t face = emoticon(begin); face != 0) return emit(begin, face, NG_TOKEN_SYMBOL);
  if (const uint32_t end = quotation_mark_of_two(begin); end != 0) return emit(begin, end, NG_TOKEN_PUNCTUATION);
  if (const uint32_t end = reference(begin); end != 0) return emit(begin, end, NG_TOKEN_PUNCTUATION);
  if (is_apostrophe(c.value) && !space_) {  // "1990's", "NATO)'s"
    const char32_t next = peek(last) | 0x20;
    if ((next == 's' || next == 'd') && !is_word_class(class_of(peek(last + 1) == 0 ? ' ' : peek(last + 1))))
      return emit(begin, last + 1, NG_TOKEN_WORD);
  }
  if ((c.value == '@' || c.value == '#') && handle(begin)) return;
  if (c.value == '.' || c.value == '-' || c.value == '*' || c.value == '_' || c.value == '=' || c.value == '<' ||
      c.value == '>' || c.value == '!' || c.value == '?') {
    // Runs: "...", "--", "*****", "?!".
    const auto same = [&](char32_t next) {
      return next == c.value || ((c.value == '!' || c.value == '?') && (next == '!' || next == '?'));
    };
    while (same(peek(last))) ++last;
  }
  const bool symbol = class_of(c.value) == Class::symbol || c.value == '%' || c.value == 0x2030;
  if (c.value >= 0x1F000) {  // an emoji with its modifiers
    while (last < end_) {
      const CodePoint next = decode(text_, last);
      if (class_of(next.value) != Class::mark && !(next.value >= 0x1F3FB && next.value <= 0x1F3FF)) break;
      last += next.size;
    }
  }
  emit(begin, last, symbol ? NG_TOKEN_SYMBOL : NG_TOKEN_PUNCTUATION);
}

// The end of `` or '', written for one mark, else 0.
uint32_t Tokenizer::quotation_mark_of_two(uint32_t begin) const {
  const char c = text_[begin];
  if ((c != '\'' && c != '`') || peek(begin + 1) != static_cast<char32_t>(c)) return 0;
  return begin + 2;
}

// The end of "&quot;" and its like, else 0.
uint32_t Tokenizer::reference(uint32_t begin) const {
  constexpr uint32_t kLongest = 9;
  if (text_[begin] != '&') return 0;
  const std::string_view ahead = text_.substr(begin, std::min(end_ - begin, kLongest));
  const size_t size = ahead.find(';') + 1;  // 0 where there is none
  return mark_of_reference(ahead.substr(0, size)).empty() ? 0 : begin + static_cast<uint32_t>(size);
}

// The end of ":)" or ";-(" between spaces, else 0.
uint32_t Tokenizer::emoticon(uint32_t begin) const {
  if (!space_ || (text_[begin] != ':' && text_[begin] != ';')) return 0;
  uint32_t mouth = begin + 1;
  if (peek(mouth) == '-') ++mouth;
  const char32_t c = peek(mouth);
  if (c != ')' && c != '(' && c != 'D' && c != 'P') return 0;
  const char32_t next = peek(mouth + 1);
  return next == 0 || class_of(next) == Class::space ? mouth + 1 : 0;
}

// Whether the full stop at `at` is inside of "irc.example.net" or "alt.pets.cats": two stops or more between small
// letters and digits. Looks a fixed number of bytes ahead.
bool Tokenizer::dotted_name(uint32_t at, bool stop_before) const {
  constexpr uint32_t kLongest = 64;
  unsigned stops = stop_before ? 1 : 0;
  uint32_t i = at;
  for (; i < end_ && i - at < kLongest; ++i) {
    const char c = text_[i];
    if (c == '.') {
      if (i + 1 >= end_ || text_[i + 1] < 'a' || text_[i + 1] > 'z') break;
      ++stops;
    } else if (!((c >= 'a' && c <= 'z') || is_digit(static_cast<unsigned char>(c)))) {
      break;
    }
  }
  return i - at < kLongest && stops >= 2;
}

// A run of letters with what may stand inside of a word.
void Tokenizer::word(uint32_t begin) {
  uint32_t last = begin;
  while (last < end_) {
    const CodePoint c = decode(text_, last);
    const Class kind = class_of(c.value);
    if (is_word_class(kind) || kind == Class::digit || c.value == '_') {
      last += c.size;
      continue;
    }
    if (last == begin) {  // a mark that stands alone
      last += c.size;
      break;
    }
    const char32_t next = peek(last + c.size);
    const Class next_kind = next == 0 ? Class::space : class_of(next);
    const std::string_view so_far = text_.substr(begin, last - begin);
    if (is_apostrophe(c.value) && is_word_class(next_kind)) {
      last += c.size;
    } else if (c.value == '&' && is_upper(next) && is_upper(decode_before(text_, last).value)) {  // "AT&T"
      last += c.size;
    } else if (c.value == '.' && is_word_class(next_kind)) {
      // "U.S", "a.m", "example.com"; but not a stop whose space is missing ("end.The").
      const size_t part = so_far.rfind('.') == std::string_view::npos ? 0 : so_far.rfind('.') + 1;
      const bool single = decode(so_far, part).size == so_far.size() - part;
      uint32_t tail = last + 1;
      while (tail < end_ && tail - last < 12 && is_word_class(class_of(peek(tail)))) tail += decode(text_, tail).size;
      if (!single && !is_address_end(sdk::to_lower(text_.substr(last + 1, tail - last - 1))) &&
          !dotted_name(last, part != 0))
        break;
      last += c.size;
    } else if (is_hyphen(c.value) && is_word_class(next_kind) && so_far.size() < 8 &&
               is_prefix(sdk::to_lower(so_far))) {
      last += c.size;
    } else {
      break;
    }
  }
  split_word(begin, last);
}

// The stop belongs to the word in "Mr.", "U.S." and initials.
uint32_t Tokenizer::with_full_stop(uint32_t begin, uint32_t end) const {
  if (peek(end) != '.' || peek(end + 1) == '.') return end;
  const std::string_view word = text_.substr(begin, end - begin);
  uint32_t next = end + 1;
  while (next < end_ && class_of(peek(next)) == Class::space) next += decode(text_, next).size;
  const char32_t follows = peek(next);
  const bool spaced = next > end + 1;
  if (decode(word, 0).size == word.size()) {  // an initial
    if (!is_upper(decode(word, 0).value) || word == "I") return end;
    if (follows == 0) return end;
    return spaced ? (is_upper(follows) ? end + 1 : end)
                  : (class_of(follows) == Class::letter || is_hyphen(follows) || follows == ',' ? end + 1 : end);
  }
  if (word.size() >= 3 && word.size() <= 12 && word.find('.') != std::string_view::npos) {  // "U.S", "a.m", "Ph.D"
    bool dotted = true;
    for (size_t at = 0, length = 0; at <= word.size(); ++at) {
      if (at == word.size() || word[at] == '.') {
        dotted = dotted && length > 0 && length <= 2;
        length = 0;
      } else {
        ++length;
      }
    }
    if (dotted) return end + 1;
  }
  if (word.size() > 8) return end;
  const std::string lower = sdk::to_lower(word);
  const Abbreviation kind = abbreviation(lower, language_);
  if (kind == Abbreviation::none) return end;
  if (kind == Abbreviation::number) return spaced && class_of(follows) == Class::digit ? end + 1 : end;
  if (language_.empty() || language_ == "en")
    if (needs_capital(lower) && !is_upper(decode(word, 0).value)) return end;
  return end + 1;
}

void Tokenizer::split_word(uint32_t begin, uint32_t end) {
  const std::string_view word = text_.substr(begin, end - begin);
  if (const unsigned first = merged_form(word.size() == 5 || word.size() == 6 ? sdk::to_lower(word) : std::string());
      first != 0) {
    emit(begin, begin + first, NG_TOKEN_WORD);
    emit(begin + first, end, NG_TOKEN_WORD);
    return;
  }
  const bool address = word.find('.') != std::string_view::npos && word.size() > 4 &&
                       is_address_end(sdk::to_lower(word.substr(word.rfind('.') + 1))) && word.find('.') > 1;
  if (const uint32_t tail = clitic(word); tail != 0) {
    emit(begin, end - tail, NG_TOKEN_WORD);
    emit(end - tail, end, NG_TOKEN_WORD);
    return;
  }
  if (address) return emit(begin, end, NG_TOKEN_URL);
  uint32_t last = with_full_stop(begin, end);
  if (last == end && end - begin <= 2 && equal_ignoring_case(word, "us") && peek(end) == '$') last = end + 1;  // "US$"
  emit(begin, last, NG_TOKEN_WORD);
}

}  // namespace segments
