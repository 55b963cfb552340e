// Encrypted PDF files, made by libqpdf with fixed identifiers and vectors: the same bytes each time but for keys.
#define POINTERHOLDER_TRANSITION 4

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include "tests/support/pdf_builder.h"

namespace mugai::testing {

Buffer encrypted_pdf(const Buffer& plain, int revision, const char* user_password) {
  QPDF qpdf;
  qpdf.processMemoryFile("plain", reinterpret_cast<const char*>(plain.data()), plain.size());
  QPDFWriter writer(qpdf);
  writer.setOutputMemory();
  writer.setStaticID(true);
  writer.setStaticAesIV(true);
  if (revision == 2) {
    writer.setR2EncryptionParametersInsecure(user_password, "owner", true, true, true, true);
  } else if (revision == 3) {
    writer.setR3EncryptionParametersInsecure(user_password, "owner", true, true, true, true, true, true, qpdf_r3p_full);
  } else if (revision == 4) {
    writer.setR4EncryptionParametersInsecure(user_password, "owner", true, true, true, true, true, true, qpdf_r3p_full,
                                             true, true);
  } else {
    writer.setR6EncryptionParameters(user_password, "owner", true, true, true, true, true, true, qpdf_r3p_full, true);
  }
  writer.write();
  const std::shared_ptr<::Buffer> bytes = writer.getBufferSharedPointer();
  return {bytes->getBuffer(), bytes->getBuffer() + bytes->getSize()};
}

}  // namespace mugai::testing
