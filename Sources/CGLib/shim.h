#ifndef SOUL_CGLIB_SHIM_H
#define SOUL_CGLIB_SHIM_H
#include <glib-object.h>
#endif
