"""The AWS console: policies of an organization."""
