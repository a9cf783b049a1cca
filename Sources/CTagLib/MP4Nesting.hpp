#pragma once

#include "BoundedStream.hpp"

namespace soul {

/// Whether the atoms of an MP4 file nest no deeper than real files' do. TagLib reads them by recursion, a level
/// for each eight bytes, so a small file could use up the stack.
bool nestsLikeMusic(BoundedStream &stream);

}
