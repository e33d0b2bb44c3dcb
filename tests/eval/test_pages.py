"""Articles and their alignment with a truth."""

from newsgrain_eval.alignment import aligned
from newsgrain_eval.metrics import f1_of_means
from newsgrain_eval.pages import Score, article, snippet_counts, snippet_rates


def test_article_is_the_body_once():
    doc = {"text": "Menu Story Story", "blocks": []}
    for begin, end, role, duplicate in ((0, 4, "navigation", None), (5, 10, "body", None), (11, 16, "body", 1)):
        doc["blocks"].append({"begin": begin, "end": end, "role": role, "duplicate_of": duplicate})
    assert article(doc) == "Story"


def test_snippets():
    row = {"with": ["the  ferry", "June"], "without": ["cookies"]}
    counts = snippet_counts("The ferry?\nthe\nferry cookies", row)
    assert counts == (1, 1, 1, 0)
    assert snippet_rates([counts]) == (0.5, 0.5, 0.5)


def test_a_word_of_the_menu_is_not_the_articles():
    blocks = ["Energy", "The price of energy rose in June, and nobody knows why.", "Energy"]
    assert aligned(blocks, "The price of energy rose in June, and nobody knows why.") == [False, True, False]


def test_score_says_how_sure_the_kept_part_is():
    score = Score()
    for n in range(300):
        score.add(n, (n % 2, 1.0))
    tuned, kept, whole = score.columns(f1_of_means)
    low, high = score.kept_interval(f1_of_means)
    assert low < kept[0] < high and whole[1] == 0.5 and tuned[2] == 1
