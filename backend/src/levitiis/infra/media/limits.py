"""How much a picture or a document may ask of us."""

from __future__ import annotations

from dataclasses import dataclass

from levitiis.infra.confined.process import Confines


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """Caps that hold before and while a picture or a document is opened.

    ``max_pixels`` counts before anything is decoded. A picture whose longer side has more than
    ``max_side`` pixels is made smaller; previews have at most ``preview_side``, pages ``page_side``.
    """

    max_pixels: int = 60_000_000
    max_side: int = 4_096
    preview_side: int = 480
    page_side: int = 1_600
    memory_bytes: int = 1_610_612_736
    cpu_seconds: int = 30
    silent_seconds: int = 60

    @property
    def confines(self) -> Confines:
        """The limits of the process that opens it."""
        return Confines(self.memory_bytes, self.cpu_seconds, self.silent_seconds)


LIMITS = MediaLimits()
