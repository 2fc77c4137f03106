/* test-speech-models.c: no file reaches an engine that is not what somebody vouches for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "transcriber/rbk-speech-models.h"
#include <glib/gstdio.h>
#include <unistd.h>

typedef struct
{
  char *own;    /* the person's folder */
  char *system; /* one that others fill */
  char *outside;
  RbkSpeechModels *models;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *folders[3] = { NULL };

  fixture->own = g_dir_make_tmp ("rbk-own-XXXXXX", NULL);
  fixture->system = g_dir_make_tmp ("rbk-system-XXXXXX", NULL);
  fixture->outside = g_dir_make_tmp ("rbk-outside-XXXXXX", NULL);
  folders[0] = fixture->own;
  folders[1] = fixture->system;
  fixture->models = rbk_speech_models_new (folders);
}

static void
remove_folder (char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_remove (file);
    }
  g_rmdir (path);
  g_free (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->models);
  remove_folder (fixture->own);
  remove_folder (fixture->system);
  remove_folder (fixture->outside);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* The model that the tests are given, with its card, in @folder. */
static char *
put_model (const char *folder, const char *name, const char *card)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *card_path = g_strconcat (path, ".json", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (RBK_TEST_MODEL, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
  if (card == NULL)
    {
      g_autofree char *own = NULL;

      g_assert_true (g_file_get_contents (RBK_TEST_MODEL ".json", &own, NULL, NULL));
      g_assert_true (g_file_set_contents (card_path, own, -1, NULL));
    }
  else if (*card != '\0')
    g_assert_true (g_file_set_contents (card_path, card, -1, NULL));
  return path;
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *models;

  rbk_speech_models_list_async (fixture->models, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  models = rbk_speech_models_list_finish (fixture->models, result, &error);
  g_assert_no_error (error);
  return models;
}

static RbkSpeechModel *
add (Fixture *fixture, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  rbk_speech_models_add_async (fixture->models, file, cancellable, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  return rbk_speech_models_add_finish (fixture->models, result, error);
}

static gboolean
can_open (Fixture *fixture, RbkSpeechModel *model, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  int fd;

  rbk_speech_models_open_async (fixture->models, model, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  fd = rbk_speech_models_open_finish (fixture->models, result, error);
  if (fd == -1)
    return FALSE;
  g_assert_cmpint (lseek (fd, 0, SEEK_CUR), ==, 0);
  close (fd);
  return TRUE;
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) models = list (fixture);

  g_assert_cmpuint (models->len, ==, 0);
  g_assert_null (rbk_speech_models_choose (models, NULL));
  g_assert_nonnull (strstr (rbk_speech_models_how_to_get_one (), "ggml-base.en-q8_0.bin"));
}

static void
test_card (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_model (fixture->outside, "mine.bin", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkSpeechModel) model = add (fixture, path, NULL, &error);
  g_autoptr (GPtrArray) models = NULL;
  g_autofree char *kept = g_build_filename (fixture->own, "mine.bin", NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (rbk_speech_model_get_path (model), ==, kept);
  g_assert_cmpuint (count_files (fixture->own), ==, 2);
  g_assert_true (can_open (fixture, model, &error));
  g_assert_no_error (error);
  models = list (fixture);
  g_assert_cmpuint (models->len, ==, 1);
  g_assert_cmpstr (rbk_speech_model_get_path (g_ptr_array_index (models, 0)), ==, kept);
  g_assert_cmpstr (rbk_speech_model_get_name (g_ptr_array_index (models, 0)), ==, "One random layer");
}

static void
test_same_twice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = put_model (fixture->own, "one.bin", NULL);
  g_autofree char *two = put_model (fixture->system, "two.bin", NULL);
  g_autoptr (GPtrArray) models = list (fixture);

  g_assert_cmpuint (models->len, ==, 1);
  g_assert_cmpstr (rbk_speech_model_get_path (g_ptr_array_index (models, 0)), ==, one);
  g_assert_true (rbk_speech_models_choose (models, "0123") == g_ptr_array_index (models, 0));
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *card;
    RbkSpeechModelError code;
  } cards[] = {
    { "", RBK_SPEECH_MODEL_ERROR_UNKNOWN },
    { "{", RBK_SPEECH_MODEL_ERROR_UNKNOWN },
    { "{\"kind\":\"whisper\"}", RBK_SPEECH_MODEL_ERROR_UNKNOWN },
    { "{\"kind\":\"whisper\",\"size\":100000,\"sha256\":\"00\"}", RBK_SPEECH_MODEL_ERROR_UNKNOWN },
    { "{\"kind\":\"whisper\",\"size\":-1,\"sha256\":"
      "\"0000000000000000000000000000000000000000000000000000000000000000\"}",
      RBK_SPEECH_MODEL_ERROR_UNKNOWN },
    { "{\"kind\":\"parakeet\",\"size\":100000,\"sha256\":"
      "\"0000000000000000000000000000000000000000000000000000000000000000\"}",
      RBK_SPEECH_MODEL_ERROR_KIND },
    { "{\"kind\":\"whisper\",\"size\":100000,\"sha256\":"
      "\"0000000000000000000000000000000000000000000000000000000000000000\"}",
      RBK_SPEECH_MODEL_ERROR_DAMAGED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autofree char *path = put_model (fixture->outside, "stray.bin", cards[i].card);
      g_autofree char *card_path = g_strconcat (path, ".json", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (add (fixture, path, NULL, &error));
      g_assert_error (error, RBK_SPEECH_MODEL_ERROR, (int) cards[i].code);
      g_assert_cmpuint (count_files (fixture->own), ==, 0);
      g_remove (card_path);
    }
}

/* A file of a size that is on the list is the listed one or none. */
static void
test_wrong_sum (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->own, "ggml-base.en-q5_1.bin", NULL);
  g_autofree char *header = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (RBK_TEST_MODEL, &header, NULL, NULL));
  g_assert_true (g_file_set_contents (path, header, RBK_SPEECH_MODEL_HEADER, NULL));
  g_assert_cmpint (truncate (path, 59721011), ==, 0);
  models = list (fixture);
  g_assert_cmpuint (models->len, ==, 1);
  g_assert_false (can_open (fixture, g_ptr_array_index (models, 0), &error));
  g_assert_error (error, RBK_SPEECH_MODEL_ERROR, RBK_SPEECH_MODEL_ERROR_DAMAGED);
}

/* The sum may be right and the file still another engine's: both begin with the same four bytes. */
static void
test_wrong_kind (Fixture *fixture, gconstpointer data)
{
  static const guint32 parakeet[] = { 0x67676d6c, 8193, 1024, 8, 24, 640, 2, 128, 80, 512, 5, 1, 0, 0, 0, 0 };
  g_autofree char *path = g_build_filename (fixture->outside, "parakeet.bin", NULL);
  g_autofree char *card_path = g_strconcat (path, ".json", NULL);
  g_autofree char *sum =
    g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) parakeet, sizeof parakeet);
  g_autofree char *card =
    g_strdup_printf ("{\"kind\":\"whisper\",\"size\":%zu,\"sha256\":\"%s\"}", sizeof parakeet, sum);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, (const char *) parakeet, sizeof parakeet, NULL));
  g_assert_true (g_file_set_contents (card_path, card, -1, NULL));
  g_assert_null (add (fixture, path, NULL, &error));
  g_assert_error (error, RBK_SPEECH_MODEL_ERROR, RBK_SPEECH_MODEL_ERROR_KIND);
  g_assert_cmpuint (count_files (fixture->own), ==, 0);
}

static void
test_damaged_later (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_model (fixture->outside, "mine.bin", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkSpeechModel) model = add (fixture, path, NULL, &error);
  FILE *file;

  g_assert_no_error (error);
  g_assert_true (can_open (fixture, model, &error));
  /* One byte far inside; the size stays. */
  file = g_fopen (rbk_speech_model_get_path (model), "r+b");
  g_assert_cmpint (fseek (file, 4000000, SEEK_SET), ==, 0);
  g_assert_cmpint (fputc (0x5a, file), ==, 0x5a);
  fclose (file);
  g_assert_false (can_open (fixture, model, &error));
  g_assert_error (error, RBK_SPEECH_MODEL_ERROR, RBK_SPEECH_MODEL_ERROR_DAMAGED);
  g_clear_error (&error);

  g_assert_cmpint (truncate (rbk_speech_model_get_path (model), 4000000), ==, 0);
  g_assert_false (can_open (fixture, model, &error));
  g_assert_error (error, RBK_SPEECH_MODEL_ERROR, RBK_SPEECH_MODEL_ERROR_DAMAGED);
  g_clear_error (&error);

  g_remove (rbk_speech_model_get_path (model));
  g_assert_false (can_open (fixture, model, &error));
  g_assert_error (error, RBK_SPEECH_MODEL_ERROR, RBK_SPEECH_MODEL_ERROR_GONE);
}

/* A named pipe would be waited for without end, a folder read without sense. */
static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pipe_path = g_build_filename (fixture->outside, "pipe.bin", NULL);
  g_autofree char *gone = g_build_filename (fixture->outside, "gone.bin", NULL);
  const char *paths[] = { pipe_path, gone, fixture->outside };

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (add (fixture, paths[i], NULL, &error));
      g_assert_error (error, RBK_SPEECH_MODEL_ERROR, RBK_SPEECH_MODEL_ERROR_GONE);
    }
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_model (fixture->outside, "mine.bin", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (add (fixture, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture->own), ==, 0);
}

static void
test_no_right (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_model (fixture->outside, "mine.bin", NULL);
  /* Nobody, root neither, makes a folder below a file. */
  const char *folders[] = { path, NULL };
  g_autoptr (GError) error = NULL;

  g_object_unref (fixture->models);
  fixture->models = rbk_speech_models_new (folders);
  g_assert_null (add (fixture, path, NULL, &error));
  g_assert_error (error, RBK_SPEECH_MODEL_ERROR, RBK_SPEECH_MODEL_ERROR_COPY);
}

/* What is remembered of a file ends with the least change of it. */
static void
test_remembered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *memory = g_build_filename (g_get_user_cache_dir (), "ringback", "models-checked", NULL);
  g_autofree char *path = put_model (fixture->own, "mine.bin", NULL);
  g_autoptr (GPtrArray) models = list (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = NULL;
  GStatBuf status;

  g_remove (memory);
  /* It is only remembered of a file that has come to rest. */
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  rbk_test_wait_until (g_get_real_time () / G_USEC_PER_SEC >= (gint64) status.st_ctime + 3);
  g_assert_true (can_open (fixture, g_ptr_array_index (models, 0), &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (memory, &rows, NULL, NULL));
  g_assert_nonnull (strstr (rows, rbk_speech_model_get_sha256 (g_ptr_array_index (models, 0))));

  /* The same contents in another file of the same name, of another shape: the memory says nothing. */
  g_assert_cmpint (truncate (path, 4000000), ==, 0);
  g_assert_cmpint (truncate (path, (off_t) rbk_speech_model_get_size (g_ptr_array_index (models, 0))), ==, 0);
  g_assert_false (can_open (fixture, g_ptr_array_index (models, 0), &error));
  g_assert_error (error, RBK_SPEECH_MODEL_ERROR, RBK_SPEECH_MODEL_ERROR_DAMAGED);
}

static gboolean
remove_model (Fixture *fixture, RbkSpeechModel *model, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rbk_speech_models_remove_async (fixture->models, model, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  return rbk_speech_models_remove_finish (fixture->models, result, error);
}

static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_model (fixture->outside, "mine.bin", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkSpeechModel) model = add (fixture, path, NULL, &error);
  g_autoptr (GPtrArray) models = NULL;

  g_assert_no_error (error);
  g_assert_true (rbk_speech_models_is_own (fixture->models, model));
  g_assert_true (remove_model (fixture, model, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->own), ==, 0);
  models = list (fixture);
  g_assert_cmpuint (models->len, ==, 0);
  g_assert_false (can_open (fixture, model, &error));
  g_assert_error (error, RBK_SPEECH_MODEL_ERROR, RBK_SPEECH_MODEL_ERROR_GONE);
  g_clear_error (&error);
  /* What it was copied from is not ours; and what is gone is gone. */
  g_assert_cmpuint (count_files (fixture->outside), ==, 2);
  g_assert_true (remove_model (fixture, model, &error));
  g_assert_no_error (error);
}

static void
test_systems_own (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_model (fixture->system, "theirs.bin", NULL);
  g_autoptr (GPtrArray) models = list (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (models->len, ==, 1);
  g_assert_false (rbk_speech_models_is_own (fixture->models, models->pdata[0]));
  g_assert_false (remove_model (fixture, models->pdata[0], &error));
  g_assert_error (error, RBK_SPEECH_MODEL_ERROR, RBK_SPEECH_MODEL_ERROR_COPY);
  g_assert_cmpuint (count_files (fixture->system), ==, 2);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("/speech-models/none-is-said-with-how-to-get-one", test_none);
  ADD ("/speech-models/a-card-vouches-for-an-unknown-file", test_card);
  ADD ("/speech-models/a-model-in-two-folders-is-one", test_same_twice);
  ADD ("/speech-models/a-file-nobody-vouches-for-is-refused", test_unknown);
  ADD ("/speech-models/a-listed-size-with-another-sum-is-refused", test_wrong_sum);
  ADD ("/speech-models/another-engines-file-is-refused", test_wrong_kind);
  ADD ("/speech-models/what-changed-after-it-was-added-is-refused", test_damaged_later);
  ADD ("/speech-models/what-is-no-file-is-refused", test_no_file);
  ADD ("/speech-models/a-cancelled-copy-leaves-nothing", test_cancelled);
  ADD ("/speech-models/a-folder-that-cannot-be-written-is-said", test_no_right);
  ADD ("/speech-models/a-checked-file-is-remembered-until-it-changes", test_remembered);
  ADD ("/speech-models/ones-own-can-be-removed", test_removed);
  ADD ("/speech-models/the-systems-own-stays", test_systems_own);
  return g_test_run ();
}
