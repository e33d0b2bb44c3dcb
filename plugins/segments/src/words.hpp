// words.hpp: the word lists behind tokens and sentences (plugins/common/lang). All words are in lower case.
#pragma once

#include <string_view>

namespace segments {

enum class Abbreviation : unsigned char {
  none,
  title,    // "Mr.": a name follows, never the end of a sentence
  number,   // "No.", "p.": an abbreviation only before a number
  general,  // "Inc.", "Jan.": may end a sentence
};

// Of a word without its full stop. `language`: two letters, empty for English.
Abbreviation abbreviation(std::string_view lower, std::string_view language);
// Abbreviations that with a small letter are ordinary words ("rep", "pub").
bool needs_capital(std::string_view lower);
// Words that begin a sentence far more often than they follow an abbreviation inside one.
bool is_sentence_starter(std::string_view lower);
// Forms of verbs of speech that stand behind a quotation ("said").
bool is_speech_verb(std::string_view lower);
// Prefixes that a hyphen does not cut off ("non-human").
bool is_prefix(std::string_view lower);
// The last part of an address or of the name of a file ("com", "pdf").
bool is_address_end(std::string_view lower);
// Words written as one that count as two: bytes of the first ("cannot": 3), else 0.
unsigned merged_form(std::string_view lower);
// The quotation mark of a character reference that was escaped twice and so stands in the text as written ("&quot;"),
// else empty.
std::string_view mark_of_reference(std::string_view reference);

}  // namespace segments
