#include "lib/formats/zip/second_opinion.h"

#include <zip.h>

#include <algorithm>
#include <memory>

namespace mugai::zip {
namespace {

// State of the zip_source that reads from a Source.
struct Feed {
  explicit Feed(Source& input) : source(input) { zip_error_init(&error); }
  ~Feed() { zip_error_fini(&error); }
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;
  Source& source;
  std::uint64_t position = 0;
  zip_error_t error{};
};

zip_int64_t feed_read(Feed& feed, void* data, zip_uint64_t length) {
  const auto got = feed.source.read_at(feed.position, {static_cast<std::uint8_t*>(data), length});
  if (!got) {
    zip_error_set(&feed.error, ZIP_ER_READ, 0);
    return -1;
  }
  feed.position += *got;
  return static_cast<zip_int64_t>(*got);
}

// Called back by libzip; touches the Feed alone.
zip_int64_t feed_callback(void* user, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  Feed& feed = *static_cast<Feed*>(user);
  switch (command) {
    case ZIP_SOURCE_OPEN:
      feed.position = 0;
      return 0;
    case ZIP_SOURCE_READ:
      return feed_read(feed, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
      return 0;
    case ZIP_SOURCE_STAT: {
      auto* stat = static_cast<zip_stat_t*>(data);
      zip_stat_init(stat);
      stat->valid = ZIP_STAT_SIZE;
      stat->size = feed.source.size();
      return static_cast<zip_int64_t>(sizeof(*stat));
    }
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data(&feed.error, data, length);
    case ZIP_SOURCE_SEEK: {
      const zip_int64_t to =
          zip_source_seek_compute_offset(feed.position, feed.source.size(), data, length, &feed.error);
      if (to < 0) return -1;
      feed.position = static_cast<std::uint64_t>(to);
      return 0;
    }
    case ZIP_SOURCE_TELL:
      return static_cast<zip_int64_t>(feed.position);
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                            ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
                                            ZIP_SOURCE_SUPPORTS, -1);
    default:
      zip_error_set(&feed.error, ZIP_ER_OPNOTSUPP, 0);
      return -1;
  }
}

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

std::string compare(zip_t* archive, std::uint64_t index, const Entry& entry) {
  zip_stat_t stat;
  if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &stat) != 0) return "a member cannot be read";
  zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
  if (!entry.encrypted) needed |= ZIP_STAT_CRC;  // WinZip AES keeps none
  if ((stat.valid & needed) != needed) return "a member's fields are incomplete";
  const char* name = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
  // libzip's names end at the first NUL; ours do not, and such a name is ambiguous by itself.
  // Where the Unicode path is valid it takes the place of the raw name.
  if (name == nullptr || (entry.raw_name != name && entry.unicode_path != name)) return "a member's name differs";
  if (stat.size != entry.unpacked || stat.comp_size != entry.packed) return "a member's size differs";
  if (!entry.encrypted && stat.crc != entry.crc) return "a member's CRC differs";
  if (!entry.encrypted && stat.comp_method != entry.method) return "a member's method differs";
  return {};
}

}  // namespace

std::string disagreement(Source& source, const std::vector<Entry>& entries) {
  Feed feed(source);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* zip_source = zip_source_function_create(feed_callback, &feed, &error);
  if (zip_source == nullptr) return "no second reader could be set up";
  const std::unique_ptr<zip_t, Discard> archive(zip_open_from_source(zip_source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
  if (archive == nullptr) {
    std::string words = zip_error_strerror(&error);
    zip_error_fini(&error);
    zip_source_free(zip_source);
    return words;
  }
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  if (count < 0 || static_cast<std::uint64_t>(count) != entries.size()) return "the number of members differs";
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::string difference = compare(archive.get(), i, entries[i]);
    if (!difference.empty()) return difference;
  }
  return {};
}

}  // namespace mugai::zip
