// The only file that sees libqpdf's headers. Every call that may throw stands in a try block here. The library is told
// to print nothing.
#include "lib/formats/pdf/library/library.h"

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

Told told_of(const QPDFExc& e) {
  switch (e.getErrorCode()) {
    case qpdf_e_password:
      return {Trouble::Password, {}};
    case qpdf_e_unsupported:
      return {Trouble::UnknownEncryption, {}};
    default:
      return {Trouble::Malformed, e.getMessageDetail()};
  }
}

// Runs `body`; what the library throws becomes a Trouble.
template <class F>
Told guarded(F&& body) noexcept {
  try {
    return body();
  } catch (const QPDFExc& e) {
    return told_of(e);
  } catch (const std::bad_alloc&) {
    return {Trouble::OutOfMemory, {}};
  } catch (const std::exception& e) {
    return {Trouble::Malformed, e.what()};
  }
}

void tell(QPDFObjectHandle& in, Values& out, bool within);

void tell_dictionary(QPDFObjectHandle& in, Values& out) {
  out.begin_dictionary();
  for (auto& [key, value] : in.getDictAsMap()) {
    if (out.key(key)) tell(value, out, true);
  }
  out.end_dictionary();
}

void tell_array(QPDFObjectHandle& in, Values& out) {
  std::vector<QPDFObjectHandle> items = in.getArrayAsVector();
  out.begin_array(items.size());
  for (QPDFObjectHandle& item : items)
    tell(item, out, true);
  out.end_array();
}

// One value. `within` another a reference stays one; the outermost is looked into though it is indirect. Not endless:
// only direct values nest, and Values says when they are too deep.
void tell(QPDFObjectHandle& in, Values& out, bool within) {
  if (!out.next()) return out.null();
  if (within && in.isIndirect()) return out.reference({in.getObjectID(), in.getGeneration()});
  switch (in.getTypeCode()) {
    case ot_boolean:
      return out.boolean(in.getBoolValue());
    case ot_integer:
      return out.integer(in.getIntValue());
    case ot_real:
      return out.real(in.getRealValue());
    case ot_name:
      return out.name(in.getName());
    case ot_string:
      return out.string(in.getStringValue());
    case ot_array:
      return tell_array(in, out);
    case ot_dictionary:
      return tell_dictionary(in, out);
    case ot_stream: {
      QPDFObjectHandle dictionary = in.getDict();
      out.stream({in.getObjectID(), in.getGeneration()});
      return tell_dictionary(dictionary, out);
    }
    default:
      return out.null();
  }
}

}  // namespace

struct Library::Impl {
  QPDF qpdf;
  std::size_t objects = 0;
  bool encrypted = false;
  int revision = 0;
};

Library::Library() : impl_(std::make_unique<Impl>()) {}
Library::~Library() = default;

Told Library::open(const std::uint8_t* untrusted_file, std::size_t size) {
  return guarded([&]() -> Told {
    forbid_random();
    QPDF& qpdf = impl_->qpdf;
    qpdf.setLogger(QPDFLogger::create());
    qpdf.setSuppressWarnings(true);
    qpdf.processMemoryFile("input", reinterpret_cast<const char*>(untrusted_file), size);
    impl_->objects = qpdf.getObjectCount();
    int permissions = 0;
    impl_->encrypted = qpdf.isEncrypted(impl_->revision, permissions);
    if (!qpdf.getTrailer().isDictionary()) return {Trouble::Malformed, "no trailer"};
    return {};
  });
}

std::size_t Library::object_count() const noexcept {
  return impl_->objects;
}
bool Library::encrypted() const noexcept {
  return impl_->encrypted;
}
int Library::encryption_revision() const noexcept {
  return impl_->revision;
}

Told Library::trailer(Values& out) {
  return guarded([&]() -> Told {
    QPDFObjectHandle trailer = impl_->qpdf.getTrailer();
    tell(trailer, out, false);
    return {};
  });
}

Told Library::object(ObjectId id, Values& out) {
  return guarded([&]() -> Told {
    QPDFObjectHandle handle = impl_->qpdf.getObject(id.number, id.generation);
    tell(handle, out, false);
    return {};
  });
}

Told Library::parse(const std::string& text, Values& out) {
  return guarded([&]() -> Told {
    QPDFObjectHandle handle = QPDFObjectHandle::parse(text);
    tell(handle, out, false);
    return {};
  });
}

Told Library::raw(ObjectId id, std::vector<std::uint8_t>& out) {
  return guarded([&]() -> Told {
    QPDFObjectHandle handle = impl_->qpdf.getObject(id.number, id.generation);
    if (!handle.isStream()) return {Trouble::Malformed, "a stream is missing"};
    const std::shared_ptr<::Buffer> bytes = handle.getRawStreamData();
    const std::uint8_t* begin = bytes->getBuffer();
    out.assign(begin, begin + bytes->getSize());
    return {};
  });
}

Told Library::all_objects(std::vector<ObjectId>& out) {
  return guarded([&]() -> Told {
    for (const auto& [id, entry] : impl_->qpdf.getXRefTable()) {
      if (entry.getType() != 0) out.push_back({id.getObj(), id.getGen()});
    }
    return {};
  });
}

Told Library::take_warnings(std::vector<std::string>& out) {
  return guarded([&]() -> Told {
    for (const QPDFExc& warning : impl_->qpdf.getWarnings())
      out.push_back(warning.getMessageDetail());
    return {};
  });
}

Told encrypted_document(int revision, std::vector<std::uint8_t>& out) {
  return guarded([&]() -> Told {
    forbid_random();
    QPDF empty;
    empty.emptyPDF();
    empty.getTrailer().replaceKey("/Info", empty.makeIndirectObject(QPDFObjectHandle::parse("<</Title(x)>>")));
    QPDFWriter writer(empty);
    writer.setOutputMemory();
    if (revision == 5) {
      writer.setR5EncryptionParameters("", "owner", true, true, true, true, true, true, qpdf_r3p_full, true);
    } else {
      writer.setR4EncryptionParametersInsecure("", "owner", true, true, true, true, true, true, qpdf_r3p_full, true,
                                               true);
    }
    writer.write();
    const std::shared_ptr<::Buffer> bytes = writer.getBufferSharedPointer();
    out.assign(bytes->getBuffer(), bytes->getBuffer() + bytes->getSize());
    return {};
  });
}

}  // namespace mugai::pdf
