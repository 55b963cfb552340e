// libmagic behind detect: words for the operator about a file that our own signatures do not know. Linked by the worker
// of Family::Files alone.
#pragma once

namespace mugai::detect {

// Loads libmagic's database and lets identify() describe unknown files by it. False where there is no database: unknown
// files go without a description then. Once, before the worker is locked down.
bool use_libmagic();

}  // namespace mugai::detect
