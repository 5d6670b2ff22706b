"""Registration in the editor."""

from wagtail.snippets.models import register_snippet

from victimscode.viewsets import CodeViewSetGroup

register_snippet(CodeViewSetGroup)
