// A look at the bytes of a PDF file from beginning to end, as a scanner sees them, before the objects are read.
//
// In:     the whole file.
// Out:    what the cross-reference tables cannot say: what stands before, behind and between the revisions, which
// object
//         numbers are given twice, and how names, strings and comments are spelt. Streams are skipped.
// Limits: linear in the size; kMaxNumbers object numbers.
// Known gap: a stream that holds the word "endstream" is taken to end there: what follows is misread, and only told of.
#pragma once

#include <cstdint>

#include "lib/base/bytes.h"

namespace mugai::pdf {

struct Scan {
  enum class Head : std::uint8_t { Pdf, FormData, PostScript, None };
  Head head = Head::None;
  std::uint32_t header_offset = 0;
  bool plain_header = false;       // %PDF-1.0 to 2.0 at the beginning
  bool foreign_start = false;      // MIME, HTML, ZIP or a program before the header or in a comment (PDF-022)
  std::uint32_t revisions = 0;     // ends of file, less one where the file is linearized
  std::uint64_t bytes_behind = 0;  // after the last %%EOF, white space aside
  bool linearized = false;
  bool hybrid = false;                // /XRefStm
  std::uint32_t replaced = 0;         // objects that a later revision gives anew
  std::uint32_t twice = 0;            // objects that one revision gives twice
  std::uint32_t odd_generations = 0;  // above 65535
  std::uint32_t roots = 0;            // different values of /Root
  std::uint32_t escaped_names = 0;    // letters and digits written as #xx
  std::uint32_t odd_strings = 0;      // letters as octal, split lines, odd digits
  std::uint32_t comments = 0;         // within the body
};

Scan scan(Bytes untrusted_file);

}  // namespace mugai::pdf
