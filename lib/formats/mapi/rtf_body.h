// The body of a message that was written as RTF: the HTML within it where it was made from HTML (MS-OXRTFEX), else its
// text. Reads control words as far as a body needs them; objects, pictures, fields' instructions and every destination
// that is not known are passed over and counted. In: RTF bytes. Out: UTF-8. Not a reader of RTF files.
#pragma once

#include <cstdint>
#include <string>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::mapi {

struct RtfBody {
  bool is_html = false;       // `text` is an HTML document, else plain text with LF line ends
  std::string text;           // not yet scrubbed: the reader of HTML or text does that
  std::uint32_t objects = 0;  // OLE objects and their data, left out
};

// Errors: Malformed (no RTF), TooDeep (more than 500 open groups), TooLarge (more than 16 MiB of text).
Result<RtfBody> read_rtf_body(Bytes bytes);

}  // namespace mugai::mapi
