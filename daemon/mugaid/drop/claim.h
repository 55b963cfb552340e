// Claim: one dropped file on its way from `in` to `out`, as a folder of its own below `work`, so that a crash at any
// point leaves the file in exactly one place and the next start goes on from there.
//
//   work/RECEIPT/name      where it lay below `in` (written first)
//   work/RECEIPT/original  the file, renamed from `in`: from now on it is ours
//   work/RECEIPT/result    the rebuilt file, report.json, report.txt
//   work/RECEIPT/ready     the decision (written last): "output NAME" or "blocked NAME"
// then result and reports are renamed into `out`, the original of a blocked file into `quarantine`, and the claim is
// taken away. All four folders are on one file system, so that each step is one rename.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/result.h"

namespace mugai::drop {

struct Folders {
  std::string in;
  std::string out;
  std::string quarantine;
  std::string work;
};

// Makes those that are missing. Error: Io; Malformed where they are not on one file system or lie in each other
// wrongly.
Result<void> prepare(const Folders& folders);

struct Decision {
  bool blocked = false;
  std::string name;  // of the output or, for a blocked file, of its reports; below `out`
};

class Claim {
 public:
  // Takes `relative` out of `in`. Error: Io; nothing has changed then.
  static Result<Claim> take(const Folders& folders, const std::string& receipt, const std::string& relative);
  // What a former process left. Claims that were begun and hold no file are removed.
  static Result<std::vector<Claim>> left_over(const Folders& folders);

  [[nodiscard]] const std::string& receipt() const noexcept { return receipt_; }
  [[nodiscard]] const std::string& relative() const noexcept { return relative_; }
  [[nodiscard]] std::string path(const char* part) const { return folder_ + "/" + part; }

  // Set where a former process had decided already.
  [[nodiscard]] Result<std::optional<Decision>> decision() const;
  Result<void> decide(const Decision& decision);
  // Brings everything to its place and removes the claim. May be called again after a crash.
  Result<void> publish(const Folders& folders, const Decision& decision);

 private:
  Claim(std::string folder, std::string receipt, std::string relative)
      : folder_(std::move(folder)), receipt_(std::move(receipt)), relative_(std::move(relative)) {}
  Result<void> remove() const;
  std::string folder_;
  std::string receipt_;
  std::string relative_;
};

// A name below `out` for `relative` with another extension (empty keeps it) that nothing there has yet, nor its
// reports: with the receipt in it where the plain one is taken. Unsafe characters are replaced, long names cut.
std::string free_name(const Folders& folders, const std::string& relative, const std::string& extension,
                      const std::string& receipt);

}  // namespace mugai::drop
