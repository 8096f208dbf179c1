"""The home: its pages without a browser, and in one."""
