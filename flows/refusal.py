"""Why something was not taken: a value with a key in the catalogue `engine`, never a sentence."""

from dataclasses import dataclass, field

from flows.views import Json


@dataclass(eq=False)
class Refused(Exception):  # noqa: N818 a refusal is part of the conversation, not an error
    """What a person did cannot be taken; nothing changed.

    Attributes:
        key: The notice that says so and what to do next.
        values: For its placeholders.
        warned: Doing the same again is taken: the open card remembers the warning.
    """

    key: str
    values: dict[str, Json] = field(default_factory=dict[str, Json])
    warned: bool = False
