"""How quick Optout is, beside the tools one could use instead: one run, one machine, one set of pages."""
