// [Content_Types].xml (ECMA-376-2, 6.2.3): which content type a part has. Read strictly, written anew.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::ooxml {

class ContentTypes {
 public:
  // Error Malformed, Ambiguous (a part or extension twice).
  static Result<ContentTypes> parse(Bytes document);
  // Empty where none is declared. Names and extensions ignore ASCII case.
  [[nodiscard]] std::string_view of(std::string_view part) const;

 private:
  std::map<std::string, std::string, std::less<>> defaults_;   // lower case
  std::map<std::string, std::string, std::less<>> overrides_;  // lower case, without the leading slash
};

struct TypedPart {
  std::string name;
  std::string content_type;
  bool by_extension = false;  // a picture: one Default for its extension
};
// The document for these parts, in their order.
std::string write_content_types(const std::vector<TypedPart>& parts);

}  // namespace mugai::ooxml
