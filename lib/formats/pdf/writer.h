// The rebuilt document: objects by index, and how they are written (ISO 32000-1 7.5): one revision, object streams, one
// cross-reference stream, nothing that the catalogue does not reach.
//
// The numbers of the output follow from the order in which a walk from the trailer meets the objects: the same document
// gives the same bytes, however it was put together.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/formats/pdf/filters.h"
#include "lib/formats/pdf/object.h"
#include "lib/stream/sink.h"

namespace mugai::pdf {

class OutputDocument {
 public:
  // An object that is null until it is defined.
  OutRef reserve();
  void define(OutRef ref, Object value);
  // `data` as it will stand in the file; `dict` names its filters. /Length is added at writing.
  void define_stream(OutRef ref, Dict dict, Buffer data);
  OutRef add(Object value);

  struct Item {
    Object value;
    bool stream = false;
    Buffer data;
  };
  [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }
  [[nodiscard]] bool is_null(OutRef ref) const noexcept;
  // For what is completed later, as the list of a page's annotations.
  [[nodiscard]] const Object& value(OutRef ref) const;

 private:
  std::vector<Item> items_;
};

// Writes everything that `root` and `info` (an index of a Null: none) reach, and finishes `out`.
Result<void> write_document(const OutputDocument& document, OutRef root, OutRef info, Deflater& deflater,
                            OutputSink& out);

}  // namespace mugai::pdf
