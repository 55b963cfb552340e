// Reading address lists. A hand-written reader of RFC 5322 3.4 that takes what is really sent: bare words, missing
// brackets, several addresses run together. Whatever does not fit is shown as text and never becomes an address.
#include "lib/text/addresses.h"

#include <algorithm>
#include <optional>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/text/encoded_word.h"
#include "lib/text/header_words.h"

namespace mugai::text {
namespace {

constexpr std::size_t kMaxAddressBytes = 320;  // 64 @ 255, RFC 5321 4.5.3.1

bool is_atext(char c) {  // RFC 5322 3.2.3 with RFC 6532
  return static_cast<unsigned char>(c) >= 0x80 || ascii::is_alnum(c) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

// quoted-string = DQUOTE *(qtext / quoted-pair) DQUOTE, printable ASCII alone
bool is_quoted_string(std::string_view text) {
  if (text.size() < 3 || text.front() != '"' || text.back() != '"') return false;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] < ' ' || text[i] > '~' || text[i] == '"') return false;
    if (text[i] == '\\' && (++i + 1 >= text.size() || text[i] < ' ' || text[i] > '~')) return false;
  }
  return true;
}

// local-part = dot-atom / quoted-string. Dots may stand anywhere: mobile carriers handed out such addresses for years.
bool is_local_part(std::string_view text) {
  if (is_quoted_string(text)) return true;
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || is_atext(c); });
}

// domain = label *("." label) / "[" literal "]"
bool is_domain(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    const std::string_view literal = text.substr(1, text.size() - 2);
    return std::all_of(literal.begin(), literal.end(),
                       [](char c) { return ascii::is_alnum(c) || c == ':' || c == '.'; });
  }
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos)
    return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || ascii::is_alnum(c) || c == '-' || c == '.' || c == '_';
  });
}

// The address-like pieces of a display name: does one differ from `address`?
bool shows_other_address(std::string_view display, std::string_view address) {
  if (display.find("\xEF\xBC\xA0") != std::string_view::npos ||
      display.find("\xEF\xB9\xAB") != std::string_view::npos) {
    return true;  // full-width and small commercial at
  }
  const auto part = [](char c) { return is_atext(c) || c == '.'; };
  for (std::size_t at = display.find('@'); at != std::string_view::npos; at = display.find('@', at + 1)) {
    std::size_t begin = at;
    std::size_t end = at + 1;
    while (begin > 0 && part(display[begin - 1]))
      --begin;
    while (end < display.size() && part(display[end]))
      ++end;
    if (begin < at && end > at + 1 && !ascii::equal_ignoring_case(display.substr(begin, end - begin), address))
      return true;
  }
  return false;
}

class Reader {
 public:
  explicit Reader(std::string text) : text_(std::move(text)), scanner_(text_) {}

  // address-list = *("," / mailbox / group)
  AddressList read() {
    while (at_ < text_.size() && !list_.too_many)
      element();
    finish_entry();
    if (in_group_) list_.malformed = true;
    return std::move(list_);
  }

 private:
  void element() {
    switch (text_[at_]) {
      case '(':
        return comment();
      case '"':
        return quoted();
      case '<':
        return angle();
      case ',':
        ++at_;
        return finish_entry();
      case ';':
        ++at_;
        return end_group();
      case ':':
        ++at_;
        return begin_group();
      case '=':
        return word();
      default:
        bare_at_ = bare_at_ || text_[at_] == '@';
        phrase_.push_back(text_[at_++]);
    }
  }

  // An encoded word is one piece: what it holds is never structure.
  void word() {
    const bool head = at_ + 1 < text_.size() && text_[at_ + 1] == '?';
    const auto found = head ? scanner_.at(at_) : std::nullopt;
    const std::size_t length = found ? found->length : 1;
    phrase_ += text_.substr(at_, length);
    words_ = words_ || found;
    at_ += length;
  }

  // comment = "(" *(ctext / quoted-pair / comment) ")"
  void comment() {
    list_.has_comment = true;
    std::size_t depth = 0;
    std::string content;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\' && at_ + 1 < text_.size()) {
        content.push_back(text_[++at_]);
        continue;
      }
      if (c == '(' && depth++ == 0) continue;
      if (c == ')' && --depth == 0) break;
      content.push_back(c);
    }
    if (at_ >= text_.size()) list_.malformed = true;
    ++at_;
    if (comment_.empty()) comment_ = std::move(content);
  }

  void quoted() {
    const std::size_t begin = at_;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      phrase_.push_back(text_[at_]);
    }
    if (at_ >= text_.size()) list_.malformed = true;
    at_ = std::min(at_ + 1, text_.size());
    // A quoted local part ("a b"@example.jp) is kept in its quotes.
    if (at_ < text_.size() && text_[at_] == '@') bare_quoted_ = text_.substr(begin, at_ - begin);
  }

  // angle-addr = "<" [obs-route] addr-spec ">"
  void angle() {
    if (angle_) {  // a second one without a comma between: two mailboxes
      list_.malformed = true;
      finish_entry();
    }
    ++at_;
    std::string content;
    bool in_quotes = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (!in_quotes && (c == '>' || c == '<')) break;
      if (c == '"') in_quotes = !in_quotes;
      if (c == '\\' && in_quotes && at_ + 1 < text_.size()) content.push_back(text_[at_++]);
      if (in_quotes || !ascii::is_space(c)) content.push_back(text_[at_]);
    }
    if (at_ >= text_.size() || text_[at_] == '<') list_.malformed = true;
    if (at_ < text_.size() && text_[at_] == '>') ++at_;
    if (const std::size_t colon = content.rfind(':'); content.starts_with('@') && colon != std::string::npos) {
      list_.malformed = true;  // obs-route: dropped
      content.erase(0, colon + 1);
    }
    angle_ = std::move(content);
  }

  // group = display-name ":" [group-list] ";"
  void begin_group() {
    const bool name = !angle_ && !in_group_ && !bare_at_;
    if (!name || ascii::trim(phrase_).empty()) {
      list_.malformed = true;
      bare_at_ = true;  // whatever follows is no group name either
      phrase_.push_back(':');
      return;
    }
    list_.has_group = true;
    in_group_ = true;
    group_members_ = 0;
    group_name_ = phrase_;
    forget_entry();
  }

  void end_group() {
    finish_entry();
    if (!in_group_) {
      list_.malformed = true;  // ';' between addresses, as some programs write it
      return;
    }
    in_group_ = false;
    if (group_members_ == 0) add({display_of(group_name_), {}});
  }

  std::string display_of(std::string_view raw) {
    const Decoded decoded = decode_header(raw);
    if (decoded.bidi != 0 || decoded.invisible != 0 || decoded.controls != 0) list_.cleaned = true;
    if (decoded.controls != 0) list_.controls = true;
    return std::string(tidy_display(decoded.text));
  }

  std::string address_of(std::string_view raw) {
    Decoded decoded;
    decoded.text = ascii::trim(raw);
    const std::string before = decoded.text;
    make_one_line(decoded);
    if (decoded.text != before) list_.cleaned = true;
    while (decoded.text.ends_with('.')) {
      decoded.text.pop_back();
      list_.malformed = true;
    }
    return std::move(decoded.text);
  }

  void finish_entry() {
    const std::string_view phrase = ascii::trim(phrase_);
    if (angle_) {
      Mailbox mailbox{display_of(phrase), address_of(*angle_)};
      if (mailbox.display.empty() && !comment_.empty()) mailbox.display = display_of(comment_);
      if (!is_addr_spec(mailbox.address)) {
        list_.malformed = true;
        mailbox.display = display_of(mailbox.display + " <" + mailbox.address + ">");
        mailbox.address.clear();
      }
      add(std::move(mailbox));
    } else if (!phrase.empty()) {
      add(bare(phrase));
    } else if (!comment_.empty()) {
      list_.malformed = true;
    }
    forget_entry();
  }

  // An address without brackets, or words that are none. The last blank-separated piece may be the address.
  Mailbox bare(std::string_view phrase) {
    std::string whole = address_of(phrase);
    if (!bare_quoted_.empty()) {
      const std::size_t at = whole.rfind('@');
      whole = bare_quoted_ + (at == std::string::npos ? "" : whole.substr(at));
    }
    if (!words_ && is_addr_spec(whole)) return {display_of(comment_), std::move(whole)};
    list_.malformed = true;
    const std::size_t blank = phrase.find_last_of(" \t");
    if (blank != std::string_view::npos) {
      std::string last = address_of(phrase.substr(blank + 1));
      if (is_addr_spec(last)) return {display_of(phrase.substr(0, blank)), std::move(last)};
    }
    return {display_of(phrase), {}};
  }

  void add(Mailbox mailbox) {
    ++group_members_;
    if (list_.mailboxes.size() >= kMaxMailboxes) {
      list_.too_many = true;
      return;
    }
    if (is_nobody(mailbox)) return;
    if (shows_other_address(mailbox.display, mailbox.address)) list_.display_shows_other_address = true;
    list_.mailboxes.push_back(std::move(mailbox));
  }

  void forget_entry() {
    phrase_.clear();
    comment_.clear();
    bare_quoted_.clear();
    angle_.reset();
    words_ = bare_at_ = false;
  }

  std::string text_;
  WordScanner scanner_;
  std::size_t at_ = 0;
  AddressList list_;
  // The mailbox that is being read.
  std::string phrase_, comment_, bare_quoted_;
  std::optional<std::string> angle_;
  bool words_ = false;    // the phrase holds an encoded word
  bool bare_at_ = false;  // the phrase holds an '@' outside quotes and words: no group name
  // The group around it.
  bool in_group_ = false;
  std::size_t group_members_ = 0;
  std::string group_name_;
};

}  // namespace

std::string_view tidy_display(std::string_view line) noexcept {
  for (;;) {
    line = ascii::trim(utf8::truncate(line, kMaxDisplayBytes));
    // Quotes that stood inside an encoded word, or around one inside other quotes.
    if (line.size() < 2 || line.front() != '"' || line.back() != '"') return line;
    line = line.substr(1, line.size() - 2);
  }
}

bool is_nobody(const Mailbox& mailbox) noexcept {
  return mailbox.address.empty() &&
         (mailbox.display.empty() || ascii::equal_ignoring_case(mailbox.display, "undisclosed-recipients") ||
          ascii::equal_ignoring_case(mailbox.display, "undisclosed recipients"));
}

bool is_addr_spec(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return at != std::string_view::npos && text.size() <= kMaxAddressBytes && !may_hold_words(text) &&
         is_local_part(text.substr(0, at)) && is_domain(text.substr(at + 1));
}

AddressList parse_addresses(std::string_view raw_value) {
  const std::string line = unfold(raw_value);
  Decoded decoded = decode(as_bytes(line), {});
  AddressList list = Reader(std::move(decoded.text)).read();
  list.cleaned = list.cleaned || decoded.controls != 0;
  return list;
}

}  // namespace mugai::text
