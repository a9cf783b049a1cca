#pragma once

#include "BoundedStream.hpp"
#include "TagCollector.hpp"

#include <taglib/tbytevector.h>

namespace soul {

/// Reads those Vorbis comments that are not UTF-8, against their specification, as Latin-1: TagLib drops them.
/// - Parameter comments: the comment header from the vendor's length on.
void rescueComments(const TagLib::ByteVector &comments, TagCollector &tags);

/// The same of a FLAC file, whose blocks TagLib doesn't show.
void rescueFLACComments(BoundedStream &stream, TagCollector &tags);

}
