#include "TagText.hpp"

namespace soul {

bool isUTF8(const char *start, const char *end) {
  while (start != end) {
    const auto lead = static_cast<unsigned char>(*start++);
    if (lead < 0x80) {
      continue;
    }
    if (lead < 0xC2 || lead > 0xF4) {
      return false;
    }
    const int following = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    for (int count = 0; count < following; ++count) {
      if (start == end || (static_cast<unsigned char>(*start++) & 0xC0) != 0x80) {
        return false;
      }
    }
  }
  return true;
}

}
