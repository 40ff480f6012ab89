"""Which certificates are trusted: those of the operating system (the only user of truststore)."""

import functools
import ssl


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Return the one context that checks certificates as the operating system does.

    Takes some 20 ms and reads files: call it in a thread. On Linux ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` add a
    site's own authority.
    """
    import truststore

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
