// tokenizer.hpp: the words, numbers and marks of one block.
//
// Words as in Universal Dependencies' English treebanks: clitics stand apart ("do|n't", "Anna|'s"), so do the parts of
// hyphenated words ("well|-|known", but "non-human"); "U.S.", "Mr.", "1,000.50", "AT&T", addresses and handles are one
// token.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <newsgrain/sdk/plugin.hpp>

namespace segments {

struct Token {
  uint32_t begin, end;  // bytes of the text of the run
  uint8_t kind;         // NG_TOKEN_*
  bool space_before;    // or the begin of the block
};

class Tokenizer {
 public:
  // `unicode` finds words in scripts without spaces; null: each such character is a token.
  explicit Tokenizer(const ng_unicode* unicode) : unicode_(unicode) {}

  // Appends the tokens of text[begin, end), in order, until `out` has `most`: then false where text is left. Linear in
  // its length. `language`: two letters or empty.
  bool tokenize(std::string_view text, uint32_t begin, uint32_t end, std::string_view language, std::vector<Token>& out,
                size_t most = SIZE_MAX);

 private:
  void word(uint32_t begin);
  void number(uint32_t begin);
  void ideographs(uint32_t begin);
  void other(uint32_t begin);
  struct Run {
    uint32_t end = 0;
    uint32_t sign = 0;    // where its first @ stands; 0: none
    bool scheme = false;  // "://" is in it
  };
  Run run_at(uint32_t begin) const;
  uint32_t email(uint32_t begin, const Run& run) const;
  bool address(uint32_t begin);
  bool handle(uint32_t begin);
  void split_word(uint32_t begin, uint32_t end);
  uint32_t with_full_stop(uint32_t begin, uint32_t end) const;
  uint32_t quotation_mark_of_two(uint32_t begin) const;
  uint32_t reference(uint32_t begin) const;
  uint32_t emoticon(uint32_t begin) const;
  uint32_t telephone(uint32_t begin, uint32_t last) const;
  bool dotted_name(uint32_t at, bool stop_before) const;
  void emit(uint32_t begin, uint32_t end, uint8_t kind);
  char32_t peek(uint32_t at) const;  // 0 at the end

  const ng_unicode* unicode_;
  std::string_view text_, language_;
  uint32_t at_ = 0, end_ = 0;
  uint32_t address_checked_ = 0;  // no address begins before this position
  bool space_ = true;
  std::vector<Token>* out_ = nullptr;
  std::vector<uint32_t> breaks_;
};

}  // namespace segments
