"""Letters rendered, composed and sent."""

from mailflow.outbox.compose import BadAddressError, compose
from mailflow.outbox.render import Rendered, render
from mailflow.outbox.templates import Templates, packaged_templates

__all__ = ["BadAddressError", "Rendered", "Templates", "compose", "packaged_templates", "render"]
