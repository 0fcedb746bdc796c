// SPDX-License-Identifier: Apache-2.0

#include <microhttpd.h>

/// Starts a daemon; Swift cannot call the variadic function.
///
/// All callbacks get `context`. `limits` ends with MHD_OPTION_END.
static inline struct MHD_Daemon *streamgauge_mhd_start(
    unsigned int flags,
    const struct MHD_OptionItem *limits,
    MHD_AccessHandlerCallback answer,
    MHD_RequestCompletedCallback completed,
    MHD_NotifyConnectionCallback connection,
    size_t (*unescape)(void *, struct MHD_Connection *, char *),
    void *context)
{
    return MHD_start_daemon(
        flags, 0, NULL, NULL, answer, context,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_NOTIFY_CONNECTION, connection, context,
        MHD_OPTION_UNESCAPE_CALLBACK, unescape, context,
        MHD_OPTION_ARRAY, limits,
        MHD_OPTION_END);
}

/// The socket of a connection, -1 without one; Swift cannot call the variadic function.
static inline MHD_socket streamgauge_mhd_descriptor(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *found =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return found ? found->connect_fd : MHD_INVALID_SOCKET;
}
