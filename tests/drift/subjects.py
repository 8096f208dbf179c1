"""What the suite changes: for each flow, one thing on the way, and what a redesign would call it.

Nothing else about the thing is written down here: what it is made of, where it leads and what was pressed before it is
read off a walk on the pages as they were.
"""

from __future__ import annotations

from dataclasses import dataclass

from runner.practice.drift import ELSEWHERE, WAY
from runner.practice.part import ME, PART, BlackOut, ChooseOption, Press, Toggle, Turn, Type, Yes
from tests.sites.case import Action, Case, Turns, all_cases

DECOY = "/drift-leads-elsewhere"  # nobody stands in there, so whoever goes there is noted as a stray

# What the practice person reads on a German page: their part names things in English.
_GERMAN = {
    "Email or username": "E-Mail oder Benutzername",
    "Password": "Passwort",
    "Log in": "Anmelden",
    "Six-digit code": "Sechsstelliger Code",
    "Continue": "Weiter",
    "Why you object": "Warum du widersprichst",
    "I confirm this is true": "Ich bestätige, dass dies wahr ist",
    "Submit": "Absenden",
    "Your question to Lark": "Deine Frage an Lark",
    "Send": "Senden",
    "Use my posts to train Lark": "Meine Beiträge zum Training von Lark verwenden",
}


@dataclass(frozen=True)
class Subject:
    """A flow as one case walks it, and the thing that changes: its `label`, and what else it may be called.

    `level` is what a submenu or dialog around it is called.
    """

    case: Case
    label: str = ""
    renamed: str = ""
    synonym: str = ""
    translated: tuple[str, str] = ("", "")
    level: str = ""

    @property
    def on_practice_site(self) -> bool:
        """Whether it is Larkspur, which has changes of its own."""
        return self.case.flow == "practice"

    @property
    def wrong(self) -> list[str]:
        """Addresses to which only a mistake leads."""
        return list(ELSEWHERE.values()) if self.on_practice_site else [DECOY]

    @property
    def names_on_the_way(self) -> list[tuple[str, ...]]:
        """What the practice site's stops are called, before and after, in both languages."""
        return [(*stop.names, *stop.renamed) for stop in WAY.values()] if self.on_practice_site else []

    def __str__(self) -> str:
        return self.case.flow


def subjects() -> list[Subject]:
    """The practice flow first, then one flow of each service."""
    cases = {str(case): case for case in all_cases()}
    return [Subject(_practice()), *(Subject(cases[name], *words) for name, words in _STAND_INS.items())]


def _practice() -> Case:
    mine = [turn for turn in PART if not _is_about_pictures(turn)]
    turns: Turns = {turn.about: _on_the_page(turn) for turn in mine}
    repeated = [turn.about for turn in mine if turns[turn.about] != turn.do]
    assert not repeated, f"the practice person has several turns at {repeated}"
    return Case("practice", "", "en", turns, "sent", 3, me=ME)


def _on_the_page(turn: Turn) -> tuple[Action, ...]:
    return tuple(deed for deed in turn.do if not isinstance(deed, (Yes, BlackOut)))


def _is_about_pictures(turn: Turn) -> bool:
    """To those the suite's person says yes, whatever the flow."""
    return turn.about in ("agree", "attach")


def in_german(action: Action) -> Action:
    """The same deed on a German page."""
    match action:
        case Type(label, text):
            return Type(_GERMAN[label], text)
        case Press(label):
            return Press(_GERMAN[label])
        case ChooseOption(label, ""):
            return ChooseOption(_GERMAN[label])
        case Toggle(label):
            return Toggle(_GERMAN[label])
    return action


_Words = tuple[str, str, str, tuple[str, str], str]
_STAND_INS: dict[str, _Words] = {
    "adobe-content-analysis-moved-en": (
        "Data and privacy settings",
        "Data & privacy",
        "How we use what you make",
        ("fi", "Tieto- ja tietosuoja-asetukset"),
        "Manage account",
    ),
    "atlassian-data-contribution-en": (
        "Data contribution",
        "Data sharing",
        "Improve our products",
        ("fr", "Contribution de données"),
        "Data management",
    ),
    "discord-data-en": (
        "Data & Privacy",
        "Data controls",
        "What we know about you",
        ("it", "Dati e privacy"),
        "Account options",
    ),
    "instagram-objection-only_topic-en": (
        "AI at Meta",
        "AI and your information",
        "Generative models",
        ("pl", "Sztuczna inteligencja w Meta"),
        "More topics",
    ),
    "figma-training-professional-en": ("Admin", "Team settings", "Manage team", ("es", "Administración"), "More"),
    "hubspot-training-en": (
        "AI",
        "Artificial intelligence",
        "Breeze intelligence",
        ("sv", "Artificiell intelligens"),
        "Tools",
    ),
    "linkedin-training-moved-en": (
        "Data for Generative AI Improvement",
        "Generative AI data",
        "Help us get better with AI",
        ("nl", "Gegevens voor verbetering van generatieve AI"),
        "Advanced",
    ),
    "medium-training-en": (
        "Third-party AI and your stories",
        "AI companies and your stories",
        "Who may learn from your writing",
        ("pt", "IA de terceiros e suas histórias"),
        "Distribution",
    ),
    "squarespace-crawlers-en": ("Crawlers", "Crawler access", "Bots and scrapers", ("de", "Suchroboter"), "Visibility"),
}
