#pragma once

#include <taglib/tbytevector.h>

namespace soul {

/// How much of an ID3v2 tag TagLib may see. It inflates compressed frames without a limit and reads frames within
/// chapter frames by recursion, so a small tag could cost all memory or the whole stack.
///
/// - Parameters:
///   - header: the tag's ten bytes of header.
///   - body: what follows it.
/// - Returns: bytes of `body`, up to the first frame that costs too much.
unsigned int safeID3Length(const TagLib::ByteVector &header, const TagLib::ByteVector &body);

}
