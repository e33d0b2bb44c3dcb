// Every header of the SDK, compiled by each language standard that it promises.
#include "newsgrain/sdk/html.hpp"
#include "newsgrain/sdk/plugin.hpp"
#include "newsgrain/sdk/reading.hpp"
#include "newsgrain/sdk/testing.hpp"
#include "newsgrain/sdk/text.hpp"
