// Flat OPC (ECMA-376-2, annex on the flat form; namespace http://schemas.microsoft.com/office/2006/xmlPackage): parts
// as elements of one document, XML parts in the clear, others in base64. Written as the package it stands for, byte for
// byte where a part is XML: nothing is judged here, the ooxml handler reads the package like one that came as such.
//
//   pkg:package = *pkg:part
//   pkg:part    = pkg:name pkg:contentType ( pkg:xmlData element / pkg:binaryData base64 )
//
// Limits: kMaxFlatParts; those of xml/limits.h for one tag. Errors: Malformed, Truncated, Ambiguous (a name twice,
// base64 that two decoders read differently), TooMany.
#pragma once

#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/budget.h"

namespace mugai::flat {

inline constexpr std::string_view kFlatOpcNamespace = "http://schemas.microsoft.com/office/2006/xmlPackage";
inline constexpr std::size_t kMaxFlatParts = 10'000;

// `text`: UTF-8, the whole document.
Result<Buffer> package_of(std::string_view text, Budget& budget);

}  // namespace mugai::flat
