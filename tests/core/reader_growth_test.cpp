// Pages made to be as expensive as possible: reading ends, memory stays in proportion, nothing is lost, offsets hold.
//
// There are no clocks here. The pages are large enough that a step which is not linear takes minutes.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "newsgrain/offsets.hpp"
#include "newsgrain/reader.hpp"

namespace newsgrain {
namespace {

std::string repeat(std::string_view piece, size_t count) {
  std::string out;
  out.reserve(piece.size() * count);
  for (size_t i = 0; i < count; ++i) out += piece;
  return out;
}

void expect_elements_hold(const ReadResult& page, std::string_view markup) {
  const ElementColumns& elements = page.elements;
  size_t bad = 0;
  for (size_t row = 0; row < elements.size(); ++row) {
    const uint32_t parent = elements.parent[row];
    const bool ordered = row == 0 || elements.begin[row - 1] <= elements.begin[row];
    const bool inside = elements.begin[row] <= elements.end[row] && elements.end[row] <= page.text.size();
    const bool in_markup = elements.markup_begin[row] < elements.start_tag_end[row] &&
                           elements.start_tag_end[row] <= elements.markup_end[row] &&
                           elements.markup_end[row] <= markup.size() && markup[elements.markup_begin[row]] == '<';
    const bool in_parent = parent == kNoRow || (parent < row && elements.begin[parent] <= elements.begin[row] &&
                                                elements.end[parent] >= elements.end[row]);
    if (!ordered || !inside || !in_markup || !in_parent) ++bad;
  }
  EXPECT_EQ(bad, 0u);
}

// What must be true of every page, whatever it holds.
ReadResult read(std::string_view bytes, ReadOptions options = ReadOptions()) {
  options.media_type = "text/html";
  ReadResult page = read_source(bytes, options);
  const std::string_view markup = page.markup_view(bytes);
  expect_elements_hold(page, markup);
  EXPECT_LE(page.elements.size(), options.max_elements);
  EXPECT_EQ(page.text_to_markup.output_size(), page.text.size());
  EXPECT_LE(page.text_to_markup.segments().size(), bytes.size() + 1);

  uint32_t previous = 0;
  size_t bad = 0;
  for (size_t block = 0; block < page.blocks.size(); ++block) {
    const uint32_t begin = page.blocks.begin[block], end = page.blocks.end[block];
    if (begin < previous || begin >= end || end > page.text.size()) ++bad;
    previous = end;
  }
  EXPECT_EQ(bad, 0u);

  uint32_t markup_end = 0;
  for (const TextSegment& segment : page.text_to_markup.segments()) {
    if (segment.in_begin < markup_end || segment.in_end() > markup.size()) ++bad;
    if (segment.kind == SegmentKind::copy &&
        page.text.compare(segment.out_begin, segment.out_len, markup.substr(segment.in_begin, segment.in_len)) != 0) {
      ++bad;
    }
    markup_end = segment.in_end();
  }
  EXPECT_EQ(bad, 0u);
  return page;
}

size_t count(std::string_view text, std::string_view piece) {
  size_t found = 0;
  for (size_t at = text.find(piece); at != std::string_view::npos; at = text.find(piece, at + piece.size())) ++found;
  return found;
}

TEST(ReaderGrowth, NestedElements) {
  for (const char* name : {"div", "b", "x-y", "ul", "blockquote", "font"}) {
    const std::string open = std::string("<") + name + ">";
    const std::string close = std::string("</") + name + ">";
    const ReadResult page = read(repeat(open, 100000) + "core" + repeat(close, 100000) + "after");
    EXPECT_EQ(page.elements.size(), 100000u) << name;
    EXPECT_NE(page.text.find("core"), std::string::npos);
    EXPECT_NE(page.text.find("after"), std::string::npos);
    EXPECT_NE(page.note.find("nested too deeply"), std::string::npos);
  }
}

TEST(ReaderGrowth, NestedElementsWithTextAtEachLevel) {
  const ReadResult page = read(repeat("<div>word ", 100000));
  EXPECT_EQ(count(page.text, "word"), 100000u);
}

TEST(ReaderGrowth, NestedTables) {
  const ReadResult page = read(repeat("<table><tr><td>cell", 50000));
  EXPECT_EQ(count(page.text, "cell"), 50000u);
  EXPECT_EQ(page.elements.size(), 150000u);
}

TEST(ReaderGrowth, UnclosedTags) {
  ReadOptions options;
  options.max_elements = 300000;
  const ReadResult page = read(repeat("<p>a", 1000000), options);
  EXPECT_EQ(page.elements.size(), 300000u);
  EXPECT_EQ(count(page.text, "a"), 1000000u);
  EXPECT_EQ(page.blocks.size(), 1000000u);
  EXPECT_NE(page.note.find("too many elements"), std::string::npos);
}

TEST(ReaderGrowth, UnclosedInlineTags) {
  const ReadResult page = read(repeat("<b><i><a href=x>w", 333333));
  EXPECT_EQ(count(page.text, "w"), 333333u);
}

TEST(ReaderGrowth, MisnestedTags) {
  const ReadResult page = read(repeat("<b><p><i></b>t</p></i>", 100000));
  EXPECT_EQ(count(page.text, "t"), 100000u);
}

TEST(ReaderGrowth, EndTagsOnly) {
  const ReadResult page = read(repeat("</p></b></div></zz></td></h1></li>x", 200000));
  EXPECT_EQ(count(page.text, "x"), 200000u);
}

TEST(ReaderGrowth, EndTagsThatCloseNothing) {
  const ReadResult page = read(repeat("<div>", 400) + repeat("</b></q-r></table>", 200000) + "end");
  EXPECT_EQ(page.text, "end");
}

TEST(ReaderGrowth, CustomElementsThatAreNeverFound) {
  const ReadResult page = read(repeat("<a-b>", 500) + repeat("</c-d>t", 200000));
  EXPECT_EQ(count(page.text, "t"), 200000u);
}

TEST(ReaderGrowth, Attributes) {
  std::string markup = "<p";
  for (int i = 0; i < 1000000; ++i) markup += " a" + std::to_string(i) + "=1";
  markup += ">text</p>";
  const ReadResult page = read(markup);
  EXPECT_EQ(page.text, "text");
  AttributeIterator attributes(markup);
  size_t seen = 0;
  while (attributes.next()) ++seen;
  EXPECT_EQ(seen, 1000000u);
}

TEST(ReaderGrowth, HugeAttributeValues) {
  const std::string value(10000000, 'v');
  EXPECT_EQ(read("<p title=\"" + value + "\">one</p><p style='" + value + "'>two</p>").text, "one\ntwo");
  EXPECT_EQ(read("<p style=\"" + repeat("display ", 1000000) + "\">three</p>").text, "three");
  EXPECT_EQ(read("<p style=\"" + repeat("display:", 1000000) + "\">four</p>").text, "four");
  const std::string spaces = "display" + std::string(5000000, ' ');
  EXPECT_EQ(read("<p style=\"" + spaces + "\">five</p>").text, "five");
  std::string decoded;
  ASSERT_TRUE(find_attribute("<a href=\"" + repeat("&amp;", 1000000) + "\">", "href", decoded));
  EXPECT_EQ(decoded.size(), 1000000u);
}

TEST(ReaderGrowth, UnclosedQuotes) {
  const ReadResult page = read(repeat("<a href=\"x>t</a> ", 100001));
  EXPECT_FALSE(page.text.empty());
}

TEST(ReaderGrowth, OpenAngleBrackets) {
  EXPECT_EQ(read(std::string(1000000, '<')).text.size(), 1000000u);
  EXPECT_EQ(count(read(repeat("< ", 1000000)).text, "<"), 1000000u);
  read(repeat("<a", 1000000));
  read(repeat("</", 1000000));
  read(repeat("<!", 1000000));
  read(repeat("<?", 1000000));
  read(repeat("</a", 1000000));
}

TEST(ReaderGrowth, Ampersands) {
  EXPECT_EQ(read(std::string(1000000, '&')).text.size(), 1000000u);
  EXPECT_EQ(read(repeat("&#", 1000000)).text.size(), 2000000u);
  EXPECT_EQ(read(repeat("&amp;", 1000000)).text.size(), 1000000u);
  EXPECT_EQ(read("&#" + std::string(1000000, '9') + ";").text, "\xEF\xBF\xBD");
  EXPECT_EQ(read("&#x" + std::string(1000000, '0') + "41;").text, "A");
  EXPECT_EQ(read("&" + std::string(1000000, 'q') + ";").text.size(), 1000002u);
  read(repeat("&CounterClockwiseContourIntegra", 100000));
}

TEST(ReaderGrowth, CommentsWithoutEnd) {
  EXPECT_EQ(read("before<!-- " + repeat("comment ", 500000)).text, "before");
  EXPECT_EQ(read("before" + repeat("<!--", 1000000)).text, "before");
  EXPECT_EQ(read("before<!--" + repeat("x->", 1000000)).text, "before");
  EXPECT_EQ(read(repeat("<!---->t", 300000)).text.size(), 300000u);
}

TEST(ReaderGrowth, RawText) {
  EXPECT_EQ(count(read(repeat("<script>var a = '<p>';</script>t ", 300000)).text, "t"), 300000u);
  read(repeat("<script>", 1000000));
  read("<script>" + repeat("<!--<script>", 500000));
  read("<script>" + repeat("<!-- </script", 500000));
  read(repeat("<style></sty", 300000));
  read(repeat("<textarea>", 300000));
  read(repeat("<title>", 300000));
  read(repeat("<noscript>", 300000));
  read(repeat("<iframe></iframe>", 300000));
  for (const char* name : {"xmp", "noembed", "noframes", "plaintext", "template", "select", "option"}) {
    read(repeat(std::string("<") + name + ">t", 300000));
  }
}

TEST(ReaderGrowth, Svg) {
  read(repeat("<svg>", 300000));
  read(repeat("<svg><title>", 300000));
  read(repeat("<svg><p>", 300000));
  read(repeat("<svg><![CDATA[", 300000));
  read(repeat("<svg><foreignObject><svg>", 100000));
  read(repeat("<math><![CDATA[", 300000));
}

TEST(ReaderGrowth, WhiteSpace) {
  EXPECT_EQ(read("a" + std::string(5000000, ' ') + "b").text, "a b");
  EXPECT_EQ(read("a" + repeat("&nbsp; ", 500000) + "b").blocks.size(), 1u);
  EXPECT_EQ(read("a" + repeat("<br>", 500000) + "b").blocks.size(), 2u);
  EXPECT_EQ(read("<pre>a" + repeat("\n", 1000000) + "b</pre>").blocks.size(), 2u);
  read("<pre>" + repeat(" \t", 1000000) + "</pre>");
  read("<pre>a" + repeat(" \n ", 500000) + "b</pre>");
}

TEST(ReaderGrowth, HiddenPages) {
  // Read twice, since nearly all is hidden: still linear.
  const ReadResult page = read("<div hidden>" + repeat("<p>a whole sentence that is hidden</p>", 50000) + "</div>");
  EXPECT_EQ(page.blocks.size(), 50000u);
  EXPECT_EQ(page.elements.size(), 50001u);
}

TEST(ReaderGrowth, OneLargePage) {
  const std::string paragraph =
      "<div class=\"row\"><p>The council met on <a href=\"/monday\">Monday</a> &amp; voted &mdash; twice.</p></div>\n";
  const size_t times = 20000000 / paragraph.size();
  const ReadResult page = read("<!DOCTYPE html><html><body>" + repeat(paragraph, times) + "</body></html>");
  EXPECT_EQ(page.blocks.size(), times);
  EXPECT_EQ(page.elements.size(), 2 + 3 * times);
  EXPECT_EQ(count(page.text, "council met on Monday & voted \xE2\x80\x94 twice."), times);
}

TEST(ReaderGrowth, RowCaps) {
  ReadOptions options;
  options.max_elements = 10;
  options.max_depth = 3;
  options.max_attributes = 2;
  const ReadResult page = read(repeat("<div a=1 b=2 hidden><p>text</div>", 1000), options);
  EXPECT_EQ(page.elements.size(), 10u);
  EXPECT_EQ(count(page.text, "text"), 1000u);  // the attribute stands behind the limit
}

TEST(ReaderGrowth, InputCap) {
  ReadOptions options;
  options.max_input = 1000;
  const ReadResult page = read(repeat("word ", 1000000), options);
  EXPECT_EQ(page.markup_size, 1000u);
  EXPECT_NE(page.note.find("cut"), std::string::npos);
}

}  // namespace
}  // namespace newsgrain
