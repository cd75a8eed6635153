"""Catalog → page views, one module a kind of page."""
