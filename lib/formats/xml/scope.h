// Scope: which prefix means which namespace at the present element (Namespaces in XML 1.0, 6). Two sides: what the
// input has declared, and what the rebuilt output has declared, which differ where prefixes are renamed or tags go.
//
// Names of namespaces become small numbers (UriId): those below the vocabulary's namespace_count() are its
// NamespaceIds (aliases included), higher ones are unlisted names of this document.
// Each state has an epoch number; the same number means the same bindings, so that what was worked out for a name can
// be used again without looking.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/formats/xml/limits.h"
#include "lib/formats/xml/vocabulary.h"

namespace mugai::xml {

using UriId = std::uint32_t;
using PrefixSlot = std::uint32_t;
inline constexpr UriId kUnbound = 0xFFFF'FFFF;
inline constexpr PrefixSlot kDefaultSlot = 0;  // of the empty prefix

class Scope {
 public:
  struct Mark {
    std::uint32_t input = 0;
    std::uint32_t output = 0;
    std::uint64_t epoch = 1;
  };

  Scope(const Vocabulary& vocabulary, const Limits& limits);

  // What an attribute name declares.
  enum class Declares : std::uint8_t { Nothing, Default, Prefix };
  static Declares declares(std::string_view attribute_name) noexcept;

  // Binds `prefix` (empty: the default) to `uri` (decoded). Error: Malformed for what section 3 forbids, TooMany.
  // Returns the number of the namespace.
  Result<UriId> declare_input(std::string_view prefix, std::string_view uri, std::uint64_t offset);
  void declare_output(NamespaceId ns);  // its canonical prefix now means it

  // Slot of a prefix that has been declared at some time; kUnbound where it never was.
  [[nodiscard]] PrefixSlot slot(std::string_view prefix) const;
  [[nodiscard]] UriId input(PrefixSlot slot) const { return slot == kUnbound ? kUnbound : input_[slot]; }
  // Namespace that the canonical prefix of `ns` means in the output at present is `ns`.
  [[nodiscard]] bool in_output(NamespaceId ns) const { return output_[vocabulary_.ns(ns).prefix_index] == ns; }

  [[nodiscard]] Mark mark() const noexcept;
  void restore(const Mark& mark);
  [[nodiscard]] std::uint64_t epoch() const noexcept { return epoch_; }

  [[nodiscard]] bool is_listed(UriId uri) const noexcept { return uri < vocabulary_.namespace_count(); }
  [[nodiscard]] std::string_view uri_text(UriId uri) const;

 private:
  struct InputUndo {
    PrefixSlot slot;
    UriId uri;
  };
  struct OutputUndo {
    std::uint16_t prefix_index;
    UriId uri;
  };
  Result<UriId> intern_uri(std::string_view uri);
  Result<PrefixSlot> intern_prefix(std::string_view prefix);

  const Vocabulary& vocabulary_;
  const Limits& limits_;
  std::map<std::string, PrefixSlot, std::less<>> slots_;
  std::map<std::string, UriId, std::less<>> uris_;
  std::vector<std::string_view> uri_texts_;  // of unlisted ones; views of the keys of uris_
  std::vector<UriId> input_;                 // by slot
  std::vector<UriId> output_;                // by prefix index
  std::vector<InputUndo> input_undo_;
  std::vector<OutputUndo> output_undo_;
  std::uint64_t epoch_ = 1;
  std::uint64_t last_epoch_ = 1;
};

}  // namespace mugai::xml
