/* Every ABI header, compiled on its own by each language standard. */
#include "newsgrain/abi/ext/html.h"
#include "newsgrain/abi/ext/regex.h"
#include "newsgrain/abi/ext/resources.h"
#include "newsgrain/abi/ext/unicode.h"
#include "newsgrain/abi/layers.h"
#include "newsgrain/abi/newsgrain.h"
int main(void) { return 0; }
