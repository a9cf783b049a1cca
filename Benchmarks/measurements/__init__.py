"""The figures: a module each, with `measure(bench)`, which returns them. The order is the table's."""

ORDER = [
    "property_read", "property_read_while_importing", "ping_under_load", "state_signal", "first_buffer", "stream_start",
    "failover", "start", "idle", "playing", "file_import", "search", "large_reply", "server", "server_sync",
    "server_sync_large", "server_sync_calls",
]
