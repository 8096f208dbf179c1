"""ChatGPT, Codex and OpenAI's privacy portal."""
