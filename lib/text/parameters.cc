// Joining and decoding the pieces of parameters (parameter_pieces.h). What programs read in different ways is kept as
// alternatives instead of being decided here.
#include "lib/text/parameters.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/text/encoded_word.h"
#include "lib/text/file_name_internal.h"
#include "lib/text/parameter_pieces.h"

namespace mugai::text {
namespace {

constexpr std::size_t kMaxAlternatives = 50;

// Controls to spaces; direction marks stay for the caller to notice.
std::string one_line_keeping_marks(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return text;
}

// *("%" 2HEXDIG / character); a bad percent stays and sets `bad`.
std::string percent_decode(std::string_view text, bool& bad) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? ascii::hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? ascii::hex_value(text[i + 2]) : -1;
    if (low < 0) {
      bad = bad || text[i] == '%';
      out.push_back(text[i]);
      continue;
    }
    out.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return out;
}

std::string words_to_text(std::string_view raw) {
  return one_line_keeping_marks(decode_words(raw).text);
}

// The text of one reading, and whatever else its bytes could be read as.
std::string text_of(std::string_view bytes, std::string_view charset, std::vector<std::string>& alternatives) {
  std::string value = one_line_keeping_marks(decode(as_bytes(bytes), charset).text);
  if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
    alternatives.push_back(one_line_keeping_marks(decode(as_bytes(bytes.substr(0, nul)), charset).text));
  }
  if (may_hold_words(value)) alternatives.push_back(words_to_text(value));
  return value;
}

// A value that is not percent-encoded.
std::string plain_text(std::string_view raw, Parameter& parameter) {
  WordScanner scanner(raw);
  for (std::size_t at = raw.find("=?"); at != std::string_view::npos;) {
    const auto word = scanner.at(at);
    if (word && word->bytes.find('\0') != std::string::npos) {
      parameter.alternatives.push_back(words_to_text(word->bytes.substr(0, word->bytes.find('\0'))));
    }
    at = raw.find("=?", at + (word ? word->length : 1));
  }
  // The tail of a word that nothing ends is text; some readers decode it all the same.
  if (scanner.unterminated()) parameter.alternatives.push_back(words_to_text(std::string(raw) + "?="));
  return words_to_text(raw);
}

// ext-value = charset "'" [language] "'" *(percent / character)
struct ExtValue {
  std::string_view charset;
  std::string_view text;
  bool complete = false;
};
ExtValue split_ext_value(std::string_view raw) {
  const std::size_t first = raw.find('\'');
  const std::size_t second = first == std::string_view::npos ? first : raw.find('\'', first + 1);
  if (second == std::string_view::npos) return {{}, raw, false};
  return {raw.substr(0, first), raw.substr(second + 1), true};
}

class Joiner {
 public:
  explicit Joiner(Parameters& out) : out_(out) {}

  void join(std::vector<Piece> pieces) {
    std::map<std::string, std::vector<Piece>> continued;
    std::map<std::pair<std::string, bool>, int> seen;
    for (Piece& piece : pieces) {
      if (piece.section) {
        std::vector<Piece>& same = continued[piece.name];
        if (same.empty()) placeholder(piece.name);
        same.push_back(std::move(piece));
        continue;
      }
      if (++seen[{piece.name, piece.extended}] > 1) out_.duplicate = true;
      piece.extended ? extended(piece) : plain(piece);
    }
    for (Parameter& parameter : out_.all) {
      if (parameter.source != Parameter::Source::Continued) continue;
      if (const auto found = continued.find(parameter.name); found != continued.end()) {
        sections(parameter, std::move(found->second));
        continued.erase(found);
      }
    }
  }

 private:
  void placeholder(const std::string& name) {
    Parameter parameter;
    parameter.name = name;
    parameter.source = Parameter::Source::Continued;
    out_.all.push_back(std::move(parameter));
  }

  void plain(Piece& piece) {
    Parameter parameter;
    parameter.name = std::move(piece.name);
    if (may_hold_words(piece.raw)) parameter.source = Parameter::Source::EncodedWord;
    parameter.value = plain_text(piece.raw, parameter);
    for (const std::string& other : piece.other_raw)
      parameter.alternatives.push_back(words_to_text(other));
    parameter.raw = std::move(piece.raw);
    out_.all.push_back(std::move(parameter));
  }

  void extended(Piece& piece) {
    Parameter parameter;
    parameter.name = std::move(piece.name);
    parameter.source = Parameter::Source::Extended;
    const ExtValue value = split_ext_value(piece.raw);
    if (!value.complete) out_.syntax_error = true;
    const std::string bytes = percent_decode(value.text, out_.syntax_error);
    parameter.value = text_of(bytes, value.charset, parameter.alternatives);
    for (const std::string& other : piece.other_raw) {
      const ExtValue reading = split_ext_value(other);
      bool ignored = false;
      const std::string other_bytes = percent_decode(reading.text, ignored);
      parameter.alternatives.push_back(text_of(other_bytes, reading.charset, parameter.alternatives));
    }
    parameter.raw = std::move(piece.raw);
    out_.all.push_back(std::move(parameter));
  }

  // RFC 2231 section 3: in order of number from 0, each once. The charset stands in section 0 alone.
  void sections(Parameter& parameter, std::vector<Piece> pieces) {
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& a, const Piece& b) { return *a.section < *b.section; });
    std::string bytes, charset, to_gap;
    bool any_extended = false;
    bool gap = false;
    std::optional<std::uint64_t> last;
    for (const Piece& piece : pieces) {
      if (piece.section == last) {
        out_.duplicate = out_.syntax_error = true;
        parameter.alternatives.push_back(words_to_text(piece.raw));
        continue;
      }
      if (!gap && *piece.section != (last ? *last + 1 : 0)) {
        gap = out_.syntax_error = true;
        to_gap = bytes;
      }
      std::string_view text = piece.raw;
      if (piece.extended && !last) {
        const ExtValue value = split_ext_value(text);
        charset = value.charset;
        text = value.text;
        if (!value.complete) out_.syntax_error = true;
      }
      bytes += piece.extended ? percent_decode(text, out_.syntax_error) : std::string(text);
      any_extended = any_extended || piece.extended;
      parameter.raw += piece.raw;
      last = piece.section;
    }
    parameter.value = any_extended ? text_of(bytes, charset, parameter.alternatives) : plain_text(bytes, parameter);
    if (gap) parameter.alternatives.push_back(text_of(to_gap, charset, parameter.alternatives));
  }

  Parameters& out_;
};

}  // namespace

const Parameter* Parameters::find(std::string_view name) const {
  const Parameter* found = nullptr;
  for (const Parameter& parameter : all) {
    if (parameter.name != name) continue;
    const bool better =
        parameter.source == Parameter::Source::Extended || parameter.source == Parameter::Source::Continued;
    if (better) return &parameter;
    if (found == nullptr) found = &parameter;
  }
  return found;
}

Parameters parse_parameters_bytewise(std::string_view raw_header_value) {
  Parameters out;
  std::vector<Piece> pieces = split_parameters(unfold(raw_header_value), out);
  Joiner(out).join(std::move(pieces));
  for (Parameter& parameter : out.all) {
    if (parameter.alternatives.size() <= kMaxAlternatives) continue;
    parameter.alternatives.resize(kMaxAlternatives);
    out.syntax_error = true;
  }
  return out;
}

Parameters parse_parameters(std::string_view raw_header_value) {
  // Raw 8-bit and JIS text is decoded before the quotes and backslashes are looked for: the second byte of a Shift_JIS
  // character can be a backslash, and any byte of a JIS one a quote.
  const std::string line = unfold(raw_header_value);
  return parse_parameters_bytewise(decode(as_bytes(line), {}).text);
}

}  // namespace mugai::text
