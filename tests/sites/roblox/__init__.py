"""Roblox: the settings of the Creator Hub."""
