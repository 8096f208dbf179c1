"""A pretend social network on this machine, to rehearse on; also the server of the tests."""
