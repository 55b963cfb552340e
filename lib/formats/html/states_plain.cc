// The data state (HTML standard 13.2.5.1), where nearly all of a page is read, with a short cut: tags and character
// references are read in one step where they lie whole in the chunk and are written as programs write them. It is a
// short cut through the states of states_tag.cc and states_reference.cc and gives the same tokens; what it does not
// know it leaves untouched to them:
//
//   tag       = "<" name *( 1*space attribute ) [ *space "/" ] ">"  /  "</" name *space ">"
//   attribute = name [ *space "=" *space ( <"> *any <"> / "'" *any "'" / 1*plain ) ]
//   name      = 1*15( ALPHA / DIGIT / "-" / "." / ":" / "_" and other ASCII above "/" but "<" "=" ">" "`" )
//
// Limits: 32 attributes; no repeated attribute; no U+0000; half of Limits (a reference may be shorter than what it
//         stands for). Every byte is looked at three times at most: where this gives up, the states have passed too
//         before they come to the next tag.
//
// A tag that is read here costs no copy: names and values are views of the chunk, but for capital letters and
// references, which go to plain_.
#include <algorithm>

#include "lib/base/utf8.h"
#include "lib/formats/html/character_references.h"
#include "lib/formats/html/tag_memory.h"
#include "lib/formats/html/tokenizer_impl.h"

namespace mugai::html {
namespace {

constexpr std::size_t kBlock = 16;  // bytes looked at at once

struct NameRun {
  std::size_t size = 0;  // kBlock where the name does not end within a block
  bool capitals = false;
};

// The name at `begin`, where a block can be read. It ends at white space and the rest below "-", "/", "<", "=", ">",
// "`", and at all but ASCII.
inline NameRun name_at(const char* begin) noexcept {
#if defined(__SSE2__) && !defined(MUGAI_NO_SIMD)
  __m128i block;
  __builtin_memcpy(&block, begin, sizeof block);
  const __m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8('-'));  // as signed bytes
  const __m128i odd =
      _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('/')), _mm_cmpeq_epi8(block, _mm_set1_epi8('`')));
  const __m128i comparison =
      _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('<' - 1)), _mm_cmplt_epi8(block, _mm_set1_epi8('>' + 1)));
  const __m128i capital =
      _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('A' - 1)), _mm_cmplt_epi8(block, _mm_set1_epi8('Z' + 1)));
  const auto stops =
      static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(low, odd), comparison))) | 0x10000U;
  const auto size = static_cast<unsigned>(std::countr_zero(stops));
  return {size, (static_cast<unsigned>(_mm_movemask_epi8(capital)) & ((1U << size) - 1)) != 0};
#else
  const auto ends = [](char c) { return c < '-' || c == '/' || c == '`' || (c >= '<' && c <= '>'); };
  NameRun run;
  while (run.size < kBlock && !ends(begin[run.size]))
    run.capitals = ascii::is_upper(begin[run.size++]) || run.capitals;
  return run;
#endif
}

// Small letters at `begin`, where a block can be read; at most kBlock.
inline std::size_t letters_at(const char* begin) noexcept {
#if defined(__SSE2__) && !defined(MUGAI_NO_SIMD)
  __m128i block;
  __builtin_memcpy(&block, begin, sizeof block);
  const __m128i letters =
      _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(block, _mm_set1_epi8('z' + 1)));
  return static_cast<std::size_t>(std::countr_one(static_cast<unsigned>(_mm_movemask_epi8(letters))));
#else
  std::size_t size = 0;
  while (size < kBlock && ascii::is_lower(begin[size]))
    ++size;
  return size;
#endif
}

// name_key() of the `size` bytes at `begin`, where eight can be read.
inline std::uint64_t key_at(const char* begin, std::size_t size) noexcept {
  if constexpr (std::endian::native != std::endian::little) return name_key({begin, size});
  std::uint64_t key = 0;
  __builtin_memcpy(&key, begin, sizeof key);
  return size >= 8 ? key : key & ((std::uint64_t{1} << (size * 8)) - 1);
}

// The reference at the front of `rest`, which begins with "&".
struct Reference {
  std::size_t size = 0;  // bytes taken; 0 where the next chunk decides
  std::string_view text;
};

// 13.2.5.75 to 13.2.5.80. `whole`: nothing comes after `rest`.
Reference numeric(std::string_view rest, bool whole, std::string& room) {
  const bool hexadecimal = rest.size() > 2 && (rest[2] == 'x' || rest[2] == 'X');
  const std::size_t begin = hexadecimal ? 3 : 2;
  const int base = hexadecimal ? 16 : 10;
  std::uint32_t number = 0;
  std::size_t i = begin;
  for (; i < rest.size(); ++i) {
    const int digit = hexadecimal ? ascii::hex_value(rest[i]) : ascii::is_digit(rest[i]) ? rest[i] - '0' : -1;
    if (digit < 0) break;
    number = std::min<std::uint32_t>(0x110000,
                                     number * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit));
  }
  if (i >= rest.size() && !whole) return {};
  if (i == begin) return {1, "&"};
  room.clear();
  utf8::append(room, numeric_reference(number));
  return {i + (i < rest.size() && rest[i] == ';' ? 1 : 0), room};
}

// 13.2.5.72, 13.2.5.73. A name that stands for nothing is text, which comes after the "&" by itself.
Reference reference_at(std::string_view rest, bool attribute, std::string& room) {
  if (rest.starts_with("&amp;")) return {5, "&"};  // these two are nearly all that mails have
  if (rest.starts_with("&nbsp;")) return {6, "\xC2\xA0"};
  const std::size_t longest = longest_reference();
  if (rest.size() < 2) return attribute ? Reference{1, "&"} : Reference{};
  if (rest[1] == '#') return numeric(rest, attribute, room);
  std::size_t end = 1;
  while (end < rest.size() && end <= longest && ascii::is_alnum(rest[end]))
    ++end;
  if (end >= rest.size() && !attribute) return {};
  if (end == 1) return {1, "&"};
  if (end < rest.size() && end <= longest && rest[end] == ';') ++end;
  const std::string_view name = rest.substr(1, end - 1);
  const NamedReference found = match_reference(name);
  if (found.utf8.empty()) return {1, "&"};
  const char after = found.consumed + 1 < rest.size() ? rest[found.consumed + 1] : '\0';
  if (attribute && !found.semicolon && (after == '=' || ascii::is_alnum(after))) return {1, "&"};
  return {found.consumed + 1, found.utf8};
}

// The value of an attribute with its references replaced, in `room`, which never grows: false where it has no space.
bool replace_references(std::string_view& value, std::string& room) {
  if (room.capacity() - room.size() < value.size() * 2) return false;
  const std::size_t offset = room.size();
  std::string number;
  while (!value.empty()) {
    const std::size_t run = find_any<'&'>(value);
    room.append(value.substr(0, run));
    value.remove_prefix(run);
    if (value.empty()) break;
    const Reference reference = reference_at(value, true, number);
    room.append(reference.text);
    value.remove_prefix(reference.size);
  }
  value = std::string_view(room).substr(offset);
  return true;
}

}  // namespace

// The reference in text at the front of the chunk. False where the chunk ends too early.
bool Tokenizer::Impl::plain_reference(Tokenizer& t, Chunk& c) {
  const Reference reference = reference_at(c.rest(), false, t.pending_);
  if (reference.size == 0) return false;
  c.take(reference.size);
  text(t, reference.text);
  return true;
}

namespace {

// Reads one tag.
class PlainTag {
 public:
  PlainTag(const Limits& limits, std::string& room, std::span<Attribute> attributes)
      : limits_(limits), room_(room), attributes_(attributes) {}

  // `text` begins with "<". False where it is no tag of the grammar, or the chunk may end within it.
  bool read(std::string_view text);

  [[nodiscard]] std::string_view rest() const noexcept { return {at_, static_cast<std::size_t>(end_ - at_)}; }
  [[nodiscard]] bool is_end_tag() const noexcept { return is_end_tag_; }
  [[nodiscard]] bool self_closing() const noexcept { return self_closing_; }
  [[nodiscard]] const Name& name() const noexcept { return name_; }
  [[nodiscard]] std::span<const Attribute> attributes() const noexcept { return attributes_.first(count_); }

 private:
  bool read_name(Name& name);
  bool read_attribute();
  bool read_value(std::string_view& value);
  // Moves over white space; false where no block can be read behind it.
  bool skip_space() noexcept {
    while (at_ < end_ && is_html_space(*at_))
      ++at_;
    return rest().size() >= kBlock;
  }

  const Limits& limits_;
  std::string& room_;  // never grows: what it holds must stay where it is
  std::span<Attribute> attributes_;
  std::size_t count_ = 0;
  std::uint64_t bytes_ = 0;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  bool is_end_tag_ = false;
  bool self_closing_ = false;
  Name name_;
};

inline bool PlainTag::read_name(Name& name) {
  const NameRun run = name_at(at_);
  if (run.size == 0 || run.size >= kBlock || run.size > limits_.max_value_bytes) return false;
  const char* begin = at_;
  at_ += run.size;
  bytes_ += run.size;
  if (!run.capitals) {
    name = Name({begin, run.size}, key_at(begin, run.size));
    return true;
  }
  if (room_.capacity() - room_.size() < run.size) return false;
  const std::size_t offset = room_.size();
  for (std::size_t i = 0; i < run.size; ++i)
    room_.push_back(ascii::to_lower(begin[i]));
  name = Name(std::string_view(room_).substr(offset));
  return true;
}

// After "=" and white space, where a block can be read.
inline bool PlainTag::read_value(std::string_view& value) {
  const char quote = *at_;
  if (quote != '"' && quote != '\'') {
    const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
    value = rest.substr(0, find_any<' ', '>', '\n', '\t', '\f', '\0', '&', '"', '\'', '<', '=', '`'>(rest));
    at_ += value.size();
    bytes_ += value.size();
    return !value.empty() && at_ < end_ && (*at_ == '>' || is_html_space(*at_)) &&
           value.size() <= limits_.max_value_bytes;
  }
  const std::string_view rest(at_ + 1, static_cast<std::size_t>(end_ - at_ - 1));
  std::size_t size = quote == '"' ? find_any<'"', '&', '\0'>(rest) : find_any<'\'', '&', '\0'>(rest);
  if (size >= rest.size() || rest[size] == '\0') return false;
  const bool references = rest[size] == '&';
  if (references)
    size += quote == '"' ? find_any<'"', '\0'>(rest.substr(size)) : find_any<'\'', '\0'>(rest.substr(size));
  if (size >= rest.size() || rest[size] == '\0' || size > limits_.max_value_bytes / 2) return false;
  value = rest.substr(0, size);
  at_ += size + 2;
  bytes_ += size;
  if (at_ >= end_ || (*at_ != '>' && *at_ != '/' && !is_html_space(*at_))) return false;
  return !references || replace_references(value, room_);
}

// At the first letter of its name, where a block can be read.
inline bool PlainTag::read_attribute() {
  if (count_ >= attributes_.size() || count_ >= limits_.max_attributes) return false;
  Attribute& attribute = attributes_[count_];
  attribute.value = {};
  if (!read_name(attribute.name)) return false;
  for (std::size_t i = 0; i < count_; ++i) {
    if (attributes_[i].name.key() == attribute.name.key() && attributes_[i].name == attribute.name) return false;
  }
  ++count_;
  if (*at_ != '=') {
    if (!is_html_space(*at_)) return *at_ == '>' || *at_ == '/';
    const char* after_name = at_;
    if (!skip_space()) return false;
    if (*at_ != '=') {
      at_ = after_name;
      return true;
    }
  }
  ++at_;
  return skip_space() && read_value(attribute.value);
}

bool PlainTag::read(std::string_view text) {
  at_ = text.data() + 1;
  end_ = text.data() + text.size();
  if (rest().size() < kBlock + 1) return false;
  is_end_tag_ = *at_ == '/';
  if (is_end_tag_) ++at_;
  if (!ascii::is_alpha(*at_) || !read_name(name_)) return false;
  while (*at_ != '>') {
    if (is_html_space(*at_)) {
      if (!skip_space()) return false;
      if (*at_ == '>') break;
      if (*at_ != '/') {
        if (is_end_tag_ || !read_attribute()) return false;
        continue;
      }
    }
    if (*at_ != '/' || is_end_tag_ || end_ - at_ < 2 || at_[1] != '>') return false;
    self_closing_ = true;
    ++at_;
  }
  ++at_;
  return bytes_ <= limits_.max_tag_bytes / 2;
}

}  // namespace

// "<name>" or "</name>" of small letters alone, which most tags are, at the front of the chunk. False where it is
// something else.
inline bool Tokenizer::Impl::bare_tag(Tokenizer& t, Chunk& c) {
  const std::string_view rest = c.rest();
  if (rest.size() < kBlock + 3) return false;
  const bool is_end_tag = rest[1] == '/';
  const char* begin = rest.data() + (is_end_tag ? 2 : 1);
  const std::size_t size = letters_at(begin);
  if (size == 0 || begin[size] != '>') return false;
  if (size > std::min(t.limits_.max_value_bytes, t.limits_.max_tag_bytes / 2)) return false;
  const Name name({begin, size}, key_at(begin, size));
  c.set_rest(rest.substr(static_cast<std::size_t>(begin - rest.data()) + size + 1));
  if (is_end_tag) {
    t.handler_.on_end_tag(name);
  } else {
    give_start_tag(t, name, {}, false);
  }
  return true;
}

// Any other tag at the front of the chunk, which begins with "<". False where nothing was taken.
bool Tokenizer::Impl::plain_tag(Tokenizer& t, Chunk& c) {
  TagMemory::Key key;
  const bool is_start_tag = c.rest().size() > 1 && ascii::is_alpha(c.rest()[1]);
  TagMemory::Tag* tag = is_start_tag ? t.memory_->find(c.rest(), key) : nullptr;
  if (tag == nullptr) return read_tag(t, c, key);
  if (key.opening != 0) {
    std::string_view address = key.address;
    if (address.size() > std::min(t.limits_.max_value_bytes, t.limits_.max_tag_bytes / 2) / 2) return false;
    t.plain_.clear();
    if (key.references && !replace_references(address, t.plain_)) return false;
    tag->attributes[0].value = address;
  }
  c.take(key.size());
  t.tag_number_ = tag->number;
  give_start_tag(t, tag->name, std::span(tag->attributes).first(tag->count), tag->self_closing);
  t.tag_number_ = 0;
  return true;
}

// A tag that is not known by its key. Not one with its caller, which then has less on its stack to make ready.
[[gnu::noinline]] bool Tokenizer::Impl::read_tag(Tokenizer& t, Chunk& c, const TagMemory::Key& key) {
  const std::string_view rest = c.rest();
  t.plain_.clear();
  PlainTag tag(t.limits_, t.plain_, t.plain_attributes_);
  if (!tag.read(rest)) return false;
  c.set_rest(tag.rest());
  if (tag.is_end_tag()) {
    t.handler_.on_end_tag(tag.name());
    return true;
  }
  if (!key.text.empty() && key.size() == rest.size() - tag.rest().size())
    t.memory_->met(key, tag.name(), tag.attributes(), tag.self_closing());
  give_start_tag(t, tag.name(), tag.attributes(), tag.self_closing());
  return true;
}

// 13.2.5.1. U+0000 is given as it is.
void Tokenizer::Impl::data(Tokenizer& t, Chunk& c) {
  while (t.state_ == State::Data && !c.at_end()) {
    const std::size_t run = c.peek() == '<' ? 0 : find_any<'<', '&'>(c.rest());
    if (run > 0) text(t, c.take(run));
    if (c.at_end()) return;
    if (c.peek() == '<') {
      if (bare_tag(t, c) || plain_tag(t, c)) continue;
      t.state_ = State::TagOpen;
    } else {
      if (plain_reference(t, c)) continue;
      t.return_state_ = State::Data;
      start_reference(t);
    }
    c.skip();
  }
}

}  // namespace mugai::html
