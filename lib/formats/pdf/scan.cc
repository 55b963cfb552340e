// The look at the bytes. In, out and limits: scan.h.
#include "lib/formats/pdf/scan.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "lib/base/ascii.h"

namespace mugai::pdf {
namespace {

constexpr std::size_t kHeaderWithin = 1024;  // where readers look for the header
constexpr std::size_t kMaxNumbers = 4'000'000;

constexpr bool is_blank(char c) {
  return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}
constexpr bool is_delimiter(char c) {
  return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' ||
         c == '%';
}

// Beginnings of other formats, as readers of those find them (MHT in comments was used against Word).
bool looks_foreign(std::string_view text) {
  constexpr std::string_view kMarks[] = {"mime-version:", "<html", "<!doctype", "<script", "content-type:"};
  const std::string low = ascii::lower(text.substr(0, 4096));
  if (text.starts_with("MZ") || text.find("PK\x03\x04") != std::string_view::npos) return true;
  return std::any_of(std::begin(kMarks), std::end(kMarks),
                     [&](std::string_view mark) { return low.find(mark) != std::string::npos; });
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Scan run() {
    header();
    while (at_ < text_.size())
      step();
    scan_.roots = static_cast<std::uint32_t>(roots_.size());
    if (scan_.linearized && ends_ > 1) --ends_;
    scan_.revisions = ends_;
    if (ends_ > 0) {
      const std::string_view rest = text_.substr(std::min(last_end_, text_.size()));
      scan_.bytes_behind =
          static_cast<std::uint64_t>(std::count_if(rest.begin(), rest.end(), [](char c) { return !is_blank(c); }));
    }
    return scan_;
  }

 private:
  // 7.5.2: "%PDF-" digit "." digit
  void header() {
    const std::size_t found = text_.substr(0, kHeaderWithin + 5).find("%PDF-");
    const std::size_t start = text_.find_first_not_of(std::string_view(" \t\r\n\0\4", 6));
    const std::string_view head = start == std::string_view::npos ? std::string_view() : text_.substr(start);
    if (head.starts_with("%FDF-")) {
      scan_.head = Scan::Head::FormData;
    } else if (head.starts_with("%!PS") && head.substr(0, 40).find("PDF-") == std::string_view::npos) {
      scan_.head = Scan::Head::PostScript;
    } else if (found != std::string_view::npos) {
      scan_.head = Scan::Head::Pdf;
      scan_.header_offset = static_cast<std::uint32_t>(found);
      const std::string_view version = text_.substr(found + 5, 3);
      const bool known = version == "2.0" ||
                         (version.size() == 3 && version.starts_with("1.") && version[2] >= '0' && version[2] <= '7');
      scan_.plain_header = found == 0 && known;
      scan_.foreign_start = looks_foreign(text_.substr(0, found));
      at_ = found;
    }
    scan_.linearized = text_.substr(at_, 1024).find("/Linearized") != std::string_view::npos;
  }

  void step() {
    const char c = text_[at_];
    if (is_blank(c)) {
      ++at_;
    } else if (c == '%') {
      comment();
    } else if (c == '(') {
      literal();
    } else if (c == '<' && at_ + 1 < text_.size() && text_[at_ + 1] != '<') {
      hexadecimal();
    } else if (c == '/') {
      name();
    } else if (is_delimiter(c)) {
      at_ += c == '<' ? 2 : 1;
      digits_ = 0;
    } else {
      word();
    }
  }

  void comment() {
    const std::size_t end = std::min(text_.find_first_of("\r\n", at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    if (line.starts_with("%%EOF")) {
      ++ends_;
      last_end_ = at_ + 5;
    } else if (!line.starts_with("%PDF-") && at_ > scan_.header_offset + 64) {
      ++scan_.comments;
      scan_.foreign_start = scan_.foreign_start || looks_foreign(line);
    }
    at_ = end;
  }

  // 7.3.4.2
  void literal() {
    int depth = 0;
    bool odd = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        odd = odd || text_[at_] == '\n' || text_[at_] == '\r' || is_octal_letter();
      } else if (c == '(') {
        ++depth;
      } else if (c == ')' && --depth == 0) {
        ++at_;
        break;
      }
    }
    scan_.odd_strings += odd ? 1 : 0;
    digits_ = 0;
  }

  bool is_octal_letter() const {
    int value = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const char c = at_ + i < text_.size() ? text_[at_ + i] : ' ';
      if (c < '0' || c > '7') return false;
      value = value * 8 + (c - '0');
    }
    return ascii::is_alnum(static_cast<char>(value & 0x7F)) && value < 0x80;
  }

  // 7.3.4.3
  void hexadecimal() {
    const std::size_t end = std::min(text_.find('>', at_), text_.size());
    std::size_t count = 0;
    for (std::size_t i = at_ + 1; i < end; ++i)
      count += is_blank(text_[i]) ? 0U : 1U;
    scan_.odd_strings += count % 2 != 0 ? 1 : 0;
    at_ = std::min(end + 1, text_.size());
    digits_ = 0;
  }

  std::string_view regular() {
    const std::size_t start = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) && !is_delimiter(text_[at_]))
      ++at_;
    return text_.substr(start, at_ - start);
  }

  // 7.3.5
  void name() {
    ++at_;
    const std::string_view spelt = regular();
    bool escaped = false;
    for (std::size_t hash = spelt.find('#'); hash != std::string_view::npos; hash = spelt.find('#', hash + 1)) {
      if (hash + 2 >= spelt.size()) break;
      const int high = ascii::hex_value(spelt[hash + 1]);
      const int low = ascii::hex_value(spelt[hash + 2]);
      if (high >= 0 && low >= 0) escaped = escaped || ascii::is_alnum(static_cast<char>(high * 16 + low));
    }
    scan_.escaped_names += escaped ? 1 : 0;
    scan_.hybrid = scan_.hybrid || spelt == "XRefStm";
    wants_root_ = spelt == "Root";
    digits_ = 0;
  }

  void word() {
    const std::string_view spelt = regular();
    const auto number = ascii::parse_decimal(spelt);
    if (number) {
      numbers_ = {numbers_[1], *number};
      digits_ = std::min(digits_ + 1, 2);
      return;
    }
    if (spelt == "obj" && digits_ == 2) defined(numbers_[0], numbers_[1]);
    if (spelt == "R" && digits_ == 2 && wants_root_) roots_.insert(numbers_[0]);
    if (spelt == "stream") skip_stream();
    wants_root_ = false;
    digits_ = 0;
  }

  void defined(std::uint64_t number, std::uint64_t generation) {
    if (generation > 65'535) ++scan_.odd_generations;
    if (numbers_seen_.size() >= kMaxNumbers) return;
    const auto [at, added] = numbers_seen_.try_emplace(number, ends_);
    if (added) return;
    ++(at->second == ends_ ? scan_.twice : scan_.replaced);
    at->second = ends_;
  }

  void skip_stream() {
    const std::size_t end = text_.find("endstream", at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 9;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t last_end_ = 0;
  std::uint32_t ends_ = 0;
  int digits_ = 0;  // integers that stand just before
  bool wants_root_ = false;
  std::array<std::uint64_t, 2> numbers_{};
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_seen_;  // and the revision that gave it last
  std::set<std::uint64_t> roots_;
  Scan scan_;
};

}  // namespace

Scan scan(Bytes untrusted_file) {
  return Scanner(as_text(untrusted_file)).run();
}

}  // namespace mugai::pdf
