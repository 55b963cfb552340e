// Reader: the objects of a PDF file, by libqpdf (ISO 32000-1 7.5; behind lib/formats/pdf/library).
//
// In:     the whole file in memory, which must outlive the reader.
// Out:    objects as plain values, one at a time as they are asked for; stream bytes decrypted but otherwise as they
//         lie in the file (lib/formats/pdf/filters.h decodes them).
// Limits: ReadLimits; the library's own repairs are told as Repairs, its exceptions end here.
// A file that opens with the empty password is read decrypted; any other encrypted file is Error Encrypted.
// Known gaps: object streams and cross-reference streams are inflated by the library, held by the process's memory
// limit alone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/pdf/object.h"

namespace mugai::pdf {

struct ReadLimits {
  std::uint32_t max_objects = 4'000'000;
  std::uint32_t max_depth = 64;         // of direct arrays and dictionaries within each other
  std::uint32_t max_items = 2'000'000;  // of one object, all its levels together
  std::uint32_t max_string_bytes = 1 << 20;
  std::uint32_t max_name_bytes = 1024;
};

// What the library had to mend. `id` is a row of the catalogue.
struct Repair {
  std::string_view id;
  std::string_view what;
  std::uint32_t count = 1;
};

struct Encryption {
  bool encrypted = false;
  int version = 0;   // V
  int revision = 0;  // R
};

class Reader {
 public:
  // Error Malformed, Encrypted (a password, a handler or a method that is not known), TooMany.
  static Result<std::unique_ptr<Reader>> open(Bytes untrusted_file, const ReadLimits& limits = {});
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] const Dict& trailer() const noexcept;
  [[nodiscard]] const Encryption& encryption() const noexcept;

  // The object, which is no Ref; Null where there is none, where references lead in a circle and where the object
  // cannot be read. Over a limit: what exceeds it is Null.
  Object load(Ref ref);
  // What `object` refers to, or itself.
  Object resolve(const Object& object);
  // A direct object from its text, which is our own (lib/formats/pdf/content makes it); Null where it is none.
  Object parse(std::string_view text);
  // Bytes of a stream as they lie in the file, decrypted. Error Malformed.
  Result<Buffer> raw(const Stream& stream);

  [[nodiscard]] std::vector<Ref> all_objects();             // that the cross-reference tables name, in order
  [[nodiscard]] bool was_loaded(Ref ref) const noexcept;    // by load() or resolve()
  [[nodiscard]] std::vector<Repair> repairs();              // so far
  [[nodiscard]] bool rebuilt_index() const noexcept;        // the cross-reference table had to be made by a search
  [[nodiscard]] std::uint32_t over_limit() const noexcept;  // values that were too large or too deep

 private:
  struct Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Loads what the library would load at its first use (its cryptography), so that a locked-down process need not.
void warm_up_reader();

}  // namespace mugai::pdf
