// Files that older mail programs wrote into the text of a mail instead of into a part: uuencode (POSIX uuencode(1),
// with its base64 form) and yEnc (yEnc draft 1.3). In: the raw bytes of a text part, before its charset is decoded, as
// yEnc uses all eight bits. Out: the files, and the place each had. Linear; memory is that of the files.
//
// A block is a file only where every line of it is right; anything else stays text. Known gap: yEnc in several parts
// (part=) is left as text.
#pragma once

#include <string>
#include <vector>

#include "lib/base/bytes.h"

namespace mugai::mail {

struct EmbeddedFile {
  std::size_t begin = 0;  // of its first line in the text
  std::size_t end = 0;    // after its last line
  std::string name;       // as written, in any charset
  Buffer bytes;
  bool damaged = false;  // its own size or checksum says something else (yEnc)
};

// In the order of the text, without overlap.
std::vector<EmbeddedFile> find_uuencoded(Bytes text);
std::vector<EmbeddedFile> find_yenc(Bytes text);

}  // namespace mugai::mail
