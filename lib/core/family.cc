#include "lib/core/family.h"

#include "lib/base/ascii.h"

namespace mugai {
namespace {

constexpr std::string_view kNames[kFamilyCount] = {"files", "mail", "check", "pdf", "image", "render", "auth"};

struct Guess {
  std::string_view extension;
  Family family;
};
constexpr Guess kGuesses[] = {
    {"eml", Family::Mail},   {"pdf", Family::Pdf},    {"jpg", Family::Image}, {"jpeg", Family::Image},
    {"png", Family::Image},  {"gif", Family::Image},  {"tif", Family::Image}, {"tiff", Family::Image},
    {"bmp", Family::Image},  {"webp", Family::Image}, {"ico", Family::Image}, {"heic", Family::Image},
    {"avif", Family::Image}, {"jp2", Family::Image},  {"jxl", Family::Image}, {"emf", Family::Image},
    {"wmf", Family::Image},
};

}  // namespace

std::string_view family_name(Family family) noexcept {
  return kNames[static_cast<std::size_t>(family)];
}

std::string family_program(const std::string& files_program, Family family) {
  if (family == Family::Files) return files_program;
  return files_program + '-' + std::string(family_name(family));
}

Family guess_family(const FileClaim& claim) noexcept {
  const std::string_view name = claim.untrusted_name;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return Family::Files;
  for (const Guess& guess : kGuesses) {
    if (ascii::equal_ignoring_case(name.substr(dot + 1), guess.extension)) return guess.family;
  }
  return Family::Files;
}

}  // namespace mugai
