/* layers.h: codes of the standard layers (schema ids newsgrain.<layer>/1). C99.
 *
 * The numbers are the values of code columns; the host's schemas hold the labels in the same order. New values are only
 * appended. The columns of each layer stand in a comment, with types as in newsgrain.h; every layer is described in
 * docs/pipeline.md. */
#ifndef NEWSGRAIN_ABI_LAYERS_H
#define NEWSGRAIN_ABI_LAYERS_H
#include "newsgrain.h"

/* element (spans: text range): tag code16, parent ref element, depth u16, markup_begin u32, markup_end u32,
 * start_tag_end u32. Rows in document order; the tag codes are the NG_TAG_* of ext/html.h. */

/* block (spans): kind code8, level u8, element ref element, link_bytes u32 */
#define NG_BLOCK_PARAGRAPH 0
#define NG_BLOCK_HEADING 1
#define NG_BLOCK_LIST_ITEM 2
#define NG_BLOCK_QUOTE 3
#define NG_BLOCK_CELL 4
#define NG_BLOCK_PREFORMATTED 5
#define NG_BLOCK_CAPTION 6
#define NG_BLOCK_OTHER 7

/* block.site (augments block; only where the user gave pages of a site together): pages u32, the pages of the site with
 * this line; of u32, the pages of the site */

/* block.role (augments block): role code8, score f32, duplicate_of ref block
 * region (spans): role code8 (the same labels), score f32 */
#define NG_ROLE_BODY 0
#define NG_ROLE_TITLE 1
#define NG_ROLE_SUBTITLE 2
#define NG_ROLE_BYLINE 3
#define NG_ROLE_DATELINE 4
#define NG_ROLE_DATE 5
#define NG_ROLE_CAPTION 6
#define NG_ROLE_CREDIT 7
#define NG_ROLE_NAVIGATION 8
#define NG_ROLE_RELATED 9
#define NG_ROLE_PROMOTION 10
#define NG_ROLE_COMMENT 11
#define NG_ROLE_COPYRIGHT 12
#define NG_ROLE_ADVERTISEMENT 13
#define NG_ROLE_OTHER 14

/* metadata (no spans): key code8, value str, signal code8, markup span (range in the markup, or none) */
#define NG_META_TITLE 0
#define NG_META_SUBTITLE 1
#define NG_META_AUTHOR 2
#define NG_META_PUBLISHED 3
#define NG_META_MODIFIED 4
#define NG_META_SITE 5
#define NG_META_LANGUAGE 6
#define NG_META_URL 7
#define NG_META_DESCRIPTION 8
#define NG_META_IMAGE 9
#define NG_META_IMAGE_CAPTION 10
#define NG_META_TAG 11
#define NG_META_SECTION 12
#define NG_META_PAGE_KIND 13
#define NG_META_QUALITY 14
#define NG_SIGNAL_JSON_LD 0
#define NG_SIGNAL_META 1
#define NG_SIGNAL_MICRODATA 2
#define NG_SIGNAL_VISIBLE 3
#define NG_SIGNAL_URL 4
#define NG_SIGNAL_GIVEN 5

/* sentence (spans): block ref block */

/* token (spans): kind code8, sentence ref sentence */
#define NG_TOKEN_WORD 0
#define NG_TOKEN_NUMBER 1
#define NG_TOKEN_PUNCTUATION 2
#define NG_TOKEN_SYMBOL 3
#define NG_TOKEN_URL 4
#define NG_TOKEN_EMAIL 5
#define NG_TOKEN_HANDLE 6

/* quotation (spans: marks included): kind code8, depth u8 (0: within no other), closed bool. What stands between two
 * quotation marks; one that is not closed ends with its block or where the next one opens. Pairs cross no block. */
#define NG_MARK_DOUBLE 0
#define NG_MARK_SINGLE 1
#define NG_MARK_LOW 2
#define NG_MARK_GUILLEMET 3
#define NG_MARK_CORNER 4

/* entity_mention (spans): type code8, form code8, entity ref entity, score f32, value str (optional)
 * entity (no spans): name str, type code8, kb_id str, country str, role str, mentions list of ref entity_mention,
 * aliases list of str, affiliation ref entity (optional)
 * Optional columns were appended later: a writer that gives fewer columns leaves them empty. */
#define NG_ENTITY_PERSON 0
#define NG_ENTITY_ORG 1
#define NG_ENTITY_GPE 2
#define NG_ENTITY_LOC 3
#define NG_ENTITY_NORP 4
#define NG_ENTITY_FAC 5
#define NG_ENTITY_EVENT 6
#define NG_ENTITY_PRODUCT 7
#define NG_ENTITY_WORK 8
#define NG_ENTITY_DATE 9
#define NG_ENTITY_TIME 10
#define NG_ENTITY_MONEY 11
#define NG_ENTITY_PERCENT 12
#define NG_ENTITY_QUANTITY 13
#define NG_ENTITY_CARDINAL 14
#define NG_ENTITY_ORDINAL 15
#define NG_FORM_NAME 0
#define NG_FORM_ALIAS 1
#define NG_FORM_ACRONYM 2
#define NG_FORM_DEMONYM 3
#define NG_FORM_NOMINAL 4
#define NG_FORM_PRONOUN 5
#define NG_FORM_VALUE 6

/* quote (spans: hull): kind code8, fragments list of span, quoted list of span, cue span, speaker span,
 * speaker_mention ref entity_mention, speaker_entity ref entity, continues ref quote, score f32, rule str */
#define NG_QUOTE_DIRECT 0
#define NG_QUOTE_MIXED 1
#define NG_QUOTE_INDIRECT 2

/* sentence.polarity (augments sentence): polarity f32 in [-1, 1], label code8 (negative, neutral, positive)
 * target_sentiment (no spans): mention ref entity_mention, sentence ref sentence, negative f32, neutral f32,
 *   positive f32, label code8
 * quote_sentiment (no spans): quote ref quote, speaker_entity ref entity, target_entity ref entity, negative f32,
 *   neutral f32, positive f32, label code8
 * entity_sentiment (no spans): entity ref entity, place code8, count u32 (mentions), negative f32, neutral f32,
 *   positive f32 (means over the mentions), label code8
 * document_sentiment (no spans): place code8, count u32 (sentences), polarity f32 (mean), negative u32, neutral u32,
 *   positive u32 (sentences with that label)
 * polarity_word (spans): sentence ref sentence, contribution f32 (to the polarity)
 * target_word (spans): target ref target_sentiment, contribution f32 (to ln(positive / negative)) */
#define NG_LABEL_NEGATIVE 0
#define NG_LABEL_NEUTRAL 1
#define NG_LABEL_POSITIVE 2
#define NG_LABEL_ABSTAIN 3
#define NG_PLACE_NARRATION 0
#define NG_PLACE_QUOTES 1

#endif /* NEWSGRAIN_ABI_LAYERS_H */
