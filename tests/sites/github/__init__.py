"""GitHub: the settings of Copilot."""
