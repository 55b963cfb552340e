// Library: libqpdf behind a plain interface, compiled as C++17 (see CMakeLists.txt). Used by lib/formats/pdf/reader.cc
// alone, which holds the limits and makes objects of what is told here.
//
// In:     the whole file in memory, which must outlive the Library.
// Out:    values told one by one to a Values; bytes of streams, decrypted but otherwise as they lie in the file.
// Limits: none of its own: a Values says when it has enough. What the library throws ends here as a Trouble.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mugai::pdf {

// What became of a call.
enum class Trouble { None, Malformed, Password, UnknownEncryption, OutOfMemory };
struct Told {
  Trouble trouble = Trouble::None;
  std::string detail;
  explicit operator bool() const noexcept { return trouble == Trouble::None; }
};

struct ObjectId {
  int number = 0;
  int generation = 0;
};

// Is told one object, from the outside in: of a dictionary key() and then its value, of a stream its dictionary.
// Before each value stands next(); where that says no, the value is left out and null() is told in its place.
class Values {
 public:
  virtual ~Values() = default;
  virtual bool next() = 0;
  virtual void null() = 0;
  virtual void boolean(bool value) = 0;
  virtual void integer(long long value) = 0;
  virtual void real(std::string_view text) = 0;
  virtual void name(std::string_view text) = 0;  // with its slash
  virtual void string(std::string&& bytes) = 0;
  virtual void reference(ObjectId id) = 0;
  virtual void begin_array(std::size_t size) = 0;
  virtual void end_array() = 0;
  virtual void begin_dictionary() = 0;
  virtual bool key(std::string_view text) = 0;  // with its slash; says no where key and value are to be left out
  virtual void end_dictionary() = 0;
  virtual void stream(ObjectId id) = 0;  // what is told next is its dictionary
};

class Library {
 public:
  Library();
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  Told open(const std::uint8_t* untrusted_file, std::size_t size);
  [[nodiscard]] std::size_t object_count() const noexcept;
  [[nodiscard]] bool encrypted() const noexcept;
  [[nodiscard]] int encryption_revision() const noexcept;

  Told trailer(Values& out);
  Told object(ObjectId id, Values& out);
  Told parse(const std::string& text, Values& out);  // a direct object from our own text
  Told raw(ObjectId id, std::vector<std::uint8_t>& out);
  Told all_objects(std::vector<ObjectId>& out);
  Told take_warnings(std::vector<std::string>& out);  // since the last call

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// An empty document, encrypted with an empty password in the way of `revision` (4, 5), as a file.
Told encrypted_document(int revision, std::vector<std::uint8_t>& out);

}  // namespace mugai::pdf
