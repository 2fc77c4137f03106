/* rbk-speech-model.c
 *
 * An engine trusts the file that it is given: libwhisper 1.9 crashes on one that holds nothing but
 * its first bytes and hangs on one of another engine. So no file is opened by an engine that is not
 * byte for byte what somebody vouches for: the list below, or a card beside the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "transcriber/rbk-speech-model.h"
#include "model/rbk-json.h"
#include <glib/gi18n-lib.h>

/* A card is a few lines. */
#define LONGEST_CARD 4096

/* The largest model of the family is 3.1 GB; nothing of this size is a mistake of a person's. */
#define LARGEST G_GUINT64_CONSTANT (8000000000)

#define LONGEST_TEXT 120

/* The first bytes of a Whisper file: this number, then eleven others about its shape. */
#define WHISPER_MAGIC 0x67676d6c

typedef struct
{
  const char *file_name;
  const char *name;
  guint64 size;
  const char *sha256;
} Known;

/* The files of huggingface.co/ggerganov/whisper.cpp that read English well enough to be worth their
 * size, MIT licence (OpenAI). Sizes and SHA-256s as at least two public programs that download them
 * have pinned them, independently and all alike, read in November 2026: the manifests of the dictation
 * programs Sotto and Hviske's host, Maya's table of models, a Go catalogue whose values are said to be
 * those of Hugging Face's LFS objects. They could not be compared with the files themselves where this
 * was written; a wrong one would refuse a good file and never let a bad one in. The first is the default. */
static const Known known[] = {
  { "ggml-base.en-q8_0.bin",
    "Whisper base.en (q8_0)",
    81781811,
    "a4d4a0768075e13cfd7e19df3ae2dbc4a68d37d36a7dad45e8410c9a34f8c87e" },
  { "ggml-base.en.bin",
    "Whisper base.en",
    147964211,
    "a03779c86df3323075f5e796cb2ce5029f00ec8869eee3fdfb897afe36c6d002" },
  { "ggml-base.en-q5_1.bin",
    "Whisper base.en (q5_1)",
    59721011,
    "4baf70dd0d7c4247ba2b81fafd9c01005ac77c2f9ef064e00dcf195d0e2fdd2f" },
  { "ggml-small.en-q8_0.bin",
    "Whisper small.en (q8_0)",
    264477561,
    "67a179f608ea6114bd3fdb9060e762b588a3fb3bd00c4387971be4d177958067" },
  { "ggml-small.en.bin",
    "Whisper small.en",
    487614201,
    "c6138d6d58ecc8322097e0f987c32f1be8bb0a18532a3f88f734d1bbf9c41e5d" },
  { "ggml-small.en-q5_1.bin",
    "Whisper small.en (q5_1)",
    190098681,
    "bfdff4894dcb76bbf647d56263ea2a96645423f1669176f4844a1bf8e478ad30" },
  { "ggml-medium.en-q8_0.bin",
    "Whisper medium.en (q8_0)",
    823382461,
    "43fa2cd084de5a04399a896a9a7a786064e221365c01700cea4666005218f11c" },
  { "ggml-large-v3-turbo-q8_0.bin",
    "Whisper large-v3-turbo (q8_0)",
    874188075,
    "317eb69c11673c9de1e1f0d459b253999804ec71ac4c23c17ecf5fbe24e259a1" },
  { "ggml-tiny.en-q8_0.bin",
    "Whisper tiny.en (q8_0)",
    43550795,
    "5bc2b3860aa151a4c6e7bb095e1fcce7cf12c7b020ca08dcec0c6d018bb7dd94" },
};

struct _RbkSpeechModel
{
  GObject parent_instance;

  char *path;      /* (owned) */
  char *file_name; /* (owned): under which it is kept */
  char *name;      /* (owned): for a person */
  char *kind;      /* (owned) */
  char *licence;   /* (owned) */
  char *sha256;    /* (owned): in lower case */
  guint64 size;
};

G_DEFINE_QUARK (rbk - speech - model - error - quark, rbk_speech_model_error)
G_DEFINE_FINAL_TYPE (RbkSpeechModel, rbk_speech_model, G_TYPE_OBJECT)

static void
rbk_speech_model_finalize (GObject *object)
{
  RbkSpeechModel *self = RBK_SPEECH_MODEL (object);

  g_free (self->path);
  g_free (self->file_name);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->licence);
  g_free (self->sha256);
  G_OBJECT_CLASS (rbk_speech_model_parent_class)->finalize (object);
}

static void
rbk_speech_model_class_init (RbkSpeechModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_speech_model_finalize;
}

static void
rbk_speech_model_init (RbkSpeechModel *self)
{
}

static RbkSpeechModel *
make (const char *path,
      const char *file_name,
      const char *name,
      const char *kind,
      const char *licence,
      guint64 size,
      const char *sha256)
{
  RbkSpeechModel *self = g_object_new (RBK_TYPE_SPEECH_MODEL, NULL);

  self->path = g_strdup (path);
  self->file_name = g_strdup (file_name);
  self->name = g_strdup (name);
  self->kind = g_strdup (kind);
  self->licence = g_strdup (licence);
  self->size = size;
  self->sha256 = g_ascii_strdown (sha256, -1);
  return self;
}

/**
 * rbk_speech_model_new_known:
 * @path: where the file lies
 * @size: its size in bytes; no two models on the list have the same
 *
 * Returns: (transfer full) (nullable): the model of the list that it is if its SHA-256 says so too
 */
RbkSpeechModel *
rbk_speech_model_new_known (const char *path, guint64 size)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (known[i].size == size)
        return make (path,
                     known[i].file_name,
                     known[i].name,
                     RBK_SPEECH_MODEL_KIND_WHISPER,
                     "MIT",
                     known[i].size,
                     known[i].sha256);
    }
  return NULL;
}

static gboolean
is_plain_text (const char *text)
{
  if (text == NULL || *text == '\0' || strlen (text) > LONGEST_TEXT)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdefABCDEF") == 64;
}

/**
 * rbk_speech_model_new_from_card:
 * @path: where the model's file lies
 * @card: a JSON object with "kind", "size" in bytes and "sha256" in hexadecimal, and if somebody
 *   cares "name" and "licence"; whoever writes it vouches for the file
 *
 * Returns: (transfer full): the model, or NULL with %RBK_SPEECH_MODEL_ERROR_UNKNOWN, or
 *   %RBK_SPEECH_MODEL_ERROR_KIND if it is for an engine that Ringback does not have
 */
RbkSpeechModel *
rbk_speech_model_new_from_card (const char *path, GBytes *card, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (card, &length);
  g_autofree char *file_name = g_path_get_basename (path);
  g_autoptr (JsonObject) object =
    length <= LONGEST_CARD ? rbk_json_parse_object (text, (gssize) length, NULL) : NULL;
  const char *kind = rbk_json_get_string (object, "kind");
  const char *name = rbk_json_get_string (object, "name");
  const char *licence = rbk_json_get_string (object, "licence");
  const char *sha256 = rbk_json_get_string (object, "sha256");
  gint64 size = rbk_json_get_int (object, "size", -1);

  if (!is_plain_text (kind) || !is_sha256 (sha256) || size < RBK_SPEECH_MODEL_HEADER ||
      (guint64) size > LARGEST)
    {
      g_set_error (error,
                   RBK_SPEECH_MODEL_ERROR,
                   RBK_SPEECH_MODEL_ERROR_UNKNOWN,
                   _ ("The card beside %s does not give the model’s kind, size and SHA-256. Ask whoever gave "
                      "you the file."),
                   file_name);
      return NULL;
    }
  if (!g_str_equal (kind, RBK_SPEECH_MODEL_KIND_WHISPER))
    {
      g_set_error (error,
                   RBK_SPEECH_MODEL_ERROR,
                   RBK_SPEECH_MODEL_ERROR_KIND,
                   _ ("%s is a model of the kind “%s”. Ringback uses Whisper models in ggml form."),
                   file_name,
                   kind);
      return NULL;
    }
  return make (path,
               file_name,
               is_plain_text (name) ? name : file_name,
               kind,
               is_plain_text (licence) ? licence : "",
               (guint64) size,
               sha256);
}

/**
 * rbk_speech_model_at:
 *
 * Returns: (transfer full): the same model, whose file lies at @path
 */
RbkSpeechModel *
rbk_speech_model_at (RbkSpeechModel *self, const char *path)
{
  return make (path, self->file_name, self->name, self->kind, self->licence, self->size, self->sha256);
}

const char *
rbk_speech_model_get_path (RbkSpeechModel *self)
{
  return self->path;
}

/**
 * rbk_speech_model_get_file_name:
 *
 * Returns: (transfer none): the name under which it is kept; that of the list where it is on it
 */
const char *
rbk_speech_model_get_file_name (RbkSpeechModel *self)
{
  return self->file_name;
}

const char *
rbk_speech_model_get_name (RbkSpeechModel *self)
{
  return self->name;
}

const char *
rbk_speech_model_get_kind (RbkSpeechModel *self)
{
  return self->kind;
}

/**
 * rbk_speech_model_get_licence:
 *
 * Returns: (transfer none): the model's licence by its short name, or "" if nobody said
 */
const char *
rbk_speech_model_get_licence (RbkSpeechModel *self)
{
  return self->licence;
}

const char *
rbk_speech_model_get_sha256 (RbkSpeechModel *self)
{
  return self->sha256;
}

guint64
rbk_speech_model_get_size (RbkSpeechModel *self)
{
  return self->size;
}

/**
 * rbk_speech_model_is_default:
 *
 * Returns: whether it is the model that is used unless somebody chooses another
 */
gboolean
rbk_speech_model_is_default (RbkSpeechModel *self)
{
  return g_str_equal (self->sha256, known[0].sha256);
}

/**
 * rbk_speech_model_has_kind:
 * @header: the first %RBK_SPEECH_MODEL_HEADER bytes of the file, or all there are
 *
 * The SHA-256 says that a file is the one that was vouched for; this, that it is not another
 * engine's, whose first bytes may be the same.
 *
 * Returns: whether a file that begins so can be of this model's kind
 */
gboolean
rbk_speech_model_has_kind (RbkSpeechModel *self, const guint8 *header, gsize length)
{
  guint32 number[RBK_SPEECH_MODEL_HEADER / 4];

  if (length < RBK_SPEECH_MODEL_HEADER)
    return FALSE;
  memcpy (number, header, RBK_SPEECH_MODEL_HEADER);
  for (guint i = 0; i < G_N_ELEMENTS (number); i++)
    number[i] = GUINT32_FROM_LE (number[i]);
  /* n_vocab, n_audio_ctx, n_audio_state, _head, _layer, n_text_ctx, _state, _head, _layer, n_mels, ftype:
     what all models of the family share, and what none of them goes beyond. */
  return number[0] == WHISPER_MAGIC && number[1] >= 51864 && number[1] <= 51866 && number[2] == 1500 &&
         number[3] >= 64 && number[3] <= 1280 && number[4] >= 1 && number[4] <= 20 && number[5] >= 1 &&
         number[5] <= 32 && number[6] == 448 && number[7] == number[3] && number[8] == number[4] &&
         number[9] >= 1 && number[9] <= 32 && (number[10] == 80 || number[10] == 128) &&
         number[11] % 1000 <= 30;
}

/**
 * rbk_speech_model_to_card:
 *
 * Returns: (transfer full): what rbk_speech_model_new_from_card() reads
 */
char *
rbk_speech_model_to_card (RbkSpeechModel *self)
{
  g_autoptr (JsonObject) object = rbk_json_new (
    "kind", self->kind, "name", self->name, "licence", self->licence, "sha256", self->sha256, NULL);

  json_object_set_int_member (object, "size", (gint64) self->size);
  return rbk_json_write (object);
}
