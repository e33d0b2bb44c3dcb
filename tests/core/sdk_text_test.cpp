// The SDK's UTF-8 against the host's.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "newsgrain/offsets.hpp"
#include "newsgrain/sdk/text.hpp"

namespace {

namespace sdk = newsgrain::sdk;

TEST(SdkText, KnowsTheSameStringsAsTheHost) {
  std::mt19937 random(11);
  // Bytes near the borders of what UTF-8 allows.
  const std::string bytes("aZ\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF4\xF5\xFF", 22);
  size_t valid = 0;
  for (int round = 0; round < 400'000; ++round) {
    std::string text;
    for (size_t size = 1 + random() % 5; size > 0; --size) text += bytes[random() % bytes.size()];
    ASSERT_EQ(sdk::is_valid_utf8(text), newsgrain::is_valid_utf8(text)) << testing::PrintToString(text);
    valid += sdk::is_valid_utf8(text);
  }
  EXPECT_GT(valid, 10'000u);
}

TEST(SdkText, CutsBetweenCharacters) {
  const std::string text = "a\xC3\xA9\xE6\xB8\xA1\xF0\x9F\x9A\xA2z";  // 1, 2, 3, 4 and 1 bytes
  const size_t ends[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11};
  for (size_t bytes = 0; bytes < 12; ++bytes) {
    EXPECT_EQ(sdk::cut(text, bytes).size(), ends[bytes]) << bytes;
    EXPECT_TRUE(sdk::is_valid_utf8(sdk::cut(text, bytes)));
  }
  EXPECT_EQ(sdk::cut(text, 99), text);
  EXPECT_EQ(sdk::cut("", 5), "");
}

}  // namespace
