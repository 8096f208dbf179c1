"""What languages are called: by themselves, for whoever looks for theirs and may read no other; and in English."""

from __future__ import annotations

from collections.abc import Mapping

OWN_NAMES: Mapping[str, str] = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español",
    "it": "Italiano", "nl": "Nederlands", "pl": "Polski", "pt-BR": "Português (Brasil)", "pt": "Português",
    "sv": "Svenska", "da": "Dansk", "fi": "Suomi", "nb": "Norsk", "cs": "Čeština", "ro": "Română",
    "hu": "Magyar", "el": "Ελληνικά", "uk": "Українська", "tr": "Türkçe", "ja": "日本語", "ko": "한국어",
    "ar": "العربية", "he": "עברית",
}  # fmt: skip

# Those that letters are in and authorities work in; the other languages have their own names for them from Babel.
IN_ENGLISH: Mapping[str, str] = {
    "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fi": "Finnish", "fr": "French", "ga": "Irish", "hr": "Croatian", "hu": "Hungarian",
    "is": "Icelandic", "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "mt": "Maltese", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "sk": "Slovak", "sl": "Slovenian",
    "sv": "Swedish",
}  # fmt: skip


def own_name(code: str) -> str:
    """What the language of a code calls itself; the code, where that is not known."""
    return OWN_NAMES.get(code, code)


def place(code: str) -> int:
    """Where a language stands among those to choose from; unknown ones last."""
    return list(OWN_NAMES).index(code) if code in OWN_NAMES else len(OWN_NAMES)
