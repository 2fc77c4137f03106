/* rbk-upload.h: a recording or film on its way to the showroom's web space, from where a link leads to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

G_BEGIN_DECLS

typedef enum
{
  RBK_UPLOAD_NOT_BEGUN,
  RBK_UPLOAD_RUNNING,
  RBK_UPLOAD_DONE,   /* anybody who has the link can open it */
  RBK_UPLOAD_FAILED, /* nothing of it is online; it can be started again */
} RbkUploadState;

/* What is put online; all borrowed. Either @file or @bytes. */
typedef struct
{
  const char *file_name; /* as the salesperson knows it; no customer sees it */
  const char *media_type;
  GFile *file;       /* (nullable) */
  GBytes *bytes;     /* (nullable) */
  gint64 length;     /* of @file */
  const char *title; /* above the player */
  const char *words; /* (nullable): what is said in it, for who cannot hear it */
} RbkUploadPlan;

/* Main thread. What nobody sent goes offline again with the last reference. Signal "changed" (): its state,
 * or how far it came. */
#define RBK_TYPE_UPLOAD (rbk_upload_get_type ())
G_DECLARE_FINAL_TYPE (RbkUpload, rbk_upload, RBK, UPLOAD, GObject)

RbkUpload *rbk_upload_new (RbkDesk *desk, const RbkUploadPlan *plan);
void rbk_upload_start (RbkUpload *self);
void rbk_upload_stop (RbkUpload *self);
void rbk_upload_keep (RbkUpload *self);
RbkUploadState rbk_upload_get_state (RbkUpload *self);
const char *rbk_upload_get_file_name (RbkUpload *self);
const char *rbk_upload_get_media_type (RbkUpload *self);
gint64 rbk_upload_get_length (RbkUpload *self);
gint64 rbk_upload_get_done (RbkUpload *self);
const char *rbk_upload_get_link (RbkUpload *self);
const char *rbk_upload_get_media_url (RbkUpload *self);
const char *rbk_upload_get_words (RbkUpload *self);

/* Whether customers' phones open files of that kind, so that one can be put online. */
gboolean rbk_upload_takes (const char *media_type);
/* Whether the showroom has a web space of its own; if not, what to do about it. */
gboolean rbk_desk_has_web_space (RbkDesk *self, GError **error);
/* (transfer full): what stands above a film for @customer. */
char *rbk_desk_dup_video_title (RbkDesk *self, RbkCustomer *customer);

G_END_DECLS
