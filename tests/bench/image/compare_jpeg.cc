#include "tests/bench/image/compare_jpeg.h"

#include <csetjmp>
#include <cstdio>
// jpeglib.h needs <cstdio> before it
#include <jpeglib.h>

#include <cstring>

namespace {

struct Errors {
  jpeg_error_mgr base;
  std::jmp_buf jump;
};
void on_error(j_common_ptr info) {
  std::longjmp(reinterpret_cast<Errors*>(info->err)->jump, 1);
}
void on_message(j_common_ptr /*info*/, int /*level*/) {}

struct Picture {
  jpeg_decompress_struct info{};
  Errors errors{};
  jvirt_barray_ptr* coefficients = nullptr;
};

bool read(const std::string& bytes, Picture& picture) {
  picture.info.err = jpeg_std_error(&picture.errors.base);
  picture.errors.base.error_exit = on_error;
  picture.errors.base.emit_message = on_message;
  if (setjmp(picture.errors.jump) != 0) return false;
  jpeg_create_decompress(&picture.info);
  jpeg_mem_src(&picture.info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&picture.info, TRUE);
  picture.coefficients = jpeg_read_coefficients(&picture.info);
  return true;
}

bool same_component(Picture& a, Picture& b, int index) {
  const jpeg_component_info& x = a.info.comp_info[index];
  const jpeg_component_info& y = b.info.comp_info[index];
  if (x.width_in_blocks != y.width_in_blocks || x.height_in_blocks != y.height_in_blocks ||
      x.h_samp_factor != y.h_samp_factor || x.v_samp_factor != y.v_samp_factor) {
    return false;
  }
  if (x.quant_table != nullptr && y.quant_table != nullptr &&
      std::memcmp(x.quant_table->quantval, y.quant_table->quantval, sizeof(x.quant_table->quantval)) != 0) {
    return false;
  }
  for (JDIMENSION row = 0; row < x.height_in_blocks; ++row) {
    const auto read_row = [row](Picture& p, int i) {
      return p.info.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&p.info), p.coefficients[i], row, 1,
                                            FALSE)[0];
    };
    if (std::memcmp(read_row(a, index), read_row(b, index), x.width_in_blocks * sizeof(JBLOCK)) != 0) return false;
  }
  return true;
}

}  // namespace

int compare_jpeg(const std::string& before, const std::string& after) {
  Picture a;
  Picture b;
  int result = 2;
  if (read(before, a) && read(after, b)) {
    bool same = a.info.num_components == b.info.num_components && a.info.jpeg_color_space == b.info.jpeg_color_space &&
                a.info.image_width == b.info.image_width && a.info.image_height == b.info.image_height;
    for (int i = 0; same && i < a.info.num_components; ++i)
      same = same_component(a, b, i);
    result = same ? 0 : 1;
  }
  jpeg_destroy_decompress(&a.info);
  jpeg_destroy_decompress(&b.info);
  return result;
}
