/* test-sign-in.c: what of signing in is judged without a network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-base64url.h"
#include "channels/signin/rbk-device-grant.h"
#include "channels/signin/rbk-id-token.h"
#include "channels/signin/rbk-pkce.h"
#include "channels/signin/rbk-redirect-request.h"
#include "channels/signin/rbk-sign-in-scope.h"
#include "channels/signin/rbk-token-set.h"
#include "rbk-test.h"

#define ISSUER "https://id.dealer.test"
#define TENANT "11111111-2222-4333-8444-555555555555"
#define OTHER  "99999999-2222-4333-8444-555555555555"
#define LOGIN  "https://login.microsoftonline.com/"
#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOW    (1750000000 * SECOND)
#define PLACES                                                                                               \
  "\"authorization_endpoint\":\"https://id.dealer.test/auth\",\"token_endpoint\":\"https://id.dealer.test/"  \
  "token\""

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* RFC 7636, appendix B */
static void
test_pkce_vector (void)
{
  g_autoptr (RbkPkce) pkce = rbk_pkce_new_from_verifier ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  g_assert_cmpstr (pkce->challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

static void
test_pkce_verifier (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *longest = g_strnfill (128, '~');
  g_autofree char *too_long = g_strnfill (129, '~');
  g_autoptr (RbkPkce) pkce = rbk_pkce_new_from_verifier (longest);

  g_assert_nonnull (pkce);
  g_assert_null (rbk_pkce_new_from_verifier (too_long));
  g_assert_null (rbk_pkce_new_from_verifier ("BjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
  g_assert_null (rbk_pkce_new_from_verifier ("dBjftJeZ4CVP+mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (RbkPkce) one = rbk_pkce_new ();

      g_assert_cmpuint (strlen (one->verifier), ==, 43);
      g_assert_cmpuint (strlen (one->challenge), ==, 43);
      g_assert_cmpstr (one->verifier, !=, one->challenge);
      g_assert_true (g_hash_table_add (seen, g_strdup (one->verifier)));
    }
}

static void
test_base64url (void)
{
  const struct
  {
    const char *plain, *text;
  } good[] = { { "", "" }, { "f", "Zg" }, { "fo", "Zm8" }, { "foo", "Zm9v" }, { "\xfb\xff", "-_8" } };
  const char *bad[] = { "Zg==", "Z", "Zh", "Zm9", "Zm+v", "Zm9v Zg", "Zm\xc3\xa9" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = rbk_base64url_encode ((const guint8 *) good[i].plain, strlen (good[i].plain));
      g_autoptr (GBytes) plain = rbk_base64url_decode (good[i].text, strlen (good[i].text));

      g_assert_cmpstr (text, ==, good[i].text);
      g_assert_cmpmem (
        g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), good[i].plain, strlen (good[i].plain));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (rbk_base64url_decode (bad[i], strlen (bad[i])));
}

static void
test_secret_equal (void)
{
  g_assert_true (rbk_secret_text_equal ("abc", "abc"));
  g_assert_false (rbk_secret_text_equal ("abd", "abc"));
  g_assert_false (rbk_secret_text_equal ("xbc", "abc"));
  g_assert_false (rbk_secret_text_equal ("ab", "abc"));
  g_assert_false (rbk_secret_text_equal ("abcd", "abc"));
  g_assert_false (rbk_secret_text_equal (NULL, "abc"));
}

/* ---- Metadata ---- */

static RbkProviderMetadata *
parse (RbkProviderKind kind, const char *asked, const char *said, const char *more, GError **error)
{
  g_autofree char *text = g_strdup_printf ("{\"issuer\":\"%s\"," PLACES "%s}", said, more);
  g_autoptr (GBytes) body = bytes (text);

  return rbk_provider_metadata_parse (kind, asked, body, error);
}

static RbkProviderMetadata *
metadata_new (RbkProviderKind kind, const char *asked, const char *said)
{
  g_autoptr (GError) error = NULL;
  RbkProviderMetadata *metadata = parse (kind, asked, said, "", &error);

  g_assert_no_error (error);
  return metadata;
}

static void
test_metadata_reads (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkProviderMetadata) metadata = parse (
    RBK_PROVIDER_OTHER,
    ISSUER,
    ISSUER,
    ",\"revocation_endpoint\":\"https://id.dealer.test/revoke\",\"device_authorization_endpoint\":null,"
    "\"authorization_response_iss_parameter_supported\":true,\"response_types_supported\":[\"code\"],"
    "\"code_challenge_methods_supported\":[\"plain\",\"S256\"],\"scopes_supported\":[\"openid\",7,"
    "\"urn:ietf:params:jmap:mail\"]",
    &error);
  g_autofree char *scope = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (g_uri_get_path (metadata->token), ==, "/token");
  g_assert_cmpstr (g_uri_get_path (metadata->revocation), ==, "/revoke");
  g_assert_null (metadata->device);
  g_assert_true (metadata->names_issuer);
  scope = rbk_sign_in_scope_new (metadata);
  g_assert_cmpstr (scope, ==, "openid urn:ietf:params:jmap:mail");
}

static void
test_metadata_refuses (void)
{
  const struct
  {
    const char *said, *more;
    int code;
  } cases[] = {
    { "https://id.dealer.test/", "", RBK_CHANNEL_ERROR_UNSAFE },
    { "https://ID.dealer.test", "", RBK_CHANNEL_ERROR_UNSAFE },
    { "https://evil.test", "", RBK_CHANNEL_ERROR_UNSAFE },
    { ISSUER, ",\"revocation_endpoint\":\"http://id.dealer.test/r\"", RBK_CHANNEL_ERROR_UNSAFE },
    { ISSUER, ",\"userinfo_endpoint\":\"https://a:b@id.dealer.test/\"", RBK_CHANNEL_ERROR_UNSAFE },
    { ISSUER, ",\"userinfo_endpoint\":\"file:///etc/passwd\"", RBK_CHANNEL_ERROR_UNSAFE },
    { ISSUER, ",\"revocation_endpoint\":\"https://id.dealer.test/r#x\"", RBK_CHANNEL_ERROR_BAD_REPLY },
    { ISSUER, ",\"revocation_endpoint\":[]", RBK_CHANNEL_ERROR_BAD_REPLY },
    { ISSUER, ",\"token_endpoint\":null", RBK_CHANNEL_ERROR_BAD_REPLY },
    { ISSUER, ",\"code_challenge_methods_supported\":[\"plain\"]", RBK_CHANNEL_ERROR_FORBIDDEN },
    { ISSUER, ",\"response_types_supported\":[\"id_token\"]", RBK_CHANNEL_ERROR_FORBIDDEN },
  };
  g_autofree char *huge = g_strnfill (300 * 1024, ' ');
  g_autoptr (GBytes) huge_body = bytes (huge);
  g_autoptr (GBytes) page = bytes ("<html>");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) local = NULL;

      g_assert_null (parse (RBK_PROVIDER_OTHER, ISSUER, cases[i].said, cases[i].more, &local));
      g_assert_error (local, RBK_CHANNEL_ERROR, cases[i].code);
      g_assert_true (g_str_has_suffix (local->message, "."));
    }
  g_assert_null (rbk_provider_metadata_parse (RBK_PROVIDER_OTHER, ISSUER, huge_body, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_NOT_A_SERVER);
  g_clear_error (&error);
  g_assert_null (rbk_provider_metadata_parse (RBK_PROVIDER_OTHER, ISSUER, page, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_NOT_A_SERVER);
}

/* Microsoft answers by another name than it was asked by, in two ways and no other. */
static void
test_metadata_microsoft (void)
{
  const struct
  {
    const char *asked, *said;
    gboolean good;
  } cases[] = {
    { LOGIN TENANT "/v2.0", LOGIN TENANT "/v2.0", TRUE },
    { LOGIN TENANT "/v2.0", LOGIN OTHER "/v2.0", FALSE },
    { LOGIN TENANT "/v2.0", LOGIN "{tenantid}/v2.0", FALSE },
    { LOGIN "dealer.test/v2.0", LOGIN TENANT "/v2.0", TRUE },
    { LOGIN "dealer.test/v2.0", LOGIN "{tenantid}/v2.0", FALSE },
    { LOGIN "dealer.test/v2.0", LOGIN "other.test/v2.0", FALSE },
    { LOGIN "dealer.test/v2.0", "https://evil.test/" TENANT "/v2.0", FALSE },
    { LOGIN "organizations/v2.0", LOGIN "{tenantid}/v2.0", TRUE },
    { LOGIN "organizations/v2.0", LOGIN TENANT "/v2.0", FALSE },
    { LOGIN "common/v2.0", LOGIN "{tenantid}/v2.0", FALSE },
    { LOGIN "consumers/v2.0", LOGIN "9188040d-6c67-4c5b-b112-36a304b66dad/v2.0", FALSE },
    { LOGIN TENANT "/v2.0", LOGIN TENANT "/v2.0/x", FALSE },
  };
  g_autoptr (RbkProviderMetadata) any = NULL;
  g_autofree char *issuer = rbk_provider_dup_issuer (RBK_PROVIDER_MICROSOFT, "dealer.test");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RbkProviderMetadata) metadata =
        parse (RBK_PROVIDER_MICROSOFT, cases[i].asked, cases[i].said, "", &error);
      g_autoptr (RbkProviderMetadata) other =
        parse (RBK_PROVIDER_OTHER, cases[i].asked, cases[i].said, "", NULL);

      g_assert_true ((metadata != NULL) == cases[i].good);
      /* Nobody else is forgiven. */
      g_assert_true ((other != NULL) == g_str_equal (cases[i].asked, cases[i].said));
    }
  g_assert_cmpstr (issuer, ==, LOGIN "dealer.test/v2.0");
  any = metadata_new (RBK_PROVIDER_MICROSOFT, LOGIN "organizations/v2.0", LOGIN "{tenantid}/v2.0");
  g_assert_true (rbk_provider_metadata_is_issuer (any, LOGIN TENANT "/v2.0", TENANT));
  g_assert_false (rbk_provider_metadata_is_issuer (any, LOGIN TENANT "/v2.0", OTHER));
  g_assert_false (rbk_provider_metadata_is_issuer (any, LOGIN "{tenantid}/v2.0", "{tenantid}"));
  g_assert_false (rbk_provider_metadata_is_issuer (any, "https://evil.test/" TENANT "/v2.0", TENANT));
}

/* ---- Id tokens ---- */

static RbkIdToken *
read_token (RbkProviderMetadata *metadata, const char *claims, GError **error)
{
  g_autofree char *payload = rbk_base64url_encode ((const guint8 *) claims, strlen (claims));
  g_autofree char *token = g_strconcat ("e30.", payload, ".c2ln", NULL);

  return rbk_id_token_read (token, metadata, "showroom", "n-1", NOW, error);
}

#define CLAIMS(iss, more) "{\"iss\":\"" iss "\",\"sub\":\"s\",\"exp\":1750003600,\"nonce\":\"n-1\"," more "}"

static void
test_id_token_belongs (void)
{
  const struct
  {
    const char *claims;
    int code; /* -1: good */
  } cases[] = {
    { CLAIMS (ISSUER, "\"aud\":\"showroom\""), -1 },
    { CLAIMS (ISSUER, "\"aud\":[\"showroom\"]"), -1 },
    { CLAIMS (ISSUER, "\"aud\":[\"showroom\",\"x\"],\"azp\":\"showroom\""), -1 },
    { CLAIMS (ISSUER, "\"aud\":[\"showroom\",\"x\"]"), RBK_CHANNEL_ERROR_UNSAFE },
    { CLAIMS (ISSUER, "\"aud\":\"showroom\",\"azp\":\"x\""), RBK_CHANNEL_ERROR_UNSAFE },
    { CLAIMS (ISSUER, "\"aud\":\"other\""), RBK_CHANNEL_ERROR_UNSAFE },
    { CLAIMS ("https://evil.test", "\"aud\":\"showroom\""), RBK_CHANNEL_ERROR_UNSAFE },
    { "{\"iss\":\"" ISSUER "\",\"sub\":\"s\",\"exp\":1750003600,\"nonce\":\"n-2\",\"aud\":\"showroom\"}",
      RBK_CHANNEL_ERROR_UNSAFE },
    { "{\"iss\":\"" ISSUER "\",\"sub\":\"s\",\"exp\":1750003600,\"aud\":\"showroom\"}",
      RBK_CHANNEL_ERROR_UNSAFE },
    { "{\"iss\":\"" ISSUER "\",\"sub\":\"s\",\"exp\":1749999699,\"nonce\":\"n-1\",\"aud\":\"showroom\"}",
      RBK_CHANNEL_ERROR_BAD_REPLY },
    { "{\"iss\":\"" ISSUER "\",\"sub\":\"s\",\"exp\":1749999701,\"nonce\":\"n-1\",\"aud\":\"showroom\"}",
      -1 },
    { "{\"iss\":\"" ISSUER "\",\"exp\":1750003600,\"nonce\":\"n-1\",\"aud\":\"showroom\"}",
      RBK_CHANNEL_ERROR_BAD_REPLY },
    { "[]", RBK_CHANNEL_ERROR_BAD_REPLY },
  };
  g_autoptr (RbkProviderMetadata) metadata = metadata_new (RBK_PROVIDER_OTHER, ISSUER, ISSUER);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RbkIdToken) token = read_token (metadata, cases[i].claims, &error);

      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, RBK_CHANNEL_ERROR, cases[i].code);
      g_assert_true ((token != NULL) == (cases[i].code < 0));
    }
}

static void
test_id_token_userinfo (void)
{
  g_autoptr (RbkProviderMetadata) metadata = metadata_new (RBK_PROVIDER_OTHER, ISSUER, ISSUER);
  g_autoptr (RbkIdToken) token = read_token (metadata, CLAIMS (ISSUER, "\"aud\":\"showroom\""), NULL);
  g_autoptr (GBytes) good = bytes ("{\"sub\":\"s\",\"email\":\"anna@dealer.test\"}");
  g_autoptr (GBytes) other = bytes ("{\"sub\":\"t\",\"email\":\"bob@dealer.test\"}");
  g_autoptr (GError) error = NULL;

  g_assert_false (rbk_id_token_check (token, RBK_PROVIDER_OTHER, "anna@dealer.test", NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
  g_clear_error (&error);
  g_assert_false (rbk_id_token_add_userinfo (token, other, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNSAFE);
  g_clear_error (&error);
  g_assert_true (rbk_id_token_add_userinfo (token, good, &error));
  g_assert_cmpstr (token->address, ==, "anna@dealer.test");
  g_assert_true (rbk_id_token_check (token, RBK_PROVIDER_OTHER, "Anna@Dealer.test", NULL, &error));
}

/* the provider says whose account it is. */
static void
test_company_only (void)
{
  const struct
  {
    RbkProviderKind kind;
    const char *more, *address, *tenant;
    gboolean good;
  } cases[] = {
    { RBK_PROVIDER_OTHER, "\"email\":\"anna@dealer.test\"", "anna@dealer.test", NULL, TRUE },
    { RBK_PROVIDER_OTHER, "\"email\":\"anna@dealer.test\"", NULL, NULL, TRUE },
    { RBK_PROVIDER_OTHER, "\"email\":\"bob@dealer.test\"", "anna@dealer.test", NULL, FALSE },
    { RBK_PROVIDER_OTHER, "\"email\":\"anna@dealer.test.\"", "anna@dealer.test", NULL, FALSE },
    { RBK_PROVIDER_OTHER,
      "\"email\":\"anna@dealer.test\",\"email_verified\":false",
      "anna@dealer.test",
      NULL,
      FALSE },
    { RBK_PROVIDER_GOOGLE,
      "\"email\":\"anna@dealer.test\",\"hd\":\"dealer.test\"",
      "anna@dealer.test",
      NULL,
      TRUE },
    { RBK_PROVIDER_GOOGLE,
      "\"email\":\"anna@second.test\",\"hd\":\"dealer.test\"",
      "anna@second.test",
      "dealer.test",
      TRUE },
    { RBK_PROVIDER_GOOGLE,
      "\"email\":\"anna@dealer.test\",\"hd\":\"evil.test\"",
      "anna@dealer.test",
      NULL,
      FALSE },
    { RBK_PROVIDER_GOOGLE, "\"email\":\"anna@dealer.test\"", "anna@dealer.test", NULL, FALSE },
    { RBK_PROVIDER_GOOGLE, "\"email\":\"anna@gmail.com\"", NULL, NULL, FALSE },
  };
  g_autoptr (RbkProviderMetadata) metadata = metadata_new (RBK_PROVIDER_OTHER, ISSUER, ISSUER);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *claims = g_strdup_printf (
        "{\"iss\":\"" ISSUER "\",\"sub\":\"s\",\"exp\":1750003600,\"nonce\":\"n-1\",\"aud\":\"showroom\",%s}",
        cases[i].more);
      g_autoptr (RbkIdToken) token = read_token (metadata, claims, NULL);

      g_assert_true (rbk_id_token_check (token, cases[i].kind, cases[i].address, cases[i].tenant, &error) ==
                     cases[i].good);
      if (!cases[i].good)
        g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
    }
}

static void
test_company_only_microsoft (void)
{
  const struct
  {
    const char *tid, *tenant;
    gboolean good;
  } cases[] = {
    { TENANT, TENANT, TRUE },
    { TENANT, NULL, TRUE },
    { TENANT, "dealer.test", TRUE },
    { TENANT, OTHER, FALSE },
    { "9188040d-6c67-4c5b-b112-36a304b66dad", NULL, FALSE },
  };
  g_autoptr (RbkProviderMetadata) any =
    metadata_new (RBK_PROVIDER_MICROSOFT, LOGIN "organizations/v2.0", LOGIN "{tenantid}/v2.0");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *claims = g_strdup_printf (
        "{\"iss\":\"" LOGIN "%s/v2.0\",\"tid\":\"%s\",\"sub\":\"s\",\"exp\":1750003600,"
        "\"nonce\":\"n-1\",\"aud\":\"showroom\",\"preferred_username\":\"anna@dealer.test\"}",
        cases[i].tid,
        cases[i].tid);
      g_autoptr (RbkIdToken) token = read_token (any, claims, &error);

      g_assert_no_error (error);
      g_assert_true (
        rbk_id_token_check (token, RBK_PROVIDER_MICROSOFT, "anna@dealer.test", cases[i].tenant, &error) ==
        cases[i].good);
    }
}

/* ---- Token answers ---- */

static void
test_token_reply (void)
{
  const char *bad[] = {
    "{\"access_token\":\"a b\",\"token_type\":\"Bearer\"}",
    "{\"access_token\":\"a\\r\\nX: y\",\"token_type\":\"Bearer\"}",
    "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
    "{\"access_token\":\"a\"}",
    "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
    "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":-1}",
    "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":7}",
    "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"\"}",
    "{\"error\":\"invalid_grant\"}",
    "",
  };
  g_autoptr (GBytes) body = bytes (
    "{\"access_token\":\"a.b-c\",\"token_type\":\"bearer\",\"expires_in\":20,\"refresh_token\":\"r\"}");
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkTokenReply) reply = rbk_token_reply_parse (body, &error);
  g_autoptr (GBytes) refused = bytes ("{\"error\":\"invalid_grant\",\"error_description\":\"anna\"}");
  g_autoptr (GBytes) strange = bytes ("{\"error\":\"Dear anna, no\"}");
  g_autofree char *refusal = rbk_token_reply_dup_refusal (refused);

  g_assert_no_error (error);
  g_assert_cmpstr (reply->access, ==, "a.b-c");
  g_assert_cmpint (reply->lifetime_s, ==, 20);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bad_body = bytes (bad[i]);
      g_autoptr (GError) local = NULL;

      g_assert_null (rbk_token_reply_parse (bad_body, &local));
      g_assert_error (local, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_BAD_REPLY);
    }
  g_assert_cmpstr (refusal, ==, "invalid_grant");
  g_assert_null (rbk_token_reply_dup_refusal (strange));
}

static void
test_token_set (void)
{
  g_autoptr (RbkProviderMetadata) metadata = metadata_new (RBK_PROVIDER_OTHER, ISSUER, ISSUER);
  RbkTokenReply first = { (char *) "a1", (char *) "r1", NULL, (char *) "openid", 3600 };
  RbkTokenReply silent = { (char *) "a2", NULL, NULL, NULL, 20 };
  g_autoptr (RbkTokenSet) set = rbk_token_set_new (metadata, "showroom", "shared", &first, NOW);
  g_autoptr (RbkTokenSet) renewed = rbk_token_set_renew (set, &silent, NOW + G_USEC_PER_SEC);
  g_autoptr (RbkSecretText) text = rbk_token_set_write (set);
  g_autoptr (RbkTokenSet) read = rbk_token_set_read (text);

  g_assert_cmpstr (read->access, ==, "a1");
  g_assert_cmpstr (read->refresh, ==, "r1");
  g_assert_cmpint (read->obtained_us, ==, NOW);
  g_assert_cmpint (read->lifetime_s, ==, 3600);
  g_assert_cmpstr (read->issuer, ==, ISSUER);
  g_assert_cmpstr (read->token_endpoint, ==, "https://id.dealer.test/token");
  g_assert_null (read->revocation_endpoint);
  g_assert_cmpstr (read->client_id, ==, "showroom");
  g_assert_cmpstr (read->client_secret, ==, "shared");
  /* RFC 6749 §6: what is not said stays. */
  g_assert_cmpstr (renewed->access, ==, "a2");
  g_assert_cmpstr (renewed->refresh, ==, "r1");
  g_assert_cmpstr (renewed->scope, ==, "openid");
  g_assert_null (rbk_token_set_read ("{}"));
  g_assert_null (rbk_token_set_read ("x"));

  /* Five minutes before its end, or a quarter of a short life. */
  g_assert_true (rbk_token_set_is_fresh (set, NOW + 3299 * SECOND));
  g_assert_false (rbk_token_set_is_fresh (set, NOW + 3300 * SECOND));
  g_assert_true (rbk_token_set_is_fresh (renewed, NOW + 15 * SECOND));
  g_assert_false (rbk_token_set_is_fresh (renewed, NOW + 16 * SECOND));
  g_assert_false (rbk_token_set_is_fresh (set, NOW - 3600 * SECOND));
  set->lifetime_s = 0;
  g_assert_true (rbk_token_set_is_fresh (set, NOW + G_TIME_SPAN_DAY));
}

static void
test_scope (void)
{
  g_autoptr (RbkProviderMetadata) microsoft =
    metadata_new (RBK_PROVIDER_MICROSOFT, LOGIN TENANT "/v2.0", LOGIN TENANT "/v2.0");
  g_autoptr (RbkProviderMetadata) google = metadata_new (RBK_PROVIDER_GOOGLE, ISSUER, ISSUER);
  g_autofree char *graph = rbk_sign_in_scope_new (microsoft);
  g_autofree char *gmail = rbk_sign_in_scope_new (google);

  g_assert_true (rbk_sign_in_scope_is_covered (
    graph, "https://graph.microsoft.com/Mail.ReadWrite https://graph.microsoft.com/Mail.Send User.Read"));
  g_assert_true (rbk_sign_in_scope_is_covered (graph, NULL));
  g_assert_false (rbk_sign_in_scope_is_covered (graph, "Mail.Read Mail.Send User.Read"));
  g_assert_true (rbk_sign_in_scope_is_covered (gmail, gmail));
  /* Google's page lets people take a tick away. */
  g_assert_false (
    rbk_sign_in_scope_is_covered (gmail, "openid https://www.googleapis.com/auth/gmail.readonly"));
  g_assert_false (rbk_sign_in_scope_has (gmail, "offline_access"));
  g_assert_true (rbk_sign_in_scope_has (graph, "offline_access"));
}

static void
test_device_reply (void)
{
  const char *bad[] = {
    "{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"http://id.dealer.test/"
    "d\",\"expires_in\":9}",
    "{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"javascript:x\",\"expires_in\":9}",
    "{\"device_code\":\"d\",\"user_code\":\"\",\"verification_uri\":\"https://id.dealer.test/"
    "d\",\"expires_in\":9}",
    "{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"https://id.dealer.test/d\"}",
    "{\"user_code\":\"U\",\"verification_uri\":\"https://id.dealer.test/d\",\"expires_in\":9}",
  };
  g_autoptr (GBytes) body = bytes ("{\"device_code\":\"d\",\"user_code\":\"TNXF-TJMM\",\"verification_uri\":"
                                   "\"https://id.dealer.test/d\",\"expires_in\":99999999}");
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkDeviceGrant) grant = rbk_device_grant_parse (body, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (grant->user_code, ==, "TNXF-TJMM");
  g_assert_cmpint (grant->interval_s, ==, 5); /* RFC 8628 §3.2 */
  g_assert_cmpint (grant->expires_s, ==, 3600);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bad_body = bytes (bad[i]);

      g_assert_null (rbk_device_grant_parse (bad_body, NULL));
    }
}

/* ---- What the browser brings back ---- */

#define HEAD(line) line "\r\nHost: 127.0.0.1:4711\r\nAccept: */*\r\n\r\n"

static void
test_redirect_request (void)
{
  const struct
  {
    const char *head;
    RbkRedirectAnswer answer;
  } cases[] = {
    { HEAD ("GET /callback?code=c%2B1&state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"),
      RBK_REDIRECT_CODE },
    { HEAD ("GET /callback?error=access_denied&state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"),
      RBK_REDIRECT_REFUSED },
    { HEAD ("GET /callback?code=c&state=st&iss=https%3A%2F%2Fevil.test HTTP/1.1"),
      RBK_REDIRECT_OTHER_ISSUER },
    { HEAD ("GET /callback?code=c&state=st HTTP/1.1"), RBK_REDIRECT_OTHER_ISSUER },
    { HEAD ("GET /callback?code=c&state=sx&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"), RBK_REDIRECT_WRONG },
    { HEAD ("GET /callback?code=c&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"), RBK_REDIRECT_WRONG },
    { HEAD ("GET /callback?code=c&code=d&state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"),
      RBK_REDIRECT_WRONG },
    { HEAD ("GET /callback?code=c&error=e&state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"),
      RBK_REDIRECT_WRONG },
    { HEAD ("GET /callback?code=%0d%0a&state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"),
      RBK_REDIRECT_WRONG },
    { HEAD ("GET /callback?code=%zz&state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"),
      RBK_REDIRECT_WRONG },
    { HEAD ("GET /callback?state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"), RBK_REDIRECT_WRONG },
    { HEAD ("GET /callback HTTP/1.1"), RBK_REDIRECT_WRONG },
    { HEAD ("POST /callback?code=c&state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"), RBK_REDIRECT_WRONG },
    { HEAD ("GET /callback/?code=c&state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1"),
      RBK_REDIRECT_ELSEWHERE },
    { HEAD ("GET /favicon.ico HTTP/1.1"), RBK_REDIRECT_ELSEWHERE },
    { HEAD ("GET /callback?code=c&state=st&iss=https%3A%2F%2Fid.dealer.test"), RBK_REDIRECT_WRONG },
    { "GET /callback?code=c&state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1\r\n\r\n", RBK_REDIRECT_WRONG },
    { "GET /callback?code=c&state=st&iss=https%3A%2F%2Fid.dealer.test HTTP/1.1\r\nHost: "
      "evil.test:4711\r\n\r\n",
      RBK_REDIRECT_WRONG },
    { "", RBK_REDIRECT_WRONG },
  };
  g_autoptr (RbkProviderMetadata) metadata = metadata_new (RBK_PROVIDER_OTHER, ISSUER, ISSUER);

  metadata->names_issuer = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *refusal = NULL;
      RbkSecretText *code = NULL;

      g_test_message ("%s", cases[i].head);
      g_assert_cmpint (rbk_redirect_request_read (cases[i].head, 4711, "st", metadata, &code, &refusal),
                       ==,
                       cases[i].answer);
      g_assert_cmpstr (code, ==, cases[i].answer == RBK_REDIRECT_CODE ? "c+1" : NULL);
      g_assert_cmpstr (refusal, ==, cases[i].answer == RBK_REDIRECT_REFUSED ? "access_denied" : NULL);
      rbk_secret_text_free (code);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/sign-in/pkce/rfc7636-appendix-b", test_pkce_vector);
  g_test_add_func ("/sign-in/pkce/verifier", test_pkce_verifier);
  g_test_add_func ("/sign-in/base64url", test_base64url);
  g_test_add_func ("/sign-in/secrets-compare", test_secret_equal);
  g_test_add_func ("/sign-in/metadata/reads", test_metadata_reads);
  g_test_add_func ("/sign-in/metadata/refuses", test_metadata_refuses);
  g_test_add_func ("/sign-in/metadata/microsoft", test_metadata_microsoft);
  g_test_add_func ("/sign-in/id-token/belongs-to-this-sign-in", test_id_token_belongs);
  g_test_add_func ("/sign-in/id-token/userinfo", test_id_token_userinfo);
  g_test_add_func ("/sign-in/A-1/company-only", test_company_only);
  g_test_add_func ("/sign-in/A-1/company-only-microsoft", test_company_only_microsoft);
  g_test_add_func ("/sign-in/token-reply", test_token_reply);
  g_test_add_func ("/sign-in/token-set", test_token_set);
  g_test_add_func ("/sign-in/scope", test_scope);
  g_test_add_func ("/sign-in/device-reply", test_device_reply);
  g_test_add_func ("/sign-in/redirect-request", test_redirect_request);
  return g_test_run ();
}
