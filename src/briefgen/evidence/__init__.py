"""What the facts rest on: support, origins, disagreements, coverage."""

from briefgen.evidence.evidence import Evidence

__all__ = ["Evidence"]
