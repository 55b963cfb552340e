// What of a MIME tree two programs could read in two ways although GMime reads it in one: boundaries, encodings of
// composite parts, doubled fields (RFC 2046 section 5.1, RFC 2045 section 6.4; catalogue MIME-001, MIME-003, MAIL-001,
// MAIL-005). And the text outside of all parts (MIME-002).
#pragma once

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/structure.h"

namespace mugai::mail {

// Judges `body` and everything below it. Error Ambiguous, reported by its catalogue ID, where the mail must be refused;
// what is merely odd is reported and goes on.
Result<void> check_tree(const Part& body, Context& ctx);

// True where a field of that name stands more than once in `fields` with different values.
bool contradicts(const Fields& fields, std::string_view name);

}  // namespace mugai::mail
