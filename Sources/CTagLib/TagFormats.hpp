#pragma once

#include "CTagLib.h"
#include "BoundedStream.hpp"
#include "TagCollector.hpp"

namespace soul {

/// Reads a file of one kind into `tags` and `audio`.
/// - Returns: whether the file has the structure of its format.
bool readFormat(
    soul_tag_container container, BoundedStream &stream, TagCollector &tags, soul_tag_audio &audio);

}
