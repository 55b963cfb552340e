// Worksheet functions: the allow-list. A function that is not on it does not stay in a formula, whether it is known to
// be dangerous or not known at all; the known dangerous ones say what they are.
//
// In:  the name as it stands in a file, any case, with its storage prefixes (_xlfn., _xlws., ORG.LIBREOFFICE., …).
// Out: what the function may do. Immutable after its first use; pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace mugai::formula {

// Why a formula cannot stay. None: it can.
enum class Danger : std::uint8_t {
  None,
  ExternalBook,   // reads another file
  Dde,            // starts or asks another program
  Network,        // sends a request
  RealTimeData,   // starts a COM server
  Code,           // calls a library, an add-in, a macro or a server, or a function that nobody knows
  Python,         // runs in the cloud
  Link,           // an address that is not allowed, or one that is computed
  Environment,    // tells of the reader's machine
  MacroFunction,  // Excel 4 macro function
  RemovedName,    // uses a name or a sheet that is gone
  Limit,          // too long, too deep, or not a formula
};

enum class FunctionKind : std::uint8_t { Allowed, Hyperlink, Info, Indirect, Denied };

struct Function {
  FunctionKind kind = FunctionKind::Denied;
  Danger danger = Danger::Code;  // where denied
};

// Names longer than any on the list are Denied.
Function find_function(std::string_view name) noexcept;

// Reads the tables; called before the first untrusted byte, for the first call allocates.
void warm_up();

}  // namespace mugai::formula
