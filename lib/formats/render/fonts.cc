#include "lib/formats/render/fonts.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <array>
#include <string_view>

#include "lib/base/unique_fd.h"

namespace mugai::render {
namespace {

struct Face {
  const char* path;
  bool serif, bold;
};

// Of Debian's fonts-noto-cjk, and of fonts-ipafont where that is all there is; the first that is installed counts.
constexpr std::array<Face, 6> kFaces = {{
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", false, false},
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", false, true},
    {"/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", true, false},
    {"/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", true, true},
    {"/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf", false, false},
    {"/usr/share/fonts/opentype/ipafont-mincho/ipam.ttf", true, false},
}};
constexpr off_t kMaxFontBytes = off_t{256} << 20;

std::array<Bytes, kFaces.size()> mapped;

Bytes map_file(const char* path) {
  const UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (!file || ::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  if (info.st_size <= 0 || info.st_size > kMaxFontBytes) return {};
  const auto size = static_cast<std::size_t>(info.st_size);
  void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (start == MAP_FAILED) return {};
  return {static_cast<const std::uint8_t*>(start), size};  // for as long as the process lives
}

bool names_any(std::string_view name, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (name.find(word) != std::string_view::npos) return true;
  }
  return false;
}

Bytes best(bool serif, bool bold) noexcept {
  for (std::size_t i = 0; i < kFaces.size(); ++i) {
    if (kFaces[i].serif == serif && kFaces[i].bold == bold && !mapped[i].empty()) return mapped[i];
  }
  return {};
}

}  // namespace

void map_fonts() {
  for (std::size_t i = 0; i < kFaces.size(); ++i)
    mapped[i] = map_file(kFaces[i].path);
}

Bytes font_for(const char* untrusted_name, bool serif) noexcept {
  const std::string_view name = untrusted_name == nullptr ? std::string_view() : std::string_view(untrusted_name);
  // Names say more than descriptors, which often lack the flag.
  if (names_any(name, {"Mincho", "Min-W", "MinPro", "MinStd", "Ming", "Song", "SimSun", "Batang", "Myung", "Serif"})) {
    serif = true;
  } else if (names_any(name, {"Goth", "Kaku", "Maru", "Meiryo", "Sans", "Hei", "Gulim", "Dotum", "Malgun"})) {
    serif = false;
  }
  const bool bold = names_any(name, {"Bold", "Heavy", "Black", "-W6", "-W7", "-W8", "-W9", "GothicBBB"});
  const Bytes exact = best(serif, bold);
  return exact.empty() ? best(serif, false) : exact;
}

}  // namespace mugai::render
