"""The only folder that imports Playwright."""
