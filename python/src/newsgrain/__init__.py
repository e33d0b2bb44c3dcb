"""From a news page to who said what: article text, names, quotes with speakers, sentiment.

    import newsgrain
    nlp = newsgrain.Pipeline()
    doc = nlp(open("page.html", "rb").read())
    for quote in doc.quotes:
        print(quote.speaker and quote.speaker.name, quote.text)

Offsets called `start` and `end` are code points of `doc.text`, as Python counts; others carry their unit in their name.
Pipelines and documents are immutable and may be shared by threads.
"""

from ._batch import Batch, BatchLayer
from ._core import version as _version
from ._document import Document, Metadata, Note
from ._errors import ConfigError, Error, InputError, LimitError, PluginError, SourceError
from ._explanation import Explanation
from ._layer import Layer
from ._means import DocumentSentiment, EntitySentiment, MeanPolarity, MeanStance
from ._names import Entity, Mention
from ._paths import cmake_dir, include_dir
from ._pipeline import Pipeline, json_schema
from ._quotes import Quote, Speaker
from ._span import Span
from ._stances import QuoteSentiment, TargetSentiment
from ._text import Block, Sentence

__version__ = _version()
__all__ = [
    "Batch",
    "BatchLayer",
    "Block",
    "ConfigError",
    "Document",
    "DocumentSentiment",
    "Entity",
    "EntitySentiment",
    "Error",
    "Explanation",
    "InputError",
    "Layer",
    "LimitError",
    "MeanPolarity",
    "MeanStance",
    "Mention",
    "Metadata",
    "Note",
    "Pipeline",
    "PluginError",
    "Quote",
    "QuoteSentiment",
    "Sentence",
    "SourceError",
    "Span",
    "Speaker",
    "TargetSentiment",
    "cmake_dir",
    "include_dir",
    "json_schema",
]
