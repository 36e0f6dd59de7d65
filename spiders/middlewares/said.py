"""Scrapy signals by which the parts that ask for pages tell the run what it should know."""

from __future__ import annotations

noted = object()
"""Sent with `text`: one line on something that went wrong, or was decided, and did not end the run."""

robots_read = object()
"""Sent with `host` (scheme and host of an address) and `robots` (`spiders.robots.Robots`) once a run and host."""
