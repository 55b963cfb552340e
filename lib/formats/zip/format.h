// Numbers of the ZIP format (PKWARE APPNOTE 6.3.x; section numbers beside them).
#pragma once

#include <cstdint>
#include <string_view>

namespace mugai::zip {

inline constexpr std::uint32_t kLocalSignature = 0x04034B50;         // 4.3.7
inline constexpr std::uint32_t kDescriptorSignature = 0x08074B50;    // 4.3.9
inline constexpr std::uint32_t kCentralSignature = 0x02014B50;       // 4.3.12
inline constexpr std::uint32_t kZip64EndSignature = 0x06064B50;      // 4.3.14
inline constexpr std::uint32_t kZip64LocatorSignature = 0x07064B50;  // 4.3.15
inline constexpr std::uint32_t kEndSignature = 0x06054B50;           // 4.3.16
inline constexpr std::string_view kEndMark = "PK\x05\x06";
inline constexpr std::string_view kZip64EndMark = "PK\x06\x06";
inline constexpr std::string_view kZip64LocatorMark = "PK\x06\x07";
inline constexpr std::string_view kCentralMark = "PK\x01\x02";
inline constexpr std::string_view kLocalMark = "PK\x03\x04";

inline constexpr std::uint64_t kLocalBytes = 30;  // without name and extra field
inline constexpr std::uint64_t kCentralBytes = 46;
inline constexpr std::uint64_t kEndBytes = 22;
inline constexpr std::uint64_t kZip64EndBytes = 56;
inline constexpr std::uint64_t kZip64LocatorBytes = 20;
inline constexpr std::uint64_t kMaxCommentBytes = 0xFFFF;

inline constexpr std::uint16_t kNone16 = 0xFFFF;  // "see the zip64 record"
inline constexpr std::uint32_t kNone32 = 0xFFFFFFFF;

inline constexpr std::uint16_t kFlagEncrypted = 1 << 0;           // 4.4.4
inline constexpr std::uint16_t kFlagLevelBits = 1 << 1 | 1 << 2;  // only a hint of the compressor's effort
inline constexpr std::uint16_t kFlagDescriptor = 1 << 3;
inline constexpr std::uint16_t kFlagPatched = 1 << 5;
inline constexpr std::uint16_t kFlagStrong = 1 << 6;
inline constexpr std::uint16_t kFlagUtf8 = 1 << 11;
inline constexpr std::uint16_t kFlagMasked = 1 << 13;
inline constexpr std::uint16_t kMethodAes = 99;

inline constexpr std::uint16_t kExtraZip64 = 0x0001;        // 4.5.3
inline constexpr std::uint16_t kExtraUnicodePath = 0x7075;  // 4.6.9
inline constexpr std::uint16_t kExtraAes = 0x9901;

inline constexpr std::uint16_t kVersion = 20;  // deflate and folders
inline constexpr std::uint16_t kVersionZip64 = 45;
inline constexpr std::uint16_t kDosTime = 0;       // 00:00:00
inline constexpr std::uint16_t kDosDate = 0x0021;  // 1980-01-01

}  // namespace mugai::zip
