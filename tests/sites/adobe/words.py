"""What Adobe's account page calls things. German: helpx.adobe.com and adobe.com, 2024 to 2026."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "account": "Account",
        "title": "Data and privacy settings",
        "old_title": "Privacy and personal data",
        "usage": "Desktop app usage",
        "analysis": "Content analysis",
        "old_analysis": "Machine learning",
        "text": "Adobe may analyze your content using techniques such as machine learning to develop its products.",
    },
    "de": {
        "account": "Konto",
        "title": "Daten- und Datenschutzeinstellungen",
        "usage": "Nutzung von Desktop-Anwendungen",
        "analysis": "Inhaltsanalyse",
    },
}
