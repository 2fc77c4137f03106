/* rbk-time-zones.c: the time zones that a customer may live in, those of this country first.
 *
 * First the zones of the United States by the names that people there use, then all that the
 * system's time zone data knows, by their IANA names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-time-zones.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RbkTimeZone
{
  GObject parent_instance;

  char *id;    /* (owned): IANA; empty for the showroom's own */
  char *words; /* (owned) */
};

enum
{
  PROP_WORDS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RbkTimeZone, rbk_time_zone, G_TYPE_OBJECT)

static const struct
{
  const char *id;
  const char *words;
} nearby[] = {
  { "America/New_York", N_ ("Eastern Time (New York)") },
  { "America/Detroit", N_ ("Eastern Time (Detroit)") },
  { "America/Indiana/Indianapolis", N_ ("Eastern Time (Indianapolis)") },
  { "America/Chicago", N_ ("Central Time (Chicago)") },
  { "America/Indiana/Knox", N_ ("Central Time (Knox, Indiana)") },
  { "America/Denver", N_ ("Mountain Time (Denver)") },
  { "America/Boise", N_ ("Mountain Time (Boise)") },
  { "America/Phoenix", N_ ("Arizona Time (Phoenix)") },
  { "America/Los_Angeles", N_ ("Pacific Time (Los Angeles)") },
  { "America/Anchorage", N_ ("Alaska Time (Anchorage)") },
  { "Pacific/Honolulu", N_ ("Hawaii Time (Honolulu)") },
  { "America/Puerto_Rico", N_ ("Atlantic Time (Puerto Rico)") },
};

static void
rbk_time_zone_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RbkTimeZone *self = RBK_TIME_ZONE (object);

  if (prop_id == PROP_WORDS)
    g_value_set_string (value, self->words);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rbk_time_zone_finalize (GObject *object)
{
  RbkTimeZone *self = RBK_TIME_ZONE (object);

  g_free (self->id);
  g_free (self->words);
  G_OBJECT_CLASS (rbk_time_zone_parent_class)->finalize (object);
}

static void
rbk_time_zone_class_init (RbkTimeZoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_time_zone_get_property;
  object_class->finalize = rbk_time_zone_finalize;
  properties[PROP_WORDS] =
    g_param_spec_string ("words", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_time_zone_init (RbkTimeZone *self)
{
}

/**
 * rbk_time_zone_get_id:
 *
 * Returns: (transfer none): the IANA name; empty where none is chosen
 */
const char *
rbk_time_zone_get_id (RbkTimeZone *self)
{
  g_return_val_if_fail (RBK_IS_TIME_ZONE (self), NULL);

  return self->id;
}

static void
add (GListStore *zones, const char *id, const char *words)
{
  g_autoptr (RbkTimeZone) zone = g_object_new (RBK_TYPE_TIME_ZONE, NULL);

  zone->id = g_strdup (id);
  zone->words = g_strdup (words);
  g_list_store_append (zones, zone);
}

/* "America/North_Dakota/New_Salem" is read as "America / North Dakota / New Salem". */
static void
add_by_id (GListStore *zones, const char *id)
{
  g_auto (GStrv) parts = g_strsplit (id, "/", -1);
  g_autofree char *words = g_strjoinv (" / ", parts);

  add (zones, id, g_strdelimit (words, "_", ' '));
}

/* Reads the names out of tzdata's zone1970.tab, whose third column they are. Without that file, as
 * on systems with reduced time zone data, the zones above have to do. */
static void
add_all (GListStore *zones)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!g_file_get_contents ("/usr/share/zoneinfo/zone1970.tab", &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = *lines[i] != '#' ? g_strsplit (lines[i], "\t", 4) : NULL;

      if (columns != NULL && g_strv_length (columns) >= 3)
        g_ptr_array_add (ids, g_strdup (columns[2]));
    }
  g_ptr_array_sort_values (ids, (GCompareFunc) strcmp);
  for (guint i = 0; i < ids->len; i++)
    add_by_id (zones, ids->pdata[i]);
}

/**
 * rbk_time_zones_new:
 *
 * Returns: (transfer full): the zones, the choice of none first; with a "words" property each
 */
GListModel *
rbk_time_zones_new (void)
{
  GListStore *zones = g_list_store_new (RBK_TYPE_TIME_ZONE);

  add (zones, "", _ ("Not known"));
  for (guint i = 0; i < G_N_ELEMENTS (nearby); i++)
    add (zones, nearby[i].id, _ (nearby[i].words));
  add_all (zones);
  return G_LIST_MODEL (zones);
}

/**
 * rbk_time_zones_find:
 * @zones: as made by rbk_time_zones_new(); a zone that is not in it is added
 * @id: (nullable): IANA name
 *
 * Returns: its position; that of "not known" for %NULL
 */
guint
rbk_time_zones_find (GListModel *zones, const char *id)
{
  guint n = g_list_model_get_n_items (zones);

  if (id == NULL || *id == '\0')
    return 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RbkTimeZone) zone = g_list_model_get_item (zones, i);

      if (g_str_equal (zone->id, id))
        return i;
    }
  add_by_id (G_LIST_STORE (zones), id);
  return n;
}
