"""What Figma calls things. Japanese: an article of July 2024, which quotes the menus but not the switch we need."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "recents": "Recents",
        "all_projects": "All projects",
        "admin": "Admin",
        "view_settings": "View settings",
        "settings": "Settings",
        "manage": "Manage AI settings",
        "features": "AI features",
        "training": "Content training",
    },
    "ja": {
        "all_projects": "すべてのプロジェクト",
        "view_settings": "設定を表示",
        "manage": "AI設定を管理",
        "features": "AI機能",
    },
}
