"""Form controls for places that have no Django form."""

from dataclasses import dataclass

from core.components.base import Component, Text, described_by, register


@register("file-upload")
@dataclass(frozen=True, kw_only=True)
class FileUpload(Component):
    """A file to choose. The form around it needs enctype="multipart/form-data"."""

    id: str
    name: str
    label: Text
    hint: Text = ""
    error: Text = ""
    accept: str = ""

    @property
    def described_by(self) -> str:
        """Ids of the hint and the problem."""
        return described_by(self.id, self.hint, self.error)
