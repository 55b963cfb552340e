#include "lib/formats/image/write.h"

namespace mugai::image {

void put(Buffer& out, Bytes bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

void put(Buffer& out, std::string_view text) {
  put(out, as_bytes(text));
}

}  // namespace mugai::image
