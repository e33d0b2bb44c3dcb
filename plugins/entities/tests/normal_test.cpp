// Plain forms of values. Words are separated by spaces; the grammar finds the value, there must be one.
#include "normal.hpp"

#include <gtest/gtest.h>

#include "values.hpp"

namespace {

using namespace entities;

std::string plain(const std::string& text, const std::string& published = "") {
  static const Gazetteer gazetteer;
  Features features(gazetteer, gazetteer);
  features.begin_sentence();
  for (size_t i = 0; i < text.size();) {
    size_t j = text.find(' ', i);
    if (j == std::string::npos) j = text.size();
    features.add(std::string_view(text).substr(i, j - i), static_cast<uint32_t>(i), static_cast<uint32_t>(j));
    i = j + 1;
  }
  std::vector<Mention> found;
  find_values(features.units, features.sentences[0], {}, found);
  return found.size() == 1 ? plain_value(features.units, found[0], read_day(published))
                           : "values: " + std::to_string(found.size());
}

TEST(PlainValues, DatesThatSayAll) {
  EXPECT_EQ(plain("on 5 May 2020 it rained"), "2020-05-05");
  EXPECT_EQ(plain("on May 5 , 2020 it rained"), "2020-05-05");
  EXPECT_EQ(plain("on Monday , May 4 , 2020 it rained"), "2020-05-04");
  EXPECT_EQ(plain("on May 5-7 it rained", "2020-05-20"), "2020-05-05/2020-05-07");
  EXPECT_EQ(plain("in July 2020 it rained"), "2020-07");
  EXPECT_EQ(plain("since 1987 they came"), "1987");
  EXPECT_EQ(plain("in the 1990s they came"), "199X");
  EXPECT_EQ(plain("in summer 2019 they came"), "2019-SU");
  EXPECT_EQ(plain("by 2021-05-04 they came"), "2021-05-04");
  EXPECT_EQ(plain("by 24/12/2021 they came"), "2021-12-24");
}

TEST(PlainValues, DatesThatNeedThePublication) {
  const std::string friday = "2023-09-08T09:00:00+09:00";
  EXPECT_EQ(plain("on Thursday they came", friday), "2023-09-07");
  EXPECT_EQ(plain("on Friday they came", friday), "2023-09-08");
  EXPECT_EQ(plain("next Monday they come", friday), "2023-09-11");
  EXPECT_EQ(plain("last Friday they came", friday), "2023-09-01");
  EXPECT_EQ(plain("yesterday they came", "2024-03-01"), "2024-02-29");
  EXPECT_EQ(plain("in late July they came", friday), "2023-07");
  EXPECT_EQ(plain("in December they came", "2023-01-10"), "2022-12");
  EXPECT_EQ(plain("on January 3 they came", "2023-12-28"), "2024-01-03");
  EXPECT_EQ(plain("last year they came", friday), "2022");
  EXPECT_EQ(plain("last month they came", "2023-01-31"), "2022-12");
  EXPECT_EQ(plain("two weeks ago they came", friday), "2023-W34");
  EXPECT_EQ(plain("three months ago they came", friday), "2023-06");
  EXPECT_EQ(plain("last winter they came", "2023-01-31"), "2022-WI");
}

TEST(PlainValues, QuartersCenturiesAndHolidays) {
  const std::string friday = "2023-09-08";
  EXPECT_EQ(plain("sales fell in Q3 again", friday), "2023-Q3");
  EXPECT_EQ(plain("sales fell in Q4 again", friday), "2022-Q4");
  EXPECT_EQ(plain("in the third quarter of 2021 they came"), "2021-Q3");
  EXPECT_EQ(plain("the second-quarter profit rose", friday), "2023-Q2");
  EXPECT_EQ(plain("in the first half of 2022 they came"), "2022-H1");
  EXPECT_EQ(plain("sales fell in Q3 again"), "XXXX-Q3");
  EXPECT_EQ(plain("in the 19th century they came"), "18XX");
  EXPECT_EQ(plain("in the twenty-first century they came"), "20XX");
  EXPECT_EQ(plain("on Christmas Day it snowed", "2023-01-05"), "2022-12-25");
  EXPECT_EQ(plain("on New Year 's Eve it snowed", "2023-01-05"), "2022-12-31");
  EXPECT_EQ(plain("on the Fourth of July it rained", friday), "2023-07-04");
  EXPECT_EQ(plain("in fiscal 2023 it rose"), "2023");
  EXPECT_EQ(plain("by mid-2024 it ends"), "2024");
  EXPECT_EQ(plain("over the weekend it rained", friday), "2023-W35-WE");
  EXPECT_EQ(plain("the day before yesterday it rained", friday), "2023-09-06");
  EXPECT_EQ(plain("a decade ago it rained", friday), "2013");
  EXPECT_EQ(plain("a few days ago it rained", friday), "");
}

TEST(PlainValues, DatesWithoutAPublicationSayWhatTheyKnow) {
  EXPECT_EQ(plain("on Thursday they came"), "XXXX-WXX-4");
  EXPECT_EQ(plain("on July 5 they came"), "XXXX-07-05");
  EXPECT_EQ(plain("two weeks ago they came"), "");
  EXPECT_EQ(plain("yesterday they came"), "");
}

TEST(PlainValues, Durations) {
  EXPECT_EQ(plain("for the past three years they came"), "P3Y");
  EXPECT_EQ(plain("after two decades they came"), "P20Y");
  EXPECT_EQ(plain("a 14-year-old came"), "P14Y");
  EXPECT_EQ(plain("after two hours they left"), "PT2H");
}

TEST(PlainValues, Times) {
  EXPECT_EQ(plain("at 11:30 a.m. they left"), "T11:30");
  EXPECT_EQ(plain("at 9 pm they left"), "T21:00");
  EXPECT_EQ(plain("at 12:15 a.m. they left"), "T00:15");
  EXPECT_EQ(plain("at 18:00 GMT they left"), "T18:00Z");
  EXPECT_EQ(plain("they left at midnight"), "T00:00");
  EXPECT_EQ(plain("they left last night", "2023-09-08"), "2023-09-07TNI");
}

TEST(PlainValues, PartsOfDaysAndOtherClocks) {
  EXPECT_EQ(plain("on Tuesday night it rained", "2023-09-08"), "2023-09-05TNI");
  EXPECT_EQ(plain("at 9.30am it rained"), "T09:30");
  EXPECT_EQ(plain("at 1800 GMT it rained"), "T18:00Z");
}

TEST(PlainValues, PartsOfOne) {
  EXPECT_EQ(plain("two-thirds voted"), "2/3");
  EXPECT_EQ(plain("three quarters of them voted"), "3/4");
  EXPECT_EQ(plain("a third of them voted"), "1/3");
  EXPECT_EQ(plain("half of them voted"), "1/2");
  EXPECT_EQ(plain("one in five voted"), "1/5");
  EXPECT_EQ(plain("nine out of 10 voted"), "9/10");
}

TEST(PlainValues, MoneyOfManyCountries) {
  EXPECT_EQ(plain("it cost 2.3 million Swiss francs then"), "CHF 2300000");
  EXPECT_EQ(plain("it cost 5 million Hong Kong dollars then"), "HKD 5000000");
  EXPECT_EQ(plain("it cost Rs 500 crore then"), "INR 5000000000");
  EXPECT_EQ(plain("it cost 1.2bn euros then"), "EUR 1200000000");
  EXPECT_EQ(plain("it cost \xc2\xa3 3m then"), "GBP 3000000");
  EXPECT_EQ(plain("it cost EUR 20m then"), "EUR 20000000");
}

TEST(PlainValues, UnitsWrittenToTheNumber) {
  EXPECT_EQ(plain("a 5km run"), "5 km");
  EXPECT_EQ(plain("at 40\xc2\xb0 C outside"), "40 degC");
  EXPECT_EQ(plain("at 40C outside"), "40 degC");
}

TEST(PlainValues, Money) {
  EXPECT_EQ(plain("it cost $ 5.2 million then"), "USD 5200000");
  EXPECT_EQ(plain("it cost $ 0.07 billion then"), "USD 70000000");
  EXPECT_EQ(plain("it cost \xe2\x82\xac 1,200.50 then"), "EUR 1200.5");
  EXPECT_EQ(plain("it cost 300 million won then"), "KRW 300000000");
  EXPECT_EQ(plain("it cost five dollars then"), "USD 5");
  EXPECT_EQ(plain("it cost 50 cents then"), "USD 0.5");
  EXPECT_EQ(plain("it cost 20 Canadian dollars then"), "CAD 20");
  EXPECT_EQ(plain("a $ 2-billion plan"), "USD 2000000000");
}

TEST(PlainValues, NumbersAndQuantities) {
  EXPECT_EQ(plain("up 5.30 % now"), "5.3");
  EXPECT_EQ(plain("some 40 kilometers away"), "40 km");
  EXPECT_EQ(plain("some 20 square miles away"), "20 sq mi");
  EXPECT_EQ(plain("the third man"), "3");
  EXPECT_EQ(plain("the twenty-third man"), "23");
  EXPECT_EQ(plain("the 21st man"), "21");
  EXPECT_EQ(plain("two hundred thousand men"), "200000");
  EXPECT_EQ(plain("1.5 million men"), "1500000");
  EXPECT_EQ(plain("half a million men"), "500000");
  EXPECT_EQ(plain("twenty-one men"), "21");
  EXPECT_EQ(plain("two dozen men"), "24");
}

TEST(PlainValues, VagueOrHugeOnesHaveNone) {
  EXPECT_EQ(plain("dozens came"), "");
  EXPECT_EQ(plain("hundreds of thousands came"), "values: 2");
  EXPECT_EQ(plain("99999999999999999999999999 came"), "");
}

TEST(PlainValues, BrokenDaysAreNone) {
  EXPECT_FALSE(read_day("2023-02-31").known());
  EXPECT_FALSE(read_day("soon").known());
  EXPECT_TRUE(read_day("2023-02-28T10:00").known());
}

}  // namespace
