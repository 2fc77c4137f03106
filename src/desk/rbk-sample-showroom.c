/* rbk-sample-showroom.c
 *
 * The week stands in data/sample-showroom as days before today and hours of the showroom's own
 * clock. It is filled into a ledger of its own each time it is opened, so that it is always the
 * week that just was, and never lies beside anything real.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-sample-showroom.h"

#include "base/rbk-id.h"
#include "media/rbk-render.h"
#include "media/rbk-splice.h"
#include "model/rbk-json.h"
#include "model/rbk-transcript.h"
#include "rbk-sample.h"

#include <glib/gi18n-lib.h>

#define FOLDER "/app/ringback/Ringback/sample/"
/* No recording of the sample is longer. */
#define LONGEST_US (120 * G_USEC_PER_SEC)

typedef struct
{
  RbkLedger *ledger;    /* (unowned) */
  GHashTable *ids;      /* (owned) (element-type utf8 utf8): an id for each key of the file */
  GTimeZone *zone;      /* (owned): the showroom's */
  GDateTime *today;     /* (owned): midnight there */
  GPtrArray *entries;   /* (owned) (element-type RbkEntry) */
  const char *somebody; /* who founded it; in ids */
  GHashTable *files;    /* (owned) (element-type utf8 GBytes): sound by the name of its file */
  GHashTable *sounds;   /* (owned) (element-type utf8 GBytes): sound by the id of its take */
  GHashTable *cuts;     /* (owned) (element-type utf8 RbkCut): what was made of it, likewise */
  RbkTranscript *heard; /* (owned) (nullable): the last that an engine made, which somebody may correct */
} Filling;

static const char *
get_id (Filling *filling, const char *key)
{
  char *id = g_hash_table_lookup (filling->ids, key);

  if (id == NULL)
    {
      id = rbk_id_new ();
      g_hash_table_insert (filling->ids, g_strdup (key), id);
    }
  return id;
}

/* Decodes a recording into the ledger the first time it is named. */
static gboolean
fill_media (Filling *filling, const char *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) pcm = NULL;
  const char *media;

  if (g_hash_table_contains (filling->ids, file))
    return TRUE;
  path = g_strconcat (FOLDER, file, NULL);
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return FALSE;
  pcm = rbk_decode_to_pcm (bytes, LONGEST_US, cancellable, error);
  if (pcm == NULL)
    return FALSE;
  media = get_id (filling, file);
  g_hash_table_insert (filling->files, g_strdup (file), g_bytes_ref (pcm));
  return rbk_ledger_append_media (filling->ledger, media, pcm, error) &&
         rbk_ledger_finish_media (filling->ledger, media, error);
}

/* Keys of the file become ids, wherever a payload names something else. */
static JsonObject *
resolve (Filling *filling, RbkEntryKind kind, JsonObject *payload)
{
  static const char *const names[] = { "draft",  "take",    "media", "message",
                                       "person", "account", "item",  "review" };
  JsonObject *resolved = rbk_json_copy (payload);
  JsonArray *passages = rbk_json_get_array (resolved, "passages");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *key = rbk_json_get_string (payload, names[i]);

      if (key != NULL)
        json_object_set_string_member (resolved, names[i], get_id (filling, key));
    }
  /* The source of a lead or of a consent is words; a review names the entry that was heard. */
  if (kind == RBK_ENTRY_KIND_REVIEW)
    json_object_set_string_member (
      resolved, "source", get_id (filling, rbk_json_get_string (payload, "source")));
  for (guint i = 0; passages != NULL && i < json_array_get_length (passages); i++)
    {
      JsonObject *passage = rbk_json_array_get_object (passages, i);

      json_object_set_string_member (
        passage, "take", get_id (filling, rbk_json_get_string (passage, "take")));
    }
  return resolved;
}

/* Whose words they are is known by the sound that they are of, as it stands by then. A person's correction
 * stands in the file as text; it takes the times of what was heard. */
static gboolean
finish_transcript (Filling *filling, JsonObject *payload, GError **error)
{
  const char *take = rbk_json_get_string (payload, "take");
  RbkCut *cut = g_hash_table_lookup (filling->cuts, take);
  GBytes *whole = g_hash_table_lookup (filling->sounds, take);
  g_autoptr (GBytes) sound = cut != NULL ? rbk_splice (cut, filling->sounds, error) : g_bytes_ref (whole);
  g_autofree char *content = NULL;

  if (sound == NULL)
    return FALSE;
  content = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, sound);
  json_object_set_string_member (payload, "content", content);
  if (rbk_json_get_boolean (payload, "corrected", FALSE))
    {
      g_autoptr (RbkTranscript) corrected =
        rbk_transcript_correct (filling->heard, rbk_json_get_string (payload, "text"));
      g_autoptr (JsonObject) words = rbk_transcript_to_json (corrected);

      json_object_set_string_member (payload, "engine", rbk_transcript_get_engine (corrected));
      json_object_set_array_member (payload, "words", json_array_ref (rbk_json_get_array (words, "words")));
      return TRUE;
    }
  g_clear_object (&filling->heard);
  filling->heard = rbk_transcript_new_from_json (payload, error);
  return filling->heard != NULL;
}

/* What of a voicemail in the making cannot stand in the file as it stands in a ledger. */
static gboolean
finish_payload (Filling *filling, RbkEntryKind kind, const char *file, JsonObject *payload, GError **error)
{
  const char *take = rbk_json_get_string (payload, "take");
  RbkCut *cut;

  if (kind == RBK_ENTRY_KIND_VOICEMAIL_TAKE && file != NULL)
    g_hash_table_insert (
      filling->sounds, g_strdup (take), g_bytes_ref (g_hash_table_lookup (filling->files, file)));
  else if (kind == RBK_ENTRY_KIND_VOICEMAIL_EDIT)
    {
      cut = rbk_cut_new_from_json (rbk_json_get_array (payload, "passages"), error);
      if (cut == NULL)
        return FALSE;
      g_hash_table_insert (filling->cuts, g_strdup (take), cut);
    }
  else if (kind == RBK_ENTRY_KIND_TRANSCRIPT)
    return finish_transcript (filling, payload, error);
  return TRUE;
}

static gint64
get_time_us (Filling *filling, gint64 day, const char *time)
{
  g_auto (GStrv) parts = g_strsplit (time, ":", 3);
  g_autoptr (GDateTime) date = g_date_time_add_days (filling->today, (gint) day);
  g_autoptr (GDateTime) moment = NULL;

  if (g_strv_length (parts) != 3)
    return g_date_time_to_unix (date) * G_USEC_PER_SEC;
  moment = g_date_time_new (filling->zone,
                            g_date_time_get_year (date),
                            g_date_time_get_month (date),
                            g_date_time_get_day_of_month (date),
                            (gint) g_ascii_strtoll (parts[0], NULL, 10),
                            (gint) g_ascii_strtoll (parts[1], NULL, 10),
                            (gdouble) g_ascii_strtoll (parts[2], NULL, 10));
  return g_date_time_to_unix (moment != NULL ? moment : date) * G_USEC_PER_SEC;
}

static void
add (Filling *filling,
     const char *key,
     RbkEntryKind kind,
     const char *customer,
     const char *author,
     gint64 time_us,
     JsonObject *payload)
{
  g_autofree char *id = key != NULL ? g_strdup (get_id (filling, key)) : rbk_id_new ();

  g_ptr_array_add (
    filling->entries,
    rbk_entry_new_stored (id, kind, RBK_ENTRY_VERSION, customer, author, NULL, time_us, payload));
}

/* The showroom, its people and accounts, a week before anything else happened. */
static void
fill_showroom (Filling *filling, JsonObject *root)
{
  gint64 founded = get_time_us (filling, -14, "09:00:00");
  JsonArray *people = rbk_json_get_array (root, "people");
  JsonArray *accounts = rbk_json_get_array (root, "accounts");

  filling->somebody = get_id (filling, rbk_json_get_string (rbk_json_array_get_object (people, 0), "key"));
  add (filling,
       NULL,
       RBK_ENTRY_KIND_SHOWROOM_CHANGED,
       NULL,
       filling->somebody,
       founded,
       json_object_ref (rbk_json_get_object (root, "showroom")));
  for (guint i = 0; people != NULL && i < json_array_get_length (people); i++)
    {
      JsonObject *payload = rbk_json_copy (rbk_json_array_get_object (people, i));

      json_object_set_string_member (
        payload, "person", get_id (filling, rbk_json_get_string (payload, "key")));
      add (filling, NULL, RBK_ENTRY_KIND_PERSON_CHANGED, NULL, filling->somebody, founded, payload);
    }
  for (guint i = 0; accounts != NULL && i < json_array_get_length (accounts); i++)
    {
      JsonObject *payload = rbk_json_copy (rbk_json_array_get_object (accounts, i));

      json_object_set_string_member (
        payload, "account", get_id (filling, rbk_json_get_string (payload, "key")));
      json_object_set_string_member (payload, "kind", "jmap");
      json_object_set_boolean_member (payload, "bearer", FALSE);
      add (filling, NULL, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, filling->somebody, founded, payload);
    }
}

static gboolean
fill_entries (Filling *filling, JsonObject *root, GCancellable *cancellable, GError **error)
{
  JsonArray *rows = rbk_json_get_array (root, "entries");

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = rbk_json_array_get_object (rows, i);
      const char *file = rbk_json_get_string (row, "media");
      const char *customer = rbk_json_get_string (row, "customer");
      const char *author = rbk_json_get_string (row, "author");
      RbkEntryKind kind = rbk_entry_kind_from_name (rbk_json_get_string (row, "kind"));
      g_autoptr (JsonObject) payload = NULL;

      if (file != NULL && !fill_media (filling, file, cancellable, error))
        return FALSE;
      payload = resolve (filling, kind, rbk_json_get_object (row, "payload"));
      if (!finish_payload (filling, kind, file, payload, error))
        return FALSE;
      add (filling,
           rbk_json_get_string (row, "key"),
           kind,
           customer != NULL ? get_id (filling, customer) : NULL,
           author != NULL ? get_id (filling, author) : filling->somebody,
           get_time_us (filling, rbk_json_get_int (row, "day", 0), rbk_json_get_string (row, "time")),
           g_steal_pointer (&payload));
    }
  return rbk_ledger_append (filling->ledger, filling->entries, error);
}

static void
filling_clear (Filling *filling)
{
  g_clear_pointer (&filling->ids, g_hash_table_unref);
  g_clear_pointer (&filling->zone, g_time_zone_unref);
  g_clear_pointer (&filling->today, g_date_time_unref);
  g_clear_pointer (&filling->entries, g_ptr_array_unref);
  g_clear_pointer (&filling->files, g_hash_table_unref);
  g_clear_pointer (&filling->sounds, g_hash_table_unref);
  g_clear_pointer (&filling->cuts, g_hash_table_unref);
  g_clear_object (&filling->heard);
}

static void
set_today (Filling *filling, JsonObject *root, RbkClock *clock)
{
  JsonObject *showroom = rbk_json_get_object (root, "showroom");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (rbk_clock_now_us (clock) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = NULL;

  filling->zone = g_time_zone_new_identifier (rbk_json_get_string (showroom, "time_zone"));
  if (filling->zone == NULL)
    filling->zone = g_time_zone_new_utc ();
  now = g_date_time_to_timezone (utc, filling->zone);
  filling->today = g_date_time_new (filling->zone,
                                    g_date_time_get_year (now),
                                    g_date_time_get_month (now),
                                    g_date_time_get_day_of_month (now),
                                    0,
                                    0,
                                    0);
}

/**
 * rbk_sample_showroom_fill:
 * @ledger: an empty ledger
 *
 * Blocks for the time that decoding seven short recordings takes.
 *
 * Returns: whether the week that just was is in @ledger
 */
gboolean
rbk_sample_showroom_fill (RbkLedger *ledger, RbkClock *clock, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (JsonObject) root = NULL;
  Filling filling = { .ledger = ledger };
  gboolean ok;

  g_resources_register (rbk_sample_get_resource ());
  text = g_resources_lookup_data (FOLDER "showroom.json", G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (text == NULL)
    return FALSE;
  root = rbk_json_parse_object (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), error);
  if (root == NULL)
    return FALSE;
  filling.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  filling.files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  filling.sounds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  filling.cuts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  filling.entries = g_ptr_array_new_with_free_func (g_object_unref);
  set_today (&filling, root, clock);
  fill_showroom (&filling, root);
  ok = fill_entries (&filling, root, cancellable, error);
  filling_clear (&filling);
  return ok;
}
