"""Stand-ins: hand-written copies of the pages the flows walk, served under their real names on loopback."""
