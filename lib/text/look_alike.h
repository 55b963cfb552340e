// Domains that are made to be taken for others (catalogue MAIL-008): in which scripts a label is written, and what it
// looks like. After Unicode UTS #39, with the pairs that matter in the Latin script; an own, short table.
#pragma once

#include <string>
#include <string_view>

namespace mugai::text {

// The domain with each "xn--" label as the characters that it stands for (RFC 3492); a label that does not decode stays
// as it is.
std::string domain_to_unicode(std::string_view ascii_domain);

// What a domain looks like at a glance: lower-case, letters of other scripts as the Latin ones that they resemble,
// digits as the letters that they resemble, "rn" as "m". Two domains with one skeleton are easily taken for each other.
std::string skeleton(std::string_view utf8_domain);

// True where one label mixes letters of Latin with Greek, Cyrillic or other scripts that resemble it. Japanese with
// Latin is an honest mixture.
bool mixes_scripts(std::string_view utf8_domain);

// One domain is the other or lies below it; case ignored.
bool is_within(std::string_view domain, std::string_view parent);

}  // namespace mugai::text
