// entities.cpp: the annotator "entities": tokens in, mentions and entities out.
#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <newsgrain/sdk/plugin.hpp>
#include "slots.hpp"

#include "coreference.hpp"
#include "names.hpp"
#include "normal.hpp"
#include "units.hpp"
#include "user_lists.hpp"
#include "values.hpp"

namespace sdk = newsgrain::sdk;

namespace entities {
namespace {

class Entities {
 public:
  explicit Entities(const sdk::Config& config)
      : values_(config.boolean("values")),
        nominals_(config.boolean("nominals")),
        max_mentions_(static_cast<size_t>(config.integer("max_mentions"))) {
    if (!gazetteer_.open(config.resource("gazetteer.bin"))) throw sdk::Error(NG_INVALID, "gazetteer.bin is damaged");
    if (!classes_.open(config.resource("classes.bin"))) throw sdk::Error(NG_INVALID, "classes.bin is damaged");
    if (!model_.open(config.resource("tagger.bin"))) throw sdk::Error(NG_INVALID, "tagger.bin is damaged");
    countries_.open(config.resource("countries.tsv"));
    legislators_.open(config.resource("legislators.tsv"));
    std::vector<ListEntry> entries;
    for (const std::string& path : config.strings("lists")) {
      try {
        read_list(path, config.file(path), entries);
      } catch (const std::runtime_error& e) {
        throw sdk::Error(NG_INVALID, e.what());
      }
    }
    lists_.build(std::move(entries));
  }

  void process(sdk::Run& run) const {
    run.read(run.layer(slots::reads::block));
    const sdk::LayerView tokens = run.layer(slots::reads::token);
    const uint32_t* sentence_of = tokens.rows() == 0 ? nullptr : tokens.column<uint32_t>(slots::reads::token::sentence);
    Scratch scratch(gazetteer_, classes_);
    Features& features = scratch.features;
    features.units.reserve(tokens.rows() + 16);
    const TokenView view{run.text(), tokens.begins(), tokens.ends()};
    for (uint32_t i = 0; i < tokens.rows();) {
      uint32_t j = i + 1;
      while (j < tokens.rows() && sentence_of[j] == sentence_of[i]) ++j;
      add_units(view, i, j, gazetteer_, features);
      i = j;
    }
    features.prepare();
    classify(features.units);
    std::vector<Mention> names;
    for (uint32_t s = 0; s < features.sentences.size(); ++s) {
      run.check_cancelled();
      find_names(model_, gazetteer_, countries_, scratch, s, names);
      if (names.size() > max_mentions_) features.sentences.resize(s + 1);
    }
    const Text text{
        run.text(),
        features.units,
        features.sentences,
        gazetteer_,
        countries_,
        legislators_,
        nominals_ ? between_marks(features.units, run.layer(slots::reads::quotation)) : std::vector<uint8_t>()};
    add_overlooked(text, names);
    lists_.add(run.text(), features.units, features.sentences, names);
    Room room{max_mentions_};
    room.take(names);
    std::vector<Entity> entities = link_names(text, names, lists_);
    describe_people(text, names, entities);
    std::vector<Mention> references;
    if (nominals_) references = find_references(text, names, entities, [&] { run.check_cancelled(); });
    room.take(references);
    if (values_) {
      std::vector<Mention> values;
      for (const UnitSentence& s : features.sentences) {
        run.check_cancelled();
        find_values(features.units, s, names, values);
        if (values.size() > room.left) break;
      }
      room.take(values);
      names = merge(names, values);
    }
    names = merge(names, references);
    write(run, features.units, names, entities, published(run));
    if (room.full)
      throw sdk::Error(NG_LIMIT, "the text has more than " + std::to_string(max_mentions_) +
                                     " mentions (entities.max_mentions); the others are left out");
  }

 private:
  static void classify(std::vector<Unit>& units) {
    std::string plain;
    for (Unit& u : units) {
      plain.clear();
      sdk::append_plain(plain, u.text.substr(0, kLongestListed));
      u.classes = newsgrain::lang::english(plain);
    }
  }

  static std::vector<uint8_t> between_marks(const std::vector<Unit>& units, const sdk::LayerView& quotations) {
    std::vector<uint8_t> out(units.size(), 0);
    size_t at = 0;
    for (uint32_t row = 0; quotations && row < quotations.rows(); ++row) {
      if (quotations.column<uint8_t>(slots::reads::quotation::depth)[row] != 0) continue;
      while (at < units.size() && units[at].begin < quotations.begin(row)) ++at;
      for (; at < units.size() && units[at].end <= quotations.end(row); ++at) out[at] = 1;
    }
    return out;
  }

  // How many more mentions the document may have.
  struct Room {
    size_t left;
    bool full = false;
    void take(std::vector<Mention>& mentions) {
      full = full || mentions.size() > left;
      if (mentions.size() > left) mentions.resize(left);
      left -= mentions.size();
    }
  };

  static std::vector<Mention> merge(const std::vector<Mention>& a, const std::vector<Mention>& b) {
    std::vector<Mention> out(a.size() + b.size());
    std::merge(a.begin(), a.end(), b.begin(), b.end(), out.begin(),
               [](const Mention& x, const Mention& y) { return x.first < y.first; });
    return out;
  }

  // The day of publication, if the metadata says it.
  static Day published(sdk::Run& run) {
    const sdk::LayerView metadata = run.layer(slots::reads::metadata);
    for (uint32_t row = 0; metadata && row < metadata.rows(); ++row)
      if (metadata.column<uint8_t>(slots::reads::metadata::key)[row] == NG_META_PUBLISHED)
        return read_day(run.string(metadata.column<ng_sid>(slots::reads::metadata::value)[row]));
    return read_day(run.value("published"));
  }

  static void write(sdk::Run& run, const std::vector<Unit>& units, const std::vector<Mention>& mentions,
                    const std::vector<Entity>& entities, const Day& published) {
    sdk::Writer out(run, slots::writes::entity_mention);
    std::vector<std::vector<uint32_t>> members(entities.size());
    for (uint32_t n = 0; n < mentions.size(); ++n) {
      const Mention& m = mentions[n];
      out.row(units[m.first].begin, units[m.last - 1].end).code(m.type).code(m.form);
      if (m.entity == kNoEntity)
        out.ref(NG_NONE);
      else
        out.ref(m.entity);
      const bool sure = m.form >= NG_FORM_NOMINAL || m.listed != kNoEntity || m.type == NG_ENTITY_NORP;
      out.f32(sure ? m.score : share_right(m.score));
      if (m.form == NG_FORM_VALUE)
        out.str(plain_value(units, m, published));
      else
        out.none();
      if (m.entity != kNoEntity) members[m.entity].push_back(n);
    }
    sdk::Writer entity_out(run, slots::writes::entity);
    for (size_t e = 0; e < entities.size(); ++e) {
      std::vector<uint32_t> aliases;
      for (const std::string& alias : entities[e].aliases) aliases.push_back(run.intern(alias));
      entity_out.row()
          .str(entities[e].name)
          .code(entities[e].type)
          .str(entities[e].kb_id)
          .str(entities[e].country)
          .str(entities[e].role)
          .list(members[e])
          .list(aliases)
          .ref(entities[e].affiliation == kNoEntity ? NG_NONE : entities[e].affiliation);
    }
    out.commit();
    entity_out.commit();
  }

  static constexpr size_t kLongestListed = 64;  // bytes; no listed word is longer

  bool values_;
  bool nominals_;
  size_t max_mentions_;
  Gazetteer gazetteer_;
  Gazetteer classes_;  // of words, by their neighbours
  Model model_;
  Countries countries_;
  Legislators legislators_;
  UserLists lists_;
};

}  // namespace
}  // namespace entities

NG_PLUGIN(entities::Entities, "entities");
