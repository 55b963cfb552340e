// The MIME tree of a message: which parts there are, their raw header fields and where their content lies. GMime finds
// it; no value is decoded here (lib/text does that) and no content is held in memory.
//
// What two mail programs could read in two ways (RFC 2046 with a missing boundary, conflicting fields, text where a
// header field should be) is not guessed: parse() answers Ambiguous (catalogue MIME-001, MAIL-001, MAIL-002).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/budget.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::mail {

struct RawField {
  std::string name;   // as written, without the colon
  std::string value;  // raw bytes after the colon, folding included
};

class Fields {
 public:
  explicit Fields(std::vector<RawField> fields) : fields_(std::move(fields)) {}
  Fields() = default;
  // First value of that name (ASCII case ignored), or an empty view.
  [[nodiscard]] std::string_view first(std::string_view name) const noexcept;
  [[nodiscard]] std::size_t count(std::string_view name) const noexcept;
  [[nodiscard]] const std::vector<RawField>& all() const noexcept { return fields_; }

 private:
  std::vector<RawField> fields_;
};

enum class PartKind : std::uint8_t { Leaf, Multipart, Message, Partial };

struct Part {
  PartKind kind = PartKind::Leaf;
  std::string type;  // "text/plain", lower-case, as GMime understood it
  Fields fields;
  std::vector<Part> children;        // of a Multipart
  std::uint64_t content_offset = 0;  // of a Leaf: its raw content within the message
  std::uint64_t content_length = 0;
  std::string preamble;          // of a Multipart: text before its first part and after its last, at most
  std::string epilogue;          // kMaxOutsideBytes of each
  void* gmime_object = nullptr;  // borrowed from Structure; used by write_message alone
};

// What GMime noticed and what does not make the message ambiguous.
struct Irregularities {
  std::uint32_t duplicate_fields = 0;
  std::uint32_t raw_8bit_fields = 0;
  std::uint32_t malformed_multiparts = 0;
  std::uint32_t invalid_content_types = 0;
  bool truncated = false;
};

class Structure {
 public:
  // `source` must outlive the result. Each part is charged to the budget. Errors: Ambiguous, Malformed, TooDeep
  // (multiparts nested more than kMaxMultipartDepth), TooMany, TooLarge (header fields).
  static Result<Structure> parse(Source& source, Budget& budget);
  Structure(Structure&&) noexcept;
  Structure& operator=(Structure&&) noexcept;
  ~Structure();

  [[nodiscard]] const Fields& fields() const noexcept { return fields_; }  // of the message
  [[nodiscard]] const Part& body() const noexcept { return body_; }
  [[nodiscard]] const Irregularities& irregularities() const noexcept { return irregularities_; }
  // Writes the whole attached message of a part of kind Message. Does not finish the sink.
  Result<void> write_message(const Part& part, Sink& sink) const;

 private:
  class Handle;
  Structure(std::unique_ptr<Handle> handle, Fields fields, Part body, Irregularities irregularities);
  std::unique_ptr<Handle> handle_;
  Fields fields_;
  Part body_;
  Irregularities irregularities_;
};

inline constexpr std::size_t kMaxOutsideBytes = 64 << 10;
inline constexpr int kMaxMultipartDepth = 32;
inline constexpr std::size_t kMaxFields = 1000;
inline constexpr std::size_t kMaxHeaderBytes = 1 << 20;

// g_mime_init(), once, before the worker is locked down.
void warm_up();

}  // namespace mugai::mail
