// The annotator "segments": blocks in, sentences, tokens and paired quotation marks out.
#include <newsgrain/sdk/plugin.hpp>
#include "slots.hpp"

#include "quotations.hpp"
#include "splitter.hpp"
#include "tokenizer.hpp"

namespace sdk = newsgrain::sdk;

namespace segments {
namespace {

class Segments {
 public:
  struct Worker {
    std::vector<Token> tokens;
    std::vector<uint32_t> ends;
    Quotations quotations;
  };

  explicit Segments(const sdk::Config& config)
      : unicode_(config.unicode()),
        all_blocks_(config.boolean("all_blocks")),
        max_tokens_(static_cast<size_t>(config.integer("max_tokens"))) {}

  void process(sdk::Run& run, Worker& worker) const {
    run.read(run.layer(slots::reads::block));
    const sdk::LayerView blocks = run.layer(slots::reads::block), roles = run.layer(slots::reads::block_role);
    const uint8_t* role = roles ? roles.column<uint8_t>(slots::reads::block_role::role) : nullptr;
    const uint32_t* duplicate_of = roles ? roles.column<uint32_t>(slots::reads::block_role::duplicate_of) : nullptr;
    std::string_view language = run.value("language").substr(0, 2);
    if (language == "en") language = {};

    sdk::Writer sentences(run, slots::writes::sentence);
    sdk::Writer tokens(run, slots::writes::token);
    Tokenizer tokenizer(unicode_);
    worker.quotations.clear();
    uint32_t sentence = 0;
    bool all = true;
    for (uint32_t row = 0; row < blocks.rows() && all; ++row) {
      if (role != nullptr && !all_blocks_ && (!in_scope(role[row]) || duplicate_of[row] != NG_NONE)) continue;
      run.check_cancelled();
      worker.tokens.clear();
      worker.ends.clear();
      all = tokenizer.tokenize(run.text(), blocks.begin(row), blocks.end(row), language, worker.tokens,
                               max_tokens_ - tokens.rows());
      if (worker.tokens.empty()) continue;
      split_sentences(run.text(), worker.tokens, 0, static_cast<uint32_t>(worker.tokens.size()), language, worker.ends);
      worker.quotations.add_block(run.text(), worker.tokens, role != nullptr && is_title(role[row]));
      uint32_t first = 0;
      for (const uint32_t end : worker.ends) {
        run.check_cancelled();
        sentences.row(worker.tokens[first].begin, worker.tokens[end - 1].end).ref(row);
        for (uint32_t i = first; i < end; ++i) {
          const Token& t = worker.tokens[i];
          tokens.row(t.begin, t.end).code(t.kind).ref(sentence);
        }
        ++sentence;
        first = end;
      }
    }
    sentences.commit();
    tokens.commit();
    run.check_cancelled();
    sdk::Writer quotations(run, slots::writes::quotation);
    for (const Quotation& q : worker.quotations.pair(run.text()))
      quotations.row(q.begin, q.end).code(q.kind).u8(q.depth).boolean(q.closed);
    quotations.commit();
    if (!all)
      throw sdk::Error(NG_LIMIT, "the text has more than " + std::to_string(max_tokens_) +
                                     " tokens (segments.max_tokens); what comes behind has no sentences");
  }

 private:
  static bool in_scope(uint8_t role) {
    return role == NG_ROLE_BODY || role == NG_ROLE_TITLE || role == NG_ROLE_SUBTITLE || role == NG_ROLE_CAPTION;
  }
  static bool is_title(uint8_t role) { return role == NG_ROLE_TITLE || role == NG_ROLE_SUBTITLE; }

  const ng_unicode* unicode_;
  bool all_blocks_;
  size_t max_tokens_;
};

}  // namespace
}  // namespace segments

NG_PLUGIN(segments::Segments, "segments");
