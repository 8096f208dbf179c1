"""Atlassian: the administration of an organization."""
