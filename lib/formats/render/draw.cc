// The renderer, by mupdf (ISO 32000-1 chapters 8 to 11).
//
// The library's exceptions are longjmp: no function here that holds one open has an object with a destructor, and
// nothing of ours that the library calls back keeps one over a call into it.
#include "lib/formats/render/draw.h"

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include <algorithm>
#include <string>

#include "lib/formats/render/fonts.h"

namespace mugai::render {
namespace {

constexpr std::size_t kStoreBytes = std::size_t{32} << 20;  // what the library may keep for later
constexpr int kOpaqueWhite = 0xFF;

fz_context* library = nullptr;  // made by prepare(); each job is a process of its own, forked after that

void be_silent(void* /*user*/, const char* /*message*/) {}

// Faces of a collection by the library's number of a character collection; Debian's Noto files begin with Japanese.
int face_index(int ordering) noexcept {
  switch (ordering) {
    case FZ_ADOBE_KOREA:
      return 1;
    case FZ_ADOBE_GB:
      return 2;
    case FZ_ADOBE_CNS:
      return 3;
    default:
      return 0;
  }
}

bool is_collection(Bytes font) noexcept {
  return starts_with(font, "ttcf");
}

fz_font* load_cjk(fz_context* ctx, const char* name, int ordering, int serif) {
  const Bytes font = font_for(name, serif != 0);
  if (font.empty()) return nullptr;  // the library's own
  const int index = is_collection(font) ? face_index(ordering) : 0;
  return fz_new_font_from_memory(ctx, name, font.data(), static_cast<int>(font.size()), index, 0);
}

fz_font* load_none(fz_context* /*ctx*/, const char* /*name*/, int /*bold*/, int /*italic*/, int /*exact*/) {
  return nullptr;
}
fz_font* load_no_fallback(fz_context* /*ctx*/, int /*script*/, int /*language*/, int /*serif*/, int /*bold*/,
                          int /*italic*/) {
  return nullptr;
}

Error failure(fz_context* ctx, const std::string& what) {
  if (fz_caught(ctx) == FZ_ERROR_MEMORY) {
    return make_error(ErrorCode::OutOfMemory, what + " needs more memory than it may have");
  }
  return make_error(ErrorCode::Malformed, what + " cannot be drawn");
}

struct Opened {
  fz_stream* stream = nullptr;
  pdf_document* document = nullptr;
  int pages = 0;
  bool done = false;
};

void open_document(fz_context* ctx, Bytes bytes, Opened* into) {
  fz_try(ctx) {
    into->stream = fz_open_memory(ctx, bytes.data(), bytes.size());
    into->document = pdf_open_document_with_stream(ctx, into->stream);
    into->pages = pdf_count_pages(ctx, into->document);
    into->done = true;
  }
  fz_catch(ctx) {
    into->done = false;
  }
}

// The page's visible part, turned as it is shown, onto the picture: exactly from edge to edge.
fz_matrix onto(fz_rect bounds, const PageSize& size) {
  const float width = bounds.x1 - bounds.x0;
  const float height = bounds.y1 - bounds.y0;
  const bool has_area = width > 0 && height > 0;
  const float scale_x = has_area ? static_cast<float>(size.width) / width : 1;
  const float scale_y = has_area ? static_cast<float>(size.height) / height : 1;
  return fz_concat(fz_translate(-bounds.x0, -bounds.y0), fz_scale(scale_x, scale_y));
}

struct Painted {
  fz_page* page = nullptr;
  fz_pixmap* pixels = nullptr;
  fz_device* device = nullptr;
  fz_cookie cookie = {};
  bool done = false;
};

void paint(fz_context* ctx, pdf_document* document, int number, const PageSize* size, Painted* into) {
  fz_try(ctx) {
    into->page = fz_load_page(ctx, &document->super, number);
    const fz_matrix matrix = onto(fz_bound_page(ctx, into->page), *size);
    into->pixels = fz_new_pixmap(ctx, fz_device_rgb(ctx), static_cast<int>(size->width), static_cast<int>(size->height),
                                 nullptr, 0);
    fz_clear_pixmap_with_value(ctx, into->pixels, kOpaqueWhite);
    into->device = fz_new_draw_device(ctx, matrix, into->pixels);
    fz_run_page(ctx, into->page, into->device, fz_identity, &into->cookie);
    fz_close_device(ctx, into->device);
    into->done = true;
  }
  fz_always(ctx) {
    fz_drop_device(ctx, into->device);
    fz_drop_page(ctx, into->page);
  }
  fz_catch(ctx) {
    into->done = false;
  }
}

// -- words: a device that looks at nothing but text

struct WordsDevice {
  fz_device super;
  RunBuilder* runs;
  const fz_text* last;  // kept, so that its address is not used again meanwhile
};

// Fill and stroke, or fill and clip, of one text are two calls with the same object.
bool is_new_text(fz_context* ctx, WordsDevice* device, const fz_text* text) {
  if (device->last == text) return false;
  fz_drop_text(ctx, device->last);
  device->last = fz_keep_text(ctx, text);
  return true;
}

// The advance of a glyph in the font's own space: as the document says it, which holds for what stands in for a font
// that is not there, too; else as the font says it.
fz_point advance_of(fz_context* ctx, const fz_text_span* span, const fz_text_item& item) {
  if (item.gid < 0) return fz_make_point(0, 0);
  const fz_font* font = span->font;
  if (span->wmode == 0 && font->width_table != nullptr && item.gid < font->width_count) {
    return fz_make_point(static_cast<float>(font->width_table[item.gid]) / 1000, 0);
  }
  const float advance = fz_advance_glyph(ctx, span->font, item.gid, static_cast<int>(span->wmode));
  return span->wmode != 0 ? fz_make_point(0, -advance) : fz_make_point(advance, 0);
}

void add_item(fz_context* ctx, WordsDevice* device, const fz_text_span* span, const fz_text_item& item, fz_matrix ctm) {
  if (item.ucs < 0) return;
  fz_matrix trm = span->trm;
  trm.e = 0;
  trm.f = 0;
  const fz_matrix to_page = fz_concat(trm, ctm);
  const fz_point origin = fz_transform_point_xy(item.x, item.y, ctm);
  const fz_point advance = fz_transform_vector(advance_of(ctx, span, item), to_page);
  const fz_point up = fz_transform_vector(fz_make_point(0, 1), to_page);
  Glyph glyph;
  glyph.code = static_cast<char32_t>(item.ucs);
  glyph.x = static_cast<double>(origin.x);
  glyph.y = static_cast<double>(origin.y);
  glyph.advance_x = static_cast<double>(advance.x);
  glyph.advance_y = static_cast<double>(advance.y);
  glyph.up_x = static_cast<double>(up.x);
  glyph.up_y = static_cast<double>(up.y);
  glyph.vertical = span->wmode != 0;
  device->runs->add(glyph);
}

void take_text(fz_context* ctx, fz_device* base, const fz_text* text, fz_matrix ctm) {
  auto* device = reinterpret_cast<WordsDevice*>(base);
  if (!is_new_text(ctx, device, text)) return;
  for (const fz_text_span* span = text->head; span != nullptr; span = span->next) {
    for (int i = 0; i < span->len; ++i)
      add_item(ctx, device, span, span->items[i], ctm);
  }
}

void on_fill(fz_context* ctx, fz_device* device, const fz_text* text, fz_matrix ctm, fz_colorspace* /*space*/,
             const float* /*color*/, float /*alpha*/, fz_color_params /*parameters*/) {
  take_text(ctx, device, text, ctm);
}
void on_stroke(fz_context* ctx, fz_device* device, const fz_text* text, const fz_stroke_state* /*state*/, fz_matrix ctm,
               fz_colorspace* /*space*/, const float* /*color*/, float /*alpha*/, fz_color_params /*parameters*/) {
  take_text(ctx, device, text, ctm);
}
void on_clip(fz_context* ctx, fz_device* device, const fz_text* text, fz_matrix ctm, fz_rect /*scissor*/) {
  take_text(ctx, device, text, ctm);
}
void on_clip_stroke(fz_context* ctx, fz_device* device, const fz_text* text, const fz_stroke_state* /*state*/,
                    fz_matrix ctm, fz_rect /*scissor*/) {
  take_text(ctx, device, text, ctm);
}
void on_ignore(fz_context* ctx, fz_device* device, const fz_text* text, fz_matrix ctm) {
  take_text(ctx, device, text, ctm);
}
void on_drop(fz_context* ctx, fz_device* base) {
  fz_drop_text(ctx, reinterpret_cast<WordsDevice*>(base)->last);
}

WordsDevice* new_words_device(fz_context* ctx, RunBuilder* runs) {
  auto* device = fz_new_derived_device(ctx, WordsDevice);
  device->super.drop_device = on_drop;
  device->super.fill_text = on_fill;
  device->super.stroke_text = on_stroke;
  device->super.clip_text = on_clip;
  device->super.clip_stroke_text = on_clip_stroke;
  device->super.ignore_text = on_ignore;
  device->runs = runs;
  return device;
}

struct Read {
  fz_page* page = nullptr;
  WordsDevice* device = nullptr;
  fz_cookie cookie = {};
  bool done = false;
};

void read_words(fz_context* ctx, pdf_document* document, int number, const PageSize* size, RunBuilder* runs,
                Read* into) {
  fz_try(ctx) {
    into->page = fz_load_page(ctx, &document->super, number);
    const fz_matrix matrix = onto(fz_bound_page(ctx, into->page), *size);
    into->device = new_words_device(ctx, runs);
    fz_run_page(ctx, into->page, &into->device->super, matrix, &into->cookie);
    fz_close_device(ctx, &into->device->super);
    into->done = true;
  }
  fz_always(ctx) {
    if (into->device != nullptr) fz_drop_device(ctx, &into->device->super);
    fz_drop_page(ctx, into->page);
  }
  fz_catch(ctx) {
    into->done = false;
  }
}

// Own words on a page of our own: loads what the library loads at its first use.
constexpr std::string_view kTrial =
    "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 50>>stream\n0 1 0 0 k BT /F 12 Tf 9 9 Td (mugai) Tj ET         \nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "trailer<</Root 1 0 R/Size 6>>\n%%EOF\n";

// That unreached.cc stands in for the library's script engine is checked with it.
bool make_library() {
  library = fz_new_context(nullptr, nullptr, kStoreBytes);
  if (library == nullptr) return false;
  fz_set_warning_callback(library, be_silent, nullptr);
  fz_set_error_callback(library, be_silent, nullptr);
  fz_install_load_system_font_funcs(library, load_none, load_cjk, load_no_fallback);
  return true;
}

}  // namespace

struct Drawer::Impl {
  Opened opened;
};

Result<void> prepare() {
  if (library != nullptr) return ok();
  map_fonts();
  if (!make_library() || pdf_js_supported(library, nullptr) != 0) return make_error(ErrorCode::Internal, "the renderer cannot be made ready");
  TRY_ASSIGN(const std::unique_ptr<Drawer> drawer, Drawer::open(as_bytes(kTrial)));
  NullSink nowhere;
  TRY_ASSIGN(const bool complete, drawer->pixels(0, {72, 72}, nowhere));
  RunBuilder runs({72, 72});
  TRY(drawer->words(0, {72, 72}, runs));
  const bool right = complete && runs.runs().size() == 1 && runs.runs().front().text == "mugai";
  if (!right) return make_error(ErrorCode::Internal, "the renderer does not draw what it should");
  return ok();
}

Drawer::Drawer(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl)), page_count_(static_cast<std::uint32_t>(std::max(0, impl_->opened.pages))) {}

Drawer::~Drawer() {
  pdf_drop_document(library, impl_->opened.document);
  fz_drop_stream(library, impl_->opened.stream);
}

Result<std::unique_ptr<Drawer>> Drawer::open(Bytes document) {
  if (library == nullptr) return make_error(ErrorCode::Internal, "the renderer was not made ready");
  auto impl = std::make_unique<Impl>();
  open_document(library, document, &impl->opened);
  const bool done = impl->opened.done;
  std::unique_ptr<Drawer> drawer(new Drawer(std::move(impl)));
  if (!done) return failure(library, "the document");
  return drawer;
}

Result<bool> Drawer::pixels(std::uint32_t page, const PageSize& size, Sink& out) {
  if (page >= page_count_) return make_error(ErrorCode::Malformed, "a page that the document does not have");
  Painted painted;
  paint(library, impl_->opened.document, static_cast<int>(page), &size, &painted);
  const auto drop = [&painted] { fz_drop_pixmap(library, painted.pixels); };
  if (!painted.done) {
    drop();
    return failure(library, "page " + std::to_string(page + 1));
  }
  const fz_pixmap& map = *painted.pixels;
  const bool plain = map.n == 3 && static_cast<std::uint64_t>(map.stride) * size.height == picture_bytes(size);
  Result<void> written = plain ? out.write(Bytes(map.samples, static_cast<std::size_t>(picture_bytes(size))))
                               : Result<void>(make_error(ErrorCode::Internal, "a picture of another form"));
  drop();
  if (!written) return std::move(written).error();
  return painted.cookie.errors == 0;
}

Result<void> Drawer::words(std::uint32_t page, const PageSize& size, RunBuilder& into) {
  if (page >= page_count_) return make_error(ErrorCode::Malformed, "a page that the document does not have");
  Read read;
  read_words(library, impl_->opened.document, static_cast<int>(page), &size, &into, &read);
  if (!read.done) return failure(library, "page " + std::to_string(page + 1));
  into.end_run();
  return ok();
}

}  // namespace mugai::render
