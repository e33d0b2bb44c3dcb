// The annotator "boilerplate": elements and blocks in; roles, regions and metadata out.
#include <algorithm>
#include <cmath>

#include <newsgrain/sdk/html.hpp>
#include <newsgrain/sdk/plugin.hpp>
#include "slots.hpp"

#include "dates.hpp"
#include "decide.hpp"
#include "features.hpp"
#include "metadata.hpp"
#include "roles.hpp"
#include "visible.hpp"

namespace sdk = newsgrain::sdk;

namespace boilerplate {
namespace {

constexpr float kShift = 1.2f;  // of the log odds, for "precision" and "recall"
// A page with more blocks than a long book has lines is no page: the rest of it stays unjudged, so that memory (600
// bytes a block) and time keep within bounds.
constexpr uint32_t kMostBlocks = 150'000;
constexpr uint32_t kArticleWords = 60;  // fewer words of body make no article by themselves
constexpr float kInterruption = 0.8f;   // how often interruption() is right
constexpr float kSignedPress = 0.7f;    // PageKind::press of a page with a date or a name, to be an article
constexpr float kListAt = 0.4f;         // lists are few among the pages learned from

class Boilerplate {
 public:
  struct Worker {
    Elements elements;
    Features features;
    Scratch scratch;
    Decision decision;
    Roles roles;
  };

  explicit Boilerplate(const sdk::Config& config)
      : models_{read_forests(config.resource("markup.bin"), {kFeatureCount, kAllCount}),
                read_forests(config.resource("text.bin"), {kFeatureCount, kAllCount}),
                read_forests(config.resource("page.bin"),
                             {kSummaryCount, kSummaryCount, kSummaryCount, kSummaryCount})},
        html_(config.extension<ng_html>(NG_EXT_HTML)) {
    const std::string_view favour = config.string("favour");
    if (config.has("crawled")) latest_ = latest_day(config.string("crawled"));
    bias_ = favour == "precision" ? -kShift : favour == "recall" ? kShift : 0.0f;
  }

  void process(sdk::Run& run, Worker& worker) const {
    run.read(run.layer(slots::reads::block));
    const Page page = view(run);
    worker.elements.read(page);
    Metadata metadata = read_metadata(page, worker.elements, latest_);
    run.check_cancelled();
    worker.features.compute(page, worker.elements, metadata.titles);
    run.check_cancelled();
    decide(page, models_, metadata, run.value("url"), bias_, worker.features, worker.scratch, worker.decision);
    assign_roles(page, worker.features, worker.decision, metadata, worker.roles);
    read_visible(page, worker.features, worker.roles, run.value("url"), metadata);
    judge(page, worker, metadata);
    write(run, page, worker, metadata);
  }

 private:
  // Somewhere it is tomorrow already.
  static std::string latest_day(std::string_view crawled) {
    if (crawled.empty()) return {};
    const std::string day = iso_date(crawled);
    if (day.empty() || crawled.substr(0, 10) != day.substr(0, 10))
      throw sdk::Error(NG_INVALID, "crawled is a date such as 2026-11-25, not \"" + std::string(crawled) + "\"");
    return day_after(day, 1);
  }

  Page view(const sdk::Run& run) const {
    const sdk::LayerView elements = run.layer(slots::reads::element), blocks = run.layer(slots::reads::block),
                         site = run.layer(slots::reads::block_site);
    Page page;
    page.text = run.text();
    page.markup = run.markup();
    page.html = html_;
    if (elements.rows() != 0) {  // plain text has none
      page.n_elements = elements.rows();
      page.element_begin = elements.begins();
      page.element_end = elements.ends();
      page.tag = elements.column<uint16_t>(slots::reads::element::tag);
      page.parent = elements.column<uint32_t>(slots::reads::element::parent);
      page.markup_begin = elements.column<uint32_t>(slots::reads::element::markup_begin);
      page.markup_end = elements.column<uint32_t>(slots::reads::element::markup_end);
      page.start_tag_end = elements.column<uint32_t>(slots::reads::element::start_tag_end);
    }
    if (blocks.rows() != 0) {
      page.n_blocks = std::min(blocks.rows(), kMostBlocks);
      page.block_begin = blocks.begins();
      page.block_end = blocks.ends();
      page.kind = blocks.column<uint8_t>(slots::reads::block::kind);
      page.level = blocks.column<uint8_t>(slots::reads::block::level);
      page.block_element = blocks.column<uint32_t>(slots::reads::block::element);
      page.link_bytes = blocks.column<uint32_t>(slots::reads::block::link_bytes);
      if (site.rows() == blocks.rows()) page.site_pages = site.column<uint32_t>(slots::reads::block_site::pages);
    }
    return page;
  }

  static void judge(const Page& page, const Worker& worker, Metadata& metadata) {
    uint64_t words = 0;
    for (uint32_t b = 0; b < page.n_blocks; ++b)
      if (worker.roles.role[b] == NG_ROLE_BODY && worker.roles.duplicate_of[b] == kNone)
        words += worker.features.facts()[b].words;
    const PageKind& kind = worker.decision.page;
    // Short articles look like pages of other kinds: there a date or a name speaks for an article.
    const bool is_signed = metadata.says_article || metadata.has(NG_META_PUBLISHED) || metadata.has(NG_META_AUTHOR);
    const bool enough = words >= kArticleWords || (words >= kArticleWords / 3 && (is_signed || page.plain()));
    const bool like_article = page.plain() || kind.article > 0.5f || (is_signed && kind.press > kSignedPress);
    const std::string_view name = kind.list > kListAt && kind.list > kind.article ? "list"
                                  : enough && like_article                        ? "article"
                                                                                  : "other";
    const auto add = [&](uint8_t key, std::string value) {
      metadata.values.push_back({key, NG_SIGNAL_VISIBLE, std::move(value), kNone, kNone});
    };
    add(NG_META_PAGE_KIND, std::string(name));
    const long quality = words == 0 ? 0 : std::lround(kind.quality * 100);
    add(NG_META_QUALITY,
        std::to_string(quality / 100) + "." + (quality % 100 < 10 ? "0" : "") + std::to_string(quality % 100));
  }

  void write(sdk::Run& run, const Page& page, const Worker& worker, const Metadata& metadata) const {
    sdk::Writer roles(run, slots::writes::block_role);
    for (uint32_t b = 0; b < page.n_blocks; ++b) {
      const float p = worker.decision.probability[b];
      const bool content = worker.decision.content[b] != 0;
      const uint8_t role = worker.roles.role[b];
      const bool called =
          content && (role == NG_ROLE_ADVERTISEMENT || role == NG_ROLE_RELATED || role == NG_ROLE_PROMOTION);
      roles.row().code(role).f32(called ? kInterruption : content ? p : 1 - p).ref(worker.roles.duplicate_of[b]);
    }
    const uint32_t all = run.layer(slots::reads::block).rows();
    for (uint32_t b = page.n_blocks; b < all; ++b) roles.row().code(NG_ROLE_OTHER).f32(0.5f).ref(kNone);
    roles.commit();
    if (all > page.n_blocks)
      run.abstain("the first " + std::to_string(page.n_blocks) + " of " + std::to_string(all) +
                  " blocks were judged: the others have the role other");
    sdk::Writer regions(run, slots::writes::region);
    for (const Region& r : worker.roles.regions) regions.row(r.begin, r.end).code(r.role).f32(0.9f);
    regions.commit();
    sdk::Writer values(run, slots::writes::metadata);
    for (const MetaValue& v : metadata.values) {
      values.row().code(v.key).str(v.value).code(v.signal);
      if (v.begin == kNone)
        values.none();
      else if (page.plain())
        values.span(v.begin, v.end);
      else
        values.markup_span(v.begin, v.end);
    }
    values.commit();
  }

  const Models models_;
  const ng_html* html_;
  float bias_ = 0;
  std::string latest_;  // day; empty: any
};

}  // namespace
}  // namespace boilerplate

NG_PLUGIN(boilerplate::Boilerplate, "boilerplate");
