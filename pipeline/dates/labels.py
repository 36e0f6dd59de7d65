"""What the words beside a date say of it, and the names of elements that hold dates.

Words are compared in lower case: a pattern that ignores case tries every letter of a text.
"""

from __future__ import annotations

import re
from functools import lru_cache

MODIFIED = re.compile(
    r"обновл|измен|исправлен|дополнен|редакт(?!ор)|последн\w+ (?:правк|редакц)|updated|last edit|"
    r"жаңарт|өзгер|өңдел|соңғы редакц|ja[ńñ]art|жаңырт|yangilan|оновл|aktuali[sz]|mis à jour|actualiz|aggiornat|änderung|geändert|"
    r"bearbeitet|mise à jour|modifi|güncelle|zmieni|gewijzigd|zmodyfik|módosít|수정|"
    r"\b(?:обн\.|правка\b|upd\b|edited(?! by)|akt\.)|(?:更新|修改)(?:[时時日于於]|(?![^\W_]))"
)
CHANGED = re.compile(rf"(?:{MODIFIED.pattern})[^\W_]*(?:\s(?:on|at|am|le))?\W*$")  # what a label of a change ends with
PUBLISHED = re.compile(
    r"опублик|публикац|размещен|дата|добавлен|\bдобавил[аи]?\s?:|\bқос(?:ты|қан)\s?:|created|publi|posted|жариялан|шыққан|date(?<!update)|первая|veröff|создан|erstellt|"
    r"erschien|gespeichert|geschrieben|written|mis en ligne|mise en ligne|fecha|inserit|dodan|objav|offentlig|"
    r"eklenme|yayın|közzét|créé|erscheinung|время|уақыты|қосыл|салынған|жүктел|опублік|публікац|розміщен|створен|"
    r"жарыялан|жарық көр|оприлюдн|чоп эт|эълон|e.lon qil|nashr|joylan|"
    r"geplaatst|eingestellt|submitted|verfasst|beitrag wurde|entry was|отправлен|beitrag\s?von|"
    r"\b(?:stand|datum|online|sana|giriş|filed|data)\b|\b(?:j|zh)ar[ıiy]+alan|^\W*(?:күні|发[布表]于)\W*$|"
    r"(?:发布|发表|發布|發佈|發表|公開|掲載|配信)(?:[时時][间間]|日[期時]?)?\W*$|"
    r"(?=[时時日])(?<!会议|活动|开始|结束|截止|报名|考试|举办|举行|演出|比赛|播出|营业|开放|开庭|工作|当前|现在|到期|有效|阅读)(?:[时時][间間]|日期)\W*$|"
    r"(?<![^\W_])(?:日時|입력|등록)\W*$"
)
OTHERWISE = re.compile(  # what begins a word, or the text, is told once, before all that does
    r"свидетельств|лиценз|зарегистр|регистрац|все права|all rights|сезон|погода|курс|прогноз|до\s+\d|с\s+\d+\s+по|"
    r"registriert|registered|mitglied seit|member since|beigetreten|geboren|birthday|geburtstag|"
    r"рожден|родил[ас]|проведени|дата начала|окончани|смерти|состоит|пройдет|пройдёт|"
    r"заявок|дедлайн|закон|постановлени|приказ|№\s*\d+\s*от|"
    r"(?<![^\W_])(?:"
    r"(?:срок(?:\s[^\W\d_]+)?|просмотрено|начал[оа]|начн[её]тся|ранее|накануне|сообщалось|завершится|вступлени[яе]|вступает|"
    r"(?:заверш[её]н|принят|утвержд[её]н|подписан|сделан|снят|оставлен|избран|назначен|награжд[её]н|основан|провед[её]н|"
    r"запущен|открыт|закрыт|введ[её]н|уволен|задержан)[оаы]?|проголосовало\D*\d*|вход (?:свобод|бесплат)\w+|ответить|"
    r"гость|заседание|встреча|совещание|форум|концерт|показ|эфир|рейс|ул\.|улица|площадь|действ(?:ует|ия|ителен|ительн[ао])|"
    r"съ[её]мки|премьера|матч|трансляция|визит|посещение|актуальн[оаы]|в (?:силу|сети)|до|старт|bis|until|till|"
    r"(?:closes?|ends?|starts?|begins?|opens?|expires?|due|shared|replied|viewed)(?:\s(?:on|by))?|"
    r"(?:на|во?|к)\s(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье))\W*$|"
    r"(?:с|со|на|по|к|ко|за|since|through|as of)\s*$)|"
    r"\b(?:joined|born\b|начало в\b|указ|usd\b|issue\b|ausgabe\b|(?:event|due|expiry|end|closing|birth|effective)\sdate\W*$|"
    r"(?:taken|held|took place|signed|born|launched|founded|scheduled)\s(?:on\s)?$)|"
    r"^\W*(?:(?:читать|читайте|смотрите|по теме|оқи отыр\w+|read (?:more|also))\b|"
    r"(?:где|место(?:\sи\sвремя)?|адрес|источник(?:\sфото)?|дереккөз|(?:на\s)?фото|сурет|where|place|source|photo)"
    r"(?:\s?:[^|•·]*,|\s[^|:•·]*)\s*$)|"
    r"(?:сайт|портал|газета|журнал|агентство|редакция) (?:был[ао]? )?(?:создан|основан)|"
    r"дата\s(?:последн\w+|выхода)\s(?:фильма|серии|альбома|проверки|визита|посещения)\W*$|"
    r"(?:видео|ролик|пост|решени|документ|приказ|указ|отч[её]т|список|проект|объявлени)\w*\s(?:был[аио]?\s)?опубликован|"
    r"дата\s+(?!публик|публік|опублик|создан|размещ|добавл|выход|выпуск|издан|загруз|и\s|новост|матери|стать|запис|пост)"
    r"[^\W\d_]+(?:[^\W\d_\s]*\W*|(?:\s[^\W\d_]+){1,3}\s?:\s*)$|"
    r"(?:aktuelle|current|local|actual|текущ|местн)\w*\W+(?:datum|date|time|zeit|uhrzeit|fecha|hora|дата|время)|"
    r"(?:сегодня|бүгін|сьогодні|today)\W+(?:is\W+)?(?:[^\W\d_]+\W+)?$|time is now|it is (?:now|currently)|"
    r"print(?:ed)? (?:date|on)\b|druckdatum|распечатан|генераци|сгенерирован|сформирован|generated|мұрағат|намаз|#\s*$|"
    r"(?:архив|новости) за(?![^\W_])|последн\w+ (?:публикац|стать|материал|коммент|активн|визит)|источник\s*:[^|]*\sот\s*$|"
    r",\s(?:котор\w+|что|где|когда)\s[^|•·]*$|\s(?:that|which)\s[^|•·]*$|"  # a clause, which no label has
    r"(?<![^\W_])(?!опублик|размещ|добавл|созда)[^\W\d_]{3,}(?:[ае]нн|ённ|[аея]т|вш)(?:ый|ая|ое|ые|ой|ого|ую|ых|ий|ее|ие|его|их)(?:ся)?\s+$|"
    r"(?<![^\W_])(?:(?:опубликован|размещ[её]н|добавлен|создан)[аы]?\s(?!(?:во?|на|по|от|из|со?|уже|впервые|сегодня|вчера)\s)"
    r"(?![^\W\d_]+(?:[оеё]м|[ое]й|ым|им|ью|[ая]ми)(?![^\W_]))[^\W\d_]{3,}|"  # what was published
    r"(?:опубликовано|размещено|добавлено|создано)\s[^\W\d_]+(?:ние|тие|ье|ство)(?![^\W_])|"
    r"жарияланған\s(?!күн|уақыт|мерзім|кез|мезгіл)[^\W\d_]{3,}\s|"
    r"(?:өткіз|өтетін|өту|бастал|аяқтал|жұмыс|қабылда|тапсыр)[^\W\d_]*\s(?:уақыт|күн|мерзім)[^\W\d_]*\W*$)|"
    r"abgerufen|accessed|retrieved|дата обращ|consult[ée]e?\W+le|zuletzt besucht|last visited|"
    r"номер|опрос|архивн|фотоархив|туған|өтеді|жарлық|deadline|veranstalt|termin\b|beginn\b|"
    r"(?:верси[яию]|version|редакци[яи]|revision)\s+(?:[\d.]+|от|as of|of|from|vom)\W*$|"
    r"(?:фото(?:графия)?|снимок|видео|иллюстраци\w|photo|foto|video)(?:\s+от)?\W*$|\d\s?[–—]\s?$"
)
SURELY = re.compile(
    r"опублик|размещен|добавлен|created|publi|posted|жариялан|veröff|создан|erstellt|erschien|отправлен|"
    r"опублік|розміщен|жарыялан|эълон|e.lon qil|yayın"
)
AFTER = re.compile(
    r"\busd\b|сезон|погода|курс|все права|all rights|^(?:"
    r"[^\W\d_]{0,4}\s+дейін|\s(?:күні|kúni|kuni|куни)\b|\s?[–—]\s?\d{1,2}[.\s]|"
    r"\s(?:[–—-]|to|until|through)\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2}\b|"
    r"[\s,в]*\d\d?:\d\d\s?:\s[а-я]|\s*(?:г\.?|года|жыл\w*)?[\s,.]*№\s?\d+(?![\d\s]*\())"
)
OTHER_LABEL = re.compile(  # "Протокол от", "Составлено"
    r"[^\W\d_]{2,}\.?\s?[:：]\s*$|(?<![^\W_])[^\W\d_]{3,}[ае]но\s*$|"
    r"(?:\d|(?<![^\W_])(?!новост|стать|матери|запис|пост|заметк|сообщ|релиз|пресс|выпуск|текст)[^\W\d_]{3,})[»\"”]?\s+от\s*$"
)
LABEL_ENDS = (":", "：", "но", "от")  # how each `OTHER_LABEL` ends
BYLINE = re.compile(  # before a date; whoever is registered under a name of one word has "от" behind it
    r"\W*(?i:by|автор|текст|мәтін):?\s(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w.’'-]*[\s,]+){2}[^.!?\d]{0,60}|\W*(?i:автор):\s[\w.-]{3,20}\sот\s*"
)
RUBRIC = re.compile(  # what stands before the rubric or blog for which somebody writes
    r"\W*(?i:by)\s(?:[A-Z][\w.’'-]*\s){2,4}(?:for|in)\s"
)
RIGHTS = re.compile(r"©|copyright|\(c\)")
SECTION = re.compile(  # the heading of what follows an article
    r"^\W*(?:\d+\s)?(?:(?:комментари|пікір|коментар|обсуждени|талқыла|отзывы|обговорен)|comments?\b|discussion\b|"
    r"читайте|смотрите|похожи|по теме|рекоменд|тағы|ұқсас|оқи отыр|related|"
    r"(?:другие|последние|ещё|еще) (?:новост|матери|публик|стать|коммент)|самое (?:чит|попул|обсужд|интерес)|популярн|"
    r"соңғы жаңалық|most (?:read|popular|viewed)|read (?:more|also|next)|also |more (?:from|news|stories))"
)
COMMENTS = re.compile(r"^\W*(?:комментарии|пікірлер|коментарі|обсуждение|талқылау|отзывы|обговорення|comments|discussion)\W*\d*\W*$")
NEAR = 20  # characters before a date in which a label stands right at it
TAGS = re.compile(r"(?:^|[\s_-])(?:tags?|keywords|labels|topics)(?:$|[\s_-])")
NAMES = re.compile(r"date|time|publi|posted|created|data(?![a-z])|дата|meta|info|stamp|byline")


def says_modified(text: str) -> bool:
    """Say whether *text* labels a date as that of a change."""
    return MODIFIED.search(text.lower()) is not None


def speaks_of_change(text: str) -> bool:
    """Say whether *text* is about changes without being the label of one: «Изменения в правилах», not «Дата изменения»."""
    text = text.lower()
    return MODIFIED.search(text) is not None and CHANGED.search(text) is None


def says_published(text: str) -> bool:
    """Say whether *text* labels a date as that of publication."""
    return PUBLISHED.search(text.lower()) is not None


def is_modified(before: str, after: str) -> bool:
    """Say whether a date between *before* and *after* is that of a change: the last label before it says so, or one behind it.

    A label behind the date that goes on with digits is the label of another date.
    """
    before, after = before.lower(), after.lower()
    if changed := [match.end() for match in MODIFIED.finditer(before)]:
        return SURELY.search(before, changed[-1]) is None
    label = MODIFIED.search(after)
    return label is not None and not any(letter.isdigit() for letter in after) and not PUBLISHED.search(before)


def is_otherwise(before: str, after: str) -> bool:
    """Say whether a date between *before* and *after* is that of something else: rights, a person's birth, the weather."""
    said, after = before.lower(), after.lower()
    if RIGHTS.search(said + after) and not PUBLISHED.search(said[-NEAR:]):
        return True
    is_label = said.rstrip().endswith(LABEL_ENDS) and OTHER_LABEL.search(said)
    if is_label and not (is_byline(before) or PUBLISHED.search(said) or MODIFIED.search(said)):
        return True
    return OTHERWISE.search(said) is not None or AFTER.search(after) is not None


def is_byline(text: str) -> bool:
    """Say whether *text*, which stands before a date, is nothing but who wrote the article."""
    return BYLINE.fullmatch(text) is not None


def precedes_rubric(text: str) -> bool:
    """Say whether *text* says who wrote the article, up to what for."""
    return RUBRIC.fullmatch(text) is not None


def heads_others(heading: str) -> bool:
    """Say whether *heading* is that of comments or of other articles."""
    return SECTION.search(heading.lower()) is not None


def heads_comments(text: str) -> bool:
    """Say whether *text* is nothing but the heading of comments, whatever its element."""
    return COMMENTS.search(text.lower()) is not None


@lru_cache(maxsize=2048)
def names_tags(names: str) -> bool:
    """Say whether an element with the class and id *names* holds the subjects of an article."""
    return TAGS.search(names.lower()) is not None


@lru_cache(maxsize=2048)
def names_a_date(names: str) -> bool:
    """Say whether an element with the class and id *names* holds a date, or a line about the article."""
    return NAMES.search(names.lower()) is not None
