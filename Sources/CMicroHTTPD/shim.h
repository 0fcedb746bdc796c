// SPDX-License-Identifier: Apache-2.0

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/// What a connection is encrypted with unless it gets credentials of its own: nothing, so that the
/// handshake fails.
static inline int streamgauge_tls_refuse(
    gnutls_session_t session,
    const struct gnutls_cert_retr_st *info,
    gnutls_pcert_st **certificates,
    unsigned int *certificate_count,
    gnutls_ocsp_data_st **ocsp,
    unsigned int *ocsp_count,
    gnutls_privkey_t *key,
    unsigned int *flags)
{
    return -1;
}

/// Starts a daemon; Swift cannot call the variadic function.
///
/// All callbacks get `context`. `limits` ends with MHD_OPTION_END. With `priorities`, connections are
/// encrypted as that text of GnuTLS says.
static inline struct MHD_Daemon *streamgauge_mhd_start(
    unsigned int flags,
    const char *priorities,
    const struct MHD_OptionItem *limits,
    MHD_AcceptPolicyCallback accept,
    MHD_AccessHandlerCallback answer,
    MHD_RequestCompletedCallback completed,
    MHD_NotifyConnectionCallback connection,
    size_t (*unescape)(void *, struct MHD_Connection *, char *),
    void *context)
{
    if (priorities)
        return MHD_start_daemon(
            flags | MHD_USE_TLS, 0, accept, context, answer, context,
            MHD_OPTION_HTTPS_PRIORITIES, priorities,
            MHD_OPTION_HTTPS_CERT_CALLBACK2, streamgauge_tls_refuse,
            MHD_OPTION_NOTIFY_COMPLETED, completed, context,
            MHD_OPTION_NOTIFY_CONNECTION, connection, context,
            MHD_OPTION_UNESCAPE_CALLBACK, unescape, context,
            MHD_OPTION_ARRAY, limits,
            MHD_OPTION_END);
    return MHD_start_daemon(
        flags, 0, accept, context, answer, context,
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

/// The 16 bytes of an address of either family, IPv4 as IPv6 writes it; zeros for others.
static inline void streamgauge_address(const struct sockaddr *address, uint8_t bytes[16])
{
    // Where the addresses stand is the same on every system; their types would become this module's.
    const uint8_t *place = (const uint8_t *)address;
    memset(bytes, 0, 16);
    if (address && address->sa_family == AF_INET6) {
        memcpy(bytes, place + 8, 16);
    } else if (address && address->sa_family == AF_INET) {
        bytes[10] = bytes[11] = 0xff;
        memcpy(bytes + 12, place + 4, 4);
    }
}

/// The same of a connection's client.
static inline void streamgauge_mhd_address(struct MHD_Connection *connection, uint8_t bytes[16])
{
    const union MHD_ConnectionInfo *found =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    streamgauge_address(found ? found->client_addr : NULL, bytes);
}

/// Which text could not be taken as credentials, and GnuTLS's number for why; 0 where all could.
struct streamgauge_tls_fault {
    enum { STREAMGAUGE_TLS_CERTIFICATE, STREAMGAUGE_TLS_KEY, STREAMGAUGE_TLS_AUTHORITY } text;
    int code;
};

/// Credentials of a chain of certificates and a key in PEM, and of the authorities that clients'
/// certificates must come from, where `authority` is not empty.
///
/// `expiry` becomes the time from which the chain does not hold any more, s since 1970. To be given
/// back with gnutls_certificate_free_credentials; NULL where there is a fault.
static inline gnutls_certificate_credentials_t streamgauge_tls_credentials(
    const uint8_t *certificate, size_t certificate_count,
    const uint8_t *key, size_t key_count,
    const uint8_t *authority, size_t authority_count,
    int64_t *expiry,
    struct streamgauge_tls_fault *fault)
{
    const gnutls_datum_t certificate_text = {(uint8_t *)certificate, (unsigned)certificate_count};
    const gnutls_datum_t key_text = {(uint8_t *)key, (unsigned)key_count};
    const gnutls_datum_t authority_text = {(uint8_t *)authority, (unsigned)authority_count};
    gnutls_certificate_credentials_t made = NULL;
    gnutls_x509_crt_t *chain = NULL;
    gnutls_x509_privkey_t private_key = NULL;
    unsigned count = 0;

    fault->text = STREAMGAUGE_TLS_CERTIFICATE;
    fault->code = gnutls_x509_crt_list_import2(&chain, &count, &certificate_text, GNUTLS_X509_FMT_PEM, 0);
    if (fault->code < 0) return NULL;
    *expiry = INT64_MAX;
    for (unsigned index = 0; index < count; index++) {
        const int64_t time = gnutls_x509_crt_get_expiration_time(chain[index]);
        if (time < *expiry) *expiry = time;
    }
    fault->text = STREAMGAUGE_TLS_KEY;
    fault->code = gnutls_x509_privkey_init(&private_key);
    if (fault->code >= 0)
        fault->code = gnutls_x509_privkey_import2(private_key, &key_text, GNUTLS_X509_FMT_PEM, NULL, 0);
    if (fault->code >= 0) fault->code = gnutls_certificate_allocate_credentials(&made);
    if (fault->code >= 0)
        fault->code = gnutls_certificate_set_x509_key(made, chain, (int)count, private_key);
    if (fault->code >= 0 && authority_count > 0) {
        fault->text = STREAMGAUGE_TLS_AUTHORITY;
        fault->code = gnutls_certificate_set_x509_trust_mem(made, &authority_text, GNUTLS_X509_FMT_PEM);
        if (fault->code == 0) fault->code = GNUTLS_E_NO_CERTIFICATE_FOUND;
    }
    for (unsigned index = 0; index < count; index++) gnutls_x509_crt_deinit(chain[index]);
    gnutls_free(chain);
    if (private_key) gnutls_x509_privkey_deinit(private_key);
    if (fault->code >= 0) {
        fault->code = 0;
        return made;
    }
    if (made) gnutls_certificate_free_credentials(made);
    return NULL;
}

/// Encrypts a connection that begins with credentials, which must outlive it; whether it could be.
///
/// With `asks`, the handshake refuses clients without a certificate of the credentials' authorities.
static inline bool streamgauge_tls_attach(
    struct MHD_Connection *connection,
    gnutls_certificate_credentials_t credentials,
    bool asks)
{
    static gnutls_typed_vdata_st purpose = {
        GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *)GNUTLS_KP_TLS_WWW_CLIENT, 0};
    const union MHD_ConnectionInfo *found =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (!found || !found->tls_session) return false;
    gnutls_session_t session = (gnutls_session_t)found->tls_session;
    if (gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials) < 0) return false;
    if (asks) {
        gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE);
        gnutls_session_set_verify_cert2(session, &purpose, 1, 0);
    }
    return true;
}
