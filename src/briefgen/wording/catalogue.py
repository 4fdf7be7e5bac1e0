"""The words of a language that stand in its catalogue, a YAML file beside this module."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import msgspec


@functools.cache
def catalogue(language: str) -> dict[str, Any]:
    """The catalogue of a language. Raises OSError where there is none."""
    content = Path(__file__).with_name(f"{language}.yaml").read_bytes()
    return msgspec.yaml.decode(content, type=dict[str, Any])
