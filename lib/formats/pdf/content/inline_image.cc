#include "lib/formats/pdf/content/inline_image.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/formats/pdf/content/filters.h"

namespace mugai::pdf {

namespace {

constexpr std::size_t kMaxFilters = 4;
constexpr std::size_t kMaxKeys = 64;
constexpr std::uint64_t kMaxSide = 65'535;

// One value of the dictionary as canonical tokens: one for a simple value, all elements for an array.
struct Value {
  bool array = false;
  std::vector<std::string> tokens;
  std::vector<std::pair<std::string, std::string>> entries;  // of a dictionary: key without slash, simple value
};

// Reads the dictionary's values into strings of their canonical form.
class ValueReader {
 public:
  explicit ValueReader(Lexer& lexer) : lexer_(lexer), out_(scratch_, 256) {}

  std::optional<std::string> token() {
    lexer_.skip_space();
    if (lexer_.at_end()) return std::nullopt;
    out_.cut(0);
    const std::uint8_t byte = lexer_.peek();
    bool good = false;
    if (byte == '/') {
      good = lexer_.name(out_);
    } else if (byte == '(') {
      good = lexer_.string(out_);
    } else if (byte == '<' && lexer_.peek_second() != '<') {
      good = lexer_.hex_string(out_);
    } else if (chars::is(byte, chars::kNumber)) {
      good = lexer_.number(out_) != NumberKind::Invalid;
    } else if (chars::is_regular(byte)) {
      return std::string(lexer_.word());
    } else {
      lexer_.skip(1);
      return std::string(1, static_cast<char>(byte));  // a delimiter
    }
    return good ? std::optional<std::string>(out_.text(0, out_.at())) : std::nullopt;
  }

  std::optional<Value> value() {
    lexer_.skip_space();
    if (lexer_.at_end()) return std::nullopt;
    Value value;
    if (lexer_.peek() == '<' && lexer_.peek_second() == '<') {
      lexer_.skip(2);
      return entries(value) ? std::optional<Value>(std::move(value)) : std::nullopt;
    }
    std::optional<std::string> first = token();
    if (!first) return std::nullopt;
    if (*first != "[") {
      value.tokens.push_back(std::move(*first));
      return value;
    }
    value.array = true;
    for (std::size_t i = 0; i < 1000; ++i) {
      lexer_.skip_space();
      if (!lexer_.at_end() && lexer_.peek() == '<' && lexer_.peek_second() == '<') {  // DecodeParms of several filters
        lexer_.skip(2);
        Value inner;
        if (!entries(inner)) return std::nullopt;
        if (value.entries.empty()) value.entries = std::move(inner.entries);
        value.tokens.emplace_back("<<>>");
        continue;
      }
      std::optional<std::string> next = token();
      if (!next) return std::nullopt;
      if (*next == "]") return value;
      value.tokens.push_back(std::move(*next));
    }
    return std::nullopt;
  }

 private:
  bool entries(Value& value) {
    while (value.entries.size() < kMaxKeys) {
      const std::optional<std::string> key = token();
      if (!key) return false;
      if (*key == ">") {
        lexer_.skip(1);
        return true;
      }
      std::optional<std::string> simple = token();
      if (!simple || key->front() != '/' || *simple == "[") return false;
      value.entries.emplace_back(key->substr(1), std::move(*simple));
    }
    return false;
  }

  Lexer& lexer_;
  Buffer scratch_;
  Output out_;
};

// Table 93: abbreviations of keys; those not listed are left out.
struct KeyRow {
  std::string_view full, abbreviated;
};
constexpr KeyRow kKeys[] = {{"BitsPerComponent", "BPC"},
                            {"ColorSpace", "CS"},
                            {"Decode", "D"},
                            {"DecodeParms", "DP"},
                            {"Filter", "F"},
                            {"Height", "H"},
                            {"ImageMask", "IM"},
                            {"Intent", "Intent"},
                            {"Interpolate", "I"},
                            {"Width", "W"}};

std::string_view full_key(std::string_view key) {
  for (const KeyRow& row : kKeys) {
    if (key == row.full || key == row.abbreviated) return row.full;
  }
  return {};
}

using Dictionary = std::vector<std::pair<std::string_view, Value>>;

const Value* find(const Dictionary& dictionary, std::string_view key) {
  for (const auto& [name, value] : dictionary) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::optional<std::uint64_t> unsigned_number(const Value* value) {
  if (value == nullptr || value->array || value->tokens.size() != 1) return std::nullopt;
  return ascii::parse_decimal(value->tokens.front());
}

bool truth(const Value* value) {
  return value != nullptr && !value->array && value->tokens.size() == 1 && value->tokens.front() == "true";
}

// 8.9.7:  image = "BI" *( key value ) "ID"
Result<Dictionary> read_dictionary(Lexer& lexer) {
  ValueReader reader(lexer);
  Dictionary dictionary;
  std::string storage;
  for (std::size_t i = 0; i < kMaxKeys; ++i) {
    const std::optional<std::string> key = reader.token();
    if (!key) break;
    if (*key == "ID") return dictionary;
    if (key->front() != '/') continue;  // readers go on, too
    std::optional<Value> value = reader.value();
    if (!value) break;
    const std::string_view name = full_key(decoded_name(*key, storage));
    if (!name.empty() && find(dictionary, name) == nullptr) dictionary.emplace_back(name, std::move(*value));
  }
  return make_error(ErrorCode::Malformed, "inline image without ID", lexer.offset());
}

// Table 94 and 8.6.3. Components of the space; 0 where it is none that is allowed.
int read_color_space(const Value& value, ContentResources& resources, InlineImage& image) {
  struct Row {
    std::string_view full, abbreviated;
    int components;
  };
  static constexpr Row kDevice[] = {{"/DeviceGray", "/G", 1}, {"/DeviceRGB", "/RGB", 3}, {"/DeviceCMYK", "/CMYK", 4}};
  const auto device = [](std::string_view name) -> const Row* {
    for (const Row& row : kDevice) {
      if (name == row.full || name == row.abbreviated) return &row;
    }
    return nullptr;
  };
  std::string storage;
  if (value.tokens.size() == 1 && value.tokens[0].front() == '/') {
    if (const Row* row = device(value.tokens[0])) {
      image.color_space = row->full;
      return row->components;
    }
    const std::string name(decoded_name(value.tokens[0], storage));
    if (!resources.has(ResourceKind::ColorSpace, name)) return 0;
    image.color_space = value.tokens[0];
    image.color_space_is_resource = true;
    return resources.components(name);
  }
  // [/Indexed base hival lookup]
  if (value.tokens.size() != 4 || (value.tokens[0] != "/Indexed" && value.tokens[0] != "/I")) return 0;
  const Row* base = device(value.tokens[1]);
  const auto hival = ascii::parse_decimal(value.tokens[2]);
  if (base == nullptr || !hival || *hival > 255 || (value.tokens[3].front() != '(' && value.tokens[3].front() != '<')) {
    return 0;
  }
  std::string lookup = decoded_string(value.tokens[3]);
  lookup.resize((static_cast<std::size_t>(*hival) + 1) * static_cast<std::size_t>(base->components), '\0');
  image.color_space = "[/Indexed ";
  image.color_space.append(base->full).append(" ").append(value.tokens[2]).append(hex_string_of(as_bytes(lookup)));
  image.color_space.append("]");
  return 1;
}

std::string number_array(const Value& value) {
  std::string out = "[";
  for (const std::string& token : value.tokens) {
    if (!chars::is(static_cast<std::uint8_t>(token.front()), chars::kNumber)) return {};
    if (out.size() > 1) out.push_back(' ');
    out.append(token);
  }
  return out.append("]");
}

std::string fax_parameters(const Value* value) {
  // Table 11, without DamagedRowsBeforeError. Values are checked by whoever decodes.
  static constexpr std::string_view kAllowed[] = {"BlackIs1", "Columns", "EncodedByteAlign", "EndOfBlock", "EndOfLine",
                                                  "K",        "Rows"};
  std::string out = "<<";
  for (const std::string_view key : kAllowed) {
    if (value == nullptr) break;
    for (const auto& [name, token] : value->entries) {
      const bool number = chars::is(static_cast<std::uint8_t>(token.front()), chars::kNumber);
      if (name != key || (!number && token != "true" && token != "false")) continue;
      out.append("/").append(key).append(" ").append(token);
      break;
    }
  }
  return out.append(">>");
}

DecodeParameters decode_parameters(const Value* value) {
  DecodeParameters p;
  if (value == nullptr) return p;
  for (const auto& [name, token] : value->entries) {
    const auto number = ascii::parse_decimal(token);
    if (!number || *number > 1'000'000) continue;
    const auto small = static_cast<std::uint32_t>(*number);
    if (name == "Predictor") p.predictor = small;
    if (name == "Colors") p.colors = small;
    if (name == "BitsPerComponent") p.bits = small;
    if (name == "Columns") p.columns = small;
    if (name == "EarlyChange") p.early_change = small != 0;
  }
  return p;
}

bool is_end(Bytes bytes, std::size_t at) {
  return at + 2 <= bytes.size() && bytes[at] == 'E' && bytes[at + 1] == 'I' &&
         (at + 2 == bytes.size() || !chars::is_regular(bytes[at + 2]));
}

// "EI" at `at` or after white space there; nullopt where something else stands.
std::optional<std::size_t> end_at(Bytes bytes, std::size_t at) {
  while (at < bytes.size() && chars::is_space(bytes[at]))
    ++at;
  return is_end(bytes, at) ? std::optional(at) : std::nullopt;
}

// The first "EI" from `from` on that stands between white space and is followed by something that looks like operators:
// only for data whose length nothing says.
std::optional<std::size_t> find_end(Bytes bytes, std::size_t from) {
  constexpr std::size_t kLookAhead = 16;
  for (std::size_t at = from; at + 2 <= bytes.size(); ++at) {
    if (!is_end(bytes, at) || (at > 0 && !chars::is_space(bytes[at - 1]))) continue;
    const Bytes after = bytes.subspan(at + 2, std::min(kLookAhead, bytes.size() - at - 2));
    const bool text = std::all_of(after.begin(), after.end(), [](std::uint8_t byte) {
      return (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\r' || byte == '\t';
    });
    if (text) return at;
  }
  return std::nullopt;
}

// What the data is after all filters that can be undone, and where in the stream it ended.
struct Data {
  Buffer bytes;
  std::optional<std::size_t> end;  // of the encoded data, where its own marks say
  std::optional<Filter> coding;    // Fax or Dct: not undone
  bool damaged = false;
  std::uint64_t work = 0;
};

Decoded decode_one(Filter filter, Bytes input, std::size_t limit, const DecodeParameters& p) {
  switch (filter) {
    case Filter::AsciiHex:
      return decode_ascii_hex(input, limit);
    case Filter::Ascii85:
      return decode_ascii85(input, limit);
    case Filter::Lzw:
      return decode_lzw(input, limit, p.early_change);
    case Filter::Flate:
      return decode_flate(input, limit);
    case Filter::RunLength:
      return decode_run_length(input, limit);
    case Filter::Fax:
    case Filter::Dct:
      break;
  }
  return {};
}

// Bytes that `expected` samples take before the predictor is undone.
std::size_t limit_before(std::size_t expected, const DecodeParameters& p) {
  if (p.predictor < 10) return expected;
  const std::size_t row = std::max<std::size_t>(1, (std::size_t{p.columns} * p.colors * p.bits + 7) / 8);
  return expected + expected / row + 2;
}

Data decode(Bytes stream, const std::vector<Filter>& filters, const Value* parameters, std::size_t expected,
            std::size_t limit) {
  Data data;
  Bytes input = stream;
  const DecodeParameters p = decode_parameters(parameters);
  for (std::size_t i = 0; i < filters.size(); ++i) {
    const Filter filter = filters[i];
    if (filter == Filter::Fax || filter == Filter::Dct) {
      data.coding = filter;
      if (i + 1 != filters.size()) data.damaged = true;
      if (i == 0 && filter == Filter::Dct) data.end = jpeg_length(input);
      break;
    }
    const bool last = i + 1 == filters.size();
    const bool predicted = filter == Filter::Lzw || filter == Filter::Flate;
    Decoded step = decode_one(filter, input, last ? (predicted ? limit_before(expected, p) : expected) : limit, p);
    if (i == 0 && step.consumed > 0) data.end = step.consumed;
    if (predicted && !undo_predictor(step.data, p)) data.damaged = true;
    if (!step.complete) data.damaged = true;
    data.work += step.data.size();
    data.bytes = std::move(step.data);
    input = data.bytes;
  }
  return data;
}

std::optional<std::vector<Filter>> read_filters(const Value* value) {
  std::vector<Filter> filters;
  if (value == nullptr) return filters;
  if (value->tokens.size() > kMaxFilters) return std::nullopt;
  for (const std::string& token : value->tokens) {
    const auto filter = token.front() == '/' ? find_filter(std::string_view(token).substr(1)) : std::nullopt;
    if (!filter) return std::nullopt;
    filters.push_back(*filter);
  }
  return filters;
}

// The picture's own values. Empty where they are good, else why not.
std::string_view read_picture(const Dictionary& dictionary, ContentResources& resources, bool coded, InlineImage& image,
                              int& components) {
  const auto width = unsigned_number(find(dictionary, "Width"));
  const auto height = unsigned_number(find(dictionary, "Height"));
  if (!width || !height || *width == 0 || *height == 0 || *width > kMaxSide || *height > kMaxSide) {
    return "inline image without a sensible size";
  }
  image.width = static_cast<std::uint32_t>(*width);
  image.height = static_cast<std::uint32_t>(*height);
  image.mask = truth(find(dictionary, "ImageMask"));
  image.interpolate = truth(find(dictionary, "Interpolate"));
  const auto bits = unsigned_number(find(dictionary, "BitsPerComponent"));
  image.bits = static_cast<std::uint8_t>(image.mask ? 1 : bits && *bits <= 16 ? *bits : coded ? 8 : 0);
  if (image.bits == 0 || image.bits > 16 || (image.bits & (image.bits - 1)) != 0) {
    return "inline image without a sensible depth";
  }
  components = 1;
  const Value* space = find(dictionary, "ColorSpace");
  if (!image.mask && space != nullptr) {
    components = read_color_space(*space, resources, image);
    if (components < 1 || components > 32) return "inline image whose colour space is missing or not allowed";
  } else if (!image.mask && !coded) {
    return "inline image without a colour space";
  }
  if (const Value* decode = find(dictionary, "Decode");
      decode != nullptr && decode->array && decode->tokens.size() == 2 * static_cast<std::size_t>(components)) {
    image.decode = number_array(*decode);
    if (image.decode == "[]") image.decode.clear();
  }
  static constexpr std::string_view kIntents[] = {"/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation",
                                                  "/Perceptual"};
  if (const Value* intent = find(dictionary, "Intent"); intent != nullptr && intent->tokens.size() == 1) {
    for (const std::string_view name : kIntents) {
      if (intent->tokens[0] == name) image.intent = name.substr(1);
    }
  }
  return {};
}

// Where raw samples end: exactly `expected` bytes on, behind one byte of white space or the two of an end of line.
struct RawData {
  std::size_t begin = 0, length = 0;
  std::size_t end = 0;  // of EI's place
};
std::optional<RawData> raw_data(Bytes rest, std::size_t expected) {
  for (const std::size_t begin : {std::size_t{1}, std::size_t{2}}) {
    if (begin > rest.size() || expected > rest.size() - begin) continue;
    if (begin == 2 && !(rest[0] == '\r' && rest[1] == '\n')) continue;
    if (const auto end = end_at(rest, begin + expected)) return RawData{begin, expected, *end};
  }
  const auto end = find_end(rest, 1);
  if (!end) return std::nullopt;
  const std::size_t stop = std::max<std::size_t>(1, *end - 1);
  return RawData{1, std::min(expected, stop - 1), *end};
}

void finish_samples(ReadImage& read, std::size_t expected) {
  if (read.data.size() != expected) {
    read.mended = true;
    read.data.resize(expected);
  }
  read.image.coding = InlineImage::Coding::Samples;
}

void finish_coded(ReadImage& read, Data&& data, Bytes raw, const Value* parameters) {
  const bool fax = *data.coding == Filter::Fax;
  read.image.coding = fax ? InlineImage::Coding::Fax : InlineImage::Coding::Jpeg;
  if (fax) read.image.fax_parameters = fax_parameters(parameters);
  if (raw.empty()) {
    read.data = std::move(data.bytes);
  } else {
    read.data.assign(raw.begin(), raw.end());
  }
  if (!fax && !jpeg_length(read.data)) {
    read.usable = false;
    read.why = "inline JPEG without an end";
  }
}

}  // namespace

Result<ReadImage> read_inline_image(Lexer& lexer, ContentResources& resources, const ContentLimits& limits) {
  TRY_ASSIGN(const Dictionary dictionary, read_dictionary(lexer));
  ReadImage read;
  const Value* parameters = find(dictionary, "DecodeParms");
  const auto filters = read_filters(find(dictionary, "Filter"));
  const bool coded = filters && !filters->empty() && (filters->back() == Filter::Fax || filters->back() == Filter::Dct);
  int components = 1;
  read.why = read_picture(dictionary, resources, coded, read.image, components);
  if (!filters) read.why = "inline image with an unknown filter";
  std::uint64_t expected = 0;
  if (read.why.empty()) {
    const std::uint64_t row =
        (std::uint64_t{read.image.width} * static_cast<unsigned>(components) * read.image.bits + 7) / 8;
    expected = row * read.image.height;
    if (expected > limits.max_image_bytes) read.why = "inline image that is too large";
  }
  const Bytes rest = lexer.rest();
  const auto skip_to = [&](std::size_t end) { lexer.skip(end + 2); };
  if (!read.why.empty()) {
    const auto end = find_end(rest, 0);
    if (!end) return make_error(ErrorCode::Malformed, "inline image without EI", lexer.offset());
    skip_to(*end);
    return read;
  }
  read.usable = true;
  if (filters->empty()) {
    const auto raw = raw_data(rest, static_cast<std::size_t>(expected));
    if (!raw) return make_error(ErrorCode::Malformed, "inline image without EI", lexer.offset());
    const Bytes samples = rest.subspan(raw->begin, raw->length);
    read.data.assign(samples.begin(), samples.end());
    finish_samples(read, static_cast<std::size_t>(expected));
    skip_to(raw->end);
    read.image.data = read.data;
    return read;
  }
  // 8.9.7: one byte of white space behind ID; an end of line may be two.
  const std::size_t begin =
      rest.size() > 1 && rest[0] == '\r' && rest[1] == '\n' ? 2 : std::min<std::size_t>(1, rest.size());
  const Bytes stream = rest.subspan(begin);
  Data data = decode(stream, *filters, parameters, static_cast<std::size_t>(expected),
                     static_cast<std::size_t>(limits.max_image_bytes));
  read.work = data.work;
  std::optional<std::size_t> end;
  if (data.end) end = end_at(stream, *data.end);
  if (!end) {
    end = find_end(stream, data.end && !data.damaged ? std::min(*data.end, stream.size()) : 0);
    read.mended = true;
  }
  if (!end) return make_error(ErrorCode::Malformed, "inline image without EI", lexer.offset());
  if (data.coding) {
    const bool direct = filters->size() == 1;
    if (direct && !data.end) read.mended = false;  // fax data has no end of its own
    const std::size_t length = data.end ? *data.end : *end;
    finish_coded(read, std::move(data), direct ? stream.first(length) : Bytes(), parameters);
  } else {
    read.data = std::move(data.bytes);
    if (data.damaged && read.data.size() == expected) read.mended = true;
    finish_samples(read, static_cast<std::size_t>(expected));
  }
  skip_to(begin + *end);
  read.image.data = read.data;
  return read;
}

}  // namespace mugai::pdf
