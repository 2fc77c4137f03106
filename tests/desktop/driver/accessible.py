# accessible.py: the window as a screen reader's user meets it: find a control
# by what it is and how it is called, use it, read it.
#
# Import only after the session has started: libatspi binds to the bus that the
# environment names then. Rows of a list that were never scrolled to are not in
# the tree.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from .wait import PATIENCE, wait_for  # noqa: E402

Atspi.init()
Atspi.set_timeout(5000, 5000)

# GTK and the accessibility library changed their words over the years.
SAME = {
    "button": ("button", "push button"),
    "entry": ("entry", "text", "password text"),
    "window": ("frame", "window", "dialog", "alert"),
    "dialog": ("dialog", "alert", "frame"),
    "row": ("list item", "table row", "row"),
    "switch": ("switch", "check box", "toggle button"),
}


def application(is_it):
    """The first program on the bus of which is_it(accessible) is true."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for index in range(desktop.get_child_count()):
        try:
            child = desktop.get_child_at_index(index)
            if child is not None and is_it(child):
                child.set_cache_mask(Atspi.Cache.NONE)   # else names and states go stale
                return Node(child)
        except GLib.Error:
            pass
    return None


def _matches(wanted, value):
    if wanted is None:
        return True
    if callable(wanted):
        return wanted(value)
    if hasattr(wanted, "search"):
        return wanted.search(value) is not None
    return wanted == value


class Node:
    def __init__(self, accessible):
        self.accessible = accessible

    # Reading

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def name(self):
        return self.accessible.get_name() or ""

    @property
    def description(self):
        return self.accessible.get_description() or ""

    @property
    def states(self):
        return {state.value_nick for state in self.accessible.get_state_set().get_states()}

    @property
    def showing(self):
        return "showing" in self.states

    @property
    def sensitive(self):
        return "sensitive" in self.states

    @property
    def focused(self):
        return "focused" in self.states

    @property
    def checked(self):
        return bool({"checked", "pressed"} & self.states)

    @property
    def interfaces(self):
        return set(self.accessible.get_interfaces())

    @property
    def text(self):
        """What stands in an entry or a label; the name of anything else."""
        if "Text" in self.interfaces:
            # Not (0, -1): GTK clamps -1 to 0 for what can be edited.
            return Atspi.Text.get_text(self.accessible, 0, Atspi.Text.get_character_count(self.accessible))
        return self.name

    @property
    def value(self):
        return Atspi.Value.get_current_value(self.accessible)

    @property
    def box(self):
        """x, y, width, height in the window."""
        extents = Atspi.Component.get_extents(self.accessible, Atspi.CoordType.WINDOW)
        return extents.x, extents.y, extents.width, extents.height

    @property
    def actions(self):
        try:
            return [self.accessible.get_action_name(i) for i in range(self.accessible.get_n_actions())]
        except GLib.Error:
            return []

    @property
    def parent(self):
        parent = self.accessible.get_parent()
        return Node(parent) if parent is not None else None

    @property
    def window(self):
        """The window that it is in."""
        node = self
        while node.parent.accessible.get_role() != Atspi.Role.APPLICATION:
            node = node.parent
        return node

    @property
    def children(self):
        found = (self.accessible.get_child_at_index(i) for i in range(self.accessible.get_child_count()))
        return [Node(child) for child in found if child is not None]

    def walk(self):
        yield self
        try:
            children = self.children
        except GLib.Error:
            return
        for child in children:
            yield from child.walk()

    def words(self):
        """Everything that can be read in here, each text once, in order."""
        seen = {}
        for node in self.walk():
            try:
                if not node.showing:
                    continue
                for text in (node.name, node.text, node.description):
                    if text:
                        seen.setdefault(text)
            except GLib.Error:
                pass
        return list(seen)

    def says(self, wanted):
        """Whether a text in here holds these words (or matches this expression)."""
        if hasattr(wanted, "search"):
            return any(wanted.search(text) for text in self.words())
        return any(wanted in text for text in self.words())

    def wait_words(self, wanted, timeout=PATIENCE):
        wait_for(lambda: f"the words {wanted!r}; there was: {self.words()}", lambda: self.says(wanted), timeout)

    # Finding

    def find_all(self, role=None, name=None, having=None, hidden=False):
        roles = SAME.get(role, (role,)) if isinstance(role, str) else role
        found = []
        for node in self.walk():
            try:
                if (roles is None or node.role in roles) and _matches(name, node.name) \
                   and (hidden or node.showing) and (having is None or having(node)):
                    found.append(node)
            except GLib.Error:
                pass   # it went away while we looked
        return found

    def find(self, role=None, name=None, having=None, timeout=PATIENCE, hidden=False):
        def first():
            found = self.find_all(role, name, having, hidden)
            return found[0] if found else None
        return wait_for(lambda: f"a {role or 'control'} called {name!r}; there was:\n" + "\n".join(self.dump()),
                        first, timeout)

    def wait_gone(self, role=None, name=None, timeout=PATIENCE):
        wait_for(f"{role} {name!r} to go", lambda: not self.find_all(role, name), timeout)

    # Using

    def click(self):
        """The control's own action, once it can be used."""
        wait_for(f"{self.role} {self.name!r} to be usable", lambda: self.sensitive)
        for action in ("click", "activate", "toggle", "press", "listitem.select"):
            if action in self.actions:
                if not self.accessible.do_action(self.actions.index(action)):
                    raise RuntimeError(f"{self.role} {self.name!r} refused {action!r}")
                return self
        raise LookupError(f"{self.role} {self.name!r} offers {self.actions}")

    def write(self, text):
        """Replace what stands in an entry; a password shows only how long it is."""
        Atspi.EditableText.set_text_contents(self.accessible, text)
        wait_for(f"{text!r} in {self.name!r}", lambda: self.text in (text, "●" * len(text)))
        return self

    # Showing

    def dump(self, depth=0):
        lines = []
        try:
            extra = f" text={self.text!r}" if "Text" in self.interfaces and self.text != self.name else ""
            plain = {"enabled", "sensitive", "showing", "visible"}
            hidden = "" if self.showing else " (hidden)"
            # Every label offers the clipboard, and boxes say nothing; what is left fits on a page.
            actions = [action for action in self.actions if "." not in action]
            line = f"{self.role} {self.name!r}{extra} {actions} {sorted(self.states - plain)}{hidden}"
            if self.name or extra or actions or self.role not in ("panel", "grouping", "generic"):
                lines.append("  " * depth + line)
                depth += 1
            for child in self.children:
                lines += child.dump(depth)
        except GLib.Error as error:
            lines.append("  " * depth + f"(gone: {error.message})")
        return lines
