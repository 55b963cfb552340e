// The only file that knows GMime. A small GMimeStream over our Source lets GMime read the message where it lies; the
// parts' content stays there and is addressed by offset.
#include "lib/formats/mail/structure.h"

#include <gmime/gmime.h>
#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "lib/base/ascii.h"

// GMime converts the charsets of header fields while it parses, by glibc's iconv, which opens a module file for each: a
// locked-down worker may open nothing. What it converts is never looked at here, so in a program that holds this file
// there is no iconv: this definition stands before the C library's, and GMime keeps the raw bytes.
extern "C" iconv_t iconv_open(const char* /*to*/, const char* /*from*/) {
  errno = EINVAL;
  return reinterpret_cast<iconv_t>(-1);  // what iconv_open(3) says of an unknown charset
}

namespace {

// --- GMimeStream over mugai::Source ----------------------------------------------------------------------------

struct SourceStream {
  GMimeStream parent;
  mugai::Source* source;
};
struct SourceStreamClass {
  GMimeStreamClass parent;
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"  // GObject's macro
G_DEFINE_TYPE(SourceStream, source_stream, g_mime_stream_get_type())
#pragma GCC diagnostic pop

SourceStream* self_of(GMimeStream* stream) {
  return reinterpret_cast<SourceStream*>(stream);
}

gint64 end_of(GMimeStream* stream) {
  const auto size = static_cast<gint64>(self_of(stream)->source->size());
  return stream->bound_end == -1 ? size : std::min(stream->bound_end, size);
}

ssize_t stream_read(GMimeStream* stream, char* buffer, size_t length) {
  const gint64 left = end_of(stream) - stream->position;
  if (left <= 0) return 0;
  const size_t want = std::min(length, static_cast<size_t>(left));
  auto got = self_of(stream)->source->read_at(static_cast<std::uint64_t>(stream->position),
                                              {reinterpret_cast<std::uint8_t*>(buffer), want});
  if (!got) return -1;
  stream->position += static_cast<gint64>(*got);
  return static_cast<ssize_t>(*got);
}

ssize_t stream_write(GMimeStream* /*stream*/, const char* /*buffer*/, size_t /*length*/) {
  return -1;
}
int stream_flush(GMimeStream* /*stream*/) {
  return 0;
}
int stream_close(GMimeStream* /*stream*/) {
  return 0;
}
gboolean stream_eos(GMimeStream* stream) {
  return stream->position >= end_of(stream) ? TRUE : FALSE;
}
int stream_reset(GMimeStream* stream) {
  stream->position = stream->bound_start;
  return 0;
}
gint64 stream_seek(GMimeStream* stream, gint64 offset, GMimeSeekWhence whence) {
  gint64 target = offset;
  if (whence == GMIME_STREAM_SEEK_CUR) target += stream->position;
  if (whence == GMIME_STREAM_SEEK_END) target += end_of(stream);
  if (target < stream->bound_start || target > end_of(stream)) return -1;
  stream->position = target;
  return target;
}
gint64 stream_tell(GMimeStream* stream) {
  return stream->position;
}
gint64 stream_length(GMimeStream* stream) {
  return end_of(stream) - stream->bound_start;
}
GMimeStream* stream_new(mugai::Source* source, gint64 start, gint64 end);
GMimeStream* stream_substream(GMimeStream* stream, gint64 start, gint64 end) {
  return stream_new(self_of(stream)->source, start, end);
}

void source_stream_init(SourceStream* stream) {
  stream->source = nullptr;
}
void source_stream_class_init(SourceStreamClass* type) {
  GMimeStreamClass& stream = type->parent;
  stream.read = stream_read;
  stream.write = stream_write;
  stream.flush = stream_flush;
  stream.close = stream_close;
  stream.eos = stream_eos;
  stream.reset = stream_reset;
  stream.seek = stream_seek;
  stream.tell = stream_tell;
  stream.length = stream_length;
  stream.substream = stream_substream;
}

GMimeStream* stream_new(mugai::Source* source, gint64 start, gint64 end) {
  auto* stream = static_cast<SourceStream*>(g_object_new(source_stream_get_type(), nullptr));
  stream->source = source;
  g_mime_stream_construct(&stream->parent, start, end);
  return &stream->parent;
}

// --- GMimeStream onto mugai::Sink (write_message) ----------------------------------------------------------------

struct SinkStream {
  GMimeStream parent;
  mugai::Sink* sink;
  mugai::Error* error;  // set at the first failure
  bool failed;
};
struct SinkStreamClass {
  GMimeStreamClass parent;
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"  // GObject's macro
G_DEFINE_TYPE(SinkStream, sink_stream, g_mime_stream_get_type())
#pragma GCC diagnostic pop

ssize_t sink_stream_write(GMimeStream* stream, const char* buffer, size_t length) {
  auto* self = reinterpret_cast<SinkStream*>(stream);
  if (self->failed) return -1;
  auto written = self->sink->write(std::string_view(buffer, length));
  if (!written) {
    *self->error = std::move(written).error();
    self->failed = true;
    return -1;
  }
  stream->position += static_cast<gint64>(length);
  return static_cast<ssize_t>(length);
}
ssize_t sink_stream_read(GMimeStream* /*stream*/, char* /*buffer*/, size_t /*length*/) {
  return -1;
}
gint64 sink_stream_length(GMimeStream* stream) {
  return stream->position;
}

void sink_stream_init(SinkStream* stream) {
  stream->sink = nullptr;
  stream->error = nullptr;
  stream->failed = false;
}
void sink_stream_class_init(SinkStreamClass* type) {
  GMimeStreamClass& stream = type->parent;
  stream.read = sink_stream_read;
  stream.write = sink_stream_write;
  stream.flush = stream_flush;
  stream.close = stream_close;
  stream.tell = stream_tell;
  stream.length = sink_stream_length;
}

}  // namespace

namespace mugai::mail {
namespace {

// What GMime tells while it parses. The CRIT kinds are those where other programs may read something else.
struct Watch {
  Irregularities seen;
  bool ambiguous = false;
  bool too_deep = false;
  std::string why;
};

void on_warning(gint64 /*offset*/, GMimeParserWarning kind, const gchar* /*item*/, gpointer user_data) {
  auto& watch = *static_cast<Watch*>(user_data);
  const auto ambiguous = [&](const char* why) {
    watch.ambiguous = true;
    watch.why = why;
  };
  switch (kind) {
    case GMIME_WARN_DUPLICATED_HEADER:
      ++watch.seen.duplicate_fields;
      break;
    case GMIME_WARN_UNENCODED_8BIT_HEADER:
      ++watch.seen.raw_8bit_fields;
      break;
    case GMIME_WARN_INVALID_CONTENT_TYPE:
      ++watch.seen.invalid_content_types;
      break;
    case GMIME_WARN_MALFORMED_MULTIPART:
      ++watch.seen.malformed_multiparts;
      break;
    case GMIME_WARN_TRUNCATED_MESSAGE:
      watch.seen.truncated = true;
      break;
    case GMIME_CRIT_CONFLICTING_HEADER:
      ambiguous("a header field that may stand once stands twice, with different values");
      break;
    case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY:
      ambiguous("a multipart without a boundary");
      break;
    case GMIME_CRIT_INVALID_HEADER_NAME:
      ambiguous("a line among the header fields that is none");
      break;
    case GMIME_CRIT_NESTING_OVERFLOW:
      watch.too_deep = true;
      break;
    // Left to our own decoders, which look at all values: parameters, addresses, encoded words.
    case GMIME_CRIT_CONFLICTING_PARAMETER:
    case GMIME_WARN_DUPLICATED_PARAMETER:
    case GMIME_WARN_INVALID_RFC2047_HEADER_VALUE:
    case GMIME_WARN_MALFORMED_MESSAGE:
    case GMIME_WARN_INVALID_PARAMETER:
    case GMIME_WARN_INVALID_ADDRESS_LIST:
    case GMIME_WARN_PART_WITHOUT_CONTENT:
    case GMIME_CRIT_PART_WITHOUT_HEADERS_OR_CONTENT:
      break;
  }
}

Result<Fields> read_fields(GMimeHeaderList* list) {
  std::vector<RawField> fields;
  const int count = g_mime_header_list_get_count(list);
  if (count < 0 || static_cast<std::size_t>(count) > kMaxFields) {
    return make_error(ErrorCode::TooMany, "too many header fields");
  }
  std::size_t bytes = 0;
  for (int i = 0; i < count; ++i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
    const char* name = g_mime_header_get_name(header);
    const char* value = g_mime_header_get_raw_value(header);
    RawField field{name == nullptr ? "" : name, value == nullptr ? "" : value};
    bytes += field.name.size() + field.value.size();
    if (bytes > kMaxHeaderBytes) return make_error(ErrorCode::TooLarge, "the header is too large");
    fields.push_back(std::move(field));
  }
  return Fields(std::move(fields));
}

std::string type_of(GMimeObject* object) {
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (type == nullptr) return "text/plain";
  const char* media = g_mime_content_type_get_media_type(type);
  const char* subtype = g_mime_content_type_get_media_subtype(type);
  return ascii::lower(std::string(media == nullptr ? "" : media) + "/" + (subtype == nullptr ? "" : subtype));
}

Result<void> locate_content(GMimePart* leaf, std::uint64_t message_size, Part& part) {
  GMimeDataWrapper* wrapper = g_mime_part_get_content(leaf);
  if (wrapper == nullptr) return ok();  // a part without content
  GMimeStream* stream = g_mime_data_wrapper_get_stream(wrapper);
  if (stream == nullptr || G_OBJECT_TYPE(stream) != source_stream_get_type()) {
    return make_error(ErrorCode::Internal, "the content of a part is not where it was expected");
  }
  const gint64 start = stream->bound_start;
  const gint64 end = stream->bound_end == -1 ? static_cast<gint64>(message_size) : stream->bound_end;
  if (start < 0 || end < start || static_cast<std::uint64_t>(end) > message_size) {
    return make_error(ErrorCode::Internal, "the content of a part lies outside the message");
  }
  part.content_offset = static_cast<std::uint64_t>(start);
  part.content_length = static_cast<std::uint64_t>(end - start);
  return ok();
}

std::string outside_text(const char* text) {
  return text == nullptr ? std::string() : std::string(std::string_view(text).substr(0, kMaxOutsideBytes));
}

Result<Part> read_part(GMimeObject* object, std::uint64_t message_size, int depth, Budget& budget) {
  if (depth > kMaxMultipartDepth) return make_error(ErrorCode::TooDeep, "multiparts are nested too deeply");
  TRY(budget.charge_members(1));
  Part part;
  part.type = type_of(object);
  TRY_ASSIGN(part.fields, read_fields(g_mime_object_get_header_list(object)));
  part.gmime_object = object;
  if (GMIME_IS_MULTIPART(object)) {
    part.kind = PartKind::Multipart;
    GMimeMultipart* multipart = GMIME_MULTIPART(object);
    part.preamble = outside_text(g_mime_multipart_get_prologue(multipart));
    part.epilogue = outside_text(g_mime_multipart_get_epilogue(multipart));
    const int count = g_mime_multipart_get_count(multipart);
    for (int i = 0; i < count; ++i) {
      TRY_ASSIGN(Part child, read_part(g_mime_multipart_get_part(multipart, i), message_size, depth + 1, budget));
      part.children.push_back(std::move(child));
    }
  } else if (GMIME_IS_MESSAGE_PARTIAL(object)) {
    part.kind = PartKind::Partial;
  } else if (GMIME_IS_MESSAGE_PART(object)) {
    part.kind = PartKind::Message;
  } else if (GMIME_IS_PART(object)) {
    TRY(locate_content(GMIME_PART(object), message_size, part));
  } else {
    return make_error(ErrorCode::Unsupported, "a part of an unknown kind");
  }
  return part;
}

template <class T>
struct Unref {
  void operator()(T* object) const noexcept { g_object_unref(object); }
};

}  // namespace

class Structure::Handle {
 public:
  std::unique_ptr<GMimeMessage, Unref<GMimeMessage>> message;
};

Structure::Structure(std::unique_ptr<Handle> handle, Fields fields, Part body, Irregularities irregularities)
    : handle_(std::move(handle)), fields_(std::move(fields)), body_(std::move(body)), irregularities_(irregularities) {}
Structure::Structure(Structure&&) noexcept = default;
Structure& Structure::operator=(Structure&&) noexcept = default;
Structure::~Structure() = default;

std::string_view Fields::first(std::string_view name) const noexcept {
  for (const RawField& field : fields_) {
    if (ascii::equal_ignoring_case(field.name, name)) return field.value;
  }
  return {};
}

std::size_t Fields::count(std::string_view name) const noexcept {
  return static_cast<std::size_t>(std::count_if(fields_.begin(), fields_.end(), [&](const RawField& field) {
    return ascii::equal_ignoring_case(field.name, name);
  }));
}

namespace {

// GLib says here what it is about to abort for. A failed allocation is told the way of operator new, so that the job's
// end is called what it is (sandbox/death.h); other words are of no use to anybody in a job.
void on_glib_message(const char* /*domain*/, GLogLevelFlags level, const char* words, void* /*data*/) {
  if ((level & G_LOG_LEVEL_ERROR) == 0 || std::strstr(words, "failed to allocate") == nullptr) return;
  if (const std::new_handler out_of_memory = std::get_new_handler()) out_of_memory();
}

}  // namespace

void warm_up() {
  g_log_set_default_handler(on_glib_message, nullptr);
  g_mime_init();
  g_type_class_ref(source_stream_get_type());
  g_type_class_ref(sink_stream_get_type());
}

Result<Structure> Structure::parse(Source& source, Budget& budget) {
  warm_up();
  Watch watch;
  const std::unique_ptr<GMimeParserOptions, decltype(&g_mime_parser_options_free)> options(g_mime_parser_options_new(),
                                                                                           &g_mime_parser_options_free);
  g_mime_parser_options_set_warning_callback(options.get(), on_warning, &watch);
  const std::unique_ptr<GMimeStream, Unref<GMimeStream>> stream(
      stream_new(&source, 0, static_cast<gint64>(source.size())));
  const std::unique_ptr<GMimeParser, Unref<GMimeParser>> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_persist_stream(parser.get(), TRUE);
  g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);

  auto handle = std::make_unique<Handle>();
  handle->message.reset(g_mime_parser_construct_message(parser.get(), options.get()));
  if (watch.too_deep) return make_error(ErrorCode::TooDeep, "parts are nested too deeply");
  if (watch.ambiguous) return make_error(ErrorCode::Ambiguous, watch.why);
  if (handle->message == nullptr) return make_error(ErrorCode::Malformed, "not a mail message");
  GMimeObject* body = g_mime_message_get_mime_part(handle->message.get());
  if (body == nullptr) return make_error(ErrorCode::Malformed, "a message without a body");
  TRY_ASSIGN(Fields fields, read_fields(g_mime_object_get_header_list(GMIME_OBJECT(handle->message.get()))));
  TRY_ASSIGN(Part part, read_part(body, source.size(), 0, budget));
  return Structure(std::move(handle), std::move(fields), std::move(part), watch.seen);
}

Result<void> Structure::write_message(const Part& part, Sink& sink) const {
  MUGAI_CHECK(part.kind == PartKind::Message);
  GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part.gmime_object));
  if (message == nullptr) return make_error(ErrorCode::Malformed, "an attached message without content");
  Error error;
  auto* stream = static_cast<SinkStream*>(g_object_new(sink_stream_get_type(), nullptr));
  const std::unique_ptr<GMimeStream, Unref<GMimeStream>> owner(&stream->parent);
  stream->sink = &sink;
  stream->error = &error;
  g_mime_stream_construct(&stream->parent, 0, -1);
  const ssize_t written = g_mime_object_write_to_stream(GMIME_OBJECT(message), nullptr, &stream->parent);
  if (stream->failed) return error;
  if (written < 0) return make_error(ErrorCode::Malformed, "an attached message could not be read");
  return ok();
}

}  // namespace mugai::mail
