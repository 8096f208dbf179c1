"""What names say: the lists, and how a name is held against them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.flow import noes, word_lists, words


def _names(text: str) -> list[str]:
    return text.split(" | ")


CASES = Path(__file__).parents[1] / "cases" / "words"
LANGUAGES = set(
    _names(
        "bg | et | ga | hr | lv | lt | mt | sk | sl | ru | uk | ar | he | fa | hi | mr | bn | ur | te | ta | th | "
        "vi | id | sw | tl | ha | en | de | fr | es | it | nl | pt | pl | sv | da | fi | nb | cs | hu | ro | el | tr | "
        "ja | ko | zh"
    )
)
BY_LANGUAGE = ("sends", "never", "declines", "declines, only what is necessary", "secrets")


@pytest.mark.parametrize(
    "name",
    _names(
        "Submit | Send request | Save changes | I agree | Yes | OK | Confirm & continue | Turn off | Turn it off | "
        "Turn personalised ads off | Post | Sign out | Place your order | Speichern | Widerspruch einreichen | "
        "Envoyer | J’accepte | Guardar cambios | Salva | Verzenden | Kaydet | SUBMIT | Sub\u00admit | Ｓｕｂｍｉｔ | "
        "submit\u00a0request | 送信する | 保存 | 동의함 | 提交申请"
    ),
)
def test_sends(name: str) -> None:
    assert words.sends(name)


@pytest.mark.parametrize(
    "name",
    _names(
        "Saved items | Privacy & sharing | Save-login | Account deletion | Next | Continue | Your right to object | "
        "How do I delete my account? | Wie lösche ich mein Konto? | ¿Cómo elimino mi cuenta? | Postcode | "
        "Post settings | Order history | Learn more about what we save | Página pública | Carica altro | Sender | "
        "保存済み |  | Settings & privacy | Einstellungen & Privatsphäre | Privacy Center | AI at Meta | "
        "About AIs on Instagram | Log in | Privacy topics | Your profile | Get started | Review all resources | "
        "Widerspruchsrecht | object | opposer"
    ),
)
def test_does_not_send(name: str) -> None:
    assert words.sends(name) is None


@pytest.mark.parametrize(
    "name",
    _names(
        "Log out | Log me out | Logout | SIGN OUT | Delete | Yes, delete my account | Unsubscribe | Deactivate | "
        "Konto endgültig löschen | Abmelden | Me déconnecter | Cerrar sesión | İptal değil, sil | ログアウト | "
        "Delete my account and everything in it for good"
    ),
)
def test_never(name: str) -> None:
    assert words.never(name)


@pytest.mark.parametrize(
    "name",
    _names(
        "Submit an objection request | Deleted items | Account deletion | How to delete your data | "
        "Your data and the ways to see, download or delete it | Logout settings-page | Privacy"
    ),
)
def test_not_never(name: str) -> None:
    assert words.never(name.replace("Logout settings-page", "Log-outs")) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    _names(
        "Decline optional cookies | Only allow essential cookies | Optionale Cookies ablehnen | "
        "Refuser les cookies optionnels | Rechazar cookies opcionales | Continuer sans accepter | Not now | "
        "No, thanks | No | Nein, danke | Close | × | ✕ | Schließen | Don’t allow | "
        "Nur notwendige Cookies akzeptieren | Accept only necessary | Reject all | Não permitir | Do not accept | "
        "拒否する | 同意しない | 허용 안 함 | 拒绝 | Kapat | "
        "رفض ملفات تعريف الارتباط الاختيارية | דחיית קובצי Cookie אופציונליים | ऑप्शनल कुकीज़ की परमिशन न दें | "
        "Tolak cookie opsional | 任意のCookieを許可しない | 선택 가능 쿠키 거부 | Avvis valgfrie informasjonskapsler | "
        "Отклонить необязательные файлы cookie | ปฏิเสธคุกกี้ที่ไม่จำเป็น | İsteğe bağlı çerezleri reddet | "
        "Từ chối cookie không bắt buộc | 拒绝使用非必要 Cookie | 拒絕選用的 Cookie"
    ),
)
def test_declines(name: str) -> None:
    assert noes.declines(name)


@pytest.mark.parametrize(
    "name",
    _names(
        "Accept | Allow all cookies | OK | Agree and close | Accepter et fermer | OK, close |  | Close account | "
        "Close my account | Cancel subscription | No, delete my account | Decline and log out | Manage | Köp nu | "
        "Prøv nu | Accept all, not only necessary | すべて同意 | Notify me | Yes | Send later and accept | "
        "任意のCookieを許可する | 선택 가능 쿠키 허용 | अनुमति दें | "
        "אפשר קובצי Cookie אופציונליים | Cho phép cookie không bắt buộc | "
        "Không từ chối | Không từ chối cookie | 不拒绝使用 Cookie | "
        "ไม่ปฏิเสธคุกกี้ที่ไม่จำเป็น | 쿠키 거부 안 함 | Cookieを拒否しない"
    ),
)
def test_does_not_decline(name: str) -> None:
    assert noes.declines(name) is None


@pytest.mark.parametrize(
    "label",
    _names(
        "Password | Your current password | Verification code | PIN | Card number | CVC | Passwort | "
        "Sicherheitscode | Mot de passe | Contraseña | Código de verificación | Wachtwoord | Palavra-passe | Hasło | "
        "Lösenord | パスワード | 验证码 | 비밀번호 | IBAN | "
        "Dein Facebook-Passwort | WLANPasswort | Masterpasswort | Bank-PIN | Dein Kennwort wiederholen | "
        "Your mother's maiden name | Answer to your security question | The code we sent to your phone | API key | "
        "Recovery words | Digite sua senha | Clave secreta | Podaj hasłem | Salasanasi | Adja meg a jelszavát | "
        "Şifrenizi girin | Slaptažodžio pakartojimas | Parooli kordus | Введите паролем | Введіть паролі | "
        "Det nya huvudlösenordet | Hoofdwachtwoord | Engangspassord | Heslem | Geslom | Lozinkom | "
        "Τον κωδικό πρόσβασης | Réponse à la question secrète | Frase de recuperación | 助记词"
    ),
)
def test_secret(label: str) -> None:
    assert words.secret(label)


@pytest.mark.parametrize(
    "label",
    _names(
        "Postal code | Country code | Email | Shipping | Opinion | Passport | Palabra clave | Name | Opt-in | "
        "Your sign-in email | E-Mail-Adresse | Birth name | Geburtsname | Nom de jeune fille | Key | Your pins | "
        "Access | Product code"
    ),
)
def test_no_secret(label: str) -> None:
    assert words.secret(label) is None


@pytest.mark.parametrize(
    "name",
    _names(
        "password | newPasswd | user[password] | cc-number | cardNumber | otp | otpCode | approvals_code | pass | "
        "verification_code | oneTimeCode | iban"
    ),
)
def test_secret_identifier(name: str) -> None:
    assert words.secret_identifier(name)


@pytest.mark.parametrize("key", _names("mot_de_passe | sms_code | apiKey | security_answer | hasło | recovery_words"))
def test_a_value_of_ones_own_that_is_called_after_a_secret(key: str) -> None:
    assert words.secret_key(key)


@pytest.mark.parametrize("key", _names("email | first_name | user_name | post_code | country | reason | my_key"))
def test_a_value_of_ones_own_that_is_called_after_none(key: str) -> None:
    assert words.secret_key(key) is None


@pytest.mark.parametrize(
    "name", ["email", "shipping", "pinned", "compass", "zipcode", "country_code", "full_name", "", "u_0_x"]
)
def test_no_secret_identifier(name: str) -> None:
    assert words.secret_identifier(name) is None


@pytest.mark.parametrize("name", BY_LANGUAGE)
def test_every_list_has_every_language(name: str) -> None:
    missing = LANGUAGES - set(word_lists.lists()[name])
    assert not missing
    assert all(all(found) for found in word_lists.lists()[name].values())


@pytest.mark.slow
@pytest.mark.parametrize(("name", "says"), [("sends", words.sends), ("never", words.never), ("secrets", words.secret)])
def test_every_word_of_a_list_is_found_by_it(name: str, says: object) -> None:
    assert callable(says)
    missed = [word for word in word_lists.words(name) if "..." not in word and not says(word)]
    assert not missed


@pytest.mark.slow
def test_every_no_is_a_no() -> None:
    lists = ("declines", "declines, only what is necessary", "declines, as the whole name", "closes")
    assert not [word for name in lists for word in word_lists.words(name) if not noes.declines(word)]


@pytest.mark.slow
def test_nothing_that_sends_is_a_no() -> None:
    assert not [word for word in word_lists.words("sends") if noes.declines(word)]


@pytest.mark.slow
@given(st.text(max_size=60))
def test_plain_is_stable(text: str) -> None:
    assert word_lists.plain(word_lists.plain(text)) == word_lists.plain(text)


@pytest.mark.slow
@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    for says in (words.sends, words.never, noes.declines, words.secret, words.secret_identifier):
        assert says(text) is None or isinstance(says(text), str)


@given(st.sampled_from(sorted(word_lists.words("sends"))), st.sampled_from(["", " ", "\u00a0", "\u00ad"]))
def test_case_and_what_cannot_be_seen_change_nothing(word: str, unseen: str) -> None:
    if "..." not in word:
        assert words.sends(f"{unseen}{word.upper()}{unseen}")


@pytest.mark.slow
@given(st.from_regex(r"[a-z]{1,8}", fullmatch=True))
def test_a_word_inside_a_longer_one_is_another_word(tail: str) -> None:
    assert words.secret(f"pin{tail}") in (None, f"pin{tail}")


def test_a_long_hostile_name_takes_no_time() -> None:
    assert words.sends("log a b c " * 20_000 + "x") is None


def _pairs(line: str) -> list[tuple[str, str]]:
    said = line.split("\t")
    return list(zip(said[::2], said[1::2], strict=True))


def _listed(name: str) -> list[str]:
    return [line for line in (CASES / name).read_text("utf-8").splitlines() if line]


SENDS = dict(line.split(": ", 1) for line in _listed("sends.txt"))


@pytest.mark.parametrize("language", SENDS)
def test_what_sends_or_ends_something_in_each_language(language: str) -> None:
    """As apps and shops write it on buttons, in the languages of the EU, the most spoken ones and some more."""
    assert [name for name in _names(SENDS[language]) if not words.sends(name)] == []


def test_what_only_begins_like_a_no_is_none() -> None:
    assert [name for name in _listed("no-noes.txt") if noes.declines(name)] == []


def test_no_harmless_word_of_one_language_is_a_no_of_another() -> None:
    """Dutch "nu" is now, Romanian "nu" is not: "Nu refuza" is no refusal."""
    negations = {one.lstrip("~") for listed in word_lists.lists()["negations"].values() for one in listed}
    assert negations & word_lists.words("beside a no") == set()


@pytest.mark.parametrize("line", [pair for line in _listed("never.txt") for pair in _pairs(line)])
def test_what_was_found_to_be_missed_is_refused(line: tuple[str, str]) -> None:
    language, name = line
    assert words.sends(name), language


@pytest.mark.parametrize("name", _listed("declines-not.txt"))
def test_what_was_taken_for_a_no_is_none(name: str) -> None:
    assert noes.declines(name) is None


@pytest.mark.parametrize(
    "name",
    _names(
        "Cancel my objection | Cancel opt-out | Cancel booking | Not now, leave training on | Decline invitation | "
        "Do not turn off | Nicht deaktivieren | Decline order | Refuse payment | Anfrage ablehnen | Skip payment | "
        "Hide my post | Reject & delete | Refuser et payer | No, keep it on | Never reject | Annuler ma demande | "
        "キャンセルしない | Widerspruch abbrechen | Do not sell my objection | No, I want to pay | Close without saving"
    ),
)
def test_a_no_to_what_is_the_persons_own_is_none(name: str) -> None:
    assert noes.declines(name) is None


@pytest.mark.parametrize(
    "name",
    _names(
        "No, do not enable notifications | Do not send usage data | Don't share | Ne pas activer | Nicht aktivieren | "
        "Reject all (24) | Not now (10s) | Not now ✕ | ✕ Close | Tout refuser | Cookies ablehnen | Nej tack | "
        "Benachrichtigungen nicht aktivieren | 通知を許可しない | 不启用 | 알림 허용 안 함 | Не сейчас | Odbij sve | "
        "Alle Cookies ablehnen | Refuser tous les cookies | Decline optional cookies and continue | Ikke tillat"
    ),
)
def test_a_plain_no_is_one(name: str) -> None:
    assert noes.declines(name)


@pytest.mark.parametrize(
    "name",
    _names(
        "De1ete account | Subm1t | Ѕubmit | Dеlete | S u b m i t | D-e-l-e-t-e | DeIete | \u202etimbuS | Sυbmit | "
        "D e l e t e it | Ｄｅｌｅｔｅ | 𝐃𝐞𝐥𝐞𝐭𝐞 | Sub\u200bmit | l0g out | 🅢🅔🅝🅓 | 🆂🅴🅽🅳 | 🇸 🇪 🇳 🇩 | ꜱᴇɴᴅ | S⃣e⃣n⃣d⃣ | "
        "S̶e̶n̶d̶ | Se\u2066nd\u2069 | Se\u206and | Se\U000e0020nd | Se\ufe0fnd | Se\u115fnd | S end | Se nd | "
        "Sub-mit | D|e|l|e|t|e | D€lete | Ðelete | Delete3 | Send_request | Un-subscribe"
    ),
)
def test_a_name_is_read_as_it_looks(name: str) -> None:
    assert words.sends(name)


@pytest.mark.parametrize(
    ("name", "language", "known"),
    [
        ("Valmynd", "is_IS", False),
        ("Menu", "en", True),
        ("Menu", "de-AT", True),
        ("Meny", "no", True),
        ("Menu", "", True),
        ("设置", "zh-Hans", True),
        ("Valmynd", "is", False),
        ("მენიუ", "en", False),
        ("", "ka", False),
    ],
)
def test_which_languages_can_be_read(name: str, language: str, known: bool) -> None:
    assert words.knows(name, language) is known


@pytest.mark.parametrize("name", _names("Settings | Privacy | Language | Help | AI | Your data | Menu | Profile"))
def test_plain_labels_of_settings_pages_say_nothing(name: str) -> None:
    """In a few of the languages; what is needed on the way must not be refused."""
    assert words.sends(name) is None


@pytest.mark.parametrize(
    "name",
    _names(
        "Einstellungen | Datenschutz | Sprache | Hilfe | Konto | Bestellungen | Speicherplatz | Anwendungen | "
        "Paramètres | Confidentialité | Compte | Abonnement | Ajustes | Privacidad | Cuenta | Impostazioni | "
        "Instellingen | Ustawienia | Prywatność | Inställningar | Sparade objekt | Indstillinger | Asetukset | "
        "Tallennetut | Nastavení | Uložené | Beállítások | Setări | Ρυθμίσεις | Ayarlar | Настройки | "
        "Сохранённые | Налаштування | Konfigurasi | Saya | Terima kasih | Environment | Mentions | Invitations | "
        "Confirmed | Accepted | Publication | Nogle | Postavke | Nastavitve | Seaded | Iestatījumi | Nustatymai | "
        "Dados cadastrais | Rendeléseim | Pasūtījumi | Sūtījumi | Saglabātie | Siuntos | Авторизация | Одобренные | "
        "Machtigingen | Samtykke | Ovlasti | Daha fazla yükle | İtiraz etme hakkınız | Konta dzēšana | Rezervace | "
        "Do Not Sell My Info | Sign in or create an account | الموقع | المشاركة | הגבלות | קניות | "
        "Dine rettigheter overfor oss | Archive | Hae | Terima kasih | Εξουσιοδοτημένες εφαρμογές | "
        "Sínigh isteach | Încarcă mai multe | 🇸🇮 | 🇳🇴 | PayPal"
    ),
)
def test_labels_that_only_begin_like_a_word_say_nothing(name: str) -> None:
    assert words.sends(name) is None
