/* rbk-timeline-subject.c: whom a timeline is about, and whose clocks its times are told by.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-timeline-subject.h"

#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>

struct _RbkTimelineSubject
{
  GObject parent_instance;

  RbkDesk *desk;         /* (owned) */
  RbkCustomer *customer; /* (owned) */
  GTimeZone *zone;       /* (owned): the showroom's */
  GTimeZone *their_zone; /* (owned) (nullable): the customer's, if it is known */
  gboolean only_read;    /* rows offer nothing to do */
};

G_DEFINE_FINAL_TYPE (RbkTimelineSubject, rbk_timeline_subject, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rbk_timeline_subject_finalize (GObject *object)
{
  RbkTimelineSubject *self = RBK_TIMELINE_SUBJECT (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->customer);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->their_zone, g_time_zone_unref);
  G_OBJECT_CLASS (rbk_timeline_subject_parent_class)->finalize (object);
}

static void
rbk_timeline_subject_class_init (RbkTimelineSubjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_timeline_subject_finalize;
  signals[CHANGED] = g_signal_new (
    "changed", RBK_TYPE_TIMELINE_SUBJECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_timeline_subject_init (RbkTimelineSubject *self)
{
}

static void
take_customer (RbkTimelineSubject *self, RbkCustomer *customer)
{
  const char *zone = rbk_customer_get_time_zone (customer);

  g_set_object (&self->customer, customer);
  g_clear_pointer (&self->their_zone, g_time_zone_unref);
  if (zone != NULL && *zone != '\0')
    self->their_zone = g_time_zone_new_identifier (zone);
}

/**
 * rbk_timeline_subject_new:
 *
 * Returns: (transfer full): the subject of @customer's timeline
 */
RbkTimelineSubject *
rbk_timeline_subject_new (RbkDesk *desk, RbkCustomer *customer)
{
  RbkTimelineSubject *self = g_object_new (RBK_TYPE_TIMELINE_SUBJECT, NULL);
  RbkShowroom *showroom = rbk_desk_get_showroom (desk);

  self->desk = g_object_ref (desk);
  self->zone = rbk_time_dup_zone (showroom != NULL ? rbk_showroom_get_time_zone (showroom) : NULL);
  take_customer (self, customer);
  return self;
}

/**
 * rbk_timeline_subject_set_customer:
 * @customer: the same person, as they are known now
 */
void
rbk_timeline_subject_set_customer (RbkTimelineSubject *self, RbkCustomer *customer)
{
  gboolean changed =
    g_strcmp0 (rbk_customer_get_name (self->customer), rbk_customer_get_name (customer)) != 0 ||
    g_strcmp0 (rbk_customer_get_time_zone (self->customer), rbk_customer_get_time_zone (customer)) != 0;

  take_customer (self, customer);
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rbk_timeline_subject_set_only_read:
 *
 * Before there are rows: these show what was, and offer nothing to do about it.
 */
void
rbk_timeline_subject_set_only_read (RbkTimelineSubject *self)
{
  self->only_read = TRUE;
}

/**
 * rbk_timeline_subject_is_only_read:
 *
 * Returns: whether rows offer nothing to do
 */
gboolean
rbk_timeline_subject_is_only_read (RbkTimelineSubject *self)
{
  return self->only_read;
}

/**
 * rbk_timeline_subject_get_desk:
 *
 * Returns: (transfer none): the desk
 */
RbkDesk *
rbk_timeline_subject_get_desk (RbkTimelineSubject *self)
{
  return self->desk;
}

/**
 * rbk_timeline_subject_get_customer:
 *
 * Returns: (transfer none): the customer, as known now
 */
RbkCustomer *
rbk_timeline_subject_get_customer (RbkTimelineSubject *self)
{
  return self->customer;
}

/**
 * rbk_timeline_subject_get_zone:
 *
 * Returns: (transfer none): the showroom's time zone, by which days are told apart
 */
GTimeZone *
rbk_timeline_subject_get_zone (RbkTimelineSubject *self)
{
  return self->zone;
}

/**
 * rbk_timeline_subject_get_now_us:
 *
 * Returns: what the desk's clock says
 */
gint64
rbk_timeline_subject_get_now_us (RbkTimelineSubject *self)
{
  return rbk_clock_now_us (rbk_desk_get_clock (self->desk));
}

static char *
dup_their_clock (RbkTimelineSubject *self, gint64 time_us)
{
  g_autofree char *clock = NULL;
  g_autofree char *place = NULL;

  if (self->their_zone == NULL || !rbk_time_differs (time_us, self->zone, self->their_zone))
    return NULL;
  clock = rbk_time_dup_clock (time_us, self->their_zone);
  place = rbk_time_dup_place (rbk_customer_get_time_zone (self->customer));
  /* Translators: a time, and the place where the clocks show it */
  return g_strdup_printf (_ ("%s in %s"), clock, place);
}

/**
 * rbk_timeline_subject_dup_time:
 *
 * Returns: (transfer full): the time on the showroom's clock, and on the customer's where it differs
 */
char *
rbk_timeline_subject_dup_time (RbkTimelineSubject *self, gint64 time_us)
{
  g_autofree char *ours = rbk_time_dup_clock (time_us, self->zone);
  g_autofree char *theirs = dup_their_clock (self, time_us);

  return theirs != NULL ? g_strdup_printf ("%s (%s)", ours, theirs) : g_steal_pointer (&ours);
}

/**
 * rbk_timeline_subject_dup_full_time:
 *
 * Returns: (transfer full): the same with the day
 */
char *
rbk_timeline_subject_dup_full_time (RbkTimelineSubject *self, gint64 time_us)
{
  g_autofree char *ours = rbk_time_dup_full (time_us, self->zone);
  g_autofree char *theirs = dup_their_clock (self, time_us);

  return theirs != NULL ? g_strdup_printf ("%s (%s)", ours, theirs) : g_steal_pointer (&ours);
}

/**
 * rbk_timeline_subject_dup_their_time:
 *
 * Returns: (transfer full) (nullable): what the customer's clock shows now, if it differs from ours
 */
char *
rbk_timeline_subject_dup_their_time (RbkTimelineSubject *self)
{
  return dup_their_clock (self, rbk_timeline_subject_get_now_us (self));
}
