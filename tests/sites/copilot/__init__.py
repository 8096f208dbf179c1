"""Microsoft Copilot: its privacy settings, older app and newer."""
