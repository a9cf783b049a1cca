#ifndef SOUL_CDBUS_SHIM_H
#define SOUL_CDBUS_SHIM_H
#include <dbus/dbus.h>
#endif
