"""Names that send, end or refuse something, and fields for secrets, in the languages of the flows.

The guard judges a control on the page with them, and `check` a step of a file. A word counts as a whole word, without
case and accents: "Saved items" is not "save". "…" stands for up to three words between (log me out). Words of languages
without spaces count wherever they stand. A list of `NAME` counts only where it is the whole name: "Post" sends, "Post
settings" does not.

Why lists: what a control does cannot be seen from outside. A word too many costs a person one press of their own, a word
too few could send something in their name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

LONG_NAME = 6  # words; a link with more is a sentence, and only its beginning says what it does
_BEGINNING = 4

# What sends, saves, confirms, agrees or switches something.
SENDS = {
    "en": "submit, send, resend, save, confirm, apply changes, apply settings, agree, i agree, accept, consent, allow, publish, "
    "pay, pay now, buy, purchase, order now, place order, place … order, checkout, check out, subscribe, donate, book now, "
    "turn on, turn off, turn it on, turn it off, turn … on, turn … off, switch on, switch off, enable, disable, activate, "
    "opt out of, opt me out, opt in to, opt me in, upload, approve, authorize, authorise, grant, sign and send, update settings, "
    "update preferences, update my, file a complaint now, block, unblock, unfollow, withdraw",
    "de": "senden, absenden, abschicken, einsenden, zusenden, verschicken, schicken, einreichen, übermitteln, speichern, "
    "sichern, bestätigen, übernehmen, zustimmen, stimme zu, ich stimme zu, akzeptieren, annehmen, einwilligen, erlauben, "
    "zulassen, genehmigen, veröffentlichen, bezahlen, zahlen, kaufen, bestellen, abonnieren, spenden, einschalten, "
    "ausschalten, aktivieren, deaktivieren, hochladen, anwenden, blockieren, freigeben, aktualisieren, zurückziehen",
    "fr": "envoyer, envoie, envoyez, renvoyer, soumettre, soumets, soumettez, transmettre, enregistrer, sauvegarder, "
    "confirmer, confirmez, valider, validez, appliquer, accepter, acceptez, j'accepte, d'accord, consentir, autoriser, "
    "publier, payer, payez, acheter, commander, s'abonner, abonnez-vous, donner, activer, désactiver, téléverser, "
    "approuver, bloquer",
    "es": "enviar, envía, envíe, mandar, reenviar, presentar, guardar, guarda, guarde, confirmar, confirma, confirme, "
    "aplicar, aceptar, acepto, acepta, estoy de acuerdo, consentir, permitir, autorizar, publicar, pagar, comprar, pedir, "
    "suscribirse, suscribirme, suscríbete, donar, activar, desactivar, habilitar, deshabilitar, subir, aprobar, bloquear",
    "it": "invia, inviare, spedisci, trasmetti, inoltra, salva, salvare, conferma, confermare, applica, applicare, accetta, "
    "accettare, accetto, acconsento, acconsenti, consenti, autorizza, pubblica, paga, pagare, acquista, compra, ordina, "
    "abbonati, iscriviti, dona, attiva, disattiva, attivare, disattivare, abilita, disabilita, carica, approva, blocca",
    "nl": "verzenden, verzend, versturen, verstuur, indienen, dien in, opslaan, bewaren, bevestigen, bevestig, toepassen, "
    "akkoord, ik ga akkoord, accepteren, accepteer, toestaan, toestemmen, publiceren, betalen, kopen, bestellen, abonneren, "
    "doneren, inschakelen, uitschakelen, schakel … in, schakel … uit, zet … aan, zet … uit, activeren, deactiveren, uploaden, "
    "goedkeuren, blokkeren",
    "pt": "enviar, envia, envie, submeter, reenviar, salvar, guardar, gravar, confirmar, confirma, confirme, aplicar, aceitar, "
    "aceito, aceite, concordo, concordar, consentir, permitir, autorizar, publicar, pagar, comprar, encomendar, assinar, "
    "subscrever, inscrever-se, doar, ativar, desativar, ligar, desligar, habilitar, desabilitar, carregar ficheiro, aprovar, "
    "bloquear",
    "pl": "wyślij, prześlij, złóż, zapisz, potwierdź, potwierdzam, zatwierdź, zastosuj, akceptuj, akceptuję, zaakceptuj, "
    "zgadzam się, wyrażam zgodę, zgoda, zezwól, zezwalaj, opublikuj, zapłać, kup, kup teraz, zamów, subskrybuj, włącz, "
    "wyłącz, aktywuj, dezaktywuj, zablokuj",
    "sv": "skicka, skicka in, spara, bekräfta, verkställ, godkänn, acceptera, jag godkänner, samtyck, tillåt, publicera, betala, "
    "köp, beställ, prenumerera, donera, aktivera, inaktivera, slå på, slå av, stäng av, sätt på, blockera",
    "da": "send, indsend, afsend, gem, bekræft, anvend, accepter, acceptér, godkend, jeg accepterer, tillad, udgiv, betal, køb, "
    "bestil, abonner, doner, aktiver, aktivér, deaktiver, deaktivér, slå til, slå fra, tænd, sluk, bloker",
    "fi": "lähetä, tallenna, vahvista, käytä, hyväksy, hyväksyn, suostu, suostun, salli, julkaise, maksa, osta, tilaa, lahjoita, "
    "ota käyttöön, poista käytöstä, kytke päälle, kytke pois, estä",
    "nb": "send inn, send, lagre, bekreft, bruk, godta, aksepter, jeg godtar, samtykk, tillat, publiser, betal, kjøp, bestill, "
    "abonner, doner, aktiver, deaktiver, slå på, slå av, skru på, skru av, blokker",
    "cs": "odeslat, poslat, podat, uložit, potvrdit, potvrzuji, použít, přijmout, přijímám, souhlasím, souhlasit, povolit, "
    "zveřejnit, zaplatit, koupit, objednat, odebírat, zapnout, vypnout, aktivovat, deaktivovat, zablokovat",
    "hu": "küldés, elküldés, beküldés, küld, elküldöm, benyújtás, mentés, megerősítés, megerősítem, alkalmaz, alkalmazás most, "
    "elfogadás, elfogadom, elfogad, egyetértek, hozzájárulok, engedélyezés, engedélyezem, közzététel, fizetés, vásárlás, "
    "megrendelés, feliratkozás, bekapcsolás, kikapcsolás, letiltás",
    "ro": "trimite, trimiteți, expediază, depune, salvează, salvați, confirmă, confirmați, aplică, acceptă, acceptați, sunt de "
    "acord, accept, permite, publică, plătește, cumpără, comandă, abonează-te, activează, dezactivează, blochează",
    "el": "αποστολή, στείλε, στείλτε, υποβολή, υποβάλετε, αποθήκευση, επιβεβαίωση, εφαρμογή αλλαγών, αποδοχή, αποδέχομαι, "
    "συμφωνώ, επιτρέπω, να επιτρέπεται, δημοσίευση, πληρωμή, αγορά, παραγγελία, εγγραφή, ενεργοποίηση, απενεργοποίηση",
    "tr": "gönder, ilet, kaydet, onayla, uygula, kabul et, kabul ediyorum, onaylıyorum, izin ver, yayınla, öde, ödeme yap, satın "
    "al, sipariş ver, abone ol, aç, kapat ve kaydet, etkinleştir, devre dışı bırak, engelle",
    "ja": "送信, 提出する, 申請する, 申し込む, 保存, 確定, 確認して送信, 適用, 同意する, 同意して, 承諾, 許可, 公開する, 投稿する, 支払, 購入, "
    "注文する, 登録する, オンにする, オフにする, 有効にする, 無効にする, ブロックする",
    "ko": "보내기, 전송, 제출, 저장, 확인하기, 적용, 동의, 수락, 허용, 게시하기, 결제, 구매, 주문하기, 구독, 켜기, 끄기, 사용 중지, 차단하기",
    "zh": "发送, 發送, 傳送, 提交, 送出, 保存, 儲存, 储存, 确认, 確認, 应用更改, 套用, 同意, 接受, 允许, 允許, 发布, 發佈, 支付, 付款, 购买, 購買, "
    "下单, 訂閱, 订阅, 开启, 開啟, 关闭并保存, 启用, 啟用, 停用, 禁用",
}  # fmt: skip

# What ends or destroys something: refused even on a real link, for a link is enough to log out.
NEVER = {
    "en": "log out, logout, log-out, sign out, signout, sign-out, log … out, sign … out, delete, remove, erase, deactivate, "
    "unsubscribe, close account, close my account, close your account, terminate, cancel subscription, cancel my subscription, "
    "cancel membership, cancel plan, cancel order, clear history, clear all, clear data, reset, wipe, destroy, leave group, "
    "pay now, buy now",
    "de": "abmelden, ausloggen, melde … ab, löschen, entfernen, deaktivieren, abbestellen, kündigen, konto schließen, "
    "zurücksetzen, leeren, vernichten, jetzt kaufen, zahlungspflichtig bestellen",
    "fr": "se déconnecter, déconnexion, déconnecter, déconnecte, me déconnecter, supprimer, supprime, supprimez, effacer, "
    "efface, retirer, désactiver, se désabonner, désabonner, désinscrire, se désinscrire, clôturer, fermer le compte, fermer "
    "mon compte, résilier, réinitialiser, vider, payer",
    "es": "cerrar sesión, cierra sesión, salir de la sesión, desconectar, desconectarse, eliminar, elimina, borrar, borra, "
    "suprimir, quitar, desactivar, darse de baja, darme de baja, cancelar suscripción, cancelar la suscripción, cerrar cuenta, "
    "cerrar la cuenta, cerrar mi cuenta, restablecer, vaciar, comprar, pagar",
    "it": "esci, disconnetti, disconnettiti, logout, elimina, eliminare, cancella, cancellare, rimuovi, rimuovere, disattiva, "
    "disiscriviti, annulla iscrizione, annulla abbonamento, chiudi account, chiudi l'account, reimposta, svuota, acquista",
    "nl": "afmelden, uitloggen, meld … af, log uit, log … uit, verwijderen, verwijder, wissen, wis, deactiveren, uitschrijven, "
    "opzeggen, account sluiten, account opheffen, resetten, leegmaken",
    "pt": "sair, sair da conta, terminar sessão, encerrar sessão, desconectar, excluir, exclui, eliminar, apagar, apaga, remover, "
    "remova, desativar, cancelar inscrição, cancelar assinatura, cancelar subscrição, encerrar conta, fechar conta, redefinir, "
    "limpar, comprar",
    "pl": "wyloguj, wyloguj się, usuń, skasuj, dezaktywuj, wypisz się, anuluj subskrypcję, zamknij konto, zresetuj, wyczyść",
    "sv": "logga ut, radera, ta bort, inaktivera, avregistrera, avprenumerera, säg upp, stäng konto, avsluta konto, återställ, "
    "rensa",
    "da": "log ud, log … ud, slet, fjern, deaktiver, deaktivér, afmeld, opsig, luk konto, nulstil, ryd",
    "fi": "kirjaudu ulos, poista, poista käytöstä, peruuta tilaus, sulje tili, nollaa, tyhjennä",
    "nb": "logg ut, logg … ut, slett, fjern, deaktiver, avslutt abonnement, meld deg av, si opp, steng konto, tilbakestill, tøm",
    "cs": "odhlásit, odhlásit se, odhlášení, smazat, odstranit, vymazat, deaktivovat, odhlásit odběr, zrušit účet, zrušit "
    "předplatné, resetovat, vyprázdnit",
    "hu": "kijelentkezés, kilépés, kijelentkezem, törlés, törlöm, eltávolítás, inaktiválás, leiratkozás, fiók megszüntetése, "
    "fiók bezárása, visszaállítás, kiürítés",
    "ro": "deconectare, deconectează-te, deconectați-vă, ieșire din cont, șterge, ștergeți, elimină, eliminați, dezactivează, "
    "dezabonare, dezabonează-te, închide contul, resetează, golește",
    "el": "αποσύνδεση, έξοδος, αποσυνδεθείτε, διαγραφή, κατάργηση, αφαίρεση, απενεργοποίηση, κλείσιμο λογαριασμού, επαναφορά, "
    "απεγγραφή",
    "tr": "çıkış, çıkış yap, oturumu kapat, sil, kaldır, hesabı kapat, devre dışı bırak, abonelikten çık, sıfırla, temizle",
    "ja": "ログアウト, サインアウト, 削除, 消去, 退会, 解約, 登録解除, 配信停止, 無効化, リセット, 初期化",
    "ko": "로그아웃, 삭제, 제거, 지우기, 탈퇴, 해지, 구독 취소, 비활성화, 초기화",
    "zh": "退出登录, 退出登入, 登出, 注销, 註銷, 删除, 刪除, 移除, 清除, 清空, 停用, 退订, 退訂, 取消订阅, 取消訂閱, 重置, 重設",
}  # fmt: skip

# Where it is the whole name.
SENDS_ALONE = {
    "": "ok, okay, yes, yes please, done, finish, post, share, tweet, reply, comment, like, follow, join, apply, order, book, sign, update, "
    "request, report, opt out, opt-out, opt in, opt-in, check out, invite, connect, "
    "ja, ja bitte, fertig, teilen, posten, gefällt mir, folgen, beitreten, melden, anfordern, beantragen, "
    "oui, terminer, partager, suivre, rejoindre, signaler, demander, sí, listo, terminar, compartir, seguir, unirse, denunciar, "
    "solicitar, fine, condividi, segui, segnala, richiedi, klaar, delen, volgen, aanvragen, sim, concluir, partilhar, compartilhar, "
    "seguir, denunciar, tak, gotowe, udostępnij, obserwuj, klar, dela, följ, færdig, del, følg, kyllä, valmis, jaa, seuraa, "
    "ano, hotovo, sdílet, igen, kész, megosztás, da, gata, distribuie, ναι, τέλος, κοινοποίηση, evet, tamam, bitti, paylaş, "
    "はい, 完了, 共有, シェア, 確認, ok する, 예, 네, 확인, 완료, 공유, 是, 好, 好的, 完成, 分享, 确定, 確定",
}  # fmt: skip

# What refuses, closes or puts off what lies over the page.
DECLINES = {
    "en": "decline, reject, refuse, deny, disagree, don't allow, do not allow, don't accept, do not accept, not accept, i do not "
    "accept, without accepting, disallow, not now, no thanks, no thank you, no, not interested, maybe later, later, remind me "
    "later, skip, skip for now, close, dismiss, cancel, hide, opt out of all, use without, continue without",
    "de": "ablehnen, lehne ab, lehne … ab, ablehne, verweigern, widersprechen, nicht zulassen, nicht erlauben, nicht "
    "akzeptieren, nicht zustimmen, ohne einwilligung, ohne zustimmung, ohne zu akzeptieren, jetzt nicht, nein danke, nein, "
    "kein interesse, vielleicht später, später, überspringen, schließen, schliessen, verwerfen, abbrechen, ausblenden",
    "fr": "refuser, refuse, refusez, rejeter, décliner, ne pas accepter, ne pas autoriser, n'accepte pas, sans accepter, pas "
    "maintenant, plus tard, non merci, non, pas intéressé, ignorer, passer, fermer, ferme, annuler, masquer",
    "es": "rechazar, rechaza, rechazo, denegar, no aceptar, no acepto, no permitir, sin aceptar, ahora no, no gracias, no, más "
    "tarde, quizás más tarde, omitir, saltar, cerrar, cancelar, descartar, ocultar",
    "it": "rifiuta, rifiutare, rifiuto, nega, non accettare, non accetto, non consentire, senza accettare, non ora, no grazie, "
    "no, più tardi, forse più tardi, ignora, salta, chiudi, chiudere, annulla, nascondi",
    "nl": "weigeren, weiger, afwijzen, wijs af, niet accepteren, niet toestaan, zonder te accepteren, niet nu, nee bedankt, "
    "nee, later, misschien later, overslaan, sluiten, sluit, annuleren, verbergen",
    "pt": "recusar, recusa, recuso, rejeitar, negar, não aceitar, não aceito, não permitir, sem aceitar, agora não, não "
    "obrigado, não obrigada, não, mais tarde, talvez mais tarde, ignorar, pular, saltar, fechar, cancelar, dispensar, ocultar",
    "pl": "odrzuć, odmów, odmawiam, nie zgadzam się, nie akceptuję, nie zezwalaj, nie teraz, nie dziękuję, nie, później, może "
    "później, pomiń, zamknij, anuluj, ukryj",
    "sv": "neka, avvisa, avböj, tillåt inte, acceptera inte, godkänn inte, inte nu, nej tack, nej, senare, kanske senare, hoppa "
    "över, stäng, avbryt, dölj",
    "da": "afvis, nægt, tillad ikke, accepter ikke, ikke nu, nej tak, nej, senere, måske senere, spring over, luk, annuller, "
    "annullér, skjul",
    "fi": "hylkää, kieltäydy, estä evästeet, älä salli, en hyväksy, älä hyväksy, ei nyt, ei kiitos, ei, myöhemmin, ehkä "
    "myöhemmin, ohita, sulje, peruuta, piilota",
    "nb": "avvis, avslå, nekt, ikke tillat, ikke godta, ikke nå, nei takk, nei, senere, kanskje senere, hopp over, lukk, avbryt, "
    "skjul",
    "cs": "odmítnout, odmítám, zamítnout, nepovolit, nesouhlasím, nepřijmout, teď ne, nyní ne, ne děkuji, ne, později, možná "
    "později, přeskočit, zavřít, zrušit, skrýt",
    "hu": "elutasítás, elutasítom, elutasít, visszautasítás, nem engedélyezem, nem fogadom el, nem járulok hozzá, most nem, nem "
    "köszönöm, nem, később, talán később, kihagyás, bezárás, mégse, mégsem, elrejtés",
    "ro": "refuză, refuz, respinge, respingeți, nu accept, nu permite, fără a accepta, nu acum, nu mulțumesc, nu, mai târziu, "
    "poate mai târziu, omite, închide, anulează, renunță, ascunde",
    "el": "απόρριψη, απορρίπτω, άρνηση, να μην επιτρέπεται, δεν αποδέχομαι, δεν συμφωνώ, όχι τώρα, όχι ευχαριστώ, όχι, "
    "αργότερα, ίσως αργότερα, παράλειψη, κλείσιμο, άκυρο, ακύρωση, απόκρυψη",
    "tr": "reddet, reddediyorum, kabul etme, kabul etmiyorum, izin verme, şimdi değil, hayır teşekkürler, hayır, daha sonra, "
    "belki sonra, sonra, atla, geç, kapat, iptal, vazgeç, gizle",
    "ja": "拒否, 同意しない, 許可しない, 承諾しない, 辞退, 今はしない, 後で, あとで, いいえ, スキップ, 閉じる, キャンセル, 非表示",
    "ko": "거부, 거절, 동의하지 않음, 허용 안 함, 허용하지 않음, 나중에, 아니요, 괜찮습니다, 건너뛰기, 닫기, 취소, 숨기기",
    "zh": "拒绝, 拒絕, 不同意, 不接受, 不允许, 不允許, 以后再说, 以後再說, 暂不, 暫不, 稍后, 稍後, 不用了, 不, 跳过, 跳過, 略過, 关闭, 關閉, 取消, "
    "隐藏, 隱藏",
}  # fmt: skip

# What takes only what cannot be refused: a no, even where it says "allow".
ONLY_NECESSARY = {
    "en": "only necessary, necessary only, only essential, essential only, only required, required only, strictly necessary, only "
    "allow essential, only allow necessary, only accept essential, only accept necessary, necessary cookies only, essential "
    "cookies only, required cookies only, only use necessary, only use essential, only the necessary, only the essential",
    "de": "nur notwendige, nur erforderliche, nur essenzielle, nur essentielle, nur technisch notwendige, nur nötige, nur "
    "unbedingt notwendige, nur unbedingt erforderliche, nur die notwendigen, nur funktionale",
    "fr": "uniquement les cookies nécessaires, uniquement les cookies essentiels, seulement les cookies essentiels, seulement "
    "nécessaires, uniquement nécessaires, uniquement essentiels, uniquement l'essentiel, cookies essentiels uniquement, cookies "
    "nécessaires uniquement, essentiels uniquement, nécessaires uniquement, strictement nécessaires",
    "es": "solo necesarias, solo las necesarias, solo esenciales, solo las esenciales, solo cookies esenciales, solo cookies "
    "necesarias, solo las cookies esenciales, solo las cookies necesarias, únicamente las necesarias, estrictamente necesarias, "
    "solo permitir cookies esenciales, permitir solo",
    "it": "solo necessari, solo i necessari, solo essenziali, solo quelli necessari, solo cookie necessari, solo i cookie "
    "necessari, solo cookie essenziali, solo i cookie essenziali, strettamente necessari, consenti solo",
    "nl": "alleen noodzakelijke, alleen essentiële, alleen noodzakelijk, alleen strikt noodzakelijke, strikt noodzakelijk",
    "pt": "só necessários, apenas necessários, apenas os necessários, somente necessários, somente os necessários, só "
    "essenciais, apenas essenciais, apenas os essenciais, somente os essenciais, apenas cookies essenciais, apenas cookies "
    "necessários, somente cookies essenciais, somente cookies necessários, estritamente necessários, permitir apenas",
    "pl": "tylko niezbędne, tylko konieczne, wyłącznie niezbędne, tylko wymagane",
    "sv": "endast nödvändiga, bara nödvändiga, enbart nödvändiga, endast väsentliga",
    "da": "kun nødvendige, kun de nødvendige, kun essentielle",
    "fi": "vain välttämättömät, vain pakolliset, ainoastaan välttämättömät, vain tarpeelliset",
    "nb": "bare nødvendige, kun nødvendige, bare de nødvendige",
    "cs": "pouze nezbytné, jen nezbytné, pouze nutné, pouze nejnutnější",
    "hu": "csak a szükséges, csak a szükségesek, csak szükséges, csak az alapvető, csak alapvető",
    "ro": "doar necesare, doar cele necesare, doar esențiale, numai necesare, numai cele esențiale",
    "el": "μόνο απαραίτητα, μόνο τα απαραίτητα, μόνο αναγκαία",
    "tr": "yalnızca gerekli, sadece gerekli, yalnızca zorunlu, sadece zorunlu",
    "ja": "必須のみ, 必要なもののみ, 必須クッキーのみ, 必須 cookie のみ, 必要最小限",
    "ko": "필수만, 필수 쿠키만, 필수 항목만",
    "zh": "仅必要, 僅必要, 仅限必要, 僅限必要, 仅接受必要, 只接受必要, 仅允许必要, 僅允許必要, 仅使用必要",
}  # fmt: skip

ALL_OF_IT = {
    "": "all, everything, alle, alles, tout, tous, toutes, todo, todos, todas, tutto, tutti, tutte, tudo, wszystkie, wszystko, alla, allt, "
    "kaikki, vše, všechny, mindet, összes, toate, όλα, tümü, hepsi, すべて, 全て, 모두, 全部, 所有",
}

CLOSES_ALONE = frozenset("x × ✕ ✖ ✗ ╳ ⨯ ✘ 🗙 ❌ ⛌".split())

# Fields for what only the person may know.
SECRETS = {
    "en": "password, passwords, passcode, passphrase, passkey, one-time code, one time code, one-time password, verification code, "
    "security code, confirmation code, authentication code, login code, access code, two-factor code, 2fa code, six-digit code, "
    "6-digit code, recovery code, backup code, sms code, otp, totp, pin, pin code, card number, credit card, debit card, card "
    "details, cvc, cvv, csc, card verification, expiry date, expiration date, iban, secret question, security answer, private key, "
    "seed phrase, recovery phrase, social security number, ssn",
    "de": "passwort, passwörter, kennwort, kennwörter, passphrase, einmalcode, einmalpasswort, einmalkennwort, bestätigungscode, "
    "sicherheitscode, verifizierungscode, prüfcode, anmeldecode, zugangscode, zugriffscode, sms-code, wiederherstellungscode, "
    "tan, mtan, pin, pin-code, kartennummer, kreditkarte, kreditkartennummer, prüfziffer, kartenprüfnummer, gültig bis, iban, "
    "sicherheitsfrage, geheimzahl",
    "fr": "mot de passe, mots de passe, phrase de passe, code à usage unique, code de vérification, code de sécurité, code de "
    "confirmation, code de connexion, code d'accès, code sms, code secret, numéro de carte, carte bancaire, carte de crédit, "
    "cryptogramme, date d'expiration, code pin, iban",
    "es": "contraseña, contraseñas, clave de acceso, clave, código de un solo uso, código de verificación, código de seguridad, "
    "código de confirmación, código de acceso, código de inicio de sesión, código sms, número de tarjeta, tarjeta de crédito, "
    "tarjeta de débito, fecha de caducidad, código pin, pin, iban",
    "it": "password, parola d'ordine, passphrase, codice monouso, codice di verifica, codice di sicurezza, codice di conferma, "
    "codice di accesso, codice sms, numero carta, numero di carta, numero della carta, carta di credito, data di scadenza, "
    "codice pin, iban",
    "nl": "wachtwoord, wachtwoorden, toegangscode, eenmalige code, verificatiecode, beveiligingscode, bevestigingscode, "
    "inlogcode, sms-code, pincode, kaartnummer, creditcard, creditcardnummer, vervaldatum, iban",
    "pt": "senha, senhas, palavra-passe, palavra passe, código de utilização única, código de uso único, código de verificação, "
    "código de segurança, código de confirmação, código de acesso, código sms, número do cartão, número de cartão, cartão de "
    "crédito, data de validade, pin, iban",
    "pl": "hasło, hasła, kod jednorazowy, kod weryfikacyjny, kod zabezpieczający, kod potwierdzający, kod dostępu, kod sms, "
    "numer karty, karta kredytowa, data ważności, kod pin, iban",
    "sv": "lösenord, lösenordet, engångskod, verifieringskod, säkerhetskod, bekräftelsekod, inloggningskod, kortnummer, "
    "kreditkort, utgångsdatum, pinkod, pin-kod, iban",
    "da": "adgangskode, kodeord, engangskode, bekræftelseskode, sikkerhedskode, loginkode, kortnummer, kreditkort, udløbsdato, "
    "pinkode, iban",
    "fi": "salasana, salasanat, tunnusluku, kertakäyttökoodi, vahvistuskoodi, turvakoodi, suojakoodi, kortin numero, "
    "korttinumero, luottokortti, voimassaoloaika, pin-koodi, iban",
    "nb": "passord, engangskode, bekreftelseskode, sikkerhetskode, påloggingskode, kortnummer, kredittkort, utløpsdato, pinkode, "
    "pin-kode, iban",
    "cs": "heslo, hesla, jednorázový kód, ověřovací kód, bezpečnostní kód, potvrzovací kód, přístupový kód, číslo karty, "
    "kreditní karta, datum platnosti, pin kód, iban",
    "hu": "jelszó, jelszava, jelszavad, egyszer használatos kód, ellenőrző kód, biztonsági kód, megerősítő kód, hitelesítő kód, "
    "kártyaszám, bankkártya, hitelkártya, lejárati dátum, pin-kód, iban",
    "ro": "parolă, parola, cod unic, cod de verificare, cod de securitate, cod de confirmare, cod de acces, număr card, numărul "
    "cardului, card de credit, data expirării, cod pin, iban",
    "el": "κωδικός πρόσβασης, κωδικός μίας χρήσης, κωδικός επαλήθευσης, κωδικός ασφαλείας, κωδικός επιβεβαίωσης, κωδικός, "
    "αριθμός κάρτας, πιστωτική κάρτα, ημερομηνία λήξης, iban",
    "tr": "şifre, şifreniz, parola, parolanız, tek kullanımlık kod, doğrulama kodu, güvenlik kodu, onay kodu, giriş kodu, kart "
    "numarası, kredi kartı, son kullanma tarihi, pin kodu, iban",
    "ja": "パスワード, パスコード, 暗証番号, ワンタイム, 認証コード, 確認コード, セキュリティコード, ログインコード, カード番号, クレジットカード, 有効期限, "
    "秘密の質問",
    "ko": "비밀번호, 암호, 패스워드, 인증번호, 인증 코드, 일회용, 확인 코드, 보안 코드, 카드 번호, 카드번호, 신용카드, 유효기간",
    "zh": "密码, 密碼, 口令, 验证码, 驗證碼, 校验码, 动态码, 安全码, 安全碼, 确认码, 一次性, 卡号, 卡號, 信用卡, 有效期",
}  # fmt: skip

# Words in the names and ids that programmers give to such fields.
_IDENTIFIERS = frozenset(
    "password passwd passwort pass pwd passcode passphrase passkey otp totp mfa 2fa tfa onetimecode onetime cvc cvv csc cvn "
    "pin cc ccnum ccnumber cardnumber cardno cardnum creditcard iban ssn secret motdepasse contrasena senha wachtwoord "
    "kennwort haslo tan approvals".split()
)
_IDENTIFIER_PAIRS = frozenset(
    "card-number credit-card verification-code security-code one-time auth-code login-code sms-code approvals-code "
    "confirmation-code".split()
)

# A name that begins like this explains something, in a list of help pages or as a disclosure.
_ASKS = (
    "how, what, what's, why, when, where, which, who, can i, can you, do i, does, is it, about, learn, read, more about, "
    "wie, was, warum, wieso, wann, wo, welche, welcher, wer, kann ich, über, mehr über, mehr erfahren, comment, pourquoi, quand, quel, "
    "quelle, quels, quelles, qu'est-ce, à propos, en savoir plus, puis-je, cómo, qué, por qué, cuándo, cuál, acerca de, más información, "
    "come, cosa, perché, quando, quali, quale, informazioni, scopri, hoe, wat, waarom, wanneer, meer informatie, como, o que, "
    "por que, porquê, saiba, sobre, jak, co, dlaczego, kiedy, hur, vad, varför, hvordan, hva, hvad, hvorfor, miten, mitä, miksi, "
    "proč, hogyan, mi az, miért, cum, ce, de ce, πώς, τι, γιατί, nasıl, nedir, neden"
)

_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_MARKS = re.compile(r"[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ue000-\uf8ff]")
_DONE_ALREADY = r"(?!済|された|されて|した|된|됨|함으로|了的)"


def plain(text: str) -> str:
    """A text for comparing: no case, no accents, nothing invisible, plain apostrophes and hyphens, single spaces."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", bare)).replace("ı", "i").replace("ł", "l")
    bare = re.sub("[‘’ʼ`´]", "'", re.sub("[‐‑‒–—]", "-", bare))
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def sends(name: str) -> str | None:
    """The word by which a name says that it sends, saves, confirms or switches something."""
    text = plain(name)
    if _asks(text):
        return None
    return _alone(text) or _first(_pattern("sends"), text) or _first(_pattern("never"), text)


def never(name: str) -> str | None:
    """The word by which a name says that it logs out, deletes or buys: refused even on a link."""
    text = plain(name)
    if _asks(text):
        return None
    words = text.split(" ")
    return _first(_pattern("never"), text if len(words) <= LONG_NAME else " ".join(words[:_BEGINNING]))


def declines(name: str) -> str | None:
    """The word by which a name says no, where nothing in it says yes."""
    text = plain(name)
    if text in CLOSES_ALONE:
        return text
    if _ends_something(text):
        return None
    only = _first(_pattern("only"), text)
    if only:
        return None if _first(_pattern("all"), text) else only
    said = _pattern("declines").search(text)
    rest = _pattern("declines").sub(" ", text)
    return said.group() if said and not _says_yes(rest) else None


def secret(label: str) -> str | None:
    """The word by which a label asks for a password, a code or a card."""
    return _first(_pattern("secrets"), plain(label))


def secret_identifier(name: str) -> str | None:
    """The same of a field's name or id, as programmers write them: `newPasswd`, `cc-number`."""
    parts = [part for part in re.split(r"[^a-z0-9]+", plain(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name))) if part]
    joined = "".join(parts)
    pairs = ["-".join(pair) for pair in zip(parts, parts[1:], strict=False)]
    found = [word for word in [joined, *parts] if word in _IDENTIFIERS] + [pair for pair in pairs if pair in _IDENTIFIER_PAIRS]
    return found[0] if found else None


def _ends_something(text: str) -> bool:
    """Closing an account is no closing of a banner."""
    without_switches = re.sub(r"\b(close|cancel)\b(?! (account|my|your|subscription|membership|plan|order))", " ", text)
    return _first(_pattern("never"), without_switches) is not None


def _says_yes(text: str) -> bool:
    return _first(_pattern("sends"), text) is not None or any(_alone(part) for part in re.split(r"[^\w']+", text) if part)


def _alone(text: str) -> str | None:
    bare = text.strip(" .!…›»>→")
    return bare if bare in _names_alone() else None


def _asks(text: str) -> bool:
    return _asking().match(text) is not None


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found.group() if found else None


@cache
def _names_alone() -> frozenset[str]:
    return frozenset(_words(SENDS_ALONE))


@cache
def _asking() -> re.Pattern[str]:
    words = sorted((plain(word) for word in _ASKS.split(",")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![\w'-])")


@cache
def _pattern(which: str) -> re.Pattern[str]:
    lists = {"sends": SENDS, "never": NEVER, "declines": DECLINES, "only": ONLY_NECESSARY, "all": ALL_OF_IT}
    words = sorted(_words(lists.get(which, SECRETS)), key=len, reverse=True)
    return re.compile("|".join(_as_pattern(word) for word in words))


def _words(lists: dict[str, str]) -> set[str]:
    return {plain(word) for words in lists.values() for word in words.split(",")} - {""}


def _as_pattern(word: str) -> str:
    """A whole word: letters, digits and hyphens go on with it. Scripts without spaces have no such edges."""
    body = re.escape(word).replace(r"\ …\ ", r"(?: [^ ]+){1,3} ").replace("\\ ", " ").replace(r"…", r"[^ ]+")
    return body + _DONE_ALREADY if _UNSPACED.search(word) else rf"(?<![\w-]){body}(?![\w-])"
