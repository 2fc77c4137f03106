/* rbk-showroom.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-showroom.h"

#include "model/rbk-json.h"

struct _RbkShowroom
{
  GObject parent_instance;

  char *name;         /* (owned) */
  char **domains;     /* (owned) */
  char *time_zone;    /* (owned) (nullable) */
  char *address;      /* (owned) (nullable) */
  char **aliases;     /* (owned) */
  char *school;       /* (owned) (nullable) */
  GPtrArray *scripts; /* (owned) (element-type RbkScript) */
};

G_DEFINE_FINAL_TYPE (RbkShowroom, rbk_showroom, G_TYPE_OBJECT)

static void
rbk_showroom_finalize (GObject *object)
{
  RbkShowroom *self = RBK_SHOWROOM (object);

  g_free (self->name);
  g_strfreev (self->domains);
  g_free (self->time_zone);
  g_free (self->address);
  g_strfreev (self->aliases);
  g_free (self->school);
  g_ptr_array_unref (self->scripts);
  G_OBJECT_CLASS (rbk_showroom_parent_class)->finalize (object);
}

static void
rbk_showroom_class_init (RbkShowroomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_showroom_finalize;
}

static void
rbk_showroom_init (RbkShowroom *self)
{
  self->aliases = g_new0 (char *, 1);
  self->scripts = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rbk_showroom_new:
 * @domains: (array zero-terminated=1) its mail domains
 * @time_zone: (nullable): the IANA zone of its clock
 * @address: (nullable): its postal address
 *
 * Returns: (transfer full): what the entries about it add up to
 */
RbkShowroom *
rbk_showroom_new (const char *name, const char *const *domains, const char *time_zone, const char *address)
{
  RbkShowroom *self = g_object_new (RBK_TYPE_SHOWROOM, NULL);

  self->name = g_strdup (name);
  self->domains = g_strdupv ((char **) domains);
  self->time_zone = g_strdup (time_zone);
  self->address = g_strdup (address);
  return self;
}

/* (transfer full) (array zero-terminated=1): the texts of @member, an array */
static char **
dup_texts (JsonObject *facts, const char *member)
{
  JsonArray *stored = rbk_json_get_array (facts, member);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; stored != NULL && i < json_array_get_length (stored); i++)
    {
      const char *text = rbk_json_array_get_string (stored, i);

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/**
 * rbk_showroom_new_from_facts:
 * @facts: the payloads of the showroom-changed entries, laid over each other
 *
 * Returns: (transfer full): the showroom
 */
RbkShowroom *
rbk_showroom_new_from_facts (JsonObject *facts)
{
  const char *name = rbk_json_get_string (facts, "name");
  JsonArray *scripts = rbk_json_get_array (facts, "scripts");
  g_auto (GStrv) domains = dup_texts (facts, "domains");
  RbkShowroom *self = rbk_showroom_new (name != NULL ? name : "",
                                        (const char *const *) domains,
                                        rbk_json_get_string (facts, "time_zone"),
                                        rbk_json_get_string (facts, "address"));

  g_strfreev (self->aliases);
  self->aliases = dup_texts (facts, "aliases");
  self->school = g_strdup (rbk_json_get_string (facts, "voicemail_school"));
  for (guint i = 0; scripts != NULL && i < json_array_get_length (scripts); i++)
    {
      RbkScript *script = rbk_script_new_from_json (rbk_json_array_get_object (scripts, i));

      if (script != NULL)
        g_ptr_array_add (self->scripts, script);
    }
  return self;
}

/**
 * rbk_showroom_extend:
 * @domains: (array zero-terminated=1): more mail domains
 *
 * Returns: (transfer full): the same showroom, with those too
 */
RbkShowroom *
rbk_showroom_extend (RbkShowroom *self, const char *const *domains)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  RbkShowroom *more = rbk_showroom_new (self->name, domains, self->time_zone, self->address);

  g_strv_builder_addv (all, (const char **) self->domains);
  g_strv_builder_addv (all, (const char **) domains);
  g_strfreev (more->domains);
  more->domains = g_strv_builder_end (all);
  g_strfreev (more->aliases);
  more->aliases = g_strdupv (self->aliases);
  more->school = g_strdup (self->school);
  g_ptr_array_extend (more->scripts, self->scripts, (GCopyFunc) (void *) g_object_ref, NULL);
  return more;
}

/**
 * rbk_showroom_get_name:
 *
 * Returns: (transfer none): the name
 */
const char *
rbk_showroom_get_name (RbkShowroom *self)
{
  return self->name;
}

/**
 * rbk_showroom_get_domains:
 *
 * Returns: (transfer none): (array zero-terminated=1) its mail domains
 */
const char *const *
rbk_showroom_get_domains (RbkShowroom *self)
{
  return (const char *const *) self->domains;
}

/**
 * rbk_showroom_get_time_zone:
 *
 * Returns: (nullable) (transfer none): the IANA zone of its clock
 */
const char *
rbk_showroom_get_time_zone (RbkShowroom *self)
{
  return self->time_zone;
}

/**
 * rbk_showroom_get_address:
 *
 * Returns: (nullable) (transfer none): its postal address
 */
const char *
rbk_showroom_get_address (RbkShowroom *self)
{
  return self->address;
}

/**
 * rbk_showroom_get_aliases:
 *
 * Returns: (transfer none) (array zero-terminated=1): what it is called too, in voicemails (V-1)
 */
const char *const *
rbk_showroom_get_aliases (RbkShowroom *self)
{
  return (const char *const *) self->aliases;
}

/**
 * rbk_showroom_get_voicemail_school:
 *
 * Returns: (nullable) (transfer none): the id of the school whose numbers its voicemails are held to
 *   (C-15); NULL for the default
 */
const char *
rbk_showroom_get_voicemail_school (RbkShowroom *self)
{
  return self->school;
}

/**
 * rbk_showroom_get_scripts:
 *
 * Returns: (transfer none) (element-type RbkScript): its own templates, in their order
 */
GPtrArray *
rbk_showroom_get_scripts (RbkShowroom *self)
{
  return self->scripts;
}

/**
 * rbk_showroom_find_script:
 * @script: (nullable): an id
 *
 * Returns: (nullable) (transfer none): its template of that id
 */
RbkScript *
rbk_showroom_find_script (RbkShowroom *self, const char *script)
{
  for (guint i = 0; i < self->scripts->len; i++)
    {
      RbkScript *known = g_ptr_array_index (self->scripts, i);

      if (g_strcmp0 (rbk_script_get_id (known), script) == 0)
        return known;
    }
  return NULL;
}

struct _RbkPerson
{
  GObject parent_instance;

  char *id;    /* (owned) */
  char *name;  /* (owned) */
  char *role;  /* (owned) */
  char *line;  /* (owned) (nullable) */
  char *email; /* (owned) (nullable) */
  gboolean left;
  gboolean text_capable;
  char *screening_line; /* (owned) (nullable) */
  char *photo;          /* (owned) (nullable): the id of media */
  char *signature;      /* (owned) (nullable) */
  GPtrArray *templates; /* (owned) (element-type RbkMessageTemplate) */
};

G_DEFINE_FINAL_TYPE (RbkPerson, rbk_person, G_TYPE_OBJECT)

static void
rbk_person_finalize (GObject *object)
{
  RbkPerson *self = RBK_PERSON (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->role);
  g_free (self->line);
  g_free (self->email);
  g_free (self->screening_line);
  g_free (self->photo);
  g_free (self->signature);
  g_ptr_array_unref (self->templates);
  G_OBJECT_CLASS (rbk_person_parent_class)->finalize (object);
}

static void
rbk_person_class_init (RbkPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_person_finalize;
}

static void
rbk_person_init (RbkPerson *self)
{
  self->templates = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rbk_person_new:
 * @line: (nullable): their direct line, E.164
 * @email: (nullable): their company address
 *
 * Returns: (transfer full): what the entries about it add up to
 */
RbkPerson *
rbk_person_new (
  const char *id, const char *name, const char *role, const char *line, const char *email, gboolean left)
{
  RbkPerson *self = g_object_new (RBK_TYPE_PERSON, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->role = g_strdup (role);
  self->line = g_strdup (line);
  self->email = g_strdup (email);
  self->left = left;
  self->text_capable = TRUE;
  return self;
}

/**
 * rbk_person_new_from_facts:
 * @facts: the payloads of the person-changed entries about them, laid over each other
 *
 * Returns: (transfer full): the person
 */
RbkPerson *
rbk_person_new_from_facts (const char *id, JsonObject *facts)
{
  const char *name = rbk_json_get_string (facts, "name");
  const char *role = rbk_json_get_string (facts, "role");
  RbkPerson *self = rbk_person_new (id,
                                    name != NULL ? name : "",
                                    role != NULL ? role : "salesperson",
                                    rbk_json_get_string (facts, "line"),
                                    rbk_json_get_string (facts, "email"),
                                    rbk_json_get_boolean (facts, "left", FALSE));

  self->text_capable = rbk_json_get_boolean (facts, "text_capable", TRUE);
  self->screening_line = g_strdup (rbk_json_get_string (facts, "screening_line"));
  self->photo = g_strdup (rbk_json_get_string (facts, "photo"));
  self->signature = g_strdup (rbk_json_get_string (facts, "signature"));
  g_ptr_array_unref (self->templates);
  self->templates = rbk_message_templates_read (rbk_json_get_array (facts, "templates"));
  return self;
}

/**
 * rbk_person_get_id:
 *
 * Returns: (transfer none): the id
 */
const char *
rbk_person_get_id (RbkPerson *self)
{
  return self->id;
}

/**
 * rbk_person_get_name:
 *
 * Returns: (transfer none): the name
 */
const char *
rbk_person_get_name (RbkPerson *self)
{
  return self->name;
}

/**
 * rbk_person_get_role:
 *
 * Returns: (transfer none): "salesperson" or "manager"
 */
const char *
rbk_person_get_role (RbkPerson *self)
{
  return self->role;
}

/**
 * rbk_person_get_line:
 *
 * Returns: (nullable) (transfer none): their direct line, E.164
 */
const char *
rbk_person_get_line (RbkPerson *self)
{
  return self->line;
}

/**
 * rbk_person_get_email:
 *
 * Returns: (nullable) (transfer none): their company address
 */
const char *
rbk_person_get_email (RbkPerson *self)
{
  return self->email;
}

/**
 * rbk_person_has_left:
 *
 * Returns: whether they no longer work there
 */
gboolean
rbk_person_has_left (RbkPerson *self)
{
  return self->left;
}

/**
 * rbk_person_is_text_capable:
 *
 * Returns: whether their direct line takes texts, so that a customer may be invited to send one (V-9).
 *   It is taken for one that does until somebody says that it does not
 */
gboolean
rbk_person_is_text_capable (RbkPerson *self)
{
  return self->text_capable;
}

/**
 * rbk_person_get_screening_line:
 *
 * Returns: (nullable) (transfer none): what they say to a phone that asks who is calling (V-19), if
 *   they wrote one of their own
 */
const char *
rbk_person_get_screening_line (RbkPerson *self)
{
  return self->screening_line;
}

/**
 * rbk_person_get_photo:
 *
 * Returns: (nullable) (transfer none): the media that is their photo, for the contact card
 */
const char *
rbk_person_get_photo (RbkPerson *self)
{
  return self->photo;
}

/**
 * rbk_person_get_signature:
 *
 * Returns: (nullable) (transfer none): the lines below what they write, with {fields}, if they have some
 *   of their own
 */
const char *
rbk_person_get_signature (RbkPerson *self)
{
  return self->signature;
}

/**
 * rbk_person_get_templates:
 *
 * Returns: (transfer none) (element-type RbkMessageTemplate): their own templates; one with the id of
 *   another stands in its place
 */
GPtrArray *
rbk_person_get_templates (RbkPerson *self)
{
  return self->templates;
}
