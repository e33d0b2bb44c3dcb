// The annotator "boilerplate": elements and blocks in; roles, regions and metadata out.
#include <algorithm>
#include <cmath>

#include <newsgrain/sdk/html.hpp>
#include <newsgrain/sdk/plugin.hpp>

#include "dates.hpp"
#include "decide.hpp"
#include "features.hpp"
#include "metadata.hpp"
#include "roles.hpp"

namespace sdk = newsgrain::sdk;

namespace boilerplate {
namespace {

constexpr float kShift = 1.2f;               // of the log odds, for "precision" and "recall"
constexpr uint32_t kArticleWords = 60;       // fewer words of body make no article by themselves

class Boilerplate {
 public:
  struct Worker {
    Features features;
    Decision decision;
    Roles roles;
  };

  explicit Boilerplate(const sdk::Config& config)
      : markup_(config.resource("markup.bin"), kFeatureCount),
        text_(config.resource("text.bin"), kFeatureCount),
        html_(config.extension<ng_html>(NG_EXT_HTML)) {
    const std::string_view favour = config.string("favour");
    bias_ = favour == "precision" ? -kShift : favour == "recall" ? kShift : 0.0f;
  }

  void process(sdk::Run& run, Worker& worker) const {
    const Page page = view(run);
    Metadata metadata = read_metadata(page);
    run.check_cancelled();
    worker.features.compute(page, metadata.titles);
    run.check_cancelled();
    decide(page, worker.features, page.plain() ? text_ : markup_, bias_, worker.decision);
    assign_roles(page, worker.features, worker.decision, metadata, worker.roles);
    complete(run, page, worker, metadata);
    write(run, page, worker, metadata);
  }

 private:
  Page view(const sdk::Run& run) const {
    const sdk::LayerView elements = run.layer(0), blocks = run.layer(1);
    Page page;
    page.text = run.text();
    page.markup = run.markup();
    page.html = html_;
    if (elements.rows() != 0) {  // plain text has none
      page.n_elements = elements.rows();
      page.element_begin = elements.begins();
      page.element_end = elements.ends();
      page.tag = elements.column<uint16_t>(0);
      page.parent = elements.column<uint32_t>(1);
      page.markup_begin = elements.column<uint32_t>(2);
      page.markup_end = elements.column<uint32_t>(3);
      page.start_tag_end = elements.column<uint32_t>(4);
    }
    if (blocks.rows() != 0) {
      page.n_blocks = blocks.rows();
      page.block_begin = blocks.begins();
      page.block_end = blocks.ends();
      page.kind = blocks.column<uint8_t>(0);
      page.level = blocks.column<uint8_t>(1);
      page.block_element = blocks.column<uint32_t>(2);
      page.link_bytes = blocks.column<uint32_t>(3);
    }
    return page;
  }

  // What the page does not say of itself is read off its text and its address.
  void complete(const sdk::Run& run, const Page& page, const Worker& worker, Metadata& metadata) const {
    const Roles& roles = worker.roles;
    const auto visible = [&](uint8_t key, std::string value) { metadata.values.push_back({key, NG_SIGNAL_VISIBLE, std::move(value), kNone, kNone}); };
    uint64_t words = 0;
    double sure = 0;
    for (uint32_t b = 0; b < page.n_blocks; ++b) {
      const uint8_t role = roles.role[b];
      const std::string_view text = page.block(b);
      if (role == NG_ROLE_BODY && roles.duplicate_of[b] == kNone) {
        words += worker.features.facts()[b].words;
        sure += worker.features.facts()[b].words * static_cast<double>(worker.decision.probability[b]);
      }
    }
    complete_title(page, worker, metadata);
    const uint32_t anchor = roles.title != kNone ? roles.title : roles.first_body;
    if (const uint32_t b = nearest(page, roles, NG_ROLE_SUBTITLE, anchor); b != kNone && !metadata.has(NG_META_SUBTITLE)) visible(NG_META_SUBTITLE, std::string(page.block(b)));
    if (!metadata.has(NG_META_PUBLISHED))
      if (const uint32_t b = nearest(page, roles, NG_ROLE_DATE, anchor); b != kNone)
        if (std::string date = iso_date(page.block(b)); !date.empty()) visible(NG_META_PUBLISHED, std::move(date));
    if (!metadata.has(NG_META_AUTHOR) || metadata.only_organisations)
      if (const uint32_t b = nearest(page, roles, NG_ROLE_BYLINE, anchor); b != kNone)
        if (const std::vector<std::string> names = names_in_byline(page.block(b)); !names.empty()) {
          metadata.drop(NG_META_AUTHOR);
          for (const std::string& name : names) visible(NG_META_AUTHOR, name);
        }
    std::string_view address = run.value("url");
    for (const MetaValue& v : metadata.values)
      if (v.key == NG_META_URL && address.empty()) address = v.value;
    if (!metadata.has(NG_META_PUBLISHED))
      if (std::string date = date_in_url(address); !date.empty()) metadata.values.push_back({NG_META_PUBLISHED, NG_SIGNAL_URL, std::move(date), kNone, kNone});
    const bool article = words >= kArticleWords || (words >= kArticleWords / 3 && (metadata.says_article || page.plain()));
    visible(NG_META_PAGE_KIND, metadata.says_list && !metadata.says_article ? "list" : article ? "article" : "other");
    const double quality = words == 0 ? 0 : sure / static_cast<double>(words) * std::min(1.0, static_cast<double>(words) / 100);
    visible(NG_META_QUALITY, std::to_string(static_cast<int>(std::lround(quality * 100)) / 100) + "." + two_digits(static_cast<int>(std::lround(quality * 100)) % 100));
  }

  // The block with this role that is closest to the anchor; dates need one that can be read.
  static uint32_t nearest(const Page& page, const Roles& roles, uint8_t role, uint32_t anchor) {
    constexpr uint32_t kFar = 60;
    uint32_t best = kNone, distance = kNone;
    for (uint32_t b = 0; b < page.n_blocks; ++b) {
      if (roles.role[b] != role || page.block_end[b] - page.block_begin[b] > 600) continue;
      const uint32_t d = anchor == kNone ? b : b > anchor ? b - anchor : (anchor - b) * 2;
      if (d < distance && (anchor == kNone || d <= kFar) && (role != NG_ROLE_DATE || !iso_date(page.block(b)).empty())) best = b, distance = d;
    }
    return best;
  }

  // The heading above the article is its title in the words of the page itself; what meta tags say is often made for search engines.
  static void complete_title(const Page& page, const Worker& worker, Metadata& metadata) {
    const uint32_t b = worker.roles.title;
    if (b == kNone || page.block_end[b] - page.block_begin[b] > 600) return;
    const BlockFacts& f = worker.features.facts()[b];
    const uint32_t body = worker.roles.first_body;
    constexpr uint32_t kNear = 25;
    const bool heading = page.kind[b] == NG_BLOCK_HEADING && f.words >= 2 && (f.title_match >= 0.45f || (page.level[b] == 1 && (f.tags & (kInNav | kInFooter | kInAside)) == 0 && body != kNone && b < body && body - b <= kNear));
    if (metadata.has(NG_META_TITLE) && !heading) return;
    metadata.drop(NG_META_TITLE);
    std::string value(page.block(b));
    std::replace(value.begin(), value.end(), '\n', ' ');
    metadata.values.push_back({NG_META_TITLE, NG_SIGNAL_VISIBLE, std::move(value), kNone, kNone});
  }

  static std::string two_digits(int n) { return n < 10 ? "0" + std::to_string(n) : std::to_string(n); }

  void write(sdk::Run& run, const Page& page, const Worker& worker, const Metadata& metadata) const {
    sdk::Writer roles(run, 0, {NG_CODE8, NG_F32, NG_REF});
    for (uint32_t b = 0; b < page.n_blocks; ++b) {
      const float p = worker.decision.probability[b];
      const bool content = worker.decision.content[b] != 0;
      roles.row().code(worker.roles.role[b]).f32(content ? p : 1 - p).ref(worker.roles.duplicate_of[b]);
    }
    roles.commit();
    sdk::Writer regions(run, 1, {NG_CODE8, NG_F32});
    for (const Region& r : worker.roles.regions) regions.row(r.begin, r.end).code(r.role).f32(0.9f);
    regions.commit();
    sdk::Writer values(run, 2, {NG_CODE8, NG_STR, NG_CODE8, NG_SPAN});
    for (const MetaValue& v : metadata.values) {
      values.row().code(v.key).str(v.value).code(v.signal);
      if (v.begin == kNone) values.none();
      else values.span(v.begin, v.end);
    }
    values.commit();
  }

  Forest markup_, text_;
  const ng_html* html_;
  float bias_ = 0;
};

}  // namespace
}  // namespace boilerplate

NG_PLUGIN(boilerplate::Boilerplate, "boilerplate");
