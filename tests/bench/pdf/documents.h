// PDF files for the benchmark, as word processors, scanners and form editors write them, made in memory and the same
// in every run. Plain objects and a cross-reference table, streams in Flate (level 6) or JPEG.
#pragma once

#include "lib/base/bytes.h"

namespace mugai::bench {

// A4 pages of 40 lines in four embedded TrueType subsets of 400 glyphs each, with their ToUnicode maps.
Buffer text_document(unsigned pages);
// Pages of one grey JPEG picture of 1240 x 1754 samples and a layer of invisible text.
Buffer scanned_document(unsigned pages);
// Pages of twenty text fields and five check boxes, each with its looks.
Buffer form_document(unsigned pages);

}  // namespace mugai::bench
