// Errors say what to do: in general by their code, or better by the place that raised them.
#include "newsgrain/result.hpp"

#include <gtest/gtest.h>

namespace {

using newsgrain::Error;
using newsgrain::ErrorCode;

TEST(Error, EndsWithTheAdviceOfItsCode) {
  const Error error{ErrorCode::two_writers, "a and b write the layer x", "pipeline"};
  EXPECT_EQ(error.to_string(), "NG143: a and b write the layer x (pipeline). Disable one of the components.");
}

TEST(Error, ACureOfItsOwnStandsForThatOfTheCode) {
  const Error error{ErrorCode::bad_config, "no date", "line 3", "Write it as 2026-03-01."};
  EXPECT_EQ(error.to_string(), "NG140: no date (line 3). Write it as 2026-03-01.");
  EXPECT_EQ(error.advice(), "Write it as 2026-03-01.");
}

TEST(Error, NoneNeedsNoAdvice) { EXPECT_EQ(Error().advice(), ""); }

}  // namespace
