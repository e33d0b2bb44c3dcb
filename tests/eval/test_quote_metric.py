"""How quotes are matched."""

from newsgrain_eval import quotes

TEXT = "\u201cWe will stop,\u201d Anna Berg said. Others asked that it go on."


def documents():
    """The gold of TEXT, and an output that is right."""
    said, rest, name = (TEXT.index(x) for x in ("\u201cWe", "that it", "Anna"))
    attributions = [
        {"cue": [[TEXT.index("said"), TEXT.index("said") + 4]], "source": [[name, name + 9]], "content": [[said, 15]]},
        {"cue": [[TEXT.index("asked"), TEXT.index("asked") + 5]], "source": [], "content": [[rest, len(TEXT) - 1]]},
    ]
    speaker = {"begin": name, "end": name + 9}
    quote = {"kind": "direct", "fragments": [[1, 14]], "speaker": speaker, "continues": None, "score": 0.9}
    return {"text": TEXT, "attributions": attributions}, {"text": TEXT, "quotes": [quote]}


def test_kinds_speech_and_the_leading_that():
    direct, indirect = quotes.gold_segments(documents()[0])
    assert direct.kind == "direct" and direct.speech
    assert indirect.kind == "indirect" and indirect.speech and TEXT.index("that") not in indirect.letters


def test_sums_count_spans_and_speakers():
    gold, ours = documents()
    sums = quotes.Sums()
    for _ in range(3):
        sums.add(quotes.gold_segments(gold), quotes.our_segments(ours))
    assert sums.n["gold"] == 6 and sums.n["0.8 direct speaker"] == 3
    assert sums.share("0.8 direct speaker", "gold direct") == 100 and round(sums.f("0.8 hit")) == 67
    low, high = sums.interval(lambda s: s.f("0.8 hit"))
    assert low == high == sums.f("0.8 hit"), "documents that are all alike leave nothing to doubt"


def test_styles_keep_what_is_said_and_say_where_it_came_from():
    for style in quotes.STYLES:
        new, place = quotes.rewrite(TEXT, style)
        at = new.index("stop")
        assert TEXT[place[at] : place[at] + 4] == "stop", style
