// Address lists (RFC 5322 3.4, RFC 6854 groups, RFC 6532 UTF-8), read leniently and written strictly.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mugai::text {

struct Mailbox {
  std::string display;  // UTF-8, one clean line; may be empty
  std::string address;  // addr-spec, ASCII or UTF-8, of valid form; empty where there was none (then display says what
                        // stood there)
};

inline constexpr std::size_t kMaxMailboxes = 5000;

struct AddressList {
  std::vector<Mailbox> mailboxes;  // groups are flattened into their members
  bool malformed = false;          // something broke the grammar: a missing address, a route, nested brackets, junk
  bool has_comment = false;        // (…) was dropped
  bool has_group = false;          // name: …;
  bool too_many = false;           // more than kMaxMailboxes; the rest is not in the list
  bool display_shows_other_address = false;  // a display name holds an address that is not the mailbox's own
  bool controls = false;                     // controls, line ends among them, came out of an encoded word
  bool cleaned = false;                      // control, bidirectional or invisible characters were dropped
};

// Reads the raw body of From, To, Cc, Reply-To, Sender. Raw 8-bit and JIS text is decoded before the commas and
// brackets are looked for, encoded words after, so that neither can forge structure. Linear in the input.
AddressList parse_addresses(std::string_view raw_value);

// A name as it reads again once it is written: at most kMaxDisplayBytes, no blanks and no pairs of quotes around it.
inline constexpr std::size_t kMaxDisplayBytes = 500;
std::string_view tidy_display(std::string_view line) noexcept;

// True for a mailbox that stands for none: no address, and no name but that of undisclosed recipients.
bool is_nobody(const Mailbox& mailbox) noexcept;

// addr-spec of valid form: dot-atom (dots anywhere) or quoted-string, "@", domain or literal; at most 320 bytes; UTF-8
// allowed. Nothing with "=?": a program that decodes words before it looks for addresses would read another address.
bool is_addr_spec(std::string_view text);

// False where encode_addresses() has to write the mailbox as a name alone: an address that is none, or one whose part
// before the @ is not ASCII.
bool stays_address(const Mailbox& mailbox);

// "Name: mailbox,\r\n mailbox\r\n", 7-bit. Domains beyond ASCII are written in punycode; a local part beyond ASCII
// cannot be written in 7 bit and is shown in the display name of an empty group. No mailbox at all: "Name:
// undisclosed-recipients:;".
std::string encode_addresses(std::string_view field_name, const AddressList& list);

// "example.xn--…": lower-case ASCII form of a domain; each label beyond ASCII in punycode (RFC 3492, no mapping but
// case of ASCII).
std::string domain_to_ascii(std::string_view utf8_domain);

}  // namespace mugai::text
