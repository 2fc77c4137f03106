/* test-looking-around.c: the made-up week of the sample showroom, through the desk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-composer.h"
#include "desk/rbk-customer-list.h"
#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-review.h"
#include "desk/rbk-timeline.h"
#include "model/rbk-json.h"
#include "rbk-test.h"

static RbkDesk *
open_sample (RbkClock *clock)
{
  RbkDesk *desk = rbk_desk_new (NULL, TRUE, clock);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rbk_desk_open_async (desk, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  rbk_desk_open_finish (desk, result, &error);
  g_assert_no_error (error);
  return desk;
}

static void
close_desk (RbkDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rbk_desk_close_async (desk, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  rbk_desk_close_finish (desk, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (desk);
}

/* The list as far as it goes: it asks for a few at a time. */
static RbkCustomerList *
list_everybody (RbkDesk *desk)
{
  RbkCustomerList *customers = rbk_customer_list_new (desk);
  gboolean more = TRUE;

  while (more)
    {
      rbk_test_wait_until (!rbk_paged_list_is_loading (RBK_PAGED_LIST (customers)));
      g_object_get (customers, "has-more", &more, NULL);
      rbk_paged_list_load_more (RBK_PAGED_LIST (customers));
    }
  return customers;
}

/* (transfer full): a timeline from its beginning. */
static RbkTimeline *
open_timeline (RbkDesk *desk, RbkCustomer *customer)
{
  RbkTimeline *timeline = rbk_timeline_new (desk, rbk_customer_get_id (customer));

  while (rbk_timeline_get_has_older (timeline))
    rbk_timeline_load_older (timeline);
  return timeline;
}

static void
test_week_is_the_one_that_was (void)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  RbkDesk *desk = open_sample (clock);
  RbkCustomerList *customers;
  guint kinds = 0, rows = 0;

  g_assert_true (rbk_desk_is_sample (desk));
  g_assert_true (rbk_desk_is_founded (desk));
  g_assert_cmpstr (rbk_showroom_get_name (rbk_desk_get_showroom (desk)), ==, "Harbor Point Motors");
  g_assert_cmpuint (rbk_desk_get_people (desk)->len, ==, 7);

  customers = list_everybody (desk);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (customers)), ==, 26);
  for (guint i = 0; i < 26; i++)
    {
      g_autoptr (RbkCustomer) customer = g_list_model_get_item (G_LIST_MODEL (customers), i);
      g_autoptr (RbkTimeline) timeline = open_timeline (desk, customer);
      gint64 last = 0;

      rows += g_list_model_get_n_items (G_LIST_MODEL (timeline));
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (timeline)); j++)
        {
          g_autoptr (RbkTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (timeline), j);
          RbkEntry *entry = rbk_timeline_item_get_entry (item);

          g_assert_cmpint (rbk_entry_get_time_us (entry), >=, last);
          g_assert_cmpint (rbk_entry_get_time_us (entry), <=, rbk_clock_now_us (clock));
          last = rbk_entry_get_time_us (entry);
          kinds |= 1u << rbk_entry_get_kind (entry);
        }
    }
  g_assert_cmpuint (rows, >, 150);
  for (guint kind = RBK_ENTRY_KIND_LEAD_ARRIVED; kind <= RBK_ENTRY_KIND_ASSIGNMENT; kind++)
    {
      if (kind != RBK_ENTRY_KIND_DELIVERY && kind != RBK_ENTRY_KIND_VOICEMAIL_TAKE)
        g_assert_true (kinds & (1u << kind));
    }
  g_assert_finalize_object (customers);
  close_desk (desk);
}

static void
test_who_waits_comes_first (void)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  RbkDesk *desk = open_sample (clock);
  RbkCustomerList *customers = list_everybody (desk);
  gint64 last = 1;
  gboolean waiting = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (customers)); i++)
    {
      g_autoptr (RbkCustomer) customer = g_list_model_get_item (G_LIST_MODEL (customers), i);
      gint64 since = rbk_customer_get_waiting_since_us (customer);

      if (since == 0)
        waiting = FALSE;
      else
        {
          g_assert_true (waiting);
          g_assert_cmpint (since, >=, last);
          last = since;
        }
    }
  g_assert_cmpint (last, >, 1);
  rbk_customer_list_set_search (customers, "fisch");
  rbk_test_wait_until (!rbk_paged_list_is_loading (RBK_PAGED_LIST (customers)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (customers)), >=, 1);
  rbk_customer_list_set_search (customers, "nobody of this name");
  rbk_test_wait_until (!rbk_paged_list_is_loading (RBK_PAGED_LIST (customers)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (customers)), ==, 0);
  g_assert_finalize_object (customers);
  close_desk (desk);
}

static void
test_voicemails_can_be_heard (void)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  RbkDesk *desk = open_sample (clock);
  RbkCustomerList *customers = list_everybody (desk);
  guint heard = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (customers)); i++)
    {
      g_autoptr (RbkCustomer) customer = g_list_model_get_item (G_LIST_MODEL (customers), i);
      g_autoptr (RbkTimeline) timeline = open_timeline (desk, customer);

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (timeline)); j++)
        {
          g_autoptr (RbkTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (timeline), j);
          RbkEntry *entry = rbk_timeline_item_get_entry (item);
          const char *media = rbk_entry_get_string (entry, "media");
          gint64 seconds = rbk_entry_get_int (entry, "seconds", 0);
          g_autoptr (GAsyncResult) result = NULL;
          g_autoptr (GBytes) sound = NULL;
          g_autoptr (GError) error = NULL;

          if (media == NULL)
            continue;
          rbk_desk_load_sound_async (desk, media, NULL, rbk_test_keep_result_cb, &result);
          rbk_test_wait_until (result != NULL);
          sound = rbk_desk_load_sound_finish (desk, result, &error);
          g_assert_no_error (error);
          if (seconds > 0)
            g_assert_cmpint (ABS ((gint64) g_bytes_get_size (sound) / 96000 - seconds), <=, 1);
          heard++;
        }
    }
  g_assert_cmpuint (heard, >=, 4);
  g_assert_finalize_object (customers);
  close_desk (desk);
}

static char *
find_customer (RbkDesk *desk, const char *name)
{
  RbkCustomerList *customers = list_everybody (desk);
  char *id = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (customers)); i++)
    {
      g_autoptr (RbkCustomer) customer = g_list_model_get_item (G_LIST_MODEL (customers), i);

      if (g_str_equal (rbk_customer_get_name (customer), name))
        g_set_str (&id, rbk_customer_get_id (customer));
    }
  g_assert_finalize_object (customers);
  return id;
}

/* A voicemail in the making, as far as one can come: planned, recorded, cut, read and corrected. */
static void
test_voicemail_is_in_the_making (void)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  RbkDesk *desk = open_sample (clock);
  g_autofree char *id = find_customer (desk, "Tomasz Wieczorek");
  RbkComposer *composer = rbk_composer_new (desk, id);
  RbkVoicemailPlan *plan = rbk_composer_get_plan (composer);
  g_autoptr (RbkCut) cut = NULL;
  g_autoptr (RbkTranscript) heard = NULL;
  g_autoptr (RbkTranscript) corrected = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_cmpint (rbk_voicemail_plan_get_reason (plan), ==, RBK_REASON_OWN_WORDS);
  g_assert_nonnull (strstr (rbk_voicemail_plan_get_fact (plan), "Silverado"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (composer)), ==, 1);
  rbk_test_wait_until (rbk_composer_get_chosen_sound (composer) != NULL);
  g_assert_true (rbk_composer_is_edited (composer, rbk_composer_get_chosen (composer)));
  cut = rbk_composer_dup_cut (composer);
  g_assert_cmpuint (
    g_bytes_get_size (rbk_composer_get_chosen_sound (composer)), ==, (gsize) rbk_cut_get_length (cut) * 2);
  heard = rbk_composer_dup_transcript (composer, rbk_composer_get_content (composer), NULL);
  corrected = rbk_composer_dup_corrected (composer, rbk_composer_get_content (composer));
  g_assert_cmpuint (rbk_transcript_get_n_words (heard), >, 50);
  text = rbk_transcript_dup_text (corrected);
  g_assert_nonnull (strstr (text, "Marisol Vega at Harbor Point Motors"));
  /* Said where it is heard, though nobody but a person understood it. */
  g_assert_cmpint (rbk_transcript_get_word (corrected, rbk_transcript_get_n_words (corrected) - 1)->t1_us,
                   >,
                   20 * (gint64) G_USEC_PER_SEC);
  rbk_composer_close_async (composer, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_true (rbk_composer_close_finish (composer, result, NULL));
  g_clear_object (&result);
  g_assert_finalize_object (composer);
  close_desk (desk);
}

/* One that somebody says they spoke, and what they meant to say. */
static void
test_voicemail_was_left_live (void)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  RbkDesk *desk = open_sample (clock);
  g_autofree char *id = find_customer (desk, "Darnell Okafor");
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (desk, id, NULL);
  RbkTimeline *timeline = open_timeline (desk, customer);
  guint left = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (timeline)); i++)
    {
      g_autoptr (RbkTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (timeline), i);
      RbkEntry *entry = rbk_timeline_item_get_entry (item);

      if (rbk_entry_get_kind (entry) != RBK_ENTRY_KIND_VOICEMAIL_LEFT)
        continue;
      g_assert_true (rbk_json_get_boolean (rbk_entry_get_payload (entry), "claimed", FALSE));
      g_assert_nonnull (strstr (rbk_entry_get_string (entry, "fact"), "inspection"));
      g_assert_null (rbk_entry_get_string (entry, "transcript"));
      left++;
    }
  g_assert_cmpuint (left, ==, 1);
  g_assert_finalize_object (timeline);
  close_desk (desk);
}

/* (transfer none): somebody of the showroom */
static const char *
find_person (RbkDesk *desk, const char *name)
{
  GPtrArray *people = rbk_desk_get_people (desk);

  for (guint i = 0; i < people->len; i++)
    {
      if (g_str_equal (rbk_person_get_name (people->pdata[i]), name))
        return rbk_person_get_id (people->pdata[i]);
    }
  g_assert_not_reached ();
}

static void
act_as (RbkDesk *desk, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rbk_desk_act_as_async (desk, find_person (desk, name), NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  rbk_desk_act_as_finish (desk, result, &error);
  g_assert_no_error (error);
}

static guint
count_items (RbkDesk *desk, const char *person, int state, RbkReviewNews news)
{
  RbkReviewQueue *queue = rbk_review_queue_new (desk);
  RbkReviewFilter filter = { .person = person, .outcome = -1, .state = state, .news = news };
  gboolean loading = TRUE;
  guint n;

  rbk_review_queue_set_filter (queue, &filter);
  while (loading)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (queue, "loading", &loading, NULL);
    }
  n = g_list_model_get_n_items (G_LIST_MODEL (queue));
  g_assert_finalize_object (queue);
  return n;
}

/* The manager's week: one returned with comments, three reviewed, one that still waits, one in the library.
 */
static void
test_voicemails_were_reviewed (void)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  RbkDesk *desk = open_sample (clock);
  g_autoptr (GPtrArray) examples = rbk_desk_list_examples (desk, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) sound = NULL;
  g_autoptr (GError) error = NULL;
  const char *tyler = find_person (desk, "Tyler Brandt");
  guint waiting = 0;

  g_assert_cmpuint (examples->len, ==, 1);
  rbk_desk_load_example_async (desk, examples->pdata[0], NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  sound = rbk_desk_load_example_finish (desk, result, &error);
  g_assert_no_error (error);
  /* About eleven seconds of 48 kHz, 16 bit. */
  g_assert_cmpuint (g_bytes_get_size (sound) / 96000, ==, 11);
  g_clear_object (&result);
  /* Tyler has read his; whoever opened the showroom has something to read. */
  g_assert_cmpuint (count_items (desk, tyler, RBK_REVIEW_STATE_RETURNED, RBK_REVIEW_NEWS_WITHOUT), ==, 1);
  g_assert_cmpuint (
    count_items (
      desk, rbk_person_get_id (rbk_desk_get_person (desk)), RBK_REVIEW_STATE_REVIEWED, RBK_REVIEW_NEWS_ONLY),
    ==,
    1);
  act_as (desk, "Ellen Kowalski");
  rbk_test_wait_until ((g_object_get (desk, "waiting-reviews", &waiting, NULL), waiting == 1));
  g_assert_cmpuint (count_items (desk, NULL, -1, RBK_REVIEW_NEWS_ANY), ==, 1);
  g_assert_cmpuint (count_items (desk, NULL, RBK_REVIEW_STATE_RETURNED, RBK_REVIEW_NEWS_ANY), ==, 1);
  g_assert_cmpuint (count_items (desk, NULL, RBK_REVIEW_STATE_REVIEWED, RBK_REVIEW_NEWS_ANY), ==, 3);
  close_desk (desk);
}

static void
test_nothing_leaves (void)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  RbkDesk *desk = open_sample (clock);
  RbkCustomerList *customers = list_everybody (desk);
  g_autoptr (RbkCustomer) customer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rbk_test_wait_until (!rbk_paged_list_is_loading (RBK_PAGED_LIST (customers)));
  customer = g_list_model_get_item (G_LIST_MODEL (customers), 0);
  rbk_desk_send_email_async (desk,
                             rbk_customer_get_id (customer),
                             "somebody@mail.test",
                             "Subject",
                             "Text",
                             NULL,
                             NULL,
                             FALSE,
                             NULL,
                             0,
                             NULL,
                             rbk_test_keep_result_cb,
                             &result);
  rbk_test_wait_until (result != NULL);
  g_assert_null (rbk_desk_send_email_finish (desk, result, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  /* A result keeps the desk it came from. */
  g_clear_object (&result);
  g_assert_finalize_object (customers);
  close_desk (desk);
}

static void
test_closing_leaves_nothing_behind (void)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "ringback", NULL);
  g_autoptr (GDir) dir = NULL;

  close_desk (open_sample (clock));
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_cmpstr (g_dir_read_name (dir), ==, NULL);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/sample-showroom/the-week-that-was", test_week_is_the_one_that_was);
  g_test_add_func ("/sample-showroom/who-waits-comes-first", test_who_waits_comes_first);
  g_test_add_func ("/sample-showroom/voicemails-can-be-heard", test_voicemails_can_be_heard);
  g_test_add_func ("/sample-showroom/in-the-making", test_voicemail_is_in_the_making);
  g_test_add_func ("/sample-showroom/K-20/left-live", test_voicemail_was_left_live);
  g_test_add_func ("/sample-showroom/reviews", test_voicemails_were_reviewed);
  g_test_add_func ("/sample-showroom/nothing-leaves", test_nothing_leaves);
  g_test_add_func ("/sample-showroom/leaves-nothing-behind", test_closing_leaves_nothing_behind);
  return g_test_run ();
}
