#include "check/check_documents.hpp"

#include <string_view>

namespace newsgrain::internal {
namespace {

constexpr std::string_view kStory =
    "The council of Marrow Bay voted on Tuesday to close the old harbour bridge for two years. \"We have no choice,\" "
    "said Mayor Ana "
    "Petrova. \"The steel is tired, and so are we.\" Her deputy, Tom Okafor, said the work would cost $48 million and "
    "begin on 3 March "
    "2027. Shop owners on Quay Street called the plan reckless; one of them, Li Wei, told reporters that \"nobody "
    "asked us\". The "
    "ferry company North Coast Lines welcomed the decision.\n";

std::string repeated(std::string_view text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

Input make(std::string name, std::string bytes, bool page) {
  Input out;
  out.id = out.name = std::move(name);
  out.media_type = page ? "text/html" : "text/plain";
  out.charset = "utf-8";
  out.bytes = std::move(bytes);
  return out;
}

}  // namespace

std::vector<Input> check_documents() {
  std::vector<Input> out;
  const auto text = [&](const char* name, std::string bytes) { out.push_back(make(name, std::move(bytes), false)); };
  const auto page = [&](const char* name, std::string bytes) { out.push_back(make(name, std::move(bytes), true)); };
  const std::string story(kStory);
  text("empty", "");
  text("one letter", "x");
  text("white space", " \n\t \r\n ");
  text("ordinary text", story + story);
  page("ordinary page",
       "<!DOCTYPE html><html lang=\"en\"><head><title>Bridge to close</title></head><body><nav><a href=\"/\">Home</a> "
       "<a href=\"/n\">News</a></nav><article><h1>Bridge to close</h1><p>By Jo Field</p><p>" +
           story + "</p><p>" + story +
           "</p><figure><figcaption>The bridge in May</figcaption></figure></article><footer>&copy; Marrow Bay "
           "Post</footer></body></html>");
  page("page without text", "<!DOCTYPE html><title></title><div><div></div></div>");
  page("broken markup", "<p><b>one<i>two</b>three<table><td>four<p>" + story + "<script>if (a<b) </script><!-- <p>");
  page("deep markup", repeated("<div>", 3000) + story + repeated("</div>", 3000));
  text("broken UTF-8", std::string("caf\xE9 \xFF\xFE \xF0\x9F\x98 \xC0\x80 ") + story);
  text("NUL and controls", std::string("a\0b\0", 4) + "\x01\x02\x1b[31m\x7f " + story);
  text("four-byte characters",
       "\xF0\x9F\x98\x80\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB \xF0\x9D\x95\xAC " + story);
  text("combining marks", repeated("e\xCC\x81\xCC\x82", 2000));
  text("right to left", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE2\x80\xAE" + story);
  text("Chinese", repeated("\xE5\xB8\x82\xE8\xAE\xAE\xE4\xBC\x9A\xE5\x91\xA8\xE4\xBA\x8C\xE5\x86\xB3\xE5\xAE\x9A\xE5"
                           "\x85\xB3\xE9\x97\xAD\xE6\xA1\xA5\xE3\x80\x82",
                           40));
  text("one long word", std::string(200'000, 'x'));
  text("quotation marks", repeated("\" \xE2\x80\x9C \xE2\x80\x9D ' \xC2\xAB ", 2000));
  text("full stops", repeated("Mr. J. R. ", 4000));
  text("capitals", repeated("THE CITY SAID NO. ", 1000));
  text("digits", repeated("1,234.5 ", 4000));
  text("line breaks", repeated("\n", 20'000));
  text("zero-width characters", repeated("\xE2\x80\x8B\xEF\xBB\xBF", 2000) + story);
  return out;
}

Input long_document(size_t bytes) { return make("long", repeated(kStory, bytes / kStory.size() + 1), false); }

}  // namespace newsgrain::internal
