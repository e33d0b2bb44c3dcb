"""Offsets on all pages of boilerplate/: every span covers its text, and the source bytes it names decode to that text.

    python tests/eval/eval_offsets.py [--sets NAME ...] [--pages N]      needs the installed package newsgrain

For each span of each layer: 0 <= begin <= end <= size, both at characters; its first and its last character come from
source bytes that decode to just them; and the source range with the tags taken out is the text. Where a regular
expression cannot take the tags out (hidden elements, ">" in attributes), each character of the span is held against its
own source bytes.
"""

import html
import re
import sys

import newsgrain
from newsgrain_eval.command import arguments
from newsgrain_eval.corpora import need_data, unpack
from newsgrain_eval.report import Floors, table

parser = arguments(__doc__)
parser.add_argument("--sets", nargs="*", default=["naeb-tune", "wcxb-tune", "snippets-tune", "daniel-tune"])
parser.add_argument("--pages", type=int, default=0, help="pages per set, 0 = all")
args = parser.parse_args()
need_data(args)
floors, rows = Floors(), []

BLANK = re.compile(r"[\s\u00a0\u200b\ufeff\u00ad\x00]+")
HIDDEN = re.compile(
    r"(?is)<(script|style|svg|noscript|template|textarea|select|iframe|object|video|audio)\b.*?</\1\s*>"
)


def plain(markup):
    """Markup as its characters: tags out, references decoded, white space out."""
    markup = HIDDEN.sub("", re.sub(r"(?s)<!--.*?(-->|$)", "", markup))
    return BLANK.sub("", html.unescape(re.sub(r"(?s)<[!/?a-zA-Z][^>]*(>|$)", "", markup)))


class Page:
    """One analysed page and its bytes."""

    def __init__(self, doc, source):
        self.core, self.text, self.source = doc._core, doc.text, source
        self.size = len(self.text.encode())
        encoding = doc.to_dict()["source"]["encoding"]
        # Python's gb2312 and gbk lack characters that the web's decoder of the same name has.
        self.codec = {"gbk": "gb18030", "windows-874": "cp874"}.get(encoding, encoding)

    def decoded(self, begin, end):
        """Text of the source bytes behind the bytes [begin, end) of the text; None where there are none."""
        found = self.core.source_range(begin, end)
        return None if found is None else self.source[found[0] : found[1]].decode(self.codec, errors="replace")

    def character_is_right(self, begin, end, character):
        found = self.decoded(begin, end)
        if BLANK.fullmatch(character):  # several blanks become one, and a separator has no source
            return found is None or not BLANK.sub("", plain(found))
        return found is not None and html.unescape(found) == character

    def every_character_is_right(self, begin, text):
        for character in text:
            end = begin + len(character.encode())
            if not self.character_is_right(begin, end, character):
                return False
            begin = end
        return True

    def span_is_right(self, begin, end):
        """(covers text, its source range decodes to it)"""
        if not 0 <= begin <= end <= self.size:
            return False, False
        start, stop = self.core.code_point(begin), self.core.code_point(end)
        if self.core.byte_offset(start) != begin or self.core.byte_offset(stop) != end:
            return False, False
        text = self.text[start:stop]
        if not text.strip():
            return True, True
        first, last = len(text[0].encode()), len(text[-1].encode())
        if not (
            self.character_is_right(begin, begin + first, text[0])
            and self.character_is_right(end - last, end, text[-1])
        ):
            return True, False
        found = self.decoded(begin, end)
        alike = found is not None and plain(found) == BLANK.sub("", text)
        return True, alike or self.every_character_is_right(begin, text)


nlp = newsgrain.Pipeline(checking="full")
for name in args.sets:
    folder = unpack(args, name) / "html"
    pages = sorted(folder.iterdir())[: args.pages or None]
    spans = wrong = unlike = bad_status = 0
    for doc, path in nlp.pipe(((path, path) for path in pages), as_tuples=True):
        bad_status += doc.failed
        page = Page(doc, path.read_bytes())
        for layer in map(doc.layer, doc.layers):
            if layer.name == "element" or not layer._core.has_spans:
                continue
            for begin, end in zip(layer.buffer("begin"), layer.buffer("end")):
                covers, decodes = page.span_is_right(begin, end)
                spans, wrong, unlike = spans + 1, wrong + (not covers), unlike + (not decodes)
                if not decodes and unlike <= 5:
                    print(f"{path.name}: {layer.name} [{begin}, {end})", file=sys.stderr)
    rows.append([name, len(pages), bad_status, spans, wrong, unlike])
    floors.check(f"{name}: pages analysed", 1 - bad_status / max(len(pages), 1), 1.0)
    floors.check(f"{name}: spans that cover their text", 1 - wrong / max(spans, 1), 1.0)
    floors.check(f"{name}: source ranges that decode to the text", 1 - unlike / max(spans, 1), 1.0)
table(["set", "pages", "failed", "spans", "wrong", "source unlike the text"], rows)
floors.leave()
