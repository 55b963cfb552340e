// The wrapper of libqpdf: the only file that sees its headers. Every call that may throw stands in a try block here.
//
// The library is told to print nothing; what it would have printed is sorted by the table kRepairs into findings. Its
// repairs are the well-known ones (what viewers do too); which of them refuse a file is the handler's to say.
#include "lib/formats/pdf/reader.h"

#define POINTERHOLDER_TRANSITION 4  // the library's own way to choose std::shared_ptr

#include <algorithm>
#include <exception>
#include <new>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFLogger.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>
#include <qpdf/QUtil.hh>
#include <qpdf/RandomDataProvider.hh>
#include <set>
#include <unordered_set>

#include "lib/base/ascii.h"

namespace mugai::pdf {
namespace {

// The library fills a buffer with random bytes before it decrypts; a locked-down process has none, and needs none: it
// never encrypts for anybody.
class NoRandom final : public RandomDataProvider {
 public:
  void provideRandomData(unsigned char* data, size_t length) override { std::fill_n(data, length, std::uint8_t{0}); }
};

void forbid_random() {
  static NoRandom provider;
  QUtil::setRandomDataProvider(&provider);
}

struct RepairRow {
  std::string_view part;  // of the library's message
  std::string_view id;
  std::string_view what;
};

// The first row that fits counts. What no row names is PDF-011.
constexpr RepairRow kRepairs[] = {
    {"can't find PDF header", "PDF-001", "no header"},
    {"duplicated key", "PDF-008", "key twice in a dictionary"},
    {"reconstruct", "PDF-005", "cross-reference table made by a search"},
    {"file is damaged", "PDF-005", "cross-reference table made by a search"},
    {"xref", "PDF-005", "damaged cross-reference table"},
    {"trailer", "PDF-005", "damaged trailer"},
    {"ross-reference", "PDF-005", "damaged cross-reference table"},
    {"reported number of objects", "PDF-005", "wrong /Size"},
    {"expected n n obj", "PDF-005", "entry leads to no object"},
    {"has offset 0", "PDF-005", "entry leads to no object"},
    {"loop detected", "PDF-016", "reference to itself"},
    {"object stream", "PDF-007", "damaged object stream"},
    {"name with stray #", "PDF-009", "damaged name"},
    {"null character", "PDF-009", "damaged name"},
    {"hex string", "PDF-010", "damaged hexadecimal string"},
    {"stream keyword", "PDF-011", "stream begins without a line end"},
    {"stream", "PDF-012", "wrong length of a stream"},
    {"depth", "PDF-019", "arrays or dictionaries too deep"},
    {"too many errors", "PDF-019", "object with too many errors"},
    {"overflow", "PDF-019", "number out of range"},
};

constexpr std::string_view kRebuiltIndex = "reconstruct";
constexpr std::size_t kMaxRepairs = 32;

const RepairRow& row_of(std::string_view message) {
  static constexpr RepairRow kOther = {"", "PDF-011", "damaged object"};
  for (const RepairRow& row : kRepairs) {
    if (message.find(row.part) != std::string_view::npos) return row;
  }
  return kOther;
}

Error error_of(const QPDFExc& e) {
  switch (e.getErrorCode()) {
    case qpdf_e_password:
      return make_error(ErrorCode::Encrypted, "a password is needed");
    case qpdf_e_unsupported:
      return make_error(ErrorCode::Encrypted, "encrypted in a way that is not known");
    default:
      return make_error(ErrorCode::Malformed, "no PDF that can be read: " + e.getMessageDetail().substr(0, 100));
  }
}

// Runs `body`; what the library throws becomes an Error.
template <class F>
auto guarded(F&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const QPDFExc& e) {
    return error_of(e);
  } catch (const std::bad_alloc&) {
    return make_error(ErrorCode::OutOfMemory, "the PDF needs more memory than it may have");
  } catch (const std::exception& e) {
    return make_error(ErrorCode::Malformed, std::string("no PDF that can be read: ").append(e.what()).substr(0, 150));
  }
}

std::uint64_t key_of(int number, int generation) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(number)) << 32) |
         static_cast<std::uint32_t>(generation);
}

}  // namespace

struct Reader::Impl {
  QPDF qpdf;
  ReadLimits limits;
  Dict trailer;
  Encryption encryption;
  std::vector<Repair> repairs;
  std::unordered_set<std::uint64_t> loaded;
  bool rebuilt = false;
  std::uint32_t over = 0;
  std::uint32_t items = 0;

  Object convert(QPDFObjectHandle& in, std::uint32_t depth);
  Object convert_array(QPDFObjectHandle& in, std::uint32_t depth);
  Dict convert_dict(QPDFObjectHandle& in, std::uint32_t depth);
  Object too_much() {
    ++over;
    return {};
  }
  void take_warnings();
};

Object Reader::Impl::convert_array(QPDFObjectHandle& in, std::uint32_t depth) {
  Array out;
  std::vector<QPDFObjectHandle> items_in = in.getArrayAsVector();
  out.reserve(items_in.size());
  for (QPDFObjectHandle& item : items_in)
    out.push_back(convert(item, depth + 1));
  return out;
}

Dict Reader::Impl::convert_dict(QPDFObjectHandle& in, std::uint32_t depth) {
  Dict out;
  for (auto& [key, value] : in.getDictAsMap()) {
    if (key.size() < 2 || key.size() > limits.max_name_bytes) continue;
    out.set(std::string_view(key).substr(1), convert(value, depth + 1));
  }
  return out;
}

// One value; a reference within stays one. At depth 0 the object itself is looked into though it is indirect.
Object Reader::Impl::convert(QPDFObjectHandle& in, std::uint32_t depth) {
  if (depth > limits.max_depth || ++items > limits.max_items) return too_much();
  if (depth > 0 && in.isIndirect()) return Ref{in.getObjectID(), in.getGeneration()};
  switch (in.getTypeCode()) {
    case ot_boolean:
      return in.getBoolValue();
    case ot_integer: {
      const long long value = in.getIntValue();
      constexpr long long kMax = 4'294'967'295;  // flags are written as unsigned, too
      if (value > kMax || value < -kMax) ++over;
      return integer(std::clamp(value, -kMax, kMax));
    }
    case ot_real: {
      const std::string text = in.getRealValue();
      if (text.size() > 2 * kMaxRealDigits + 12) ++over;
      return parse_number(text).value_or(Object());
    }
    case ot_name: {
      const std::string text = in.getName();
      if (text.size() > limits.max_name_bytes || text.empty()) return too_much();
      return name(std::string_view(text).substr(1));
    }
    case ot_string: {
      std::string bytes = in.getStringValue();
      if (bytes.size() > limits.max_string_bytes) return too_much();
      return String{std::move(bytes)};
    }
    case ot_array:
      return convert_array(in, depth);
    case ot_dictionary:
      return convert_dict(in, depth);
    case ot_stream: {
      QPDFObjectHandle dict = in.getDict();
      return Stream{convert_dict(dict, depth), Ref{in.getObjectID(), in.getGeneration()}};
    }
    default:
      return {};
  }
}

void Reader::Impl::take_warnings() {
  for (const QPDFExc& warning : qpdf.getWarnings()) {
    const std::string& message = warning.getMessageDetail();
    if (message.find(kRebuiltIndex) != std::string::npos) rebuilt = true;
    const RepairRow& row = row_of(message);
    const auto same = std::find_if(repairs.begin(), repairs.end(),
                                   [&](const Repair& r) { return r.id == row.id && r.what == row.what; });
    if (same != repairs.end()) {
      ++same->count;
    } else if (repairs.size() < kMaxRepairs) {
      repairs.push_back({row.id, row.what, 1});
    }
  }
}

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(Bytes untrusted_file, const ReadLimits& limits) {
  return guarded([&]() -> Result<std::unique_ptr<Reader>> {
    forbid_random();
    auto impl = std::make_unique<Impl>();
    impl->limits = limits;
    QPDF& qpdf = impl->qpdf;
    qpdf.setLogger(QPDFLogger::create());
    qpdf.setSuppressWarnings(true);
    qpdf.processMemoryFile("input", reinterpret_cast<const char*>(untrusted_file.data()), untrusted_file.size());
    if (qpdf.getObjectCount() > limits.max_objects) return make_error(ErrorCode::TooMany, "too many objects");
    int permissions = 0;
    impl->encryption.encrypted = qpdf.isEncrypted(impl->encryption.revision, permissions);
    QPDFObjectHandle trailer = qpdf.getTrailer();
    if (!trailer.isDictionary()) return make_error(ErrorCode::Malformed, "no trailer");
    impl->trailer = impl->convert_dict(trailer, 0);
    impl->take_warnings();
    return std::unique_ptr<Reader>(new Reader(std::move(impl)));
  });
}

const Dict& Reader::trailer() const noexcept {
  return impl_->trailer;
}
const Encryption& Reader::encryption() const noexcept {
  return impl_->encryption;
}

Object Reader::load(Ref ref) {
  impl_->loaded.insert(key_of(ref.number, ref.generation));
  auto loaded = guarded([&]() -> Result<Object> {
    impl_->items = 0;
    QPDFObjectHandle handle = impl_->qpdf.getObject(ref.number, ref.generation);
    return impl_->convert(handle, 0);
  });
  return loaded ? std::move(loaded).value() : Object();
}

Object Reader::resolve(const Object& object) {
  const Ref* ref = object.as<Ref>();
  return ref == nullptr ? object : load(*ref);
}

Object Reader::parse(std::string_view text) {
  auto parsed = guarded([&]() -> Result<Object> {
    impl_->items = 0;
    QPDFObjectHandle handle = QPDFObjectHandle::parse(std::string(text));
    return impl_->convert(handle, 0);
  });
  return parsed ? std::move(parsed).value() : Object();
}

Result<Buffer> Reader::raw(const Stream& stream) {
  return guarded([&]() -> Result<Buffer> {
    QPDFObjectHandle handle = impl_->qpdf.getObject(stream.id.number, stream.id.generation);
    if (!handle.isStream()) return make_error(ErrorCode::Malformed, "a stream is missing");
    const std::shared_ptr<::Buffer> bytes = handle.getRawStreamData();
    const std::uint8_t* begin = bytes->getBuffer();
    return Buffer(begin, begin + bytes->getSize());
  });
}

std::vector<Ref> Reader::all_objects() {
  std::vector<Ref> out;
  auto done = guarded([&]() -> Result<void> {
    for (const auto& [id, entry] : impl_->qpdf.getXRefTable()) {
      if (entry.getType() != 0) out.push_back(Ref{id.getObj(), id.getGen()});
    }
    return ok();
  });
  if (!done) out.clear();
  return out;
}

bool Reader::was_loaded(Ref ref) const noexcept {
  return impl_->loaded.contains(key_of(ref.number, ref.generation));
}

std::vector<Repair> Reader::repairs() {
  auto done = guarded([&]() -> Result<void> {
    impl_->take_warnings();
    return ok();
  });
  if (!done) impl_->repairs.push_back({"PDF-011", "damaged object", 1});
  return impl_->repairs;
}

bool Reader::rebuilt_index() const noexcept {
  return impl_->rebuilt;
}
std::uint32_t Reader::over_limit() const noexcept {
  return impl_->over;
}

// Writes an empty document with each kind of encryption to memory and reads it: ciphers and digests are then loaded.
void warm_up_reader() {
  forbid_random();
  const auto encrypt = [](QPDFWriter& writer, int revision) {
    if (revision == 6) {
      writer.setR6EncryptionParameters("", "owner", true, true, true, true, true, true, qpdf_r3p_full, true);
    } else {
      writer.setR4EncryptionParametersInsecure("", "owner", true, true, true, true, true, true, qpdf_r3p_full, true,
                                               revision == 4);
    }
  };
  for (const int revision : {3, 4, 6}) {
    auto done = guarded([&]() -> Result<void> {
      QPDF empty;
      empty.emptyPDF();
      empty.getTrailer().replaceKey("/Info", empty.makeIndirectObject(QPDFObjectHandle::parse("<</Title(x)>>")));
      QPDFWriter writer(empty);
      writer.setOutputMemory();
      encrypt(writer, revision);
      writer.write();
      const std::shared_ptr<::Buffer> bytes = writer.getBufferSharedPointer();
      auto reader = Reader::open(Bytes(bytes->getBuffer(), bytes->getSize()));
      if (!reader) return std::move(reader).error();
      if (const Object* info = (*reader)->trailer().find("Info")) (void)(*reader)->resolve(*info);
      return ok();
    });
    (void)done;  // without a cipher such files are merely refused
  }
}

}  // namespace mugai::pdf
