/* rbk-hearing-facts.c
 *
 * The rules are pure: whom a voicemail is for, who speaks, where, and what was said before is put together
 * here, once until it changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-hearing-facts.h"

#include "desk/rbk-desk-private.h"
#include "desk/rbk-last-words.h"
#include "desk/rbk-reason.h"
#include "model/rbk-json.h"
#include "model/rbk-tick.h"
#include "rules/rbk-speech-engines.h"
#include "rules/rbk-voicemail-verdict.h"

#define RULES "/app/ringback/Ringback/rules/"

/* V-17: those whom one could have on the tongue still, as they were worked with last. */
#define MOST_OTHERS 30

/* Main thread. */
struct _RbkHearingFacts
{
  RbkDesk *desk;    /* (owned) */
  char *customer;   /* (owned): an id */
  char *speaker;    /* (owned) (nullable): the id of who speaks; NULL: whoever acts here */
  gint64 before_us; /* what was said from then on is not known yet; G_MAXINT64: now */

  RbkVoicemailTables *tables; /* (owned) (nullable): NULL if the rows cannot be read, which is a bug */
  GPtrArray *schools;         /* (owned) (nullable) (element-type RbkVoicemailSchool) */
  RbkSpeechEngines *engines;  /* (owned) (nullable) */

  gboolean is_read; /* what follows is as the ledger says */
  char *first;      /* (owned) (nullable): the customer's names */
  char *last;       /* (owned) (nullable) */
  GStrv vehicles;   /* (owned) (nullable) */
  GStrv others;     /* (owned) (nullable): first names */
  GStrv told;       /* (owned) (nullable): the last messages, newest first */
};

static GBytes *
look_up (const char *name)
{
  g_autofree char *path = g_strconcat (RULES, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *rows = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (rows == NULL)
    g_critical ("%s", error->message);
  return rows;
}

static void
read_rules (RbkHearingFacts *self)
{
  g_autoptr (GBytes) no_value = look_up ("no-value-phrases.json");
  g_autoptr (GBytes) phrases = look_up ("voicemail-phrases.json");
  g_autoptr (GBytes) vehicles = look_up ("vehicle-names.json");
  g_autoptr (GBytes) schools = look_up ("voicemail-schools.json");
  g_autoptr (GBytes) engines = look_up ("speech-engines.json");
  g_autoptr (GError) error = NULL;

  if (no_value != NULL && phrases != NULL && vehicles != NULL)
    self->tables = rbk_voicemail_tables_new (no_value, phrases, vehicles, &error);
  if (error == NULL && schools != NULL)
    self->schools = rbk_voicemail_schools_read (schools, &error);
  if (error == NULL && engines != NULL)
    self->engines = rbk_speech_engines_new (engines, &error);
  if (error != NULL)
    g_critical ("%s", error->message);
}

/**
 * rbk_hearing_facts_new:
 * @desk: an open desk
 * @customer: whom the voicemail is for
 *
 * Returns: (transfer full): what is known
 */
RbkHearingFacts *
rbk_hearing_facts_new (RbkDesk *desk, const char *customer)
{
  RbkHearingFacts *self = g_new0 (RbkHearingFacts, 1);

  self->desk = g_object_ref (desk);
  self->customer = g_strdup (customer);
  self->before_us = G_MAXINT64;
  read_rules (self);
  return self;
}

/**
 * rbk_hearing_facts_look_back:
 * @speaker: the id of who spoke
 * @time_us: when
 *
 * From now on it judges what somebody said then: by their name and line, and by what the customer had been
 * told before.
 */
void
rbk_hearing_facts_look_back (RbkHearingFacts *self, const char *speaker, gint64 time_us)
{
  rbk_hearing_facts_forget (self);
  g_set_str (&self->speaker, speaker);
  self->before_us = time_us;
}

/* (nullable): who speaks */
static RbkPerson *
get_speaker (RbkHearingFacts *self)
{
  return self->speaker != NULL ? rbk_desk_find_person (self->desk, self->speaker)
                               : rbk_desk_get_person (self->desk);
}

/**
 * rbk_hearing_facts_forget:
 *
 * Something of the customer or the showroom is another: it is read anew when it is needed.
 */
void
rbk_hearing_facts_forget (RbkHearingFacts *self)
{
  self->is_read = FALSE;
  g_clear_pointer (&self->first, g_free);
  g_clear_pointer (&self->last, g_free);
  g_clear_pointer (&self->vehicles, g_strfreev);
  g_clear_pointer (&self->others, g_strfreev);
  g_clear_pointer (&self->told, g_strfreev);
}

/**
 * rbk_hearing_facts_free:
 */
void
rbk_hearing_facts_free (RbkHearingFacts *self)
{
  rbk_hearing_facts_forget (self);
  g_clear_object (&self->tables);
  g_clear_pointer (&self->schools, g_ptr_array_unref);
  g_clear_object (&self->engines);
  g_free (self->customer);
  g_free (self->speaker);
  g_object_unref (self->desk);
  g_free (self);
}

/* Wanted or traded in: both are on the file (V-16). */
static GStrv
list_vehicles (JsonObject *facts)
{
  static const char *const members[] = { "wanted", "trade" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonArray *vehicles = rbk_json_get_array (facts, members[i]);

      for (guint j = 0; vehicles != NULL && j < json_array_get_length (vehicles); j++)
        {
          char *words = rbk_vehicle_dup_words (rbk_json_array_get_object (vehicles, j));

          if (*words != '\0')
            g_strv_builder_take (builder, words);
          else
            g_free (words);
        }
    }
  return g_strv_builder_end (builder);
}

/* One's own name is not somebody else's, nor is one that this customer has too. */
static gboolean
is_own (const char *first, const char *whole)
{
  g_auto (GStrv) names = g_strsplit_set (whole != NULL ? whole : "", " -", 0);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *one = g_utf8_casefold (names[i], -1);
      g_autofree char *other = g_utf8_casefold (first, -1);

      if (g_str_equal (one, other))
        return TRUE;
    }
  return FALSE;
}

static GStrv
list_others (RbkHearingFacts *self, RbkCustomer *customer)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) customers = rbk_ledger_reader_list_customers (
    self->desk->reader, NULL, RBK_CUSTOMER_ORDER_RECENT, 0, MOST_OTHERS, NULL);
  RbkPerson *person = get_speaker (self);

  for (guint i = 0; customers != NULL && i < customers->len; i++)
    {
      const char *first = rbk_json_get_string (rbk_customer_get_facts (customers->pdata[i]), "first");

      if (first != NULL && *first != '\0' && !is_own (first, rbk_customer_get_name (customer)) &&
          (person == NULL || !is_own (first, rbk_person_get_name (person))))
        g_strv_builder_add (builder, first);
    }
  return g_strv_builder_end (builder);
}

static void
read_ledger (RbkHearingFacts *self)
{
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (self->desk, self->customer, NULL);
  JsonObject *facts;

  if (customer == NULL || self->desk->reader == NULL)
    return;
  facts = rbk_customer_get_facts (customer);
  self->first = g_strdup (rbk_json_get_string (facts, "first"));
  self->last = g_strdup (rbk_json_get_string (facts, "last"));
  self->vehicles = list_vehicles (facts);
  self->others = list_others (self, customer);
  self->told = rbk_last_words_list_told (
    self->desk->reader, self->customer, self->before_us, RBK_REASON_LAST_MESSAGES, NULL);
  self->is_read = TRUE;
}

static void
add_desk (RbkHearingFacts *self, RbkVoicemailContext *context)
{
  RbkPerson *person = get_speaker (self);
  RbkShowroom *showroom = rbk_desk_get_showroom (self->desk);

  if (person != NULL)
    {
      context->person_name = rbk_person_get_name (person);
      context->direct_line = rbk_person_get_line (person);
      context->line_takes_texts = rbk_person_is_text_capable (person);
      context->screening_line = rbk_person_get_screening_line (person);
    }
  if (showroom == NULL)
    return;
  context->showroom_name = rbk_showroom_get_name (showroom);
  context->showroom_aliases = rbk_showroom_get_aliases (showroom);
  if (self->schools != NULL && rbk_showroom_get_voicemail_school (showroom) != NULL)
    context->school =
      rbk_voicemail_schools_find (self->schools, rbk_showroom_get_voicemail_school (showroom));
}

static GArray *
list_ticks (GPtrArray *ticks)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (RbkEarTick));

  for (guint i = 0; ticks != NULL && i < ticks->len; i++)
    {
      RbkTick *tick = ticks->pdata[i];
      const RbkEarTick ear = { rbk_tick_get_rule (tick), MAX (rbk_tick_get_position_us (tick), 0) };

      g_array_append_val (list, ear);
    }
  return list;
}

/**
 * rbk_hearing_facts_trust:
 * @transcript: (nullable): what an engine heard
 *
 * Returns: whether that engine was scored and hears well enough
 */
gboolean
rbk_hearing_facts_trust (RbkHearingFacts *self, RbkTranscript *transcript)
{
  return self->engines != NULL && rbk_speech_engines_trusts (self->engines, transcript);
}

/**
 * rbk_hearing_facts_judge:
 * @plan: why and what
 * @is_practice: whether the take is one of practice
 * @measure: what was measured of the take, with its edits
 * @transcript: (nullable): what was read in it
 * @ticks: (nullable) (element-type RbkTick): what somebody heard in it
 *
 * What rests on words is a good mark only if the engine's score is known and good enough.
 *
 * Returns: (transfer full) (element-type RbkRemark): what every rule says
 */
GPtrArray *
rbk_hearing_facts_judge (RbkHearingFacts *self,
                         RbkVoicemailPlan *plan,
                         gboolean is_practice,
                         const RbkTakeMeasure *measure,
                         RbkTranscript *transcript,
                         GPtrArray *ticks)
{
  const RbkVoicemailFacts sound = {
    .duration_us = measure->duration_us,
    .active_level_db = measure->active_level_db,
    .overall_level_db = measure->overall_rms_db,
    .clipped_share = measure->clipped_share,
    .lead_in_us = measure->lead_in_us,
    .tail_us = measure->tail_us,
    .longest_gap_us = measure->longest_gap_us,
    .speech_to_noise_db = measure->speech_to_noise_db,
  };
  g_autoptr (GArray) heard = list_ticks (ticks);
  g_autofree char *reason = NULL;
  RbkVoicemailContext context = {
    .tables = self->tables,
    .is_practice = is_practice,
    .sound = &sound,
    .transcript = transcript,
    .engine_trusted = rbk_hearing_facts_trust (self, transcript),
    .ticks = (const RbkEarTick *) (gpointer) heard->data,
    .n_ticks = heard->len,
  };

  if (self->tables == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);
  if (!self->is_read)
    read_ledger (self);
  add_desk (self, &context);
  context.customer_first = self->first;
  context.customer_last = self->last;
  context.vehicles = (const char *const *) self->vehicles;
  context.other_first_names = (const char *const *) self->others;
  context.last_messages = (const char *const *) self->told;
  if (rbk_voicemail_plan_get_reason (plan) != RBK_REASON_NONE)
    context.reason = reason = rbk_reason_id_dup_words (rbk_voicemail_plan_get_reason (plan));
  context.fact = rbk_voicemail_plan_get_fact (plan);
  context.next_step = rbk_voicemail_plan_get_next_step (plan);
  return rbk_voicemail_judge (&context);
}
