"""Files that are not as they were written are set aside; a front end says here how the person is told."""

from runner.session.kept import say_damage_to

__all__ = ["say_damage_to"]
