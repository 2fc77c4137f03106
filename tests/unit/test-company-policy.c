/* test-company-policy.c: a company policy from a file is taken over whole, or refused with its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-account.h"
#include "model/rbk-company-policy.h"
#include "model/rbk-json.h"
#include "model/rbk-policy-check.h"
#include "rbk-test.h"

#include <string.h>

static const char whole[] =
  "{'ringback_policy':1,'domains':['harborpoint.example'],'tenants':{'microsoft':'harbor'},"
  "'clients':{'google':'abc.apps'},'client_secrets':{'google':'GOCSPX-x'},'texting':[{'number':'+13125550142'"
  ",'registration':'CABC12','brand':'"
  "Harbor'"
  "}],'postal_address':'1 Pier Road\\nHarbor','opt_out_number':'+18005550100','unsubscribe':'mailto:stop@"
  "harborpoint.example','hours':[{'day':1,'opens':'09:00','closes':'20:30'},{'day':7,'opens':'10:00','closes'"
  ":"
  "'24:00'}],'why_buy':'https://harborpoint.example/why','overrides':[{'row':'state-hours.TX','value':'8-21',"
  "'reason':'Our lawyer says "
  "so','person':'Mona','time_us':5},{'row':'x','reason':'r','person':'p','time_us':6}]"
  ",'templates':[{'id':'thanks','name':'Thanks','medium':'email','subject':'Thank you','text':'Hi "
  "{first_name}.\\n\\nBye'}],'signature':'{my_name}',"
  "'review':{'approval':'first','first':3,'calibration':10},'signed_by':'somebody else','signed_us':1}";

static JsonObject *
read_text (const char *json, GError **error)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return rbk_policy_read_file (bytes, error);
}

static void
test_whole_file_is_taken_over (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) changes = read_text (whole, &error);
  g_autoptr (RbkCompanyPolicy) policy = NULL;
  const RbkRuleOverride *decided;

  g_assert_no_error (error);
  policy = rbk_company_policy_new_from_facts (changes);
  g_assert_cmpstr (rbk_company_policy_get_domains (policy)[0], ==, "harborpoint.example");
  g_assert_cmpstr (rbk_company_policy_get_tenant (policy, "microsoft"), ==, "harbor");
  g_assert_null (rbk_company_policy_get_tenant (policy, "google"));
  g_assert_cmpstr (rbk_company_policy_get_client (policy, "google"), ==, "abc.apps");
  g_assert_cmpstr (rbk_company_policy_get_client_secret (policy, "google"), ==, "GOCSPX-x");
  g_assert_cmpstr (rbk_company_policy_find_texting (policy, "+13125550142")->registration, ==, "CABC12");
  g_assert_null (rbk_company_policy_find_texting (policy, "+13125550143"));
  g_assert_null (rbk_company_policy_find_texting (policy, NULL));
  g_assert_cmpstr (rbk_company_policy_get_postal_address (policy), ==, "1 Pier Road\nHarbor");
  g_assert_cmpuint (rbk_company_policy_find_hours (policy, 1)->closes, ==, 20 * 60 + 30);
  g_assert_cmpuint (rbk_company_policy_find_hours (policy, 7)->closes, ==, 24 * 60);
  g_assert_true (rbk_company_policy_has_hours (policy));
  g_assert_null (rbk_company_policy_find_hours (policy, 2));
  g_assert_cmpint (rbk_company_policy_get_review (policy)->approval, ==, RBK_APPROVAL_FIRST);
  g_assert_cmpuint (rbk_company_policy_get_review (policy)->first, ==, 3);
  g_assert_cmpuint (rbk_company_policy_get_review (policy)->calibration, ==, 10);
  g_assert_cmpuint (rbk_company_policy_get_review (policy)->sample, ==, 0);
  decided = rbk_company_policy_find_override (policy, "state-hours.TX");
  g_assert_cmpstr (decided->reason, ==, "Our lawyer says so");
  g_assert_cmpstr (decided->value, ==, "8-21");
  g_assert_null (rbk_company_policy_find_override (policy, "x")->value);
  g_assert_cmpuint (rbk_company_policy_get_templates (policy)->len, ==, 1);
  /* Who signed it off there does not sign it off here. */
  g_assert_null (rbk_company_policy_get_signed_by (policy));
  g_assert_cmpint (rbk_company_policy_get_signed_us (policy), ==, 0);
}

static void
test_empty_policy_decides_nothing (void)
{
  g_autoptr (RbkCompanyPolicy) policy = rbk_company_policy_new_from_facts (NULL);

  g_assert_null (rbk_company_policy_get_domains (policy)[0]);
  g_assert_false (rbk_company_policy_has_hours (policy));
  g_assert_null (rbk_company_policy_find_hours (policy, 1));
  g_assert_null (rbk_company_policy_get_unsubscribe (policy));
}

static void
test_what_is_wrong_is_said_with_its_place (void)
{
  static const struct
  {
    const char *json;
    RbkPolicyError code;
    const char *place; /* in the words */
  } bad[] = {
    { "", RBK_POLICY_ERROR_FORM, "not a company policy" },
    { "[1]", RBK_POLICY_ERROR_FORM, "not a company policy" },
    { "{'domains':['a.example']}", RBK_POLICY_ERROR_FORM, "ringback_policy" },
    { "{'ringback_policy':'1','why_buy':'https://a.example'}", RBK_POLICY_ERROR_FORM, "ringback_policy" },
    { "{'ringback_policy':2}", RBK_POLICY_ERROR_NEWER, "newer" },
    { "{'ringback_policy':1}", RBK_POLICY_ERROR_FORM, "nothing" },
    { "{'ringback_policy':1,'postal_adress':'x'}", RBK_POLICY_ERROR_MEMBER, "postal_adress" },
    { "{'ringback_policy':1,'domains':'a.example'}", RBK_POLICY_ERROR_VALUE, "domains" },
    { "{'ringback_policy':1,'domains':['a.example',7]}", RBK_POLICY_ERROR_VALUE, "(domains), row 2" },
    { "{'ringback_policy':1,'domains':['a@b.example']}", RBK_POLICY_ERROR_VALUE, "(domains), row 1" },
    { "{'ringback_policy':1,'domains':['a.example','A.EXAMPLE']}",
      RBK_POLICY_ERROR_VALUE,
      "(domains), row 2" },
    { "{'ringback_policy':1,'review':{'approval':'some'}}", RBK_POLICY_ERROR_VALUE, "review, approval" },
    { "{'ringback_policy':1,'review':{'first':-1}}", RBK_POLICY_ERROR_VALUE, "review, first" },
    { "{'ringback_policy':1,'review':{'sample':'2'}}", RBK_POLICY_ERROR_VALUE, "review, sample" },
    { "{'ringback_policy':1,'review':{'calibration':101}}", RBK_POLICY_ERROR_VALUE, "review, calibration" },
    { "{'ringback_policy':1,'review':{'blind':true}}", RBK_POLICY_ERROR_MEMBER, "review, blind" },
    { "{'ringback_policy':1,'tenants':['a']}", RBK_POLICY_ERROR_VALUE, "tenants" },
    { "{'ringback_policy':1,'tenants':{'apple':'a'}}", RBK_POLICY_ERROR_MEMBER, "(tenants), apple" },
    { "{'ringback_policy':1,'clients':{'google':'a b'}}", RBK_POLICY_ERROR_VALUE, "(clients), google" },
    { "{'ringback_policy':1,'client_secrets':{'google':'a b'}}",
      RBK_POLICY_ERROR_VALUE,
      "(client_secrets), google" },
    { "{'ringback_policy':1,'client_secrets':{'microsoft':'a'}}",
      RBK_POLICY_ERROR_MEMBER,
      "(client_secrets), microsoft" },
    { "{'ringback_policy':1,'texting':[{'number':'3125550142','registration':'C'}]}",
      RBK_POLICY_ERROR_VALUE,
      "(texting), row 1, number" },
    { "{'ringback_policy':1,'texting':[{'number':'+13125550142'}]}",
      RBK_POLICY_ERROR_VALUE,
      "(texting), row 1, registration" },
    { "{'ringback_policy':1,'postal_address':''}", RBK_POLICY_ERROR_VALUE, "postal_address" },
    { "{'ringback_policy':1,'postal_address':'a\\u0007b'}", RBK_POLICY_ERROR_VALUE, "postal_address" },
    { "{'ringback_policy':1,'unsubscribe':'http://a.example'}", RBK_POLICY_ERROR_VALUE, "unsubscribe" },
    { "{'ringback_policy':1,'unsubscribe':'mailto:a@b.example\\nBcc: x'}",
      RBK_POLICY_ERROR_VALUE,
      "unsubscribe" },
    { "{'ringback_policy':1,'why_buy':'javascript:alert(1)'}",
      RBK_POLICY_ERROR_VALUE,
      "“Why buy here” page (why_buy)" },
    { "{'ringback_policy':1,'why_buy':'https://me:secret@a.example'}",
      RBK_POLICY_ERROR_VALUE,
      "“Why buy here” page (why_buy)" },
    { "{'ringback_policy':1,'hours':[{'day':8,'opens':'09:00','closes':'10:00'}]}",
      RBK_POLICY_ERROR_VALUE,
      "(hours), row 1" },
    { "{'ringback_policy':1,'hours':[{'day':1,'opens':'9:00','closes':'10:00'}]}",
      RBK_POLICY_ERROR_VALUE,
      "(hours), row 1, opens" },
    { "{'ringback_policy':1,'hours':[{'day':1,'opens':'10:00','closes':'10:00'}]}",
      RBK_POLICY_ERROR_VALUE,
      "(hours), row 1" },
    { "{'ringback_policy':1,'hours':[{'day':1,'opens':'10:00','closes':'24:01'}]}",
      RBK_POLICY_ERROR_VALUE,
      "(hours), row 1, closes" },
    { "{'ringback_policy':1,'hours':[{'day':2,'opens':'09:00','closes':'10:00'},{'day':2,'opens':'11:00','"
      "closes':'12:00'}]}",
      RBK_POLICY_ERROR_VALUE,
      "(hours), row 2" },
    { "{'ringback_policy':1,'overrides':[{'row':'x','person':'p','time_us':1}]}",
      RBK_POLICY_ERROR_VALUE,
      "overrides, row 1, reason" },
    { "{'ringback_policy':1,'overrides':[{'row':'x','person':'p','reason':'r'}]}",
      RBK_POLICY_ERROR_VALUE,
      "overrides, row 1" },
    { "{'ringback_policy':1,'overrides':[{'row':'x','person':'p','reason':'r','time_us':1,'value':[8]}]}",
      RBK_POLICY_ERROR_VALUE,
      "overrides, row 1, value" },
    { "{'ringback_policy':1,'templates':[{'id':'a','name':'A','medium':'fax','text':'t'}]}",
      RBK_POLICY_ERROR_VALUE,
      "templates, row 1, medium" },
    { "{'ringback_policy':1,'templates':[[[[]]]]}", RBK_POLICY_ERROR_VALUE, "templates, row 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) changes = read_text (bad[i].json, &error);

      g_test_message ("%s", bad[i].json);
      g_assert_null (changes);
      g_assert_error (error, RBK_POLICY_ERROR, (int) bad[i].code);
      g_assert_nonnull (strstr (error->message, bad[i].place));
      g_assert_true (g_str_has_suffix (error->message, ".") || g_str_has_suffix (error->message, "?"));
    }
}

static void
test_what_is_endless_is_refused (void)
{
  g_autoptr (GString) deep = g_string_new ("{'ringback_policy':1,'domains':");
  g_autoptr (GString) long_one = g_string_new ("{'ringback_policy':1,'postal_address':'");
  g_autoptr (GString) many = g_string_new ("{'ringback_policy':1,'domains':['a.example'");
  g_autoptr (GString) large = g_string_new ("{'ringback_policy':1,'signature':'");
  GString *all[] = { deep, long_one, many, large };

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < 10001; i++)
    g_string_append (long_one, "ö");
  g_string_append (long_one, "'}");
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (many, ",'a%u.example'", i);
  g_string_append (many, "]}");
  for (guint i = 0; i < 600 * 1024; i++)
    g_string_append_c (large, 'a');
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (all[i]->str, &error));
      g_assert_nonnull (error);
    }
}

static void
test_change_may_take_away (void)
{
  g_autoptr (JsonObject) changes = rbk_json_parse_object ("{\"why_buy\":null,\"hours\":[]}", -1, NULL);
  g_autoptr (JsonObject) signs = rbk_json_parse_object ("{\"signed_by\":\"me\"}", -1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_policy_check (changes, &error));
  g_assert_no_error (error);
  /* Only the desk says who acts. */
  g_assert_false (rbk_policy_check (signs, NULL));
}

static void
test_account_goes_into_its_facts_and_back (void)
{
  static const struct
  {
    const char *facts;
    RbkMedium medium;
    const char *sign_in;
  } accounts[] = {
    { "{'kind':'jmap','address':'a@b.example'}", RBK_MEDIUM_EMAIL, "password" },
    { "{'kind':'jmap','address':'a@b.example','bearer':true}", RBK_MEDIUM_EMAIL, "token" },
    { "{'kind':'graph','address':'a@b.example','sign_in':'oauth','issuer':'https://"
      "i.example','client_id':'c',"
      "'tenant':'t'}",
      RBK_MEDIUM_EMAIL,
      "oauth" },
    { "{'kind':'gmail','address':'a@b.example','sign_in':'oauth'}", RBK_MEDIUM_EMAIL, "oauth" },
    { "{'kind':'twilio','address':'+13125550142','user_name':'AC1','messaging_service':'MG1'}",
      RBK_MEDIUM_TEXT,
      "password" },
    { "{'kind':'web','server':'https://s.example/up/','public_base':'https://s.example/'}",
      (RbkMedium) 0,
      "password" },
    { "{'kind':'pigeon','sign_in':'whistle','removed':true}", (RbkMedium) 0, "whistle" },
    { "{'kind':7,'address':[],'server':null}", (RbkMedium) 0, "password" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (accounts[i].facts), "'", '"');
      g_autoptr (JsonObject) facts = rbk_json_parse_object (text, -1, NULL);
      g_autoptr (RbkAccount) account = rbk_account_new_from_facts ("id", facts);
      g_autoptr (JsonObject) written = rbk_account_to_facts (account);
      g_autoptr (RbkAccount) again = rbk_account_new_from_facts ("id", written);

      g_assert_cmpint (rbk_account_get_medium (account), ==, accounts[i].medium);
      g_assert_cmpstr (rbk_account_get_sign_in (account), ==, accounts[i].sign_in);
      g_assert_cmpint (rbk_account_is_bearer (account), ==, g_str_equal (accounts[i].sign_in, "token"));
      g_assert_cmpstr (rbk_account_get_kind (again), ==, rbk_account_get_kind (account));
      g_assert_cmpstr (rbk_account_get_address (again), ==, rbk_account_get_address (account));
      g_assert_cmpstr (rbk_account_get_server (again), ==, rbk_account_get_server (account));
      g_assert_cmpstr (rbk_account_get_user_name (again), ==, rbk_account_get_user_name (account));
      g_assert_cmpstr (rbk_account_get_sign_in (again), ==, rbk_account_get_sign_in (account));
      g_assert_cmpstr (rbk_account_get_issuer (again), ==, rbk_account_get_issuer (account));
      g_assert_cmpstr (rbk_account_get_client_id (again), ==, rbk_account_get_client_id (account));
      g_assert_cmpstr (rbk_account_get_tenant (again), ==, rbk_account_get_tenant (account));
      g_assert_cmpstr (rbk_account_get_public_base (again), ==, rbk_account_get_public_base (account));
      g_assert_cmpstr (
        rbk_account_get_messaging_service (again), ==, rbk_account_get_messaging_service (account));
      g_assert_cmpstr (rbk_account_get_messaging_service (account),
                       ==,
                       g_str_equal (rbk_account_get_kind (account), "twilio") ? "MG1" : NULL);
      g_assert_cmpint (rbk_account_is_removed (again), ==, rbk_account_is_removed (account));
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/policy/whole-file-is-taken-over", test_whole_file_is_taken_over);
  g_test_add_func ("/policy/empty-decides-nothing", test_empty_policy_decides_nothing);
  g_test_add_func ("/policy/what-is-wrong-is-said-with-its-place", test_what_is_wrong_is_said_with_its_place);
  g_test_add_func ("/policy/what-is-endless-is-refused", test_what_is_endless_is_refused);
  g_test_add_func ("/policy/change-may-take-away", test_change_may_take_away);
  g_test_add_func ("/account/goes-into-its-facts-and-back", test_account_goes_into_its_facts_and_back);
  return g_test_run ();
}
