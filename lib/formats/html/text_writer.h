// HTML → plain text that a person reads: block structure, lists, tables, quotes, ruby, links with their real target.
//
// In:    one HTML document as valid UTF-8 (lib/text decodes it; ill-formed bytes become U+FFFD here).
// Out:   UTF-8 text, lines end in LF, no control character but TAB and LF, no invisible or bidirectional control
//        character, no trailing blanks, not wrapped. Nothing that a mail program would hide is in it, nothing active is
//        in it. URLs are given as they are: the caller defangs the whole text (policy `links`) and so treats URLs in
//        links and in running text alike.
// Cost:  one pass over the input, linear; memory is the output plus the open tables.
// Gaps:  README.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/finding.h"

namespace mugai::html {

enum class LinkTargets : std::uint8_t {
  Show,  // "text <https://example.jp/>" where text and target differ
  Hide,  // text alone (policy links = remove); mismatches are found and marked all the same
};

// Words that the writer adds. Defaults are Japanese; english() gives the others.
struct TextWords {
  std::string mismatch_mark = "【注意：表示と異なるリンク先】";  // after the target of a link that shows another host
  std::string struck_open = "〔取消線：";                        // around <del>, <s>, <strike>
  std::string struck_close = "〕";
  std::string bullet = "・";
  std::string heading = "■ ";
  std::string quote_open = "「";
  std::string quote_close = "」";
  static TextWords english();
};

struct TextOptions {
  LinkTargets links = LinkTargets::Show;
  std::uint64_t max_output_bytes = std::uint64_t{16} << 20;  // Error TooLarge above it
  std::uint32_t max_depth = 512;       // open elements; deeper ones take the place of their parent
  std::uint32_t table_columns = 78;    // a table that fits into this width is laid out in columns (half-width cells)
  std::uint64_t max_url_bytes = 2048;  // a longer target is cut with "…"
  TextWords words;
};

// Counts of what was met. `findings` says the same by catalogue ID, with where = the kind of construct.
struct TextResult {
  std::string text;
  std::uint32_t links = 0;             // with a target that can be shown
  std::uint32_t mismatched_links = 0;  // the text shows another host than the target's
  std::uint32_t refused_links = 0;     // javascript:, data:, file:, UNC and other schemes: target left out
  std::uint32_t hidden_removed = 0;    // runs of text that a mail program would not show
  std::uint32_t images = 0;
  std::uint32_t remote_images = 0;    // images and other resources that would be fetched
  std::uint32_t tracking_pixels = 0;  // of them: at most 2 pixels wide and high, or hidden
  std::uint32_t scripts = 0;
  std::uint32_t forms = 0;
  std::uint32_t frames = 0;                // iframe, object, embed, applet and their like
  std::uint32_t invisible_characters = 0;  // zero-width and bidirectional controls left out
  std::vector<Finding> findings;           // where: "html: script"; the caller may put the MIME part before it
};

// TooLarge where the output would pass max_output_bytes. Never fails otherwise: any byte sequence is HTML.
Result<TextResult> to_text(std::string_view utf8_html, const TextOptions& options);

}  // namespace mugai::html
