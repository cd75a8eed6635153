"""Generates the OCPP.md reference from the official schemas and cited annotations."""
