// Lines counted over the pages of a site.
#include "newsgrain/site_context.hpp"

#include <gtest/gtest.h>

namespace newsgrain {
namespace {

Input page(const std::string& url, const std::string& text) {
  Input in;
  in.url = url;
  in.bytes = text;
  in.media_type = "text/plain";
  return in;
}

SiteContext::Lines lines_of(const SiteContext& context, const Input& input) {
  return context.lines_of(input.url, input.bytes, read_source(input.bytes));
}

using Counts = std::vector<uint32_t>;

TEST(SiteContext, CountsLinesPerSiteWhateverTheirDigitsCaseAndMarks) {
  SiteContext context;
  context.add(page("https://www.example.org/a", "Most read (12)\nThe ferry will stop in June."));
  context.add(page("http://example.org/b", "MOST READ: 47\nA bakery burnt down at night."));
  context.add(page("https://other.example/c", "Most read (3)\nRain is expected."));
  const auto lines =
      lines_of(context, page("https://example.org:8080/d", "Most read\nMost read 99\nThe ferry will stop in June."));
  EXPECT_EQ(lines.site, "example.org");
  EXPECT_EQ(lines.pages, 2u);
  EXPECT_EQ(lines.counts, (Counts{1, 2, 1}));
}

TEST(SiteContext, TheSamePageTwiceIsOnePage) {
  SiteContext context;
  const std::string text = "Contact\nThe ferry to Norholm will stop in June, the mayor said on Tuesday.";
  context.add(page("https://example.org/a", text));
  context.add(page("https://example.org/a?print=1", text));
  const auto lines = lines_of(context, page("https://example.org/a", text));
  EXPECT_EQ(lines.pages, 1u);
  EXPECT_EQ(lines.counts, (Counts{1, 1}));
}

TEST(SiteContext, APageSaysItsAddress) {
  Input in;
  in.bytes = "<link rel=canonical href='https://news.example/x'><p>Newsletter</p><p>Rain is expected.</p>";
  SiteContext context;
  context.add(in);
  EXPECT_EQ(lines_of(context, page("https://news.example/y", "Newsletter")).pages, 1u);
}

TEST(SiteContext, APageWithoutAddressCountsForNothing) {
  SiteContext context;
  context.add(page("", "Newsletter"));
  const auto lines = lines_of(context, page("", "Newsletter"));
  EXPECT_EQ(lines.site, "");
  EXPECT_EQ(lines.counts, (Counts{1}));
}

TEST(SiteContext, ForgetsRareLinesFirst) {
  SiteContext context(1024);
  for (int i = 0; i < 200; ++i) {
    std::string text = "Subscribe to our newsletter\n";
    for (int line = 0; line < 50; ++line)
      text += "line " + std::string(static_cast<size_t>(i) + 1, 'a') + std::string(static_cast<size_t>(line) + 1, 'b') +
              "\n";
    context.add(page("https://example.org/" + std::to_string(i), text));
  }
  const auto lines = lines_of(context, page("https://example.org/x", "Subscribe to our newsletter"));
  EXPECT_EQ(lines.pages, 200u);
  EXPECT_GT(lines.counts[0], 100u);
  EXPECT_LE(lines.counts[0], 200u);
}

}  // namespace
}  // namespace newsgrain
