"""The fifth that is kept aside stays the same for ever: figures of different days are compared."""

from newsgrain_eval.splits import FOLDS, by_fold, fold, kept_aside


def test_the_split_is_frozen():
    assert [fold(name) for name in ("a", "b", "c", "page-17", 17, "17")] == [2, 0, 1, 4, 2, 2]


def test_about_a_fifth_is_kept_aside():
    kept = sum(kept_aside(n) for n in range(10_000))
    assert 1900 < kept < 2100


def test_folds_hold_each_row_once():
    rows = [{"id": n} for n in range(500)]
    folds = by_fold(rows)
    assert len(folds) == FOLDS and sorted(r["id"] for f in folds for r in f) == list(range(500))
    assert all(kept_aside(r["id"]) == (n == 0) for n, f in enumerate(folds) for r in f)
