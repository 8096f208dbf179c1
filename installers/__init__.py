"""What a person can double-click: how Optout becomes a folder that needs no Python, a .deb, a tarball, an MSI, a DMG.

Nothing in `runner/` knows this folder. Built things go to `build/` and `dist/`.
"""
