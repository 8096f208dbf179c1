"""What LinkedIn calls things. German: press articles of October 2025, which quote the screen."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "me": "Me",
        "settings": "Settings & Privacy",
        "account": "Account preferences",
        "privacy": "Data privacy",
        "how": "How LinkedIn uses your data",
        "genai": "Data for Generative AI Improvement",
        "question": "Can LinkedIn use your personal data and content you create on LinkedIn to train generative AI"
        " models that create content?",
        "switch": "Use my data for training content creation AI models",
        "on": "On",
        "off": "Off",
    },
    "de": {
        "settings": "Einstellungen & Datenschutz",
        "privacy": "Datenschutz",
        "how": "So verwendet LinkedIn Ihre Daten",
        "genai": "Daten zur Verbesserung generativer KI",
        "switch": "Ihre Daten zum Schulen von KI-Modellen verwenden, um Inhalte zu erstellen",
        "on": "Ein",
        "off": "Aus",
    },
}
