"""Things of an English name looked for on pages of real applications in another language: what is ringed, and rightly.

`python -m tests.languages.applications` installs the applications into `build/applications`, serves them on this
computer, and counts.
"""
