// The annotator "sentiment": sentences, mentions and quotes in; polarity, target, quote and entity sentiment out.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <newsgrain/sdk/plugin.hpp>
#include "slots.hpp"

#include "explain.hpp"
#include "features.hpp"
#include "model.hpp"
#include "stances.hpp"
#include "words.hpp"

namespace sdk = newsgrain::sdk;

namespace sentiment {
namespace {

constexpr float kNeutral = 0.125f;  // polarity within +-this is neutral: half a point on the raters' scale of -4 to 4

bool is_target(uint8_t type, uint8_t form) {
  return (type == NG_ENTITY_PERSON || type == NG_ENTITY_ORG || type == NG_ENTITY_GPE) && form != NG_FORM_VALUE;
}

class Sentiment {
 public:
  struct Part {  // of what a word adds to the stance towards a target
    uint32_t word, target;
    float share;
  };
  struct Worker {
    std::vector<Word> words;
    std::vector<Feature> features;
    std::vector<Target> targets;
    std::vector<WordShare> shares;
    std::vector<Part> parts;
  };

  explicit Sentiment(const sdk::Config& config)
      : lexicon_(config.resource("lexicon.tsv")),
        target_(config.resource(config.string("domain") == "finance" ? "finance.bin" : "target.bin"), 3),
        sentence_(config.resource("sentence.bin"), 1),
        abstain_below_(static_cast<float>(config.real("abstain_below"))),
        explain_(config.boolean("explain")) {
    const std::string own(config.string("lexicon"));
    if (!own.empty()) lexicon_.add_users(config.file(own), own);
  }

  void process(sdk::Run& run, Worker& worker) const {
    run.read(run.layer(slots::reads::block));
    const sdk::LayerView sentences = run.layer(slots::reads::sentence), tokens = run.layer(slots::reads::token),
                         mentions = run.layer(slots::reads::entity_mention), quotes = run.layer(slots::reads::quote);
    sdk::Writer polarity(run, slots::writes::sentence_polarity);
    sdk::Writer targets(run, slots::writes::target_sentiment);
    sdk::Writer words(run, slots::writes::polarity_word), target_words(run, slots::writes::target_word);
    const uint32_t* sentence_of = tokens.column<uint32_t>(slots::reads::token::sentence);
    const Quoted quoted(quotes);
    Stances stances(mentions ? mentions.rows() : 0);
    std::array<DocumentPolarity, 2> whole;

    uint32_t token = 0, mention = 0;
    for (uint32_t s = 0; s < sentences.rows(); ++s) {
      run.check_cancelled();
      const uint32_t first = token;
      while (token < tokens.rows() && sentence_of[token] == s) ++token;
      look_up_all(run, tokens, first, token, worker.words);
      worker.targets.clear();
      if (mentions) mark_names(mentions, mention, sentences.end(s), worker);
      prepare(lexicon_, run.text(), worker.words);
      sentence_features(worker.words, worker.features);
      const float p = std::clamp(sentence_.score(worker.features), -1.0f, 1.0f);
      const uint32_t sign = p < -kNeutral ? NG_LABEL_NEGATIVE : p > kNeutral ? NG_LABEL_POSITIVE : NG_LABEL_NEUTRAL;
      polarity.row().f32(p).code(sign);
      whole[quoted.mostly(sentences.begin(s), sentences.end(s))].add(p, sign);
      if (explain_) explain_sentence(worker, s, words);
      const uint32_t first_target = targets.rows();
      for (const Target& t : worker.targets) {
        target_features(worker.words, t.first, t.last, worker.features);
        const Probabilities q = target_.probabilities(worker.features);
        stances.of_mention[t.mention] = q;
        if (explain_) explain_target(worker, t, targets.rows());
        targets.row().ref(t.mention).ref(s).f32(q[0]).f32(q[1]).f32(q[2]).code(label(q));
      }
      if (explain_ && targets.rows() != first_target) write_target_words(worker, target_words);
    }
    polarity.commit();
    targets.commit();
    words.commit();
    target_words.commit();
    sdk::Writer of_quotes(run, slots::writes::quote_sentiment);
    if (quotes && mentions) speakers(run, worker, of_quotes);
    of_quotes.commit();
    sdk::Writer of_entities(run, slots::writes::entity_sentiment);
    if (mentions) {
      for (const EntityStance& e : by_entity(mentions, quoted, stances))
        of_entities.row()
            .ref(e.entity)
            .code(place(e.in_quotes))
            .u32(e.count)
            .f32(e.mean[0])
            .f32(e.mean[1])
            .f32(e.mean[2])
            .code(label(e.mean));
    }
    of_entities.commit();
    sdk::Writer of_document(run, slots::writes::document_sentiment);
    for (const bool in_quotes : {false, true}) {
      const DocumentPolarity& d = whole[in_quotes];
      if (d.count != 0)
        of_document.row()
            .code(place(in_quotes))
            .u32(d.count)
            .f32(d.mean())
            .u32(d.labels[0])
            .u32(d.labels[1])
            .u32(d.labels[2]);
    }
    of_document.commit();
  }

 private:
  void look_up_all(const sdk::Run& run, const sdk::LayerView& tokens, uint32_t first, uint32_t last,
                   std::vector<Word>& words) const {
    words.resize(last - first);
    for (uint32_t i = first; i < last; ++i)
      look_up(lexicon_, run.text(), tokens.begin(i), tokens.end(i), words[i - first]);
  }

  // Mentions are sorted by begin; each belongs to the sentence in which it begins, and is cut at that sentence's end.
  static void mark_names(const sdk::LayerView& mentions, uint32_t& mention, uint32_t sentence_end, Worker& worker) {
    std::vector<Word>& words = worker.words;
    const uint8_t *type = mentions.column<uint8_t>(slots::reads::entity_mention::type),
                  *form = mentions.column<uint8_t>(slots::reads::entity_mention::form);
    size_t from = 0, marked = 0;
    for (; mention < mentions.rows() && mentions.begin(mention) < sentence_end; ++mention) {
      if (type[mention] >= NG_ENTITY_DATE) continue;
      while (from < words.size() && words[from].end <= mentions.begin(mention)) ++from;
      const auto to = static_cast<size_t>(std::lower_bound(words.begin() + static_cast<ptrdiff_t>(from), words.end(),
                                                           mentions.end(mention),
                                                           [](const Word& w, uint32_t end) { return w.begin < end; }) -
                                          words.begin());
      if (to == from) continue;
      for (marked = std::max(marked, from); marked < to; ++marked) words[marked].name = true;
      if (is_target(type[mention], form[mention]))
        worker.targets.push_back({mention, static_cast<uint32_t>(from), static_cast<uint32_t>(to)});
    }
  }

  void explain_sentence(Worker& worker, uint32_t sentence, sdk::Writer& out) const {
    const auto count = static_cast<uint32_t>(worker.words.size());
    explain(sentence_, worker.words, 0, count, worker.features, worker.shares);
    for (const WordShare& s : worker.shares)
      out.row(worker.words[s.word].begin, worker.words[s.word].end).ref(sentence).f32(s.share);
  }
  void explain_target(Worker& worker, const Target& target, uint32_t row) const {
    explain(target_, worker.words, target.first, std::min(target.last, target.first + kLongestName), worker.features,
            worker.shares);
    for (const WordShare& s : worker.shares)
      if (s.share != 0) worker.parts.push_back({s.word, row, s.share});
  }
  // A layer goes in the order of the text, so the words of all targets of a sentence are sorted together.
  static void write_target_words(Worker& worker, sdk::Writer& out) {
    std::stable_sort(worker.parts.begin(), worker.parts.end(),
                     [](const Part& a, const Part& b) { return a.word < b.word; });
    for (const Part& p : worker.parts)
      out.row(worker.words[p.word].begin, worker.words[p.word].end).ref(p.target).f32(p.share);
    worker.parts.clear();
  }

  static uint32_t place(bool in_quotes) { return in_quotes ? NG_PLACE_QUOTES : NG_PLACE_NARRATION; }

  uint32_t label(const Probabilities& p) const {
    const size_t best = static_cast<size_t>(std::max_element(p.begin(), p.end()) - p.begin());
    return p[best] < abstain_below_ ? NG_LABEL_ABSTAIN : static_cast<uint32_t>(best);
  }

  // The stance of a quote's speaker towards whom the quote names, or whom he is said to speak about. Only the words of
  // the quote are read: what the journalist says around them is not the speaker's. The speaker is no target of his own.
  void speakers(const sdk::Run& run, Worker& worker, sdk::Writer& out) const {
    const sdk::LayerView mentions = run.layer(slots::reads::entity_mention), quotes = run.layer(slots::reads::quote);
    const uint32_t *speaker = quotes.column<uint32_t>(slots::reads::quote::speaker_entity),
                   *entity = mentions.column<uint32_t>(slots::reads::entity_mention::entity);
    const ng_span* cue = quotes.column<ng_span>(slots::reads::quote::cue);
    EntityMeans means;
    for (uint32_t q = 0; q < quotes.rows(); ++q) {
      if (speaker[q] == NG_NONE) continue;
      run.check_cancelled();
      means.clear();
      const uint32_t about = entity_spoken_about(run, cue[q]);
      const auto [fragment, end] = quotes.items<ng_span>(slots::reads::quote::fragments, q);
      for (const ng_span* f = fragment; f != end; ++f) {
        each_part(run, *f, worker, [&] {
          if (about != NG_NONE) add_pronouns(worker);
          for (const Target& t : worker.targets) {
            const uint32_t target = t.mention == NG_NONE ? about : entity[t.mention];
            if (target == NG_NONE || target == speaker[q]) continue;
            target_features(worker.words, t.first, t.last, worker.features);
            means.add(target, target_.probabilities(worker.features));
          }
        });
      }
      for (const auto& [target, p] : means.sorted())
        out.row().ref(q).ref(speaker[q]).ref(target).f32(p[0]).f32(p[1]).f32(p[2]).code(label(p));
    }
  }

  // Calls `use` with the words and targets of each sentence's part that lies in the fragment.
  template <class Use>
  void each_part(const sdk::Run& run, ng_span fragment, Worker& worker, Use&& use) const {
    const sdk::LayerView tokens = run.layer(slots::reads::token), mentions = run.layer(slots::reads::entity_mention);
    const uint32_t* sentence_of = tokens.column<uint32_t>(slots::reads::token::sentence);
    uint32_t mention = first_from(mentions, fragment.begin), token = first_from(tokens, fragment.begin);
    while (token < tokens.rows() && tokens.begin(token) < fragment.end) {
      const uint32_t first = token;
      while (token < tokens.rows() && tokens.begin(token) < fragment.end && sentence_of[token] == sentence_of[first])
        ++token;
      look_up_all(run, tokens, first, token, worker.words);
      worker.targets.clear();
      mark_names(mentions, mention, tokens.end(token - 1), worker);
      prepare(lexicon_, run.text(), worker.words);
      use();
    }
  }

  // "..., he said of Anna Berg": the entity of the mention behind of, about, or NG_NONE.
  uint32_t entity_spoken_about(const sdk::Run& run, ng_span cue) const {
    constexpr uint32_t kReach = 4;  // words between the cue and its preposition
    static const uint32_t kOf = hash_bytes("of"), kAbout = hash_bytes("about");
    if (cue.begin == NG_NONE) return NG_NONE;
    const sdk::LayerView tokens = run.layer(slots::reads::token), mentions = run.layer(slots::reads::entity_mention);
    const uint32_t first = first_from(tokens, cue.end), last = std::min(tokens.rows(), first + kReach);
    for (uint32_t i = first; i + 1 < tokens.rows() && i < last; ++i) {
      const uint32_t hash = hash_bytes(Plain(run.text(tokens.begin(i), tokens.end(i))).view());
      if (hash != kOf && hash != kAbout) continue;
      const uint32_t mention = first_from(mentions, tokens.begin(i + 1));
      if (mention < mentions.rows() && mentions.begin(mention) == tokens.begin(i + 1) &&
          is_target(mentions.column<uint8_t>(slots::reads::entity_mention::type)[mention],
                    mentions.column<uint8_t>(slots::reads::entity_mention::form)[mention]))
        return mentions.column<uint32_t>(slots::reads::entity_mention::entity)[mention];
    }
    return NG_NONE;
  }

  // Pronouns of the third person as targets without a mention.
  static void add_pronouns(Worker& worker) {
    static const uint32_t kPronouns[] = {hash_bytes("he"),  hash_bytes("she"),  hash_bytes("him"),
                                         hash_bytes("her"), hash_bytes("they"), hash_bytes("them")};
    for (uint32_t i = 0; i < worker.words.size(); ++i)
      if (std::find(std::begin(kPronouns), std::end(kPronouns), worker.words[i].hash) != std::end(kPronouns))
        worker.targets.push_back({NG_NONE, i, i + 1});
  }

  Lexicon lexicon_;
  Model target_, sentence_;
  float abstain_below_;
  bool explain_;
};

}  // namespace
}  // namespace sentiment

NG_PLUGIN(sentiment::Sentiment, "sentiment");
