/* replay-seeds.c: what a fuzz target is without a fuzzer: its seeds, whole and cut off anywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-fuzz.h"

int
main (int argc, char *argv[])
{
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *data = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      if (!g_file_get_contents (argv[i], &data, &size, &error))
        g_error ("%s", error->message);
      LLVMFuzzerTestOneInput ((guint8 *) data, size);
      /* Cut off anywhere it is no more dangerous. */
      for (gsize j = 0; j < size; j++)
        LLVMFuzzerTestOneInput ((guint8 *) data, j);
    }
  return argc > 1 ? 0 : 1;
}
