// Files as Macintosh programs of old wrap them for mail: BinHex 4.0 (RFC 1741), AppleSingle and AppleDouble (RFC 1740),
// MacBinary. In: the decoded bytes of a part, or a text in which BinHex stands. Out: the data fork, which is the file
// as everybody else knows it, and its name; the resource fork is never looked into.
//
// Everything is checked: alphabet, run lengths, sizes against what is there, the sums of BinHex and MacBinary II.
// Limits: a data fork of 64 MiB, 64 entries of an AppleSingle file. Known gap: StuffIt and Compact Pro, which these
// mostly held, are refused like other archives.
#pragma once

#include <string>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/mail/uuencode.h"

namespace mugai::mail {

struct MacintoshFile {
  std::string name;           // as written, in any charset
  Buffer data;                // the data fork
  bool has_data = false;      // an AppleDouble header has none: its file is another part
  bool has_resource = false;  // there was a resource fork of more than nothing
};

// By its first bytes. Error Malformed: none of the four; Truncated, BadChecksum, TooLarge.
Result<MacintoshFile> read_macintosh(Bytes part);

// Blocks of BinHex in a text, in its order, without overlap; `damaged` where a block is not whole.
std::vector<EmbeddedFile> find_binhex(Bytes text);

}  // namespace mugai::mail
