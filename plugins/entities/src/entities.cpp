// entities.cpp: the annotator "entities": tokens in, mentions and entities out.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <newsgrain/sdk/plugin.hpp>

#include "mention.hpp"

namespace sdk = newsgrain::sdk;

namespace entities {
namespace {

bool is_capitalised(std::string_view word) { return !word.empty() && word[0] >= 'A' && word[0] <= 'Z'; }

class Entities {
 public:
  explicit Entities(const sdk::Config& config) : values_(config.boolean("values")) {}

  void process(sdk::Run& run) const {
    const sdk::LayerView token_layer = run.layer(3);
    const uint8_t* kinds = token_layer.column<uint8_t>(0);
    const uint32_t* sentence_of = token_layer.column<uint32_t>(1);
    std::vector<Token> tokens(token_layer.rows());
    std::vector<Sentence> sentences;
    for (uint32_t i = 0; i < tokens.size(); ++i) {
      const uint32_t begin = token_layer.begin(i), end = token_layer.end(i);
      tokens[i] = Token{run.text(begin, end), begin, end, kinds[i]};
      if (i == 0 || sentence_of[i] != sentence_of[i - 1]) sentences.push_back(Sentence{i, i});
      sentences.back().last = i + 1;
    }
    std::vector<Mention> mentions;
    for (const Sentence& s : sentences) {
      run.check_cancelled();
      for (uint32_t i = s.first; i < s.last;) {
        uint32_t j = i;
        while (j < s.last && tokens[j].kind == NG_TOKEN_WORD && is_capitalised(tokens[j].text)) ++j;
        if (j > i && !(i == s.first && j == i + 1))
          mentions.push_back(Mention{i, j, NG_ENTITY_PERSON, NG_FORM_NAME, 0, 0.1f});
        i = std::max(j, i + 1);
      }
    }
    write(run, tokens, mentions);
  }

 private:
  void write(sdk::Run& run, const std::vector<Token>& tokens, std::vector<Mention>& mentions) const {
    std::map<std::string_view, uint32_t> ids;
    std::vector<std::vector<uint32_t>> members;
    sdk::Writer out(run, 0, {NG_CODE8, NG_CODE8, NG_REF, NG_F32});
    sdk::Writer entity_out(run, 1,
                           {NG_STR, NG_CODE8, NG_STR, NG_STR, NG_STR, NG_REF | NG_LIST, NG_STR | NG_LIST});
    for (uint32_t m = 0; m < mentions.size(); ++m) {
      Mention& mention = mentions[m];
      const uint32_t begin = tokens[mention.first].begin, end = tokens[mention.last - 1].end;
      const auto [it, fresh] = ids.try_emplace(run.text(begin, end), static_cast<uint32_t>(ids.size()));
      if (fresh) members.emplace_back();
      mention.entity = it->second;
      members[it->second].push_back(m);
      out.row(begin, end).code(mention.type).code(mention.form).ref(mention.entity).f32(mention.score);
    }
    for (const auto& list : members) {
      const Mention& m = mentions[list[0]];
      entity_out.row()
          .str(run.text(tokens[m.first].begin, tokens[m.last - 1].end))
          .code(m.type)
          .none().none().none()
          .list(list)
          .list(std::vector<uint32_t>());
    }
    out.commit();
    entity_out.commit();
  }
  bool values_;
};

}  // namespace
}  // namespace entities

NG_PLUGIN(entities::Entities, "entities");
