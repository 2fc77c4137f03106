/* rbk-upload.c
 *
 * Every upload has a thread of its own: a film takes minutes, and nothing else waits for it. The thread is
 * told all that it needs beforehand and does not touch the desk; the ledger notes what it puts online.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-upload.h"

#include "base/rbk-worker.h"
#include "channels/hosting/rbk-media-name.h"
#include "desk/rbk-desk-online.h"
#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-written.h"

#include <glib/gi18n-lib.h>

/* How often a person sees how far it came. */
#define LOOK_MS 200

/* What the thread is told. Its own, save what is under the lock. */
typedef struct
{
  RbkLedger *ledger; /* (owned) */
  RbkAccount *host;  /* (owned) */
  char *directory;   /* (owned): of the desk */
  GFile *file;       /* (owned) (nullable) */
  GBytes *bytes;     /* (owned) (nullable) */
  gint64 length;
  char *media_type;          /* (owned) */
  char *texts[7];            /* (owned): what the page says, by TEXT_… */
  GFileInputStream *reading; /* (owned) (nullable) */
  gint64 read_to;

  GMutex lock;
  gint64 done; /* (mutex lock) */
} Job;

enum
{
  TEXT_SHOWROOM,
  TEXT_TITLE,
  TEXT_PERSON,
  TEXT_LINE,
  TEXT_LINE_WORDS,
  TEXT_WORDS,
  TEXT_ADDRESS,
};

struct _RbkUpload
{
  GObject parent_instance;

  RbkDesk *desk;    /* (owned) */
  char *file_name;  /* (owned) */
  char *media_type; /* (owned) */
  char *title;      /* (owned) */
  char *spoken;     /* (owned) (nullable) */
  GFile *file;      /* (owned) (nullable) */
  GBytes *bytes;    /* (owned) (nullable) */
  gint64 length;
  gint64 done;
  RbkUploadState state;
  char *words;       /* (owned) (nullable): why it failed, or what could be better */
  RbkLedger *ledger; /* (owned) (nullable): that knows of it */
  RbkAccount *host;  /* (owned) (nullable): where it is */
  RbkHosted *hosted; /* (owned) (nullable) */
  gboolean kept;

  RbkWorker *worker;         /* (owned) (nullable): while it runs */
  GTask *task;               /* (owned) (nullable): the same; its data is a Job */
  GCancellable *cancellable; /* (owned) (nullable): the same */
  guint looking;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkUpload, rbk_upload, G_TYPE_OBJECT)

/* ---- In its thread ---- */

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->ledger);
  g_clear_object (&job->host);
  g_free (job->directory);
  g_clear_object (&job->file);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->media_type);
  for (guint i = 0; i < G_N_ELEMENTS (job->texts); i++)
    g_free (job->texts[i]);
  g_clear_object (&job->reading);
  g_mutex_clear (&job->lock);
  g_free (job);
}

/* The file from @offset on, which begins anew where an upload does. */
static gssize
read_file (
  gint64 offset, void *buffer, gsize size, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Job *job = user_data;
  gssize got;

  if (job->reading == NULL)
    {
      job->reading = g_file_read (job->file, cancellable, error);
      job->read_to = 0;
      if (job->reading == NULL)
        return -1;
    }
  if (job->read_to != offset &&
      !g_seekable_seek (G_SEEKABLE (job->reading), offset, G_SEEK_SET, cancellable, error))
    return -1;
  got = g_input_stream_read (G_INPUT_STREAM (job->reading), buffer, size, cancellable, error);
  if (got == 0)
    {
      g_set_error_literal (
        error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, _ ("The file became shorter while it was read."));
      return -1;
    }
  job->read_to = offset + got;
  return got;
}

static void
note_progress (gint64 done, gint64 length, gpointer user_data)
{
  Job *job = user_data;

  g_mutex_lock (&job->lock);
  job->done = done;
  g_mutex_unlock (&job->lock);
}

static void
upload_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  const RbkLandingPage page = {
    .showroom = job->texts[TEXT_SHOWROOM],
    .title = job->texts[TEXT_TITLE],
    .salesperson = job->texts[TEXT_PERSON],
    .line = job->texts[TEXT_LINE],
    .line_words = job->texts[TEXT_LINE_WORDS],
    .words = job->texts[TEXT_WORDS],
    .address = job->texts[TEXT_ADDRESS],
  };
  RbkMediaFile file = {
    .media_type = job->media_type,
    .bytes = job->bytes,
    .length = job->length,
    .read = job->bytes == NULL ? read_file : NULL,
    .read_data = job,
    .progress = note_progress,
    .progress_data = job,
  };
  GError *error = NULL;
  g_autoptr (RbkMediaHost) host =
    rbk_desk_open_host (job->ledger, job->host, job->directory, cancellable, &error);
  RbkHosted *hosted =
    host != NULL ? rbk_media_host_upload (host, &file, &page, NULL, cancellable, &error) : NULL;

  g_clear_object (&job->reading);
  if (hosted != NULL)
    g_task_return_pointer (task, hosted, (GDestroyNotify) rbk_hosted_free);
  else
    g_task_return_error (task, error);
}

/* ---- Here ---- */

static void
changed (RbkUpload *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
look_cb (gpointer data)
{
  RbkUpload *self = data;
  Job *job = g_task_get_task_data (self->task);
  gint64 done;

  g_mutex_lock (&job->lock);
  done = job->done;
  g_mutex_unlock (&job->lock);
  if (done != self->done)
    {
      self->done = done;
      changed (self);
    }
  return G_SOURCE_CONTINUE;
}

/* Forgets the attempt that ended, or that is not waited for any more. */
static void
end_attempt (RbkUpload *self)
{
  g_clear_handle_id (&self->looking, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->task);
  if (self->worker != NULL)
    rbk_worker_end (self->worker);
  g_clear_object (&self->worker);
}

static void
fail (RbkUpload *self, const char *words)
{
  self->state = RBK_UPLOAD_FAILED;
  self->done = 0;
  g_set_str (&self->words, words);
  changed (self);
}

/* @data: (transfer full): a weak reference, since what nobody waits for any more is stopped. */
static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkUpload) self = g_weak_ref_get (data);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  RbkHosted *hosted = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean awaited = self != NULL && self->task == G_TASK (result);

  g_weak_ref_clear (data);
  g_free (data);
  if (!awaited)
    {
      if (hosted != NULL)
        rbk_desk_take_offline (job->ledger, job->host, job->directory, hosted->media_url);
      g_clear_pointer (&hosted, rbk_hosted_free);
      return;
    }
  if (hosted == NULL)
    {
      end_attempt (self);
      fail (self, error->message);
      return;
    }
  self->hosted = hosted;
  g_set_object (&self->ledger, job->ledger);
  g_set_object (&self->host, job->host);
  self->state = RBK_UPLOAD_DONE;
  self->done = self->length;
  g_set_str (&self->words, hosted->remark);
  end_attempt (self);
  changed (self);
}

static Job *
make_job (RbkUpload *self, RbkAccount *host)
{
  RbkDesk *desk = self->desk;
  RbkPerson *person = rbk_desk_get_person (desk);
  const char *line = person != NULL ? rbk_person_get_line (person) : NULL;
  const char *postal = rbk_company_policy_get_postal_address (rbk_desk_get_policy (desk));
  Job *job = g_new0 (Job, 1);

  g_mutex_init (&job->lock);
  job->ledger = g_object_ref (desk->ledger);
  job->host = g_object_ref (host);
  job->directory = g_strdup (desk->directory);
  g_set_object (&job->file, self->file);
  job->bytes = self->bytes != NULL ? g_bytes_ref (self->bytes) : NULL;
  job->length = self->length;
  job->media_type = g_strdup (self->media_type);
  job->texts[TEXT_SHOWROOM] = g_strdup (rbk_showroom_get_name (desk->showroom));
  job->texts[TEXT_TITLE] = g_strdup (self->title);
  job->texts[TEXT_PERSON] = person != NULL ? g_strdup (rbk_person_get_name (person)) : NULL;
  job->texts[TEXT_LINE] = g_strdup (line);
  job->texts[TEXT_LINE_WORDS] = line != NULL ? rbk_desk_dup_phone_words (desk, line) : NULL;
  job->texts[TEXT_WORDS] = g_strdup (self->spoken);
  job->texts[TEXT_ADDRESS] = g_strdup (postal != NULL ? postal : rbk_showroom_get_address (desk->showroom));
  return job;
}

/**
 * rbk_upload_start:
 *
 * Begins, or begins anew after it failed or was stopped. Every attempt has another name that nobody can
 * guess.
 */
void
rbk_upload_start (RbkUpload *self)
{
  g_autoptr (GError) error = NULL;
  GWeakRef *weak;
  RbkAccount *host;

  g_return_if_fail (RBK_IS_UPLOAD (self));

  if (self->state == RBK_UPLOAD_RUNNING || self->state == RBK_UPLOAD_DONE)
    return;
  if (!rbk_desk_has_web_space (self->desk, &error))
    {
      fail (self, error->message);
      return;
    }
  host = rbk_desk_find_web_space (self->desk);
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  self->cancellable = g_cancellable_new ();
  self->task = g_task_new (NULL, self->cancellable, uploaded_cb, weak);
  /* What is online although it was stopped meanwhile has to be taken offline. */
  g_task_set_check_cancellable (self->task, FALSE);
  g_task_set_task_data (self->task, make_job (self, host), job_free);
  self->worker = rbk_worker_new ("rbk-upload");
  self->state = RBK_UPLOAD_RUNNING;
  self->done = 0;
  g_set_str (&self->words, NULL);
  self->looking = g_timeout_add (LOOK_MS, look_cb, self);
  rbk_worker_queue (self->worker, g_object_ref (self->task), upload_thread);
  changed (self);
}

/**
 * rbk_upload_stop:
 *
 * What is online of it by now is removed again. It counts as failed, and can be started anew.
 */
void
rbk_upload_stop (RbkUpload *self)
{
  g_return_if_fail (RBK_IS_UPLOAD (self));

  if (self->state != RBK_UPLOAD_RUNNING)
    return;
  end_attempt (self);
  fail (self, _ ("Stopped. Nothing of it is online."));
}

/**
 * rbk_upload_keep:
 *
 * A message with its link is on its way: it stays online from now on.
 */
void
rbk_upload_keep (RbkUpload *self)
{
  g_return_if_fail (RBK_IS_UPLOAD (self));
  self->kept = TRUE;
}

static void
rbk_upload_dispose (GObject *object)
{
  RbkUpload *self = RBK_UPLOAD (object);

  end_attempt (self);
  if (self->hosted != NULL && !self->kept)
    rbk_desk_take_offline (self->ledger, self->host, self->desk->directory, self->hosted->media_url);
  G_OBJECT_CLASS (rbk_upload_parent_class)->dispose (object);
}

static void
rbk_upload_finalize (GObject *object)
{
  RbkUpload *self = RBK_UPLOAD (object);

  g_clear_object (&self->desk);
  g_free (self->file_name);
  g_free (self->media_type);
  g_free (self->title);
  g_free (self->spoken);
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->words);
  g_clear_object (&self->ledger);
  g_clear_object (&self->host);
  g_clear_pointer (&self->hosted, rbk_hosted_free);
  G_OBJECT_CLASS (rbk_upload_parent_class)->finalize (object);
}

static void
rbk_upload_class_init (RbkUploadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_upload_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_upload_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", RBK_TYPE_UPLOAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_upload_init (RbkUpload *self)
{
}

/**
 * rbk_upload_new:
 * @plan: what it is
 *
 * Returns: (transfer full): it, not begun
 */
RbkUpload *
rbk_upload_new (RbkDesk *desk, const RbkUploadPlan *plan)
{
  RbkUpload *self;

  g_return_val_if_fail (plan->file != NULL || plan->bytes != NULL, NULL);

  self = g_object_new (RBK_TYPE_UPLOAD, NULL);
  self->desk = g_object_ref (desk);
  self->file_name = g_strdup (plan->file_name);
  self->media_type = g_strdup (plan->media_type);
  self->title = g_strdup (plan->title);
  self->spoken = g_strdup (plan->words);
  g_set_object (&self->file, plan->file);
  self->bytes = plan->bytes != NULL ? g_bytes_ref (plan->bytes) : NULL;
  self->length = plan->bytes != NULL ? (gint64) g_bytes_get_size (plan->bytes) : plan->length;
  return self;
}

RbkUploadState
rbk_upload_get_state (RbkUpload *self)
{
  return self->state;
}

const char *
rbk_upload_get_file_name (RbkUpload *self)
{
  return self->file_name;
}

const char *
rbk_upload_get_media_type (RbkUpload *self)
{
  return self->media_type;
}

/**
 * rbk_upload_get_length:
 *
 * Returns: of how many bytes it is
 */
gint64
rbk_upload_get_length (RbkUpload *self)
{
  return self->length;
}

/**
 * rbk_upload_get_done:
 *
 * Returns: how many of them are there
 */
gint64
rbk_upload_get_done (RbkUpload *self)
{
  return self->done;
}

/**
 * rbk_upload_get_link:
 *
 * Returns: (nullable): what goes to the customer; NULL unless it is done
 */
const char *
rbk_upload_get_link (RbkUpload *self)
{
  return self->hosted != NULL ? self->hosted->link : NULL;
}

/**
 * rbk_upload_get_media_url:
 *
 * Returns: (nullable): where the file itself is; NULL unless it is done
 */
const char *
rbk_upload_get_media_url (RbkUpload *self)
{
  return self->hosted != NULL ? self->hosted->media_url : NULL;
}

/**
 * rbk_upload_get_words:
 *
 * Returns: (nullable): why it failed and what to do; once it is done, what could be better
 */
const char *
rbk_upload_get_words (RbkUpload *self)
{
  return self->words;
}

/**
 * rbk_upload_takes:
 * @media_type: (nullable): without parameters
 *
 * Returns: whether customers' phones open it
 */
gboolean
rbk_upload_takes (const char *media_type)
{
  return rbk_media_name_get_extension (media_type) != NULL;
}

/**
 * rbk_desk_find_web_space:
 *
 * Returns: (transfer none) (nullable): where customers' phones get what is too much for a message
 */
RbkAccount *
rbk_desk_find_web_space (RbkDesk *self)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      RbkAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_str_equal (rbk_account_get_kind (account), RBK_ACCOUNT_WEB))
        return account;
    }
  return NULL;
}

/**
 * rbk_desk_has_web_space:
 *
 * Returns: whether something can be put online; if not, @error says what to do
 */
gboolean
rbk_desk_has_web_space (RbkDesk *self, GError **error)
{
  if (rbk_desk_find_web_space (self) != NULL)
    return TRUE;
  g_set_error_literal (
    error,
    RBK_DESK_ERROR,
    RBK_DESK_ERROR_NOT_SET_UP,
    _ ("A link needs the showroom’s own web space, from which customers’ phones open it, and "
       "none is set up. Add it in Preferences, under Accounts."));
  return FALSE;
}

/**
 * rbk_desk_dup_video_title:
 *
 * Returns: (transfer full): what stands above a film for @customer, without their name: a page on the web
 *   names nobody who did not ask for it
 */
char *
rbk_desk_dup_video_title (RbkDesk *self, RbkCustomer *customer)
{
  g_autofree char *wanted = rbk_customer_dup_wanted (customer);

  if (*wanted != '\0')
    return g_strdup_printf (_ ("A video about the %s"), wanted);
  return g_strdup_printf (_ ("A video from %s"),
                          self->showroom != NULL ? rbk_showroom_get_name (self->showroom) : "");
}
