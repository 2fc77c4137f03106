/* rbk-loss-question.c: asks before something is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-loss-question.h"

#define KEEP "keep"

/**
 * rbk_loss_question_new:
 * @heading: what is about to be lost, as a question
 * @body: what that means
 * @keep: the label of the button that leaves all as it is, such as "_Keep"; Enter and Escape press it
 * @loss: what the dialog answers when the person goes through with it, such as "remove"
 * @words: the label of the button that does so
 *
 * Returns: (transfer floating): the question, to be asked by adw_alert_dialog_choose()
 */
AdwDialog *
rbk_loss_question_new (
  const char *heading, const char *body, const char *keep, const char *loss, const char *words)
{
  AdwDialog *question = adw_alert_dialog_new (heading, body);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (question);

  adw_alert_dialog_add_responses (alert, KEEP, keep, loss, words, NULL);
  adw_alert_dialog_set_response_appearance (alert, loss, ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, KEEP);
  adw_alert_dialog_set_close_response (alert, KEEP);
  return question;
}
