// Flow: pieces of text → lines, by the CSS rules for white space, margins and line breaks. One for the document and one
// for each table cell.
//
// In:    text(), line breaks, block edges, prefixes of quotes and lists.
// Out:   lines ended by LF without trailing blanks; no control character but TAB and LF; no invisible and no
//        bidirectional control character. At most two empty lines follow each other, but in preformatted text.
// Gaps:  ZERO WIDTH JOINER is kept in emoji and in scripts that need it, by the character before it alone.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace mugai::html {

enum class WhiteSpace : std::uint8_t {
  Collapse,       // normal, nowrap
  Preserve,       // pre, pre-wrap
  PreserveLines,  // pre-line: line ends stay, blanks collapse
};

// Shared by all flows of one document.
struct FlowCounts {
  std::uint64_t bytes = 0;       // held by all flows together
  std::uint32_t zero_width = 0;  // characters left out
  std::uint32_t bidi = 0;
  std::uint32_t soft_hyphens = 0;
};

class Flow {
 public:
  // `counts` must outlive the flow.
  explicit Flow(FlowCounts& counts) : counts_(&counts) {}

  // Makes room for `bytes` of lines, so that a long text is not copied as it grows.
  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  // Text of the document. Ill-formed bytes become U+FFFD.
  void text(std::string_view utf8, WhiteSpace white_space = WhiteSpace::Collapse);
  // Forgets white space that has not counted yet, so that what follows joins the text before it.
  void join() noexcept { pending_space_ = false; }
  // Text that is already clean and is put as it is, on the current line; no LF in it.
  void put(std::string_view clean) { put({clean}); }
  void put(std::initializer_list<std::string_view> clean);
  // White space of the document.
  void blank() noexcept { space(false); }
  // <br>: ends the line; on an empty line, leaves it empty.
  void line_break() { break_line(true); }
  // The edge of a block: what follows begins on a new line, with an empty line before it if `margin`.
  void block_edge(bool margin);
  // Lines made elsewhere (a table), each below the current prefixes.
  void insert_lines(std::string_view lines);

  // A prefix stands before each line until it is popped: "> ", or the indent of a list item. `marker` stands in its
  // place before the first line that has text. Past 16 levels prefixes are counted and not shown.
  void push_prefix(std::string_view every_line, std::string_view marker = {});
  void pop_prefix();

  // True where the current line has text.
  [[nodiscard]] bool line_has_text() const noexcept { return line_open_; }
  // Remembers this place; since_mark() gives the text put after it, without the prefix of its line and without blanks
  // at its ends. One mark a flow.
  void mark() noexcept {
    mark_ = out_.size();
    mark_waits_ = !line_open_;
  }
  [[nodiscard]] std::string_view since_mark() const noexcept;
  // The last character put on the current line; 0 at its start and where white space is to follow it.
  [[nodiscard]] char32_t last_character() const noexcept { return pending_space_ ? 0 : last(); }

  // Ends the flow: its lines without empty lines at the ends and without a last LF, valid until clear().
  std::string_view finish();
  // finish(), handing them out.
  std::string take();
  // A new flow after finish(), which keeps the room of the old one.
  void clear();

 private:
  struct Prefix {
    std::string every_line;
    std::string marker;  // not yet shown
  };

  void append(char byte) {
    out_.push_back(byte);
    ++counts_->bytes;
  }
  void append(std::string_view bytes) {
    if (bytes.size() == 1) return append(bytes.front());  // blanks and brackets: every second one
    out_.append(bytes);
    counts_->bytes += bytes.size();
  }
  void open_line() {
    if (!line_open_) begin_line();
  }
  void begin_line();
  [[nodiscard]] char32_t last() const noexcept;
  void set_last(char32_t c) noexcept {
    last_ = c;
    last_in_out_ = false;
  }
  void end_line();
  void break_line(bool limited);
  void write_prefixes(std::size_t count, bool markers);
  void space(bool line_end);
  std::size_t copy_run(std::string_view text);
  void character(char32_t c, std::string_view bytes);
  void white_space(char c, WhiteSpace mode);

  FlowCounts* counts_;
  std::string out_;
  std::vector<Prefix> prefixes_;
  std::uint32_t extra_prefixes_ = 0;
  std::size_t gap_prefixes_ = 0;   // prefixes that have been there since the last line with text
  std::uint32_t empty_lines_ = 0;  // before the current line
  std::uint64_t line_begin_ = 0;   // offset of the current line
  std::uint64_t mark_ = 0;
  bool mark_waits_ = false;  // for the text that opens the next line
  bool line_open_ = false;
  bool margin_ = false;
  bool pending_space_ = false;
  bool pending_line_end_ = false;  // the pending space came of a line end of the source
  char32_t last_ = 0;              // see last()
  bool last_in_out_ = false;
};

}  // namespace mugai::html
