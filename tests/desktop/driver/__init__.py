# driver: a desktop session of its own, and hands, eyes, voice and ears in it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
