// Dictionaries by their tables, the memory of what was done, the queue, and what is told of what was left out.
// In, out and limits: walk.h.
#include "lib/formats/pdf/walk.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::pdf {
namespace {

bool is_one_of(std::string_view word, std::string_view words) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

// What a dropped value may hold that has a row of its own: its key, or its /S.
struct Danger {
  std::string_view key;
  std::string_view id;
  std::string_view what;
};
constexpr Danger kDangerousKeys[] = {
    {"JS", "PDF-035", "JavaScript"},       {"JavaScript", "PDF-035", "JavaScript"},
    {"EF", "PDF-049", "embedded file"},    {"XFA", "PDF-054", "XFA form"},
    {"Next", "PDF-034", "chained action"}, {"EmbeddedFiles", "PDF-049", "embedded files"},
};
constexpr Danger kDangerousActions[] = {
    {"JavaScript", "PDF-035", "JavaScript"},        {"Launch", "PDF-036", "action Launch"},
    {"SubmitForm", "PDF-042", "action SubmitForm"}, {"ImportData", "PDF-043", "action ImportData"},
    {"GoToR", "PDF-038", "action GoToR"},           {"GoToE", "PDF-039", "action GoToE"},
    {"Rendition", "PDF-044", "action Rendition"},   {"RichMediaExecute", "PDF-045", "action RichMediaExecute"},
};
constexpr std::size_t kMaxLookedInto = 3000;
constexpr std::size_t kMaxToldName = 150;

// For reports: UTF-16, or bytes above ASCII as PDFDocEncoding has most of them (7.9.2.2).
std::string utf8_text(std::string_view bytes) {
  std::string out;
  if (!bytes.starts_with("\xFE\xFF")) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
    for (const char c : bytes)
      utf8::append(out, static_cast<unsigned char>(c));
    return out;
  }
  const auto unit = [&](std::size_t at) {
    return static_cast<char32_t>(static_cast<unsigned char>(bytes[at]) << 8 |
                                 static_cast<unsigned char>(bytes[at + 1]));
  };
  for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xDC00 && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
      at += 2;
    }
    if (c >= 0x20 && (c < 0xD800 || c > 0xDFFF)) utf8::append(out, c);
  }
  return out;
}

}  // namespace

Result<void> Walker::count_nodes(std::uint32_t count) {
  nodes_ += count;
  if (nodes_ > limits_.max_nodes) return make_error(ErrorCode::TooMany, "a PDF of too many values");
  return ok();
}

bool Walker::keeps(Category category) const {
  return ctx_.policy().state(category) == policy::State::Keep;
}

std::pair<OutRef, bool> Walker::memo(Ref ref, Kind kind, const DictRule* rule) {
  const auto at = memo_.find({ref, kind, rule});
  if (at != memo_.end()) return {at->second, false};
  const OutRef out = out_.reserve();
  memo_.emplace(std::tuple(ref, kind, rule), out);
  return {out, true};
}

std::optional<OutRef> Walker::known(Ref ref, Kind kind, const DictRule* rule) const {
  const auto at = memo_.find({ref, kind, rule});
  if (at == memo_.end()) return std::nullopt;
  return at->second;
}

Result<void> Walker::drain() {
  while (!queue_.empty()) {
    const std::function<Result<void>()> job = std::move(queue_.front());
    queue_.pop_front();
    TRY(job());
  }
  return ok();
}

Result<void> Walker::remove(std::string_view id, std::string_view what, const Object& value) {
  tally_.removed(id, what);
  tell_within(value);
  return ok();
}

Result<void> Walker::remove(std::string_view id, std::string_view what, const Object& value, Category category) {
  if (ctx_.policy().state(category) != policy::State::Block) return remove(id, what, value);
  tally_.add(id, Action::Blocked, what);
  return make_error(ErrorCode::Forbidden, std::string(what) + " is blocked by the policy");
}

// A walk of its own, bounded, without output: breadth first, each object once, not into what stays.
void Walker::tell_within(const Object& value) {
  std::vector<Object> todo = {value};
  for (std::size_t at = 0; at < todo.size() && at < kMaxLookedInto; ++at) {
    Object here = std::move(todo[at]);
    if (const Ref* ref = here.as<Ref>()) {
      if (page_refs_.contains(*ref) || annotation_refs_.contains(*ref) || !looked_into_.insert(*ref).second) continue;
      const bool met = reader_.was_loaded(*ref);
      here = reader_.load(*ref);
      // Of what the walk has met before, only attached files are told: those were read to see whether they are
      // wrappers.
      if (met && (here.as<Dict>() == nullptr || here.as<Dict>()->find("EF") == nullptr)) continue;
    }
    if (const Array* items = here.as<Array>()) todo.insert(todo.end(), items->begin(), items->end());
    const Dict* dict = here.dict();
    if (dict == nullptr) continue;
    for (const Entry& entry : dict->entries()) {
      if (entry.key == "Parent" || entry.key == "P") continue;  // upwards: to what is walked anyway
      for (const Danger& danger : kDangerousKeys) {
        if (entry.key == danger.key && (danger.key != "Next" || dict->find("S") != nullptr)) {
          tally_.removed(danger.id, danger.key == "EF" ? embedded_file(*dict) : std::string(danger.what));
        }
      }
      const Object type = entry.key == "S" ? reader_.resolve(entry.value) : Object();
      for (const Danger& danger : kDangerousActions) {
        if (type.is_name(danger.key)) tally_.removed(danger.id, danger.what);
      }
      todo.push_back(entry.value);
    }
  }
}

// A file specification with its file inside, as a person would ask for it (7.11.3, 7.11.4): "name", n bytes.
std::string Walker::embedded_file(const Dict& specification) {
  const auto value = [&](const Dict& dict, std::string_view key) {
    const Object* found = dict.find(key);
    return found == nullptr ? Object() : reader_.resolve(*found);
  };
  const Object files = value(specification, "EF");
  std::string file_name;
  std::string size;
  for (const std::string_view key : {"UF", "F", "Unix", "DOS", "Mac"}) {
    const Object text = value(specification, key);
    if (file_name.empty() && text.as<String>() != nullptr) file_name = utf8_text(text.as<String>()->bytes);
    if (files.as<Dict>() == nullptr || !size.empty()) continue;
    const Object file = value(*files.as<Dict>(), key);
    const Dict* dict = file.dict();
    if (dict == nullptr) continue;
    const Object parms = value(*dict, "Params");
    const Object plain = parms.as<Dict>() == nullptr ? Object() : value(*parms.as<Dict>(), "Size");
    const Object packed = value(*dict, "Length");
    if (plain.as<std::int64_t>() != nullptr) {
      size = ", " + std::to_string(*plain.as<std::int64_t>()) + " bytes";
    } else if (packed.as<std::int64_t>() != nullptr) {
      size = ", " + std::to_string(*packed.as<std::int64_t>()) + " bytes packed";
    }
  }
  std::string out = "embedded file";
  if (!file_name.empty()) out.append(" \"").append(file_name, 0, kMaxToldName).append("\"");
  return out + size;
}

// -- dictionaries

Result<Dict> Walker::apply(const DictRule& rule, const Dict& in) {
  Dict out;
  TRY(count_nodes(static_cast<std::uint32_t>(in.size())));
  for (const Entry& entry : in.entries()) {
    const auto key =
        std::find_if(rule.keys.begin(), rule.keys.end(), [&](const KeyRule& k) { return k.key == entry.key; });
    if (key == rule.keys.end()) {
      if (entry.value.is_null()) continue;
      tally_.unknown(rule.what, entry.key);
      tell_within(entry.value);
      continue;
    }
    TRY_ASSIGN(Object value, by_rule(rule, *key, entry.value));
    out.set(entry.key, std::move(value));
  }
  return out;
}

Result<Object> Walker::by_rule(const DictRule& rule, const KeyRule& key, const Object& value) {
  if (key.shape == Shape::Silent) return Object();
  if (key.shape == Shape::Drop) {
    const std::string what = std::string(key.key) + " of " + std::string(rule.what);
    if (key.has_category) {
      TRY(remove(key.words, what, value, key.category));
    } else {
      TRY(remove(key.words, what, value));
    }
    return Object();
  }
  if (key.shape == Shape::Call) return (this->*key.call)(value);
  if (key.shape == Shape::Sub) return sub_dict(*key.type, value);
  const Object here = reader_.resolve(value);
  switch (key.shape) {
    case Shape::Flag:
      return here.as<bool>() != nullptr ? here : Object();
    case Shape::Integer: {
      const auto number = here.number();
      if (!number || *number < key.low || *number > key.high) return Object();
      return integer(static_cast<std::int64_t>(*number));
    }
    case Shape::Number: {
      const auto number = here.number();
      return number && *number >= key.low && *number <= key.high ? here : Object();
    }
    case Shape::NameOf:
      return is_one_of(here.name(), key.words) && !here.name().empty() ? here : Object();
    case Shape::AnyName:
      return here.as<Name>() != nullptr && here.name().size() <= kMaxFreeName ? here : Object();
    case Shape::Text:
      return text_value(here);
    case Shape::Bytes:
      return here.as<String>() != nullptr ? here : Object();
    case Shape::Numbers:
      return number_array(here, static_cast<std::size_t>(key.low), static_cast<std::size_t>(key.high));
    case Shape::Plain:
      return plain_value(here, 0);
    case Shape::SubList: {
      const Array* items = here.as<Array>();
      if (items == nullptr) return sub_dict(*key.type, value);
      Array out;
      for (const Object& item : *items) {
        TRY_ASSIGN(Object made, sub_dict(*key.type, item));
        if (!made.is_null()) out.push_back(std::move(made));
      }
      return out.empty() ? Object() : Object(std::move(out));
    }
    default:
      return Object();
  }
}

// Direct stays direct, indirect stays indirect: shared dictionaries stay shared.
Result<Object> Walker::sub_dict(const DictRule& rule, const Object& value) {
  const Ref* ref = value.as<Ref>();
  if (ref != nullptr) {
    if (const auto made = known(*ref, Kind::Dictionary, &rule)) return out_.is_null(*made) ? Object() : Object(*made);
  }
  const Object here = reader_.resolve(value);
  const Dict* dict = here.as<Dict>();
  if (dict == nullptr) return Object();
  if (depth_ >= limits_.max_depth) {
    tally_.removed("PDF-019", "dictionaries too deep");
    return Object();
  }
  if (ref == nullptr) {
    ++depth_;
    TRY_ASSIGN(Dict out, apply(rule, *dict));
    --depth_;
    return Object(std::move(out));
  }
  const OutRef out = memo(*ref, Kind::Dictionary, &rule).first;
  ++depth_;
  TRY_ASSIGN(Dict made, apply(rule, *dict));
  --depth_;
  out_.define(out, std::move(made));
  return Object(out);
}

Object Walker::number_array(const Object& value, std::size_t low, std::size_t high) {
  const Object here = reader_.resolve(value);
  const Array* items = here.as<Array>();
  if (items == nullptr || items->size() < low || items->size() > high) return {};
  Array out;
  out.reserve(items->size());
  for (const Object& item : *items) {
    Object number = reader_.resolve(item);
    if (!number.number()) return {};
    out.push_back(std::move(number));
  }
  if (!count_nodes(static_cast<std::uint32_t>(out.size()))) return {};
  return out;
}

Result<Object> Walker::plain_value(const Object& value, std::uint32_t depth) {
  TRY(count_nodes());
  const Object here = reader_.resolve(value);
  if (here.number() || here.as<bool>() != nullptr || here.as<Name>() != nullptr) return here;
  if (here.as<String>() != nullptr) return text_value(here);
  const Array* items = here.as<Array>();
  if (items == nullptr || depth > 6) return Object();
  Array out;
  for (const Object& item : *items) {
    TRY_ASSIGN(Object made, plain_value(item, depth + 1));
    if (!made.is_null()) out.push_back(std::move(made));
  }
  return Object(std::move(out));
}

Result<Object> Walker::text_value(const Object& value) {
  const String* string = value.as<String>();
  if (string == nullptr) return Object();
  std::string canonical = canonical_text(string->bytes);
  if (canonical != string->bytes) tally_.rewritten("PDF-010", "text string with controls or escapes");
  return Object(String{std::move(canonical)});
}

// PDFDocEncoding has controls below 24 and text above; UTF-16 may hold ESC language ESC (7.9.2.2).
std::string canonical_text(std::string_view bytes) {
  const auto unit = [&](std::size_t at, bool little) {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    return little ? (b << 8) | a : (a << 8) | b;
  };
  const auto is_control = [](int c) { return c < 0x20 && c != '\t' && c != '\n' && c != '\r'; };
  std::string out;
  const bool little = bytes.starts_with("\xFF\xFE");
  if (!little && !bytes.starts_with("\xFE\xFF")) {
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0x18 || !is_control(byte)) out.push_back(c);
    }
    return out;
  }
  out = "\xFE\xFF";
  bool escaped = false;
  for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
    const int c = unit(at, little);
    if (c == 0x1B) {
      escaped = !escaped;
    } else if (!escaped && !is_control(c)) {
      out.push_back(static_cast<char>(c >> 8));
      out.push_back(static_cast<char>(c & 0xFF));
    }
  }
  return out;
}

// -- streams

std::vector<Filter> Walker::filters_of(const Dict& dict) {
  std::vector<Filter> out;
  const auto list = [&](std::string_view key) -> Array {
    const Object* value = dict.find(key);
    if (value == nullptr) return {};
    Object here = reader_.resolve(*value);
    if (Array* items = here.as<Array>()) {
      for (Object& item : *items)
        item = reader_.resolve(item);
      return std::move(*items);
    }
    return here.is_null() ? Array{} : Array{std::move(here)};
  };
  const Array names = list("Filter");
  const Array parms = list(dict.find("DecodeParms") != nullptr ? "DecodeParms" : "DP");
  for (std::size_t i = 0; i < names.size(); ++i) {
    Filter filter;
    filter.kind = filter_kind(names[i].name());
    if (const Dict* own = i < parms.size() ? parms[i].as<Dict>() : nullptr) {
      for (const Entry& entry : own->entries())
        filter.parms.set(entry.key, reader_.resolve(entry.value));
    }
    out.push_back(std::move(filter));
  }
  return out;
}

Result<Decoded> Walker::decoded(const Stream& stream, bool keep_predicted) {
  // F, FFilter, FDecodeParms: the data would come from a file or a URL (7.11.5)
  if (stream.dict.find("F") != nullptr || stream.dict.find("FFilter") != nullptr) {
    tally_.removed("PDF-013", "stream from an external file");
    return Decoded{};
  }
  TRY_ASSIGN(Buffer raw, reader_.raw(stream));
  const std::uint64_t packed = raw.size();
  auto decoded = decode(std::move(raw), filters_of(stream.dict), kMaxStreamBytes, keep_predicted);
  if (!decoded) {
    Error error = std::move(decoded).error();
    const bool limit = error.code == ErrorCode::TooLarge || error.code == ErrorCode::TooMany;
    if (!limit) return error;
    tally_.add("PDF-020", Action::Blocked, error.detail);
    return error;
  }
  TRY(ctx_.budget().charge_unpacked(decoded->data.size()));
  if (decoded->data.size() > (std::uint64_t{64} << 20)) TRY(ctx_.budget().check_ratio(packed, decoded->data.size()));
  if (decoded->damaged) tally_.rewritten("PDF-076", "damaged compressed stream: what could be read stays");
  if (decoded->trailing > 2) tally_.removed("PDF-076", "bytes behind the end of a stream's data");
  if (decoded->other_filter) tally_.rewritten("PDF-075", "stream with a rare filter, coded anew");
  return decoded;
}

Result<Buffer> Walker::plain_bytes(const Stream& stream) {
  auto plain = decoded(stream);
  if (plain && plain->picture == FilterKind::Unknown) return std::move(plain->data);
  if (!plain) {
    const ErrorCode code = plain.error().code;
    if (code == ErrorCode::TooLarge || code == ErrorCode::TooMany || code == ErrorCode::OutOfMemory) {
      return std::move(plain).error();
    }
  }
  tally_.removed("PDF-075", "stream that cannot be decoded");
  return Buffer();
}

Result<void> Walker::put_stream(OutRef out, Dict dict, Bytes data) {
  TRY_ASSIGN(Buffer packed, deflater_.compress(data));
  TRY(ctx_.budget().charge_output(packed.size()));
  dict.set("Filter", name("FlateDecode"));
  out_.define_stream(out, std::move(dict), std::move(packed));
  return ok();
}

// -- the end

// PDF-017: what neither the walk met nor something that was left out refers to.
Result<void> Walker::report_unreferenced() {
  std::uint32_t count = 0;
  std::uint32_t looked = 0;
  for (const Ref& ref : reader_.all_objects()) {
    if (reader_.was_loaded(ref) || ++looked > 20'000) continue;
    const Object object = reader_.load(ref);
    const Dict* dict = object.dict();
    if (dict == nullptr) continue;  // lengths and the like
    const Object* type = dict->find("Type");
    const bool structural = type != nullptr && (type->is_name("XRef") || type->is_name("ObjStm"));
    if (structural) {
      if (dict->find("Extends") != nullptr) tally_.rewritten("PDF-007", "object stream that extends another");
    } else if (dict->find("Linearized") == nullptr) {
      ++count;
      tell_within(object);
    }
  }
  tally_.add("PDF-017", Action::Removed, "unreferenced objects", count);
  return ok();
}

}  // namespace mugai::pdf
