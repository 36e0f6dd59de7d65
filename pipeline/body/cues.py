"""Words that tell what a block does rather than what it says: it calls the reader, credits a picture, names the author.

No word decides anything: how many there are is a number among others, and the model learned what they are worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import numpy as np
import numpy.typing as npt

CUES: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "reader": """you your yours we us our ours i my me sie ihr ihre ihnen uns unser unsere ich vous votre vos nous notre nos
        usted ustedes su tu nosotros nuestro nuestra você seu sua nosso nossa voi vostro noi nostro jij jullie ons onze du dig vi
        oss вы вас вам ваш ваша ваши вашу нас нам наш наша наши нашу мы ви вам наші сіз сіздің біз біздің бізге""",
        "call": """subscribe subscription newsletter newsletters sign signup follow click tap join download share tweet like facebook
        twitter instagram telegram whatsapp youtube tiktok linkedin podcast podcasts listen watch read email e mail inbox app here
        comment comments donate support register login account free offer discount delivered bookmark abonnieren abonnement
        folgen teilen lesen klicken hier kostenlos abonnez abonner suivez cliquez ici lisez partager suscríbete suscribirse sigue
        síguenos lee aquí inscreva siga clique aqui leia iscriviti segui clicca qui leggi подпишитесь подписывайтесь подписаться
        подписка читайте смотрите слушайте нажмите канал рассылка соцсетях присоединяйтесь поделиться жазылыңыз оқыңыз підпишіться
        підписуйтесь читайте дивіться prenumerera följ läs abonner følg les""",
        "credit": """photo photos photograph photographer image images picture pictured getty reuters ap afp epa dpa shutterstock istock
        alamy file credit courtesy caption illustration screenshot via foto fotos bild bilder quelle imago grafik crédit crédito
        imagen imagem immagine kuva фото фотография снимок скриншот иллюстрация кадр видео тасс сурет фотосурет світлина""",
        "author": """author reporter journalist editor correspondent columnist writer writes contributor producer professor fellow
        lecturer researcher director founder cofounder graduate degree phd autor autorin redakteur redakteurin
        redaktion journalistin studierte professorin auteur journaliste rédacteur periodista redactor jornalista giornalista redattore
        автор журналист корреспондент редактор редакция обозреватель авторы тілші автор кореспондент""",
        "legal": """copyright rights reserved terms privacy policy cookies disclaimer disclosure redistributed rewritten permission
        trademark license licensed affiliate commission sponsored advertisement advertising anzeige werbung datenschutz rechte
        publicité publicidad publicidade права защищены перепечатка копирование ссылка использовании материалов реклама разрешения
        құқықтар""",
        "origin": """originally published updated update correction clarification version appeared first contributed contributor reporting
        edited editing compiled translated translation source sources article story reported aktualisiert veröffentlicht
        übersetzt erschienen korrektur artikel beitrag publié article publicado artículo artigo pubblicato articolo источник
        опубликовано обновлено перевод материал статья подготовил текст джерело дереккөз""",
        "more": """related more also next previous latest recommended popular trending read topics tags see mehr weitere thema themen auch
        passend lire aussi plus más también mais também leggi anche altri ещё еще также теме похожие новости подробнее ранее
        тағы сондай-ақ також ще""",
    }.items()
}
OF_WORD = {
    word: [kind for kind, words in enumerate(CUES.values()) if word in words] for words in CUES.values() for word in words
}
EVERY = frozenset(OF_WORD)
CUE_NAMES = tuple(name for kind in CUES for name in (f"cue_{kind}", f"cue_{kind}_share"))
MOST_WORDS = 6  # of a kind that count


def cue_columns(own: Sequence[Set[str]], count: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return for each of `CUE_NAMES` how many of its words each block holds (*own* are its words), and what share of their
    *count* these are."""
    places = [kind * len(own) + block for block, one in enumerate(own) for word in EVERY & one for kind in OF_WORD[word]]
    hits = np.bincount(np.array(places, dtype=np.int64), minlength=len(CUES) * len(own)).reshape(len(CUES), -1)
    made = np.empty((len(CUES), 2, len(own)), dtype=np.float32)
    made[:, 0] = np.minimum(MOST_WORDS, hits)
    made[:, 1] = hits / np.maximum(1, count)
    return made.reshape(len(CUE_NAMES), -1)
