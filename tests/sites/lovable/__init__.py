"""Lovable: settings of an account and of a workspace."""
