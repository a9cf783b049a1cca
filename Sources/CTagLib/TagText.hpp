#pragma once

namespace soul {

/// Whether the bytes are well-formed UTF-8, as far as telling it from Latin-1 goes.
bool isUTF8(const char *start, const char *end);

}
