/* SPDX-License-Identifier: MIT */
/*
 * What mbedTLS is compiled with: a TLS client that verifies certificates, and
 * nothing else.  What is not named here is off.
 *
 * The compiler finds this file in place of mbedTLS's own, since deps/ comes
 * first in its search path.  check_config.h of mbedTLS refuses combinations
 * that cannot work.
 */
#ifndef MBEDTLS_CONFIG_H
#define MBEDTLS_CONFIG_H

/*
 * The machine.  The clock is needed for the validity dates of certificates,
 * files for the setting ca_file.  Randomness comes from src/entropy.c alone:
 * without it mbedTLS would open /dev/urandom, which an empty container or a
 * chroot may lack.  No MBEDTLS_THREADING_C: only the DNS look-up runs in a
 * thread of its own, and curl locks the one entropy pool that its connections
 * share.
 */
#define MBEDTLS_HAVE_ASM
#define MBEDTLS_AESNI_C
#define MBEDTLS_AESCE_C
#define MBEDTLS_HAVE_TIME
#define MBEDTLS_HAVE_TIME_DATE
#define MBEDTLS_PLATFORM_C
#define MBEDTLS_FS_IO
#define MBEDTLS_ENTROPY_C
#define MBEDTLS_NO_PLATFORM_ENTROPY
#define MBEDTLS_ENTROPY_HARDWARE_ALT
#define MBEDTLS_CTR_DRBG_C

/*
 * TLS 1.2 and 1.3, client side.  TLS 1.2 only with forward secrecy (ECDHE) and
 * authenticated ciphers.  No tickets and no renegotiation: a run makes few
 * connections, and the one that sends is always fresh.
 */
#define MBEDTLS_SSL_TLS_C
#define MBEDTLS_SSL_CLI_C
#define MBEDTLS_SSL_PROTO_TLS1_2
#define MBEDTLS_SSL_PROTO_TLS1_3
#define MBEDTLS_SSL_TLS1_3_COMPATIBILITY_MODE
#define MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_EPHEMERAL_ENABLED
#define MBEDTLS_KEY_EXCHANGE_ECDHE_RSA_ENABLED
#define MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA_ENABLED
#define MBEDTLS_SSL_EXTENDED_MASTER_SECRET
#define MBEDTLS_SSL_SERVER_NAME_INDICATION
#define MBEDTLS_SSL_KEEP_PEER_CERTIFICATE
#define MBEDTLS_SSL_ALL_ALERT_MESSAGES

/* Ciphers.  GCM uses AES in one direction only. */
#define MBEDTLS_CIPHER_C
#define MBEDTLS_AES_C
#define MBEDTLS_BLOCK_CIPHER_NO_DECRYPT
#define MBEDTLS_GCM_C

/*
 * Digests.  SHA-1 only by name, so that old roots in a ca_file which signed
 * themselves with it can be read: src/sha1.c computes none.
 */
#define MBEDTLS_MD_C
#define MBEDTLS_SHA1_C
#define MBEDTLS_SHA1_ALT
#define MBEDTLS_SHA256_C
#define MBEDTLS_SHA384_C
#define MBEDTLS_SHA512_C
#define MBEDTLS_HKDF_C

/*
 * Public keys: RSA, and the curves that public certificates use.  curl can
 * compare a server's key with a pinned one, and needs to write keys for that.
 */
#define MBEDTLS_BIGNUM_C
#define MBEDTLS_PK_C
#define MBEDTLS_PK_PARSE_C
#define MBEDTLS_PK_WRITE_C
#define MBEDTLS_RSA_C
#define MBEDTLS_PKCS1_V15
#define MBEDTLS_PKCS1_V21
#define MBEDTLS_ECP_C
#define MBEDTLS_ECP_NIST_OPTIM
#define MBEDTLS_ECDH_C
#define MBEDTLS_ECDSA_C
#define MBEDTLS_ECP_DP_SECP256R1_ENABLED
#define MBEDTLS_ECP_DP_SECP384R1_ENABLED
#define MBEDTLS_ECP_DP_SECP521R1_ENABLED
#define MBEDTLS_ECP_DP_CURVE25519_ENABLED
#define MBEDTLS_ECDH_VARIANT_EVEREST_ENABLED

/* TLS 1.3 is written on top of this interface; it keeps nothing on disk. */
#define MBEDTLS_PSA_CRYPTO_C
#define MBEDTLS_PSA_KEY_STORE_DYNAMIC

/*
 * Certificates.  The callback lets src/roots.c parse just the root that a
 * chain asks for.  PEM is for ca_file.
 */
#define MBEDTLS_ASN1_PARSE_C
#define MBEDTLS_ASN1_WRITE_C
#define MBEDTLS_OID_C
#define MBEDTLS_BASE64_C
#define MBEDTLS_PEM_PARSE_C
#define MBEDTLS_X509_USE_C
#define MBEDTLS_X509_CRT_PARSE_C
#define MBEDTLS_X509_RSASSA_PSS_SUPPORT
#define MBEDTLS_X509_TRUSTED_CERTIFICATE_CALLBACK
#define MBEDTLS_X509_REMOVE_INFO

/* What went wrong, in words; and the version, which curl asks for. */
#define MBEDTLS_ERROR_C
#define MBEDTLS_VERSION_C

#endif
