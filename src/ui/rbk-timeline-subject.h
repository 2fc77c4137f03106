/* rbk-timeline-subject.h: whom a timeline is about, and whose clocks its times are told by.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

G_BEGIN_DECLS

/* What all rows of one timeline share. Signal "changed" (): name or time zone are others now. */
#define RBK_TYPE_TIMELINE_SUBJECT (rbk_timeline_subject_get_type ())
G_DECLARE_FINAL_TYPE (RbkTimelineSubject, rbk_timeline_subject, RBK, TIMELINE_SUBJECT, GObject)

RbkTimelineSubject *rbk_timeline_subject_new (RbkDesk *desk, RbkCustomer *customer);
void rbk_timeline_subject_set_customer (RbkTimelineSubject *self, RbkCustomer *customer);
RbkDesk *rbk_timeline_subject_get_desk (RbkTimelineSubject *self);
RbkCustomer *rbk_timeline_subject_get_customer (RbkTimelineSubject *self);
GTimeZone *rbk_timeline_subject_get_zone (RbkTimelineSubject *self);
gint64 rbk_timeline_subject_get_now_us (RbkTimelineSubject *self);
char *rbk_timeline_subject_dup_time (RbkTimelineSubject *self, gint64 time_us);
char *rbk_timeline_subject_dup_full_time (RbkTimelineSubject *self, gint64 time_us);
void rbk_timeline_subject_set_only_read (RbkTimelineSubject *self);
gboolean rbk_timeline_subject_is_only_read (RbkTimelineSubject *self);
char *rbk_timeline_subject_dup_their_time (RbkTimelineSubject *self);

G_END_DECLS
