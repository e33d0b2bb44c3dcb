"""The figures on cases that can be counted by hand."""

import collections

import pytest

from newsgrain_eval import metrics


def test_f1_of_counts():
    assert metrics.precision_recall_f1(3, 4, 6) == pytest.approx((0.75, 0.5, 0.6))
    assert metrics.precision_recall_f1(0, 0, 0) == pytest.approx((0, 0, 0))


def test_rates_of_multisets_count_each_repetition():
    found, true = collections.Counter("aab"), collections.Counter("abb")
    assert metrics.rates(found, true) == pytest.approx((2 / 3, 2 / 3))
    assert metrics.rates(collections.Counter(), collections.Counter()) == (1, 1)
    assert metrics.rates(collections.Counter(), collections.Counter("a")) == (1, 0)


def test_f1_of_means_is_not_the_mean_of_f1():
    pairs = [(1.0, 1.0), (0.0, 0.0)]
    assert metrics.f1_of_means(pairs) == pytest.approx((0.5, 0.5, 0.5))
    assert metrics.mean_f1([(1.0, 0.5), (0.5, 1.0)])[0] == pytest.approx(2 / 3)
    assert metrics.f1_of_means([]) == metrics.mean_f1([]) == (0, 0, 0)


def test_four_grams_see_order_and_bags_do_not():
    one, other = "the ferry will stop in June", "in June the ferry will stop"
    assert metrics.bags(one, other) == (1, 1)
    assert metrics.four_grams(one, other)[0] < 1
    assert metrics.four_grams("too short", "too short") == (1, 1)


def test_shingles_of_a_script_without_spaces():
    assert len(metrics.shingles("\u6e21\u8f2a\u505c\u822a\u4e86", by_character=True)) == 2
    assert metrics.shingles("") == collections.Counter()


def test_macro_f1_counts_labels_alike():
    gold = [0, 0, 0, 0, 1, 2]
    assert metrics.macro_f1(gold, gold) == 1
    assert metrics.macro_f1(gold, [0] * 6) == pytest.approx(0.8 / 3)
    assert metrics.accuracy(gold, [0] * 6) == pytest.approx(4 / 6)


def test_correlation():
    assert metrics.correlation([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert metrics.correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)


def test_calibration_error_is_the_distance_of_score_and_share():
    judged = [(0.75, True)] * 3 + [(0.75, False)]
    assert metrics.calibration_error(judged) == pytest.approx(0)
    assert metrics.calibration_error([(1.0, False), (0.05, True)]) == pytest.approx((1 + 0.95) / 2)
    assert metrics.reliability([(1.0, True), (0.95, True)]) == [(0.9, 1.0, 2, pytest.approx(0.975), 1.0)]
    assert metrics.calibration_error([]) == 0


def test_interval_holds_the_figure_and_shrinks_with_more_cases():
    def mean(cases):
        return sum(cases) / len(cases)

    few, many = [0, 1] * 10, [0, 1] * 1000
    low, high = metrics.interval(few, mean)
    assert low < 0.5 < high and high - low == pytest.approx(0.43, abs=0.1)
    narrow = metrics.interval(many, mean)
    assert narrow[1] - narrow[0] < (high - low) / 5
    assert metrics.interval(few, mean) == (low, high), "the same cases give the same interval"
    assert metrics.interval([1, 1, 1], mean) == (1, 1) and metrics.interval([], mean) == (0, 0)
