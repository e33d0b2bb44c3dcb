#include "page_kind.hpp"

#include <algorithm>
#include <cmath>

#include <newsgrain/abi/layers.h>

namespace boilerplate {
namespace {

float log1(double x) { return std::log1p(static_cast<float>(x)); }
float ratio(double part, double whole) { return whole <= 0 ? 0.0f : static_cast<float>(part / whole); }

// Articles have long addresses of words joined by hyphens, lists have short ones.
struct Path {
  unsigned depth = 0, hyphens = 0, digits = 0;
};
Path path_of(std::string_view url) {
  Path out;
  const size_t host = url.find("://");
  size_t at = host == std::string_view::npos ? 0 : url.find('/', host + 3);
  if (at == std::string_view::npos) return out;
  for (url = url.substr(0, url.find_first_of("?#")); at < url.size(); ++at) {
    if (url[at] == '/' && at + 1 < url.size()) ++out.depth, out.hyphens = 0;
    out.hyphens += url[at] == '-' || url[at] == '_';
    out.digits += url[at] >= '0' && url[at] <= '9';
  }
  return out;
}

// What lists have many of: boxes of the same make, each with a heading that is a link, a picture, a date or a price.
struct Boxes {
  uint32_t linked_headings = 0, articles = 0, times = 0, pictures = 0, most_alike = 0;
  double alike_words = 0;  // in the blocks of the make that most blocks have, among those of some length
};
Boxes boxes_of(const Page& page, const Features& features) {
  constexpr uint32_t kLabel = 3;  // words
  Boxes out;
  for (uint32_t e = 0; e < page.n_elements; ++e) {
    out.articles += page.tag[e] == NG_TAG_article;
    out.times += page.tag[e] == NG_TAG_time;
    out.pictures += page.tag[e] == NG_TAG_img;
  }
  std::vector<std::pair<uint32_t, uint32_t>> makes;  // of a block, its words
  for (uint32_t b = 0; b < page.n_blocks; ++b) {
    const BlockFacts& f = features.facts()[b];
    out.linked_headings += page.kind[b] == NG_BLOCK_HEADING && f.link_share > 0.8f && f.words > kLabel;
    if (f.words > kLabel && f.link_share > 0.8f && !page.plain()) makes.push_back({f.make, f.words});
  }
  std::sort(makes.begin(), makes.end());
  for (size_t begin = 0, end = 0; begin < makes.size(); begin = end) {
    double words = 0;
    for (end = begin; end < makes.size() && makes[end].first == makes[begin].first; ++end) words += makes[end].second;
    if (end - begin > out.most_alike) out.most_alike = static_cast<uint32_t>(end - begin), out.alike_words = words;
  }
  return out;
}

}  // namespace

Summary summarise(const Page& page, const Features& features, const std::vector<float>& odds, const Metadata& metadata,
                  std::string_view url) {
  double words = 0, mass = 0, kept = 0, kept_mass = 0, linked = 0, listed = 0, headed = 0, ended = 0, run = 0,
         longest = 0;
  uint32_t n_kept = 0, runs = 0, links = 0, left_out = 0, headings = 0, sure = 0;
  bool inside = false;
  for (uint32_t b = 0; b < page.n_blocks; ++b) {
    const BlockFacts& f = features.facts()[b];
    const double w = f.words, p = 1 / (1 + std::exp(-static_cast<double>(odds[b])));
    words += w;
    mass += w * p;
    linked += w * static_cast<double>(f.link_share);
    links += f.link_share > 0.8f && f.words >= 4;
    headings += page.kind[b] == NG_BLOCK_HEADING;
    if (odds[b] <= 0) {
      left_out += f.good;
      if (f.words > 5) inside = false;
      continue;
    }
    ++n_kept;
    kept += w;
    kept_mass += w * p;
    sure += odds[b] > 2;
    listed += page.kind[b] == NG_BLOCK_LIST_ITEM ? w : 0;
    headed += page.kind[b] == NG_BLOCK_HEADING ? w : 0;
    ended += f.ends_sentence;
    runs += !inside;
    run = inside ? run + w : w;
    inside = true;
    longest = std::max(longest, run);
  }
  const auto has_said = [&](uint8_t key) {
    return std::any_of(metadata.values.begin(), metadata.values.end(),
                       [&](const MetaValue& v) { return v.key == key; });
  };
  for (const MetaValue& v : metadata.values)
    if (v.key == NG_META_URL && url.empty()) url = v.value;
  const Path path = path_of(url);
  const uint32_t title = features.title_block();
  const Boxes boxes = boxes_of(page, features);
  uint32_t long_blocks = 0;
  for (uint32_t b = 0; b < page.n_blocks; ++b) long_blocks += features.facts()[b].good;
  const double precision = ratio(kept_mass, kept), recall = ratio(kept_mass, mass);
  return {log1(words),
          log1(mass),
          ratio(mass, words),
          log1(kept),
          log1(n_kept),
          ratio(kept, n_kept),
          ratio(linked, words),
          static_cast<float>(metadata.says_article),
          static_cast<float>(metadata.says_list),
          static_cast<float>(has_said(NG_META_PUBLISHED)),
          static_cast<float>(has_said(NG_META_AUTHOR)),
          log1(static_cast<double>(metadata.times.size())),
          log1(headings),
          log1(links),
          log1(left_out),
          static_cast<float>(precision),
          static_cast<float>(recall),
          ratio(2 * precision * recall, precision + recall),
          ratio(longest, kept),
          log1(runs),
          ratio(listed, kept),
          ratio(headed, kept),
          ratio(ended, n_kept),
          ratio(sure, n_kept),
          title == kNone ? 0.0f : features.facts()[title].title_match,
          static_cast<float>(path.depth),
          log1(path.hyphens),
          log1(path.digits),
          log1(boxes.linked_headings),
          log1(boxes.articles),
          log1(boxes.times),
          log1(boxes.pictures),
          log1(boxes.most_alike),
          ratio(boxes.alike_words, words),
          log1(long_blocks),
          ratio(boxes.linked_headings, headings)};
}

PageKind judge_page(const std::vector<Forest>& forests, const Summary& summary) {
  Rows row;
  row.reset(1, kSummaryCount);
  for (size_t k = 0; k < kSummaryCount; ++k) row.row(0)[k] = summary[k];
  std::vector<float> out;
  const auto value = [&](size_t i) {
    forests[i].log_odds(row, out);
    return out[0];
  };
  const auto probability = [&](size_t i) { return 1 / (1 + std::exp(-value(i))); };
  return {probability(0), probability(1), probability(3), std::clamp(value(2), 0.0f, 1.0f)};
}

}  // namespace boilerplate
