"""How quotes are scored against PolNeAR's attributions: segments, classes, matching, sums.

A segment is one contiguous content span. Spans match by their letters and digits (a leading "that" is left out):
intersection over union, one to one, best first. Reported speech is content with quotation marks, or a cue with a form
of SPEECH_VERBS; other attributions (intentions, perceptions) count neither way. Direct: at least 98 % of the letters
inside marks. Speaker: overlap with the gold source.
"""

import collections
import re

from .metrics import interval

# What counts as a verb of speech or opinion, whatever the plugin knows: the union of what newsroom quote extractors
# list. Frozen, so that a change of the plugin's lexicon cannot change the gold.
SPEECH_VERBS = """
    accept acclaim accuse acknowledge add admit:admits,admitted,admitting advise agree:agrees,agreed,agreeing allege
    announce argue ask assert assure believe blame charge cite claim clarify:clarifies,clarified,clarifying comment
    complain concede conclude confirm contend continue convince criticize declaim declare decline
    decry:decries,decried,decrying demonstrate denounce deny:denies,denied,denying describe
    disagree:disagrees,disagreed,disagreeing disclaim disclose dispute ensure estimate exclaim explain fear highlight
    hope illustrate indicate inform insist maintain mention note notify:notifies,notified,notifying observe order
    persist point preach:preaches,preached,preaching predict present proclaim promise rave reassert reassure recall
    reckon recommend reconfirm release remind reply:replies,replied,replying report respond restate
    retell:retells,retold,retelling say:says,said,saying state stress:stresses,stressed,stressing suggest
    tell:tells,told,telling testify:testifies,testified,testifying think:thinks,thought,thinking tweet urge warn
    worry:worries,worried,worrying write:writes,wrote,written,writing"""


def _forms():
    forms = {"according", "finding", "finds"}
    for entry in SPEECH_VERBS.split():
        lemma, _, given = entry.partition(":")
        stem = lemma.removesuffix("e")
        forms |= {lemma, *given.split(",")} if given else {lemma, lemma + "s", stem + "ed", stem + "ing"}
    return forms


SPEECH = _forms()
OPEN, CLOSE = "\u201c\u201e\u00ab", "\u201d\u00bb"


def inside_marks(text):
    """For each position whether it stands between double marks of its paragraph."""
    inside, state = [False] * len(text), False
    for i, c in enumerate(text):
        if c == "\n":
            state = False
        elif c in OPEN:
            state = True
        elif c in CLOSE:
            state = False
        elif c == '"':
            state = not state
        inside[i] = state
    return inside


def letters(text, span):
    begin, end = span
    head = re.match(r"\s*that\b", text[begin:end], re.I)
    if head:
        begin += head.end()
    return frozenset(i for i in range(begin, end) if text[i].isalnum())


class Gold:
    """One contiguous content span with its source."""

    def __init__(self, own, source, kind, speech, span, cue):
        self.letters, self.source, self.kind, self.speech, self.span, self.cue = own, source, kind, speech, span, cue


def gold_segments(doc):
    text, inside, out = doc["text"], inside_marks(doc["text"]), []
    for attribution in doc["attributions"]:
        cue = " ".join(text[b:e] for b, e in attribution["cue"])
        source = {i for b, e in attribution["source"] for i in range(b, e) if text[i].isalnum()}
        # Fragments that only white space parts are one segment.
        spans = []
        for b, e in sorted(map(tuple, attribution["content"])):
            if spans and not text[spans[-1][1] : b].strip():
                spans[-1] = (spans[-1][0], e)
            else:
                spans.append((b, e))
        marked = any(inside[i] for b, e in spans for i in range(b, e))
        speech = marked or bool(set(re.findall(r"[a-z']+", cue.lower())) & SPEECH)
        for span in spans:
            own = letters(text, span)
            if not own:
                continue
            share = sum(inside[i] for i in own) / len(own)
            kind = "direct" if share >= 0.98 else "mixed" if share > 0 else "indirect"
            out.append(Gold(own, source, kind, speech, span, cue))
    return out


class Ours:
    """One fragment of a quote of the program; `place` maps positions of a rewritten text back, None where there is
    nothing."""

    def __init__(self, text, quote, fragment, inside, place=None):
        self.quote, self.kind, self.span = quote, quote["kind"], tuple(fragment)
        self.letters = letters(text, fragment)
        speaker = quote["speaker"]
        begin = speaker and speaker.get("begin")
        self.said = {i for i in range(begin, speaker["end"]) if text[i].isalnum()} if begin is not None else set()
        if self.letters:
            share = sum(inside[i] for i in self.letters) / len(self.letters)
            self.kind = "direct" if share >= 0.98 else "mixed" if share > 0 else "indirect"
        if place:
            self.letters = frozenset(place[i] for i in self.letters)
            self.said = {place[i] for i in self.said}


def our_segments(doc, place=None, marked=None):
    """`marked`: for each position of the original text whether it stands between marks."""
    text = doc["text"]
    inside = (
        inside_marks(text) if marked is None else [place[i] is not None and marked[place[i]] for i in range(len(text))]
    )
    out = []
    for row, quote in enumerate(doc["quotes"]):
        for fragment in quote["fragments"]:
            one = Ours(text, quote, fragment, inside, place)
            if not one.letters:
                continue
            # A paragraph that goes on with the one before is one segment with it, as in the gold.
            if quote["continues"] == row - 1 and out and not text[out[-1].span[1] : fragment[0]].strip():
                out[-1].letters |= one.letters
                out[-1].span = (out[-1].span[0], one.span[1])
            else:
                out.append(one)
    return out


def match(gold, ours, least):
    """Pairs (gold, ours) one to one by descending intersection over union."""
    by_letter = collections.defaultdict(list)
    for j, o in enumerate(ours):
        for i in o.letters:
            by_letter[i].append(j)
    pairs = []
    for g, item in enumerate(gold):
        shared = collections.Counter(j for i in item.letters for j in by_letter[i])
        for j, n in shared.items():
            iou = n / (len(item.letters) + len(ours[j].letters) - n)
            if iou >= least:
                pairs.append((iou, g, j))
    pairs.sort(reverse=True)
    taken_g, taken_o, out = set(), set(), []
    for _, g, j in pairs:
        if g not in taken_g and j not in taken_o:
            taken_g.add(g)
            taken_o.add(j)
            out.append((g, j))
    return out


def free_segments(gold, ours):
    """Ours that meet only gold that is no speech: neither right nor wrong."""
    return {j for g, j in match(gold, ours, 0.3) if not gold[g].speech}


class Sums:
    """Counts over documents, and the figures made of them."""

    def __init__(self):
        self.n = collections.Counter()
        self.documents = []  # the counts of each
        self.scored = []  # (score, right) of every segment that counts; right: span at 0.5 and speaker

    def add(self, gold, ours):
        n, free = collections.Counter(), free_segments(gold, ours)
        n["gold"] += sum(g.speech for g in gold)
        n["ours"] += len(ours) - len(free)
        for kind in ("direct", "mixed", "indirect"):
            n["gold " + kind] += sum(g.speech and g.kind == kind for g in gold)
            n["ours " + kind] += sum(o.kind == kind and j not in free for j, o in enumerate(ours))
        for least in (0.8, 0.5):
            right = set()
            for g, j in match(gold, ours, least):
                if not gold[g].speech:
                    continue
                speaker = bool(gold[g].source & ours[j].said)
                if speaker:
                    right.add(j)
                for key in (f"{least} hit", f"{least} {gold[g].kind}", f"{least} ours {ours[j].kind}"):
                    n[key] += 1
                    n[key + " speaker"] += speaker
            if least == 0.5:
                self.scored += [
                    (o.quote["score"], j in right, o.quote.get("rule")) for j, o in enumerate(ours) if j not in free
                ]
        self.n.update(n)
        self.documents.append(n)

    def f(self, key):
        p, r = self.n[key] / max(1, self.n["ours"]), self.n[key] / max(1, self.n["gold"])
        return 200 * p * r / max(1e-9, p + r)

    def share(self, key, of):
        return 100 * self.n[key] / max(1, self.n[of])

    def interval(self, figure):
        """Where figure(sums) may lie, had other documents been drawn."""

        def of(drawn):
            sums = Sums()
            for counts in drawn:
                sums.n.update(counts)
            return figure(sums)

        return interval(self.documents, of, rounds=200)


# Rewriting marks: (opening, closing, text put inside after the opening and before the closing mark).
STYLES = {
    "straight": ('"', '"', ""),
    "curly": ("\u201c", "\u201d", ""),
    "low-9": ("\u201e", "\u201c", ""),
    "guillemets": ("\u00ab", "\u00bb", ""),
    "guillemets, spaced": ("\u00ab", "\u00bb", "\u00a0"),
    "guillemets inwards": ("\u00bb", "\u00ab", ""),
    "corners": ("\u300c", "\u300d", ""),
    "two apostrophes": ("``", "''", ""),
    "single curly": ("\u2018", "\u2019", ""),
    "single straight": ("'", "'", ""),
}


def rewrite(text, style):
    """The text with its double marks in another style, and for each of its positions the one in the original (None: put
    in)."""
    opening, closing, pad = STYLES[style]
    out, place, is_open = [], [], False

    def put(piece, i):
        out.append(piece)
        place.extend([i] + [None] * (len(piece) - 1))

    for i, c in enumerate(text):
        if c == "\n":
            is_open = False
        if c not in OPEN + CLOSE + '"':
            put(c, i)
            continue
        opens = c in OPEN or (c == '"' and not is_open)
        is_open = opens
        put(opening + pad if opens else pad + closing, i)
    return "".join(out), place
