// What a file is, by its bytes. Own signatures and container sniffing come first; libmagic is asked only where they are
// undecided, and only for a description: it never makes a file acceptable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/stream/source.h"

namespace mugai::detect {

enum class Group : std::uint8_t {
  Ordinary,    // a type that a handler may rebuild
  Executable,  // code for a machine or an interpreter: refused whatever the policy says
  Encrypted,   // a container that cannot be read without a key
  Unknown,     // nothing recognised
};

struct Detected {
  std::string type;       // "docx", "zip", "mail", "exe", "text"; "empty"; "unknown"
  std::string extension;  // usual extension of the type, without dot; may be empty
  std::string mime;       // registered media type; "application/octet-stream" where none
  std::string note;       // for the operator: what was seen; may be empty
  Group group = Group::Unknown;
  std::string_view catalogue;  // row that explains a refusal ("EXT-001"); empty where none
};

// Reads the head, and of containers the directory; at most about 1 MiB whatever the size. The claim only chooses
// between types that share their bytes (text and CSV, XML and SVG); it never overrides what was found. Error: Io alone.
Result<Detected> identify(Source& source, const FileClaim& claim);

// Who finds words for the head of a file that nothing here recognised (detect/magic); nobody at first. Set before any
// untrusted byte is read.
void describe_unknown_with(std::string (*describe)(Bytes head)) noexcept;

}  // namespace mugai::detect
