// Writes a document. In: the model alone. Limits: those of the sink.
#include "lib/formats/pdf/writer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "lib/base/check.h"
#include "lib/stream/digest.h"

namespace mugai::pdf {
namespace {

// The second line tells transfer programs that the file is binary (7.5.2).
constexpr std::string_view kHeader = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
constexpr std::size_t kObjectsPerStream = 200;

struct Place {
  bool packed = false;
  std::uint64_t offset = 0;  // in the file, or the number of the object stream
  std::uint32_t index = 0;   // within the object stream
};

// Counts bytes and digests them.
class Output {
 public:
  explicit Output(Sink& sink) : sink_(sink) {}
  Result<void> write(Bytes bytes) {
    offset_ += bytes.size();
    digest_.update(bytes);
    return sink_.write(bytes);
  }
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
  std::string digest() {
    const Sha256Value value = digest_.finish();
    return {value.begin(), value.begin() + 16};
  }

 private:
  Sink& sink_;
  Sha256 digest_;
  std::uint64_t offset_ = 0;
};

// References in the order in which they are written.
void collect(const Object& object, std::vector<std::uint32_t>& out) {
  if (const OutRef* ref = object.as<OutRef>()) {
    out.push_back(ref->index);
  } else if (const Array* items = object.as<Array>()) {
    for (const Object& item : *items)
      collect(item, out);
  } else if (const Dict* dict = object.as<Dict>()) {
    for (const Entry& entry : dict->entries())
      collect(entry.value, out);
  }
}

class DocumentWriter {
 public:
  DocumentWriter(const OutputDocument& document, Deflater& deflater, Sink& out)
      : items_(document.items()), deflater_(deflater), out_(out), numbering_(items_.size(), 0) {}

  Result<void> write(OutRef root, OutRef info) {
    number(root.index);
    number(info.index);
    places_.resize(order_.size() + 1);
    TRY(out_.write(as_bytes(kHeader)));
    TRY(write_streams());
    TRY(write_packed());
    return write_index(root, info);
  }

 private:
  // Gives numbers to all that `start` reaches, in the order of a depth-first walk.
  void number(std::uint32_t start) {
    std::vector<std::uint32_t> todo = {start};
    std::vector<std::uint32_t> found;
    while (!todo.empty()) {
      const std::uint32_t index = todo.back();
      todo.pop_back();
      if (index >= items_.size() || numbering_[index] != 0 || items_[index].value.is_null()) continue;
      order_.push_back(index);
      numbering_[index] = checked_cast<std::uint32_t>(order_.size());
      found.clear();
      collect(items_[index].value, found);
      todo.insert(todo.end(), found.rbegin(), found.rend());
    }
  }

  Result<void> write_stream(std::uint32_t number, Dict dict, Bytes data) {
    if (places_.size() <= number) places_.resize(number + 1);
    places_[number] = {false, out_.offset(), 0};
    dict.set("Length", integer(checked_cast<std::int64_t>(data.size())));
    Buffer head;
    append(head, std::to_string(number) + " 0 obj\n");
    write_object(dict, numbering_, head);
    append(head, "\nstream\n");
    TRY(out_.write(head));
    TRY(out_.write(data));
    return out_.write(as_bytes("\nendstream\nendobj\n"));
  }

  Result<void> write_streams() {
    for (const std::uint32_t index : order_) {
      const OutputDocument::Item& item = items_[index];
      if (!item.stream) continue;
      const Dict* dict = item.value.as<Dict>();
      MUGAI_CHECK(dict != nullptr);
      TRY(write_stream(numbering_[index], *dict, item.data));
    }
    return ok();
  }

  // 7.5.7: N pairs of number and offset, then the objects
  Result<void> write_packed() {
    std::vector<std::uint32_t> packed;
    for (const std::uint32_t index : order_) {
      if (!items_[index].stream) packed.push_back(index);
    }
    auto next = checked_cast<std::uint32_t>(order_.size());
    for (std::size_t at = 0; at < packed.size(); at += kObjectsPerStream) {
      const std::size_t count = std::min(kObjectsPerStream, packed.size() - at);
      TRY(write_object_stream(++next, std::span(packed).subspan(at, count)));
    }
    last_ = next;
    return ok();
  }

  Result<void> write_object_stream(std::uint32_t number, std::span<const std::uint32_t> members) {
    Buffer head;
    Buffer body;
    for (std::uint32_t i = 0; i < members.size(); ++i) {
      const std::uint32_t member = numbering_[members[i]];
      append(head, std::to_string(member) + " " + std::to_string(body.size()) + " ");
      write_object(items_[members[i]].value, numbering_, body);
      body.push_back('\n');
      places_[member] = {true, number, i};
    }
    Dict dict;
    dict.set("Type", name("ObjStm"));
    dict.set("N", integer(checked_cast<std::int64_t>(members.size())));
    dict.set("First", integer(checked_cast<std::int64_t>(head.size())));
    dict.set("Filter", name("FlateDecode"));
    head.insert(head.end(), body.begin(), body.end());
    TRY_ASSIGN(const Buffer data, deflater_.compress(head));
    return write_stream(number, std::move(dict), data);
  }

  // 7.5.8: type, offset or object stream, index
  Result<void> write_index(OutRef root, OutRef info) {
    const std::uint32_t number = last_ + 1;
    const std::uint64_t start = out_.offset();
    places_.resize(number + 1);
    places_[number] = {false, start, 0};
    unsigned width = 1;
    while (width < 8 && (start >> (8 * width)) != 0)
      ++width;
    Buffer rows;
    for (std::uint32_t i = 0; i <= number; ++i) {
      const Place& place = places_[i];
      rows.push_back(i == 0 ? 0 : place.packed ? 2 : 1);
      for (unsigned byte = width; byte-- > 0;)
        rows.push_back(static_cast<std::uint8_t>(place.offset >> (8 * byte)));
      rows.push_back(static_cast<std::uint8_t>(place.index));
    }
    Dict dict;
    dict.set("Type", name("XRef"));
    dict.set("Size", integer(number + 1));
    dict.set("W", Array{integer(1), integer(width), integer(1)});
    dict.set("Root", root);
    if (info.index < numbering_.size() && numbering_[info.index] != 0) dict.set("Info", info);
    const std::string id = out_.digest();
    dict.set("ID", Array{String{id}, String{id}});
    dict.set("Filter", name("FlateDecode"));
    TRY_ASSIGN(const Buffer data, deflater_.compress(rows));
    TRY(write_stream(number, std::move(dict), data));
    return out_.write(as_bytes("startxref\n" + std::to_string(start) + "\n%%EOF\n"));
  }

  const std::vector<OutputDocument::Item>& items_;
  Deflater& deflater_;
  Output out_;
  Numbering numbering_;
  std::vector<std::uint32_t> order_;
  std::vector<Place> places_;
  std::uint32_t last_ = 0;
};

}  // namespace

OutRef OutputDocument::reserve() {
  items_.emplace_back();
  return OutRef{checked_cast<std::uint32_t>(items_.size() - 1)};
}

void OutputDocument::define(OutRef ref, Object value) {
  MUGAI_CHECK(ref.index < items_.size());
  items_[ref.index] = Item{std::move(value), false, {}};
}

void OutputDocument::define_stream(OutRef ref, Dict dict, Buffer data) {
  MUGAI_CHECK(ref.index < items_.size());
  data.shrink_to_fit();
  items_[ref.index] = Item{std::move(dict), true, std::move(data)};
}

OutRef OutputDocument::add(Object value) {
  const OutRef ref = reserve();
  define(ref, std::move(value));
  return ref;
}

bool OutputDocument::is_null(OutRef ref) const noexcept {
  return ref.index >= items_.size() || items_[ref.index].value.is_null();
}

const Object& OutputDocument::value(OutRef ref) const {
  MUGAI_CHECK(ref.index < items_.size());
  return items_[ref.index].value;
}

Result<void> write_document(const OutputDocument& document, OutRef root, OutRef info, Deflater& deflater,
                            OutputSink& out) {
  DocumentWriter writer(document, deflater, out);
  TRY(writer.write(root, info));
  return out.finish();
}

}  // namespace mugai::pdf
