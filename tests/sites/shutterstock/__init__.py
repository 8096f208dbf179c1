"""Shutterstock: a contributor's account settings."""
