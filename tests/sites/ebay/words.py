"""What eBay calls things. German: giga.de and basicthinking.de, April 2025, which quote the page."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "AI development and training preferences",
        "option": "Use of personal data for AI development and training",
        "why": "We use personal data based on our legitimate interest.",
    },
    "de": {
        "title": "Einstellungen für KI-Entwicklung und -Training",
        "option": "Verwendung personenbezogener Daten für die Entwicklung und das Training von KI",
    },
}
