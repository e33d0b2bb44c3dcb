/* Counts the words of each sentence: one row per sentence in the layer "sentence.words". Plain C99 over the ABI alone.
 */
#include <stdlib.h>

#include <newsgrain/abi/layers.h>
#include <newsgrain/abi/newsgrain.h>

#include "slots.h" /* generated from plugin.json by newsgrain_add_plugin() */

typedef struct {
  int32_t numbers; /* the configuration; never changes after create() */
} model_t;

static const ng_str key_numbers = {"numbers", 7};

static ng_status create(const ng_host* host, void** out) {
  model_t* model = malloc(sizeof *model);
  if (model == NULL) return NG_NO_MEMORY;
  ng_status status = host->config_get(host, key_numbers, 0, NG_CONFIG_BOOL, &model->numbers);
  if (status == NG_OK)
    *out = model;
  else
    free(model); /* destroy() is not called where create() fails */
  return status;
}

static void destroy(void* model) { free(model); }

/* One document. Any number of threads are in here at once, each with its own run. */
static ng_status process(const ng_host* host, const void* opaque, void* worker, ng_run* run) {
  const model_t* model = opaque;
  ng_layer sentences = {sizeof sentences, 0, NULL, NULL, 0, 0, NULL};
  ng_layer tokens = sentences;
  (void)worker;
  ng_status status = host->layer(run, SLOT_READ_SENTENCE, &sentences);
  if (status == NG_OK) status = host->layer(run, SLOT_READ_TOKEN, &tokens);
  if (status != NG_OK || sentences.rows == 0) return status;

  uint32_t* words = calloc(sentences.rows, sizeof *words);
  if (words == NULL) return NG_NO_MEMORY;
  const uint8_t* kind = tokens.columns[COLUMN_READ_TOKEN_KIND].data;
  const ng_row* sentence = tokens.columns[COLUMN_READ_TOKEN_SENTENCE].data;
  for (uint32_t row = 0; row < tokens.rows && status == NG_OK; ++row) {
    if (row % 1024 == 0 && host->cancelled(run)) status = NG_CANCELLED;
    if (sentence[row] == NG_NONE) continue;
    if (kind[row] == NG_TOKEN_WORD || (kind[row] == NG_TOKEN_NUMBER && model->numbers)) ++words[sentence[row]];
  }
  if (status == NG_OK) {
    const ng_column column = {NG_U32, 0, words, NULL};
    status = host->append(run, SLOT_WRITE_SENTENCE_WORDS, sentences.rows, NULL, NULL, &column, 1);
  }
  free(words); /* the host has copied the rows */
  return status;
}

static const ng_component word_counts = {
    sizeof word_counts, 0, "org.example.word_counts", create, destroy, NULL, NULL, process, NULL};
static const ng_component* const components[] = {&word_counts};

/* The one exported symbol. The manifest's bytes are put into the library by newsgrain_add_plugin(). */
extern const char ng_manifest_data[];
extern NG_EXPORT const ng_entry ng_plugin_entry_v1;
const ng_entry ng_plugin_entry_v1 = {
    sizeof(ng_entry), NG_ABI_MAJOR, NG_ABI_MINOR, 1, {ng_manifest_data, NG_MANIFEST_SIZE}, NULL, NULL, components};
