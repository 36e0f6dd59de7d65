"""Words and signs that the tables of noise share, as parts of patterns."""

from __future__ import annotations

from pipeline.noise.sentences import CAPITALS

CAPITAL = f"(?-i:[{CAPITALS}])"
NAME = rf"{CAPITAL}[\w’'.-]+(?:\s+{CAPITAL}[\w’'.-]*){{1,2}}"
VERB = (  # of a sentence, not of a label
    r"(?:\s(?!(?:недели|канала|портала|журнала|материала|зала|вокзала)\b)(?-i:[а-яё])\w{1,}"
    r"(?:[аеиоуыя]л[аио]|л[аио]сь|лся|[аеуя][ею]т|ят)\b)"
)
FINITE = (  # of a sentence, too, but of some nouns as well
    r"(?:\s(?!(?:недели|канала|портала|журнала|материала|зала|вокзала)\b)(?-i:[а-яёәғқңөұүһі]{2,}"
    r"(?:ли|ла|ло|лся|лась|лось|лись|[иеая]л|[иеуюя]т|[иеуюя]тся|[дт][ыі]))\b)"
)
MONTH = (
    r"(?:янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан"
    r"|қараша|желтоқсан|nauryz|mamyr|shilde|tamyz|січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?"
)
NUMBER = r"\d[\d\s.,]*\s?(?:тысяч\w?|тыс\.?|млн\.?|мың|[kкmм](?!\w))?"
VIEWS = (
    r"(?:просмотр\w*|просм\.?|прочли|просмотрели|перегляд\w*|прочтени\w*|показ(?:ов|ы)?|прочитали|прочитано|просмотрено"
    r"|прочтено|көрілім|қаралуы?|қараулар|post views"
    r"|оқылғаны?|көрсетілді|қаралған|көрілді|қаралым|қаралды|оқылды|оқылым|views?|reads?|hits)"
)
LANGUAGE = r"(?:рус(?:ский)?|қаз(?:ақша)?|каз|укр|ру|қз|kz|ru|en|eng|english|qaz|ua)"
COUNTED = rf"(?:{VIEWS}|комментари\w+|поделил\w+|лайк\w*|нравится|репост\w*|пікір\w*|comments?|shares?|likes?)"
NEWS = r"(?:новост\w+|материал\w*|стать\w+|публикаци\w+|запис\w+|сюжет\w*)"
MORE = r"(?:жаңалықтар\w*|материалдар\w*|мақалалар\w*)"
NETWORK = (
    r"(?:telegram|телеграм|whats\s?app|ватсап|вотсап|viber|instagram|[иі]нстаграм|facebook|фейсбук|youtube|ютуб|tik\s?tok|тик-?ток"
    r"|вконтакте|\bvk\b|threads|дзен|яндекс|google|соц\.?\s?сет|социальн\w+ сет)"
)
CHANNEL = rf"(?:{NETWORK}|рассылк|канал|паблик|newsletter|inbox|арна|желі)"
NET = (
    r"(?:vk|вк|ok|ок|x|fb|тг|tg|facebook|twitter|telegram|whatsapp|viber|instagram|youtube|linkedin|вконтакте|одноклассники|threads|дзен"
    r"|tiktok|rss)"
)
AGENCY = (  # whose pictures papers print
    r"(?:getty(?: images)?|reuters|ap(?: photo)?|afp|epa(?:-efe)?|tass|тасс|риа новости|sputnik|shutterstock|bloomberg|anadolu|xinhua|zuma"
    r"|corbis|imago|коммерсант\w*|рбк|известия|казинформ)"
)
MACHINE = r"(?:ии|ai|жи|нейросет\w+|искусственн\w+ интеллект\w*|жасанды интеллект\w*)"  # that writes, draws or reads aloud
