"""The two assistants of Meta on the web: Meta AI (meta.ai) and Muse (muse.ai)."""
