// Must not compile: each CASE would be a mistake of lifetime or unit. tests/compile_fail/CMakeLists.txt builds them one
// by one.
#include "newsgrain/document.hpp"
#include "newsgrain/pipeline.hpp"
#include "newsgrain/result.hpp"

using namespace newsgrain;

#if CASE == 0
// The control: this one compiles.
const Layer* fine(const Document& doc) { return doc.layer("quote"); }
#elif CASE == 1
// An ignored error.
Result<void> work();
void ignore() { work(); }
#elif CASE == 2
// A committed layer is const.
void change(Document& doc) { doc.layer("quote")->column(0).data.clear(); }
#elif CASE == 3
// A pipeline is made by create() only, and is not copied.
Pipeline copy(const Pipeline& p) { return p; }
#elif CASE == 4
// A value is not taken out of a result without asking for it.
std::string text(Result<std::string> r) { return r; }
#endif
