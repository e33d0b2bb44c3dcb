// Hashes of lines, counted per site.
#include "newsgrain/site_context.hpp"

#include <algorithm>

#include "pipeline/read_options.hpp"

namespace newsgrain {
namespace {

constexpr double kCopy = 0.95;  // share of a page's bytes in lines that its site had before: the same article again

uint64_t mixed(uint64_t h) {  // the finaliser of MurmurHash3
  h = (h ^ h >> 33) * 0xFF51AFD7ED558CCDull;
  h = (h ^ h >> 33) * 0xC4CEB9FE1A85EC53ull;
  return h ^ h >> 33;
}

uint64_t hash_of(std::string_view text) {
  uint64_t h = 0xCBF29CE484222325ull;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  return mixed(h);
}

// Of the letters and digits of a line; 0 for a line without any.
uint64_t line_hash(std::string_view line) {
  uint64_t h = 0xCBF29CE484222325ull;
  bool any = false;
  for (size_t i = 0; i < line.size(); ++i) {
    auto c = static_cast<unsigned char>(line[i]);
    if (c >= 'A' && c <= 'Z')
      c |= 0x20;
    else if (c >= '0' && c <= '9')
      c = '0';
    else if (c < 0x80 && !(c >= 'a' && c <= 'z'))
      continue;
    // Quotation marks and dashes, U+2000 to U+203F; U+00A0, the blank that does not break.
    if (c == 0xE2 && i + 2 < line.size() && static_cast<unsigned char>(line[i + 1]) == 0x80) {
      i += 2;
      continue;
    }
    if (c == 0xC2 && i + 1 < line.size() && static_cast<unsigned char>(line[i + 1]) == 0xA0) {
      ++i;
      continue;
    }
    h = (h ^ c) * 0x100000001B3ull;
    any = true;
  }
  return any ? mixed(h) : 0;
}

// The host of an address in lower case, without user, port and "www.".
std::string host_of(std::string_view address) {
  const size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  address = address.substr(scheme + 3);
  address = address.substr(0, address.find_first_of("/?#"));
  if (const size_t user = address.rfind('@'); user != std::string_view::npos) address = address.substr(user + 1);
  address = address.substr(0, address.find(':'));
  std::string host(address);
  for (char& c : host)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return host.starts_with("www.") ? host.substr(4) : host;
}

// What the page says its address is.
std::string said_host(std::string_view markup, const ElementColumns& elements) {
  for (size_t e = 0; e < elements.size(); ++e) {
    const auto tag = static_cast<Tag>(elements.tag[e]);
    if (tag == Tag::body) break;
    if (tag != Tag::link && tag != Tag::meta) continue;
    std::string relation, value;
    AttributeIterator it(markup.substr(elements.markup_begin[e], elements.start_tag_end[e] - elements.markup_begin[e]));
    while (it.next()) {
      if (it.is("rel") || it.is("property") || it.is("name"))
        relation = it.value();
      else if (it.is("href") || it.is("content"))
        value = it.value();
    }
    if (relation != "canonical" && relation != "og:url") continue;
    if (std::string host = host_of(value); !host.empty()) return host;
  }
  return {};
}

std::string site_of(std::string_view url, std::string_view source, const ReadResult& page) {
  if (std::string host = host_of(url); !host.empty()) return host;
  return said_host(page.markup_view(source), page.elements);
}

uint64_t key_of(uint64_t site, uint64_t line) { return mixed(site + line * 0x9E3779B97F4A7C15ull); }

std::string_view block(const ReadResult& page, size_t row) {
  return std::string_view(page.text).substr(page.blocks.begin[row], page.blocks.end[row] - page.blocks.begin[row]);
}

}  // namespace

SiteContext::SiteContext(size_t max_lines) : max_lines_(std::max<size_t>(max_lines, 1024)) {}

void SiteContext::add(const Input& input, uint64_t max_input) {
  if (input.error.code != ErrorCode::none || input.bytes.size() > max_input) return;
  reader_.read(input.bytes, internal::read_options(input), page_);
  const std::string site = site_of(input.url, input.bytes, page_);
  if (site.empty()) return;
  const uint64_t site_hash = hash_of(site);
  std::vector<uint64_t> lines;
  double bytes = 0, known = 0;
  for (size_t row = 0; row < page_.blocks.size(); ++row) {
    const std::string_view text = block(page_, row);
    const uint64_t h = line_hash(text);
    if (h == 0) continue;
    lines.push_back(key_of(site_hash, h));
    bytes += static_cast<double>(text.size());
    if (lines_.count(lines.back()) != 0) known += static_cast<double>(text.size());
  }
  if (lines.empty() || known >= kCopy * bytes || (pages_.size() >= max_lines_ && pages_.count(site_hash) == 0)) return;
  ++pages_[site_hash];
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  for (const uint64_t line : lines) count(line);
}

void SiteContext::count(uint64_t key) {
  if (lines_.size() >= max_lines_) forget();
  ++lines_[key];
}

void SiteContext::forget() {
  do {
    ++floor_;
    for (auto it = lines_.begin(); it != lines_.end();) it = it->second <= floor_ ? lines_.erase(it) : std::next(it);
  } while (lines_.size() * 2 > max_lines_);
}

SiteContext::Lines SiteContext::lines_of(std::string_view url, std::string_view source, const ReadResult& page) const {
  Lines out;
  out.site = site_of(url, source, page);
  out.counts.assign(page.blocks.size(), 1);
  if (out.site.empty()) return out;
  const uint64_t site_hash = hash_of(out.site);
  if (const auto it = pages_.find(site_hash); it != pages_.end()) out.pages = it->second;
  for (size_t row = 0; row < out.counts.size(); ++row) {
    const uint64_t h = line_hash(block(page, row));
    if (const auto it = lines_.find(key_of(site_hash, h)); h != 0 && it != lines_.end()) out.counts[row] = it->second;
  }
  return out;
}

}  // namespace newsgrain
