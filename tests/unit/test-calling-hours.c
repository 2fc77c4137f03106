/* test-calling-hours.c: at what hour somebody may be called, wherever they are (K-1…K-7).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-json.h"
#include "rbk-test-gate.h"
#include "rbk-test.h"
#include "rules/rbk-calling-hours.h"

static RbkGateTables *tables;

/* (transfer full): somebody of whom the file says @facts. */
static RbkCustomer *
make_customer (const char *facts)
{
  g_autoptr (JsonObject) object = rbk_json_parse_object (facts, -1, NULL);

  g_assert_nonnull (object);
  return rbk_customer_new ("c", object);
}

static RbkCustomerPlace *
find_place (const char *facts, const char *number)
{
  g_autoptr (RbkCustomer) customer = make_customer (facts);

  return rbk_customer_place_find (tables, customer, number);
}

static RbkCallingHours *
ask (const char *facts, const char *number, const RbkGatePolicy *policy, RbkHoursKind kinds, const char *time)
{
  g_autoptr (RbkCustomerPlace) place = find_place (facts, number);
  RbkGatePolicy none = { 0 };

  return rbk_calling_hours_find (
    tables, place, policy != NULL ? policy : &none, "America/Chicago", kinds, rbk_test_time (time));
}

/* @opens: when it opens; NULL: it is open. */
static void
expect (const char *facts,
        const char *number,
        const char *time,
        const char *rule,
        const char *row,
        const char *opens)
{
  g_autoptr (RbkCallingHours) hours = ask (facts, number, NULL, RBK_HOURS_ALL, time);

  g_test_message ("%s %s at %s", facts, number != NULL ? number : "", time);
  g_assert_cmpint (hours->is_open, ==, opens == NULL);
  g_assert_cmpstr (hours->rule, ==, rule);
  if (row != NULL)
    g_assert_cmpstr (hours->row, ==, row);
  if (opens != NULL)
    g_assert_cmpint (hours->opens_us, ==, rbk_test_time (opens));
}

static void
test_federal (void)
{
  const char *il = "{\"address\":{\"postal_code\":\"60601\"}}";

  /* 2026-11-25 is a Wednesday. */
  expect (il, NULL, "2026-11-25T07:59:59-06:00", "K-1", "hours-federal", "2026-11-25T08:00:00-06:00");
  expect (il, NULL, "2026-11-25T07:59:59.999999-06:00", "K-1", "hours-federal", "2026-11-25T08:00:00-06:00");
  expect (il, NULL, "2026-11-25T08:00:00-06:00", NULL, NULL, NULL);
  expect (il, NULL, "2026-11-25T20:59:59.999999-06:00", NULL, NULL, NULL);
  expect (il, NULL, "2026-11-25T21:00:00-06:00", "K-1", "hours-federal", "2026-11-26T08:00:00-06:00");
  expect (il, NULL, "2026-11-25T00:00:00-06:00", "K-1", "hours-federal", "2026-11-25T08:00:00-06:00");
  /* Their clock counts, not the showroom's in Chicago. */
  expect ("{\"address\":{\"region\":\"California\"}}",
          NULL,
          "2026-11-25T09:30:00-06:00",
          "K-1",
          "hours-federal",
          "2026-11-25T10:00:00-06:00");
}

static void
test_closes (void)
{
  g_autoptr (RbkCallingHours) hours =
    ask ("{\"address\":{\"postal_code\":\"60601\"}}", NULL, NULL, RBK_HOURS_ALL, "2026-11-25T20:00:00-06:00");

  g_assert_true (hours->is_open);
  g_assert_cmpint (hours->closes_us, ==, rbk_test_time ("2026-11-25T21:00:00-06:00"));
}

/* Each row of K-4: a state's ZIP, a Wednesday, a Saturday and a Sunday without a holiday. */
static void
test_states (void)
{
  static const struct
  {
    const char *zip, *offset; /* in November, standard time */
    const char *days[3][2];   /* first minute, first minute after; NULL: closed */
  } cases[] = {
    { "36104", "-06:00", { { "08:00", "20:00" }, { "08:00", "20:00" }, { NULL, NULL } } },       /* AL */
    { "06103", "-05:00", { { "09:00", "20:00" }, { "09:00", "20:00" }, { "09:00", "20:00" } } }, /* CT */
    { "33101", "-05:00", { { "08:00", "20:00" }, { "08:00", "20:00" }, { "08:00", "20:00" } } }, /* FL */
    { "40202", "-05:00", { { "10:00", "21:00" }, { "10:00", "21:00" }, { "10:00", "21:00" } } }, /* KY */
    { "70112", "-06:00", { { "08:00", "20:00" }, { "08:00", "20:00" }, { NULL, NULL } } },       /* LA */
    { "21201", "-05:00", { { "08:00", "20:00" }, { "08:00", "20:00" }, { "08:00", "20:00" } } }, /* MD */
    { "02108", "-05:00", { { "08:00", "20:00" }, { "08:00", "20:00" }, { "08:00", "20:00" } } }, /* MA */
    { "48201", "-05:00", { { "09:00", "21:00" }, { "09:00", "21:00" }, { "09:00", "21:00" } } }, /* MI */
    { "55401", "-06:00", { { "09:00", "21:00" }, { "09:00", "21:00" }, { "09:00", "21:00" } } }, /* MN */
    { "39201", "-06:00", { { "08:00", "20:00" }, { "08:00", "20:00" }, { NULL, NULL } } },       /* MS */
    { "89101", "-08:00", { { "09:00", "20:00" }, { "09:00", "20:00" }, { "09:00", "20:00" } } }, /* NV */
    { "87102", "-07:00", { { "09:00", "21:00" }, { "09:00", "21:00" }, { "09:00", "21:00" } } }, /* NM */
    { "73102", "-06:00", { { "08:00", "20:00" }, { "08:00", "20:00" }, { "08:00", "20:00" } } }, /* OK */
    { "17101", "-05:00", { { "08:00", "21:00" }, { "08:00", "12:00" }, { "08:00", "21:00" } } }, /* PA */
    { "02903", "-05:00", { { "09:00", "18:00" }, { "10:00", "17:00" }, { NULL, NULL } } },       /* RI */
    { "78701", "-06:00", { { "09:00", "21:00" }, { "09:00", "21:00" }, { "12:00", "21:00" } } }, /* TX */
    { "84101", "-07:00", { { "08:00", "21:00" }, { "08:00", "21:00" }, { NULL, NULL } } },       /* UT */
    { "98101", "-08:00", { { "08:00", "20:00" }, { "08:00", "20:00" }, { "08:00", "20:00" } } }, /* WA */
    { "82001", "-07:00", { { "08:00", "20:00" }, { "08:00", "20:00" }, { "08:00", "20:00" } } }, /* WY */
    { "60601",
      "-06:00",
      { { "08:00", "21:00" }, { "08:00", "21:00" }, { "08:00", "21:00" } } }, /* IL: none */
    { "10001",
      "-05:00",
      { { "08:00", "21:00" }, { "08:00", "21:00" }, { "08:00", "21:00" } } }, /* NY: none */
  };
  static const char *const dates[] = { "2026-11-18", "2026-11-21", "2026-11-22" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *facts = g_strdup_printf ("{\"address\":{\"postal_code\":\"%s\"}}", cases[i].zip);

      for (guint day = 0; day < G_N_ELEMENTS (dates); day++)
        {
          g_autofree char *noon = g_strdup_printf ("%sT15:00:00%s", dates[day], cases[i].offset);
          g_autofree char *first = NULL;
          g_autofree char *after = NULL;
          g_autoptr (RbkCallingHours) at_noon = ask (facts, NULL, NULL, RBK_HOURS_ALL, noon);
          g_autoptr (RbkCallingHours) at_first = NULL;
          g_autoptr (RbkCallingHours) at_after = NULL;
          RbkGatePolicy none = { 0 };
          g_autoptr (RbkCustomerPlace) place = find_place (facts, NULL);

          g_test_message ("%s on %s", cases[i].zip, dates[day]);
          if (cases[i].days[day][0] == NULL)
            {
              g_assert_false (at_noon->is_open);
              g_assert_cmpstr (at_noon->rule, ==, "K-4");
              continue;
            }
          first = g_strdup_printf ("%sT%s:00%s", dates[day], cases[i].days[day][0], cases[i].offset);
          after = g_strdup_printf ("%sT%s:00%s", dates[day], cases[i].days[day][1], cases[i].offset);
          at_first =
            rbk_calling_hours_find (tables, place, &none, NULL, RBK_HOURS_ALL, rbk_test_time (first));
          g_assert_true (at_first->is_open);
          g_assert_cmpint (at_first->closes_us, ==, rbk_test_time (after));
          g_clear_pointer (&at_first, rbk_calling_hours_free);
          at_first =
            rbk_calling_hours_find (tables, place, &none, NULL, RBK_HOURS_ALL, rbk_test_time (first) - 1);
          g_assert_false (at_first->is_open);
          g_assert_cmpint (at_first->opens_us, ==, rbk_test_time (first));
          at_after =
            rbk_calling_hours_find (tables, place, &none, NULL, RBK_HOURS_ALL, rbk_test_time (after));
          g_assert_false (at_after->is_open);
        }
    }
}

static void
test_conflicts_are_kept (void)
{
  const char *ct = "{\"address\":{\"postal_code\":\"06103\"}}";
  const RbkRowOverride away[] = {
    { .row = "hours-ct-dropcowboy", .reason = "Counsel of 3 May", .person = "boss" }
  };
  RbkGatePolicy policy = { .overrides = away, .n_overrides = 1 };
  g_autoptr (RbkCallingHours) hours = NULL;

  expect (ct, NULL, "2026-11-25T20:30:00-05:00", "K-4", "hours-ct-dropcowboy", "2026-11-26T09:00:00-05:00");
  /* The other source has nine in the evening. */
  hours = ask (ct, NULL, &policy, RBK_HOURS_ALL, "2026-11-25T20:30:00-05:00");
  g_assert_true (hours->is_open);
  g_assert_cmpint (hours->closes_us, ==, rbk_test_time ("2026-11-25T21:00:00-05:00"));
}

static void
test_holidays (void)
{
  const char *al = "{\"address\":{\"region\":\"AL\"}}";
  g_autoptr (RbkCallingHours) hours = NULL;
  g_autoptr (RbkCallingHours) late = NULL;

  /* Thanksgiving; and Independence Day of 2026, a Saturday, observed on the Friday: both count. */
  expect (al, NULL, "2026-11-26T12:00:00-06:00", "K-4", NULL, "2026-11-27T08:00:00-06:00");
  expect (al, NULL, "2026-07-03T12:00:00-05:00", "K-4", NULL, "2026-07-06T08:00:00-05:00");
  hours = ask (al, NULL, NULL, RBK_HOURS_ALL, "2026-12-25T12:00:00-06:00");
  g_assert_cmpstr (hours->holiday, ==, "Christmas Day");
  g_assert_false (hours->is_past_table);
  /* Where the row does not name them, they are days as others. */
  expect ("{\"address\":{\"region\":\"FL\",\"postal_code\":\"33101\"}}",
          NULL,
          "2026-11-26T12:00:00-05:00",
          NULL,
          NULL,
          NULL);
  late = ask (al, NULL, NULL, RBK_HOURS_ALL, "2032-03-03T12:00:00-06:00");
  g_assert_true (late->is_past_table);
}

static void
test_showroom (void)
{
  const char *il = "{\"address\":{\"postal_code\":\"60601\"}}";
  const RbkOpeningHours opening[] = {
    { 1, "09:00", "12:00" }, { 1, "13:00", "20:00" }, { 2, "09:00", "20:00" }, { 3, "nine", "20:00" }
  };
  RbkGatePolicy policy = { .hours = opening, .n_hours = G_N_ELEMENTS (opening) };
  static const struct
  {
    const char *time, *opens;
    RbkHoursKind closed_by;
    const char *rule;
  } cases[] = {
    /* 2026-11-23 is a Monday. */
    { "2026-11-23T08:30:00-06:00", "2026-11-23T09:00:00-06:00", RBK_HOURS_SHOWROOM, "K-3" },
    { "2026-11-23T09:00:00-06:00", NULL, 0, NULL },
    { "2026-11-23T12:00:00-06:00", "2026-11-23T13:00:00-06:00", RBK_HOURS_SHOWROOM, "K-3" },
    { "2026-11-23T20:00:00-06:00", "2026-11-24T09:00:00-06:00", RBK_HOURS_SHOWROOM, "K-3" },
    { "2026-11-23T21:00:00-06:00",
      "2026-11-24T09:00:00-06:00",
      RBK_HOURS_SHOWROOM | RBK_HOURS_FEDERAL,
      "K-1" },
    /* A day without a row is closed, and so is one whose row cannot be read. */
    { "2026-11-25T12:00:00-06:00", "2026-11-30T09:00:00-06:00", RBK_HOURS_SHOWROOM, "K-3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RbkCallingHours) hours = ask (il, NULL, &policy, RBK_HOURS_ALL, cases[i].time);
      g_autoptr (RbkCallingHours) law = ask (il, NULL, &policy, RBK_HOURS_LAW, cases[i].time);

      g_test_message ("%s", cases[i].time);
      g_assert_cmpint (hours->closed_by, ==, cases[i].closed_by);
      g_assert_cmpstr (hours->rule, ==, cases[i].rule);
      g_assert_cmpint (hours->opens_us, ==, cases[i].opens != NULL ? rbk_test_time (cases[i].opens) : 0);
      g_assert_cmpint (law->closed_by, ==, cases[i].closed_by & RBK_HOURS_LAW);
    }
}

static void
test_overrides (void)
{
  const char *il = "{\"address\":{\"postal_code\":\"60601\"}}";
  RbkRowOverride override = {
    .row = "hours-federal", .value = "10:00-18:00", .reason = "R", .person = "boss"
  };
  RbkGatePolicy policy = { .overrides = &override, .n_overrides = 1 };
  static const struct
  {
    const char *value, *reason, *person;
    gboolean at_nine, at_seven;
  } cases[] = {
    { "10:00-18:00", "R", "boss", FALSE, FALSE }, { "06:00-22:00", "R", "boss", TRUE, TRUE },
    { "closed", "R", "boss", FALSE, FALSE },      { NULL, "R", "boss", TRUE, TRUE },
    { "whenever", "R", "boss", TRUE, FALSE },     { "18:00-10:00", "R", "boss", TRUE, FALSE },
    { "06:00-22:00", "", "boss", TRUE, FALSE },   { "06:00-22:00", "R", NULL, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RbkCallingHours) nine = NULL;
      g_autoptr (RbkCallingHours) seven = NULL;

      override.value = cases[i].value;
      override.reason = cases[i].reason;
      override.person = cases[i].person;
      nine = ask (il, NULL, &policy, RBK_HOURS_ALL, "2026-11-25T09:00:00-06:00");
      seven = ask (il, NULL, &policy, RBK_HOURS_ALL, "2026-11-25T07:00:00-06:00");
      g_test_message ("%s", cases[i].value != NULL ? cases[i].value : "away");
      g_assert_cmpint (nine->is_open, ==, cases[i].at_nine);
      g_assert_cmpint (seven->is_open, ==, cases[i].at_seven);
    }
}

static void
expect_place (const char *facts, const char *number, RbkPlaceSource source, const char *candidates)
{
  g_autoptr (RbkCustomerPlace) place = find_place (facts, number);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *all = NULL;
  g_autofree char *words = rbk_customer_place_dup_words (place);

  for (guint i = 0; i < place->candidates->len; i++)
    {
      const RbkPlaceCandidate *at = &g_array_index (place->candidates, RbkPlaceCandidate, i);

      g_ptr_array_add (found, g_strdup_printf ("%s %s", at->state != NULL ? at->state : "-", at->zone));
    }
  g_ptr_array_sort_values (found, (GCompareFunc) strcmp);
  g_ptr_array_add (found, NULL);
  all = g_strjoinv (", ", (char **) found->pdata);
  g_assert_cmpint (place->source, ==, source);
  g_assert_cmpstr (all, ==, candidates);
  g_assert_cmpuint (strlen (words), >, 20);
}

static void
test_place (void)
{
  /* Each goes before the next. */
  expect_place ("{\"time_zone\":\"America/Denver\",\"address\":{\"postal_code\":\"60601\"}}",
                "+12125550101",
                RBK_PLACE_STATED_ZONE,
                "IL America/Denver");
  expect_place ("{\"address\":{\"postal_code\":\"60601-1234\",\"region\":\"IL\"}}",
                "+12125550101",
                RBK_PLACE_ZIP,
                "IL America/Chicago");
  expect_place (
    "{\"address\":{\"region\":\"new york\"}}", "+13125550101", RBK_PLACE_STATE, "NY America/New_York");
  expect_place ("{}", "+13125550101", RBK_PLACE_NUMBER, "IL America/Chicago");
  /* What cannot be read is passed over. */
  expect_place (
    "{\"time_zone\":\"Mars/Olympus\",\"address\":{\"postal_code\":\"6060\",\"region\":\"Bavaria\"}}",
    "+13125550101",
    RBK_PLACE_NUMBER,
    "IL America/Chicago");
  /* A ZIP against its state: both count. */
  expect_place ("{\"address\":{\"postal_code\":\"60601\",\"region\":\"NY\"}}",
                NULL,
                RBK_PLACE_ZIP,
                "IL America/Chicago, NY America/New_York");
  /* A stated zone leaves of the states those that can be in it. */
  expect_place (
    "{\"time_zone\":\"America/Detroit\"}", "+13135550101", RBK_PLACE_STATED_ZONE, "MI America/Detroit");
  expect_place (
    "{\"time_zone\":\"Pacific/Honolulu\"}", "+13125550101", RBK_PLACE_STATED_ZONE, "HI Pacific/Honolulu");
  expect_place ("{\"time_zone\":\"Europe/Berlin\"}", NULL, RBK_PLACE_STATED_ZONE, "- Europe/Berlin");
  /* Abroad and Canada. */
  expect_place ("{}", "+442079460958", RBK_PLACE_NUMBER, "- Europe/London");
  expect_place ("{}", "+14165550101", RBK_PLACE_NUMBER, "- America/Toronto");
}

/* K-2: two-zone states need the ZIP. */
static void
test_two_zones (void)
{
  static const struct
  {
    const char *state, *zip, *zone, *other_zip, *other_zone;
  } cases[] = {
    { "IN", "46204", "America/New_York", "46402", "America/Chicago" },
    { "ID", "83702", "America/Denver", "83814", "America/Los_Angeles" },
    { "KY", "40202", "America/New_York", "42101", "America/Chicago" },
    { "TN", "37902", "America/New_York", "38103", "America/Chicago" },
    { "FL", "33101", "America/New_York", "32501", "America/Chicago" },
    { "ND", "58102", "America/Chicago", "58601", "America/Denver" },
    { "NE", "68102", "America/Chicago", "69361", "America/Denver" },
    { "OR", "97201", "America/Los_Angeles", "97914", "America/Denver" },
    { "SD", "57104", "America/Chicago", "57701", "America/Denver" },
    { "TX", "78701", "America/Chicago", "79901", "America/Denver" },
    { "KS", "66101", "America/Chicago", "67735", "America/Denver" },
    { "MI", "48201", "America/New_York", "49938", "America/Chicago" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *state = g_strdup_printf ("{\"address\":{\"region\":\"%s\"}}", cases[i].state);
      g_autofree char *zip = g_strdup_printf ("{\"address\":{\"postal_code\":\"%s\"}}", cases[i].zip);
      g_autofree char *other = g_strdup_printf ("{\"address\":{\"postal_code\":\"%s\"}}", cases[i].other_zip);
      g_autofree char *there = g_strdup_printf ("%s %s", cases[i].state, cases[i].zone);
      g_autofree char *elsewhere = g_strdup_printf ("%s %s", cases[i].state, cases[i].other_zone);
      g_autoptr (RbkCustomerPlace) either = find_place (state, NULL);

      g_test_message ("%s", cases[i].state);
      expect_place (zip, NULL, RBK_PLACE_ZIP, there);
      expect_place (other, NULL, RBK_PLACE_ZIP, elsewhere);
      g_assert_cmpuint (either->candidates->len, >, 1);
    }
  /* Without it both clocks count: from eight in the west to nine in the east. */
  expect ("{\"address\":{\"region\":\"OR\"}}",
          NULL,
          "2026-11-25T07:30:00-08:00",
          "K-1",
          NULL,
          "2026-11-25T08:00:00-08:00");
  expect ("{\"address\":{\"region\":\"OR\"}}",
          NULL,
          "2026-11-25T20:00:00-08:00",
          "K-1",
          NULL,
          "2026-11-26T08:00:00-08:00");
  expect ("{\"address\":{\"postal_code\":\"97201\"}}", NULL, "2026-11-25T20:00:00-08:00", NULL, NULL, NULL);
}

/* K-2: where nothing is known, what is open everywhere is open. */
static void
test_unknown (void)
{
  g_autoptr (RbkCustomerPlace) place = find_place ("{}", NULL);
  g_autoptr (RbkCustomerPlace) toll_free = find_place ("{}", "+18005550101");
  gint64 before = g_get_monotonic_time ();

  g_assert_cmpint (place->source, ==, RBK_PLACE_UNKNOWN);
  g_assert_cmpint (toll_free->source, ==, RBK_PLACE_UNKNOWN);
  g_assert_cmpuint (place->candidates->len, >, 51);
  g_assert_true (rbk_customer_place_may_be_in (place, "HI"));
  g_assert_true (rbk_customer_place_may_be_in (place, "DC"));
  /* Honolulu's eight in the morning, and Rhode Island's six in the evening. */
  expect ("{}", NULL, "2026-11-25T12:59:59-05:00", "K-1", NULL, "2026-11-25T13:00:00-05:00");
  expect ("{}", NULL, "2026-11-25T13:00:00-05:00", NULL, NULL, NULL);
  expect ("{}", NULL, "2026-11-25T17:59:59-05:00", NULL, NULL, NULL);
  /* Thanksgiving follows. */
  expect ("{}", NULL, "2026-11-25T18:00:00-05:00", "K-4", NULL, "2026-11-27T13:00:00-05:00");
  g_test_message ("%" G_GINT64_FORMAT " µs for four questions", g_get_monotonic_time () - before);
}

static gint64
from_local (const char *zone_id, const char *wall)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_id);
  g_autofree char *text = g_strconcat (wall, "Z", NULL);

  g_assert_nonnull (zone);
  return rbk_zone_from_local (zone, rbk_test_time (text));
}

/* K-7: a half past two that is not there, and one that is there twice. */
static void
test_clock_changes (void)
{
  static const struct
  {
    const char *zone, *wall, *instant;
  } cases[] = {
    /* Forward on 2027-03-14: 02:00 becomes 03:00. */
    { "America/Chicago", "2027-03-14T01:59:59", "2027-03-14T01:59:59-06:00" },
    { "America/Chicago", "2027-03-14T02:00:00", "2027-03-14T03:00:00-05:00" },
    { "America/Chicago", "2027-03-14T02:30:00", "2027-03-14T03:00:00-05:00" },
    { "America/Chicago", "2027-03-14T03:00:00", "2027-03-14T03:00:00-05:00" },
    { "America/Chicago", "2027-03-14T08:00:00", "2027-03-14T08:00:00-05:00" },
    /* Back on 2026-11-01: 02:00 becomes 01:00. */
    { "America/Chicago", "2026-11-01T00:59:59", "2026-11-01T00:59:59-05:00" },
    { "America/Chicago", "2026-11-01T01:00:00", "2026-11-01T01:00:00-06:00" },
    { "America/Chicago", "2026-11-01T01:30:00", "2026-11-01T01:30:00-06:00" },
    { "America/Chicago", "2026-11-01T02:30:00", "2026-11-01T02:30:00-06:00" },
    /* Half past two twice is Europe's; and a zone without any of it. */
    { "Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T02:30:00+01:00" },
    { "Europe/Berlin", "2027-03-28T02:30:00", "2027-03-28T03:00:00+02:00" },
    { "America/Phoenix", "2027-03-14T02:30:00", "2027-03-14T02:30:00-07:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].zone, cases[i].wall);
      g_assert_cmpint (from_local (cases[i].zone, cases[i].wall), ==, rbk_test_time (cases[i].instant));
    }
}

/* K-7: what waits through such a night leaves at eight by the new clock, and never before. */
static void
test_clock_change_nights (void)
{
  const char *il = "{\"address\":{\"postal_code\":\"60601\"}}";
  const char *az = "{\"address\":{\"postal_code\":\"85001\"}}";
  const RbkOpeningHours night[] = { { 7, "02:30", "09:00" }, { 1, "09:00", "20:00" } };
  RbkRowOverride away = { .row = "hours-federal", .reason = "R", .person = "boss" };
  RbkGatePolicy policy = { .hours = night, .n_hours = 2, .overrides = &away, .n_overrides = 1 };
  g_autoptr (RbkCallingHours) spring = NULL;
  g_autoptr (RbkCallingHours) autumn = NULL;

  expect (il, NULL, "2027-03-13T23:00:00-06:00", "K-1", NULL, "2027-03-14T08:00:00-05:00");
  expect (il, NULL, "2027-03-14T07:59:59-05:00", "K-1", NULL, "2027-03-14T08:00:00-05:00");
  expect (il, NULL, "2027-03-14T08:00:00-05:00", NULL, NULL, NULL);
  expect (il, NULL, "2026-10-31T23:00:00-05:00", "K-1", NULL, "2026-11-01T08:00:00-06:00");
  /* Both readings of half past one. */
  expect (il, NULL, "2026-11-01T01:30:00-05:00", "K-1", NULL, "2026-11-01T08:00:00-06:00");
  expect (il, NULL, "2026-11-01T01:30:00-06:00", "K-1", NULL, "2026-11-01T08:00:00-06:00");
  /* Eight by the clock of the day before is seven. */
  expect (il, NULL, "2026-11-01T08:00:00-05:00", "K-1", NULL, "2026-11-01T08:00:00-06:00");
  expect (az, NULL, "2026-11-01T07:30:00-07:00", "K-1", NULL, "2026-11-01T08:00:00-07:00");
  /* A showroom that opens at half past two in the night in which that is not there. */
  spring = ask (il, NULL, &policy, RBK_HOURS_ALL, "2027-03-14T01:00:00-06:00");
  g_assert_cmpint (spring->opens_us, ==, rbk_test_time ("2027-03-14T03:00:00-05:00"));
  autumn = ask (il, NULL, &policy, RBK_HOURS_ALL, "2026-11-01T01:45:00-05:00");
  g_assert_cmpint (autumn->opens_us, ==, rbk_test_time ("2026-11-01T02:30:00-06:00"));
}

/* A window that is open over such a night ends by the new clock. */
static void
test_closes_after_change (void)
{
  RbkRowOverride late = { .row = "hours-federal", .value = "00:00-24:00", .reason = "R", .person = "boss" };
  const RbkOpeningHours night[] = { { 7, "00:00", "04:00" } };
  RbkGatePolicy policy = { .hours = night, .n_hours = 1, .overrides = &late, .n_overrides = 1 };
  g_autoptr (RbkCallingHours) spring = ask (
    "{\"address\":{\"postal_code\":\"60601\"}}", NULL, &policy, RBK_HOURS_ALL, "2027-03-14T00:30:00-06:00");
  g_autoptr (RbkCallingHours) autumn = ask (
    "{\"address\":{\"postal_code\":\"60601\"}}", NULL, &policy, RBK_HOURS_ALL, "2026-11-01T00:30:00-05:00");

  g_assert_cmpint (spring->closes_us, ==, rbk_test_time ("2027-03-14T04:00:00-05:00"));
  g_assert_cmpint (autumn->closes_us, ==, rbk_test_time ("2026-11-01T04:00:00-06:00"));
}

static void
test_words (void)
{
  g_autoptr (RbkCustomerPlace) place = find_place ("{\"address\":{\"postal_code\":\"90001\"}}", NULL);
  RbkGatePolicy none = { 0 };
  gint64 now = rbk_test_time ("2026-11-25T09:30:00-06:00");
  g_autoptr (RbkCallingHours) hours =
    rbk_calling_hours_find (tables, place, &none, "America/Chicago", RBK_HOURS_ALL, now);
  g_autofree char *words = rbk_calling_hours_dup_words (hours, place, "Lena Ortiz", "America/Chicago", now);

  for (const char *const *part =
         (const char *const[]) {
           "K-1", "Lena Ortiz", "7:30 AM there", "8:00 AM there", "10:00 AM here", "ZIP", NULL };
       *part != NULL;
       part++)
    {
      g_test_message ("%s: %s", *part, words);
      g_assert_nonnull (strstr (words, *part));
    }
}

int
main (int argc, char *argv[])
{
  int result;

  rbk_test_init (&argc, &argv);
  tables = rbk_test_make_gate_tables ();
  g_test_add_func ("/rules/hours/K-1/boundaries", test_federal);
  g_test_add_func ("/rules/hours/K-1/closes", test_closes);
  g_test_add_func ("/rules/hours/K-2/place", test_place);
  g_test_add_func ("/rules/hours/K-2/two-zones", test_two_zones);
  g_test_add_func ("/rules/hours/K-2/unknown", test_unknown);
  g_test_add_func ("/rules/hours/K-3/showroom", test_showroom);
  g_test_add_func ("/rules/hours/K-3/words", test_words);
  g_test_add_func ("/rules/hours/K-4/states", test_states);
  g_test_add_func ("/rules/hours/K-4/conflicts", test_conflicts_are_kept);
  g_test_add_func ("/rules/hours/K-4/holidays", test_holidays);
  g_test_add_func ("/rules/hours/K-4/overrides", test_overrides);
  g_test_add_func ("/rules/hours/K-7/clock-changes", test_clock_changes);
  g_test_add_func ("/rules/hours/K-7/nights", test_clock_change_nights);
  g_test_add_func ("/rules/hours/K-7/closes", test_closes_after_change);
  result = g_test_run ();
  g_assert_finalize_object (tables);
  return result;
}
