// The whole annotator on a fake host; pages are read by the project's own reader.
#include <chrono>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <newsgrain/abi/ext/html.h>
#include <newsgrain/sdk/testing.hpp>

#include "newsgrain/reader.hpp"
#include "source/html_extension.hpp"

extern "C" const ng_entry ng_plugin_entry_v1;

namespace {

namespace t = newsgrain::sdk::testing;

std::string file(const std::string& name) {
  std::ifstream in(std::string(BOILERPLATE_DATA) + "/" + name, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

struct Result {
  std::string text;
  t::Output output;
  // Texts of the blocks with a role, joined by '|'.
  std::string with(uint8_t role) {
    std::string out;
    for (size_t b = 0; b < blocks.size(); ++b)
      if (std::get<int64_t>(output.rows(0)[b].cells[0]) == role)
        out += (out.empty() ? "" : "|") + text.substr(blocks[b].begin, blocks[b].end - blocks[b].begin);
    return out;
  }
  std::vector<ng_span> blocks;
};

Result analyze(const std::string& bytes, const std::string& media_type, const std::string& favour = "balanced") {
  newsgrain::ReadOptions options;
  options.media_type = media_type;
  const newsgrain::ReadResult read = newsgrain::read_source(bytes, options);
  t::Document doc(read.text, std::string(read.markup_view(bytes)));
  t::InputLayer& elements = doc.layer(0);
  for (size_t e = 0; e < read.elements.size(); ++e)
    elements.row(read.elements.begin[e], read.elements.end[e])
        .u16(read.elements.tag[e])
        .ref(read.elements.parent[e])
        .u32(read.elements.markup_begin[e])
        .u32(read.elements.markup_end[e])
        .u32(read.elements.start_tag_end[e]);
  t::InputLayer& blocks = doc.layer(1);
  Result result;
  for (size_t b = 0; b < read.blocks.size(); ++b) {
    blocks.row(read.blocks.begin[b], read.blocks.end[b])
        .code(read.blocks.kind[b])
        .u8(read.blocks.level[b])
        .ref(read.blocks.element[b])
        .u32(read.blocks.link_bytes[b]);
    result.blocks.push_back({read.blocks.begin[b], read.blocks.end[b]});
  }
  t::FakeHost host(ng_plugin_entry_v1);
  host.config("favour", favour).offer(NG_EXT_HTML, newsgrain::internal::html_extension());
  for (const char* name : {"markup.bin", "text.bin", "page.bin"}) host.resource(name, file(name));
  result.text = read.text;
  result.output = host.run("boilerplate", doc);
  EXPECT_EQ(result.output.status, NG_OK) << result.output.error;
  EXPECT_EQ(result.output.rows(0).size(), result.blocks.size());
  return result;
}

const char kPage[] =
    "<html><head><title>Harbour bridge reopens</title></head><body><nav><a href=/>Home</a></nav><main><h1>Harbour "
    "bridge reopens</h1>"
    "<p>The bridge over the harbour was opened to traffic again on Tuesday, three months after a barge had damaged two "
    "of its pillars.</p>"
    "<p>The city council said that the work had cost about four million crowns, which is less than the engineers had "
    "expected.</p>"
    "</main><footer>&copy; 2025 Gazette</footer></body></html>";

TEST(Boilerplate, page) {
  Result r = analyze(kPage, "text/html");
  EXPECT_EQ(r.with(NG_ROLE_TITLE), "Harbour bridge reopens");
  EXPECT_EQ(r.with(NG_ROLE_NAVIGATION), "Home");
  EXPECT_NE(r.with(NG_ROLE_BODY).find("pillars.|The city"), std::string::npos);
  EXPECT_EQ(r.with(NG_ROLE_COPYRIGHT), "\xC2\xA9 2025 Gazette");
}

TEST(Boilerplate, favour_moves_the_threshold) {
  size_t kept[3] = {0, 0, 0}, at = 0;
  for (const char* favour : {"precision", "balanced", "recall"})
    kept[at++] = analyze(kPage, "text/html", favour).with(NG_ROLE_BODY).size();
  EXPECT_LE(kept[0], kept[1]);
  EXPECT_LE(kept[1], kept[2]);
}

TEST(Boilerplate, nothing) {
  EXPECT_TRUE(analyze("", "text/plain").blocks.empty());
  EXPECT_TRUE(analyze("", "text/html").blocks.empty());
}

// Inputs made to hurt. Each is around a megabyte: quadratic work would take minutes.
TEST(Boilerplate, hostile_input_stays_linear) {
  const auto repeat = [](const std::string& piece, size_t n) {
    std::string out;
    while (out.size() < n) out += piece;
    return out;
  };
  constexpr size_t kSize = 1 << 20;
  const std::string pages[] = {
      repeat("x", kSize),
      repeat("<p>a", kSize),
      repeat("<div class=sidebar>a", kSize),
      repeat("<b>", kSize),
      repeat("(", kSize),
      repeat("<li>same words here</li>", kSize),
      "<p class='" + repeat("a-", kSize) + "'>x",
      "<p " + repeat("a=1 ", kSize) + ">x",
      repeat("<meta name=keywords content='a,b,c'>", kSize),
      repeat("<time datetime=2025-01-01>x</time>", kSize),
      "<script type=application/ld+json>" + repeat("{\"@type\":\"Article\",\"author\":{\"@id\":\"a\"}},", kSize) +
          "</script>",
      "<script type=application/ld+json>" + repeat("[", kSize) + "</script>",
      "<script type=application/ld+json>" + repeat("\"a\" \n", kSize) + "</script>",
      repeat("<script "
             "type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"x\",\"mainEntityOfPage\":\"y\"}</script>",
             kSize),
      repeat("<span itemprop=author>By A B and C D</span>", kSize),
      "<title>" + repeat("a ", kSize) + "</title><p>" + repeat("b ", 4000),
      repeat("a\n", kSize),
      repeat("By Ida Sund and ", kSize),
      repeat("\"\xE2\x80\x9D", kSize),
      repeat("\xE4\xB8\xAD", kSize),
      std::string(kSize, '\0')};
  for (size_t i = 0; i < std::size(pages); ++i)
    for (const char* type : {"text/html", "text/plain"}) {
      const auto start = std::chrono::steady_clock::now();
      analyze(pages[i], type);
      // Quadratic work on a megabyte would take minutes; the bound leaves room for sanitizers and busy machines.
      EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 60.0)
          << i << " as " << type;
    }
}

TEST(Boilerplate, so_many_blocks_are_no_page) {
  std::string text;
  for (int i = 0; i < 150'100; ++i) text += "a b\n";
  const Result r = analyze(text, "text/plain");
  EXPECT_EQ(r.blocks.size(), 150'100u);
  EXPECT_NE(r.output.abstained.find("the first 150000 of 150100 blocks"), std::string::npos);
  EXPECT_EQ(analyze(kPage, "text/html").output.abstained, "");
}

// Every beginning of a page is a page.
TEST(Boilerplate, cut_pages) {
  const std::string page(kPage);
  for (size_t size = 0; size < page.size(); size += 3) analyze(page.substr(0, size), "text/html");
}

}  // namespace
