"""Labels: lines that are nothing but the inscription of a widget, matched whole, in Russian, Kazakh and English.

A sentence of a story is never as short and as bare as these; what a story may say as briefly ("Да.", "Погода") is not here.
"""

from __future__ import annotations

import re

from pipeline.noise.families import Families
from pipeline.noise.inscriptions import ENDING, FURTHER, KNOWN_BY
from pipeline.noise.kazakh import KAZAKH, KAZAKH_ENDING
from pipeline.noise.neighbours import NEIGHBOURS
from pipeline.noise.words import CHANNEL, COUNTED, FINITE, LANGUAGE, MORE, NAME, NET, NETWORK, NEWS, NUMBER, VERB, VIEWS

LONGEST = 170  # characters
SPEAKS = re.compile(r"[—–-]\s|[«\"“„](?!\s)|\w+\.$")  # a line of a dialogue, a quotation, or a sentence of one word
BEFORE, BEHIND = re.compile(r"[^\w#©(]+"), " (.,:;!?…—–-→›»\"'”’)]>|/•·*_▲▼↑↓+：）】▶►➡⬇⬆↩👇👉🎧🔔🔊📲📱📩📢📌✅❗‼⚡🔥\ufe0f"
LABELS = Families(
    {
        name: "|".join((pattern, *filter(None, [FURTHER.get(name), KAZAKH.get(name), NEIGHBOURS.get(name)])))
        for name, pattern in {
        "skip-link": r"пере(?:йти|йдите) (?:к|в|на) (?:основно\w+ )?(?:содерж\w+|контент\w*|навигаци\w+|меню|начал\w+|поиск\w*|главн\w+)"
        r"|skip to (?:main )?(?:content|navigation|search)|наверх|вверх|(?:back )?to (?:the )?top(?: button)?|жоғарыға",
        "menu": rf"меню|поиск(?: по сайту)?|войти|вход|регистрация|личный кабинет|мәзір"
        rf"|(?:сайттан )?іздеу|кіру|тіркелу"
        r"|уважаемый посетитель, вы зашли на сайт как незарегистрированный пользователь\b.*"
        r"|(?:информация\W+)?посетители, находящиеся в группе \S+, не могут оставлять комментарии\b.*"
        r"|menu|search|(?:log ?in|sign (?:in|up)|register)(?:\W+(?:log ?in|sign (?:in|up)|register))*"
        r"|(?:мобильная|полная) версия(?: сайта)?"
        rf"|{LANGUAGE}(?:[\s|/·•]+{LANGUAGE})+",
        "stamp": r"(?:сегодня|вчера|бүгін|кеше|сьогодні|вчора|keshe|today|yesterday)(?:,|\s|в|о|at)*\d{1,2}:\d{2}"
        r"|\d{1,2}:\d{2},?\s(?:сегодня|вчера|бүгін|кеше|сьогодні|вчора|today|yesterday)"
        r"|\d+\s(?:секунд\w*|минут\w*|час\w*|дн\w+|день)\sназад"
        r"|\d+\s(?:минут|сағат|күн)\sбұрын|\d+\s(?:min(?:ute)?s?|hours?|hrs?|days?)\sago"
        r"|(?:aktualisiert|veröffentlicht|zuletzt geändert)(?: am)?\W+\d[\d.,: ]+(?:um \d[\d:. ]+)?(?:uhr)?"
        r"|(?:mis à jour|publié) le \d.{4,30}"
        r"|(?:actualizado|publicado)\W+\d.{4,30}"
        r"|\d{1,2}:\d{2}\s*\d{1,2}\.\d{1,2}\.\d{4}\s*\d{0,6}|\d{1,2}\.\d{1,2}\.\d{4},?\s*\d{1,2}:\d{2}\s*\d{0,6}",
        "reading-time": r"оқу үшін(?:\W{1,3}\d+ мин\w*)?|(?:примерное )?(?:время (?:чтения|на чтение|прочтения)|час читання)\b.{1,20}"
        r"|\d+\s?(?:мин|min|хв)\w*\.? (?:чтени[ея]|на (?:про)?чтение|оқылады|оқу|oqu|мәтін|читання)|читать \d+ мин\w*"
        r"|(?:чтение|читается за|прочт[её]те за|оқуға)(?: займ[её]т| (?:около|примерно))?\W+\d+ мин\w*(?: кетеді)?"
        r"|\d+ min\w* to read"
        r"|\d+[- ]min(?:ute)?s? read|(?:estimated |average )?reading time\b.{1,16}|оқу уақыты\b.{1,24}"
        r"|(?:lese(?:zeit|dauer)|ti?empo de le(?:ctura|itura)|temps de lecture|tempo di lettura)\W{1,3}\d+ ?min\w*\.?"
        r"|\d+ ?min\w*\.? (?:lese(?:zeit|dauer)|de le(?:ctura|itura|cture)|di lettura)",
        "counter": rf"(?:(?:количество|число|всего|уже|материал|статью|новость|эту|страницу|нас|уникальных|seen by"
        rf"|читателей) ){{0,2}}{VIEWS}(?: за \w+)?[\s:–—-]*{NUMBER}(?:\s?(?:раз\w*|рет|times|человек\w*|читател\w+))?"
        rf"|(?:{COUNTED}[\s:–—-]*{NUMBER}[\s|,·•]*){{2,}}|{NUMBER}\s*(?:рет )?{VIEWS}|\(\d[\d\s]{{0,7}}"
        r"|\d{1,3}\s?/\s?\d{1,3}",
        "rates": r"(?:официальн\w+ )?курсы? (?:валют\w*|нб ?рк|нацбанк\w*)(?:\s(?:нб|рк|нацбанка|на|г|год\w*|сегодня|\d[\d.]*"
        r"|(?:янв|фев|мар|апр"
        r"|ма|июн|июл|авг|сен|окт|ноя|дек)\w*))*"
        r"|валюта (?:бағамы|бағамдары)|(?:currency|exchange) rates?|покупка\W+[\d.,]*\W*продажа\W*[\d.,]*|обмен валют",
        "weather": r"погода(?: (?:в|на) (?-i:[А-Я])[\w-]+| на (?:сегодня|завтра|неделю))|прогноз погоды|ауа райы болжамы|weather in \w+"
        r"|(?:ветер|влажность|давление|осадки|ощущается как|жел|ылғалдылық|wind|humidity|pressure)\W{1,3}(?:\d|[+−–-]\d)[^.!?]{0,24}",
        "photo": r"(?:иллюстративн|архивн)\w+ (?:фото\w*|изображени\w+)(?:[.:,/|]\s?.{2,60})?"
        r"|(?:фото|снимок|изображение) (?:носит |имеет )?иллюстративн\w+.{0,20}"
        rf"|скрин(?:шот)?(?!.*{FINITE})(?: (?:из|с))?(?: [\w-]+){{1,3}}"
        r"|(?:изображение|картинка|фото) (?:сгенерирован|создан)\w*.{0,50}|сгенерировано .{2,40}"
        r"|(?:фотограф|кадр|обложка|оператор|инфографика)\s?(?::|[–—](?=\s?(?-i:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ«])))\s?.{2,60}"
        r"|(?:көрнекі|иллюстративтік|мұрағаттық) сурет|сурет(?:тер)? .{0,30}дереккөз.{0,20}"
        r"|(?:photo(?:graph(?:s|y)?)?s?|image|picture)s? (?:(?:by|via) (?:(?-i:[A-Z@])|\S+ on )|courtesy\b|credit\b).{1,60}"
        r"|(?:смотреть|открыть|увеличить|все) (?:фото|видео|фотографии)|фото \d+ (?:из|/) \d+|видео недоступно"
        r"|ваш браузер не поддерживает.{0,40}"
        r"|your browser does(?: not|n.t) support.{0,40}|источник (?:фото|изображени\w|видео|снимка)\s?[:–—-]?\s?.{2,50}"
        r"|(?:depositphotos|getty ?images|shutterstock|freepik|unsplash|pixabay|pexels|istock(?:photo)?|adobe ?stock|dreamstime)\b.{0,30}"
        r"|(?:instagram|facebook|telegram|youtube|twitter|x|vk)(?:\.com)?\s?/\s?@?[\w.]{3,30}",
        "byline": rf"(?:автор(?:ы)?(?: текста| статьи| материала)?|текст|подготовил[аи]?|материал подготовил[аи]?"
        rf"|беседовал[аи]?|записал[аи]?|перев[её]л[аи]?|спецкор|собкор"
        rf"|корреспондент|(?:беседу|интервью) вел[аи]?|(?:(?:written|words|interviews?) )?by)\s+{NAME}(?:(?:,| и| and|,\s?г\.)\s.{{2,40}})?"
        rf"|(?:корректор|корреспондент|(?:спец|соб)кор|перевод|верстка|редактура|продюсер|тілші(?:лер(?:іміз)?)?|аударған"
        rf"|(?:мақала|мәтін|материал)(?:ның)? авторы|(?:әңгімелес|сұхбаттас|сұхбат ал|жазып ал)(?:қан|кен|ған|ген))\s?(?::"
        rf"|[–—-](?=\s?(?-i:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])))\s?.{{3,60}}"
        rf"|{NAME},\s(?:соб|спец)кор\w*.{{0,30}}"
        rf"|(?:additional |writing and )?(?:reporting|editing|writing|compiled|translated) by (?-i:[A-Z]).{{3,110}}"
        rf"|соб\.?\s?инф\w*|соб\.?\s?корр\w*|собкор",
        "author-bio": rf"об авторе|написать (?:автору|в редакцию)|(?:все|другие|ещё|еще|больше"
        rf"|читать все) {NEWS} (?:этого )?автор\w*.{{0,40}}|about the author"
        rf"|автор туралы"
        rf"|more (?:stories )?(?:by|from) {NAME}",
        "rating": rf"рейтинг {NEWS}|голосов\W+\d+|(?:вам )?понрави\w+ (?:ли )?(?:эта |этот |наша? )?{NEWS}.{{0,50}}"
        rf"|(?:была ли |насколько )?(?:эта |вам )?{NEWS}(?: была| оказалась)?(?: для вас)? полезн\w+.{{0,20}}"
        rf"|как вам {NEWS}|как(?:ая|ие) (?:эмоци|реакци)\w+(?: (?:у вас|от|вызва|вызыва|вы )\w*.{{0,40}})?"
        rf"|(?:ваш )?голос (?:учт[её]н|принят)|нравится\W*\d+\W+не нравится\W*\d*"
        rf"|(?:средн\w+ (?:оценка|рейтинг|балл)(?: (?:материала|статьи|новости|читателей))?(?:\W*|\W+\d.{{0,30}})"
        rf"|рейтинг\W+\d[\d.,]*\W+(?:голос|оцен)\w*\W+\d+)"
        rf"|оцени(?:те|ть) {NEWS}"
        r"|поставьте (?:оценку|лайк).{0,30}|(?:мақаланы|жаңалықты|материалды) бағала\w+|бағалау"
        r"|was this (?:article|page|story) (?:helpful|useful)(?:\W+yes\W+no)?"
        r"|(?:did|do) you (?:like|enjoy) this .{2,20}|rate this(?: \w+)?|результаты голосования|ваша реакция.{0,20}",
        "poll": r"всего голосов\W*[\d\s]*|проголосовал[ои]\W+\d[\d\s]*(?:человек\w*|голос\w*)?"
        r"|опрос(?: дня| недели)?|голосование|варианты ответ\w+"
        r"|сауалнама|(?:про)?голосовать|дауыс беру|poll|vote|затрудняюсь ответить",
        "comments": r"(?:(?:пока )?(?:нет|без) комментари\w+|комментари\w+ (?:пока )?нет)(?:\W+(?:будь|стань)(?:те)? перв\w+.{0,40})?"
        r"|(?:ваш|новый|первый) комментарий|оставьте (?:свой |первый |первым )?(?:комментарий|отзыв)(?: первым)?"
        r"|(?:чтобы|для).{0,60}авторизу\w+.{0,20}|авторизу\w+.{0,50}"
        r"|(?:(?:читать|показать|все|смотреть|скрыть|загрузка) комментари\w+|show comments)|комментарии (?:закрыты|отключены)"
        r"|no comments(?: yet)?"
        r"|(?:add|post|write|leave) (?:a |your )?comment"
        rf"|обсудить(?: (?:в|на) (?:(?:комментари|форум|чат|блог|групп|сайт|наш)[\w -]{{0,25}}|{NETWORK}[\w -]{{0,15}}))?"
        rf"|ответить|цитировать|комментировать|(?:ваш )?комментарий (?:отправлен|появится|будет опубликован).{{0,60}}|пожаловаться"
        rf"|правила комментирования"
        rf"|войти через [\w ]{{2,25}}"
        r"|ваше? (?:имя|e-?mail|почта|ник)|отправить(?: комментарий)?|жауап беру|reply",
        "subscribe": rf"мы (?!.*{VERB})(?:есть )?(?:в|на) [^.!?]{{0,20}}{CHANNEL}[^.!?]{{0,50}}"
        rf"|наш\w*(?!.*{VERB}) [^.!?]{{0,30}}{NETWORK}[^.!?]{{0,40}}|наш\w* (?:канал|паблик|чат)\w*(?: (?:в|на) .{{2,30}})?"
        rf"|(?:ещё |еще )?(?:больше|самые|все|главные|важн\w+|срочн\w+|оперативн\w+|свежие|последние"
        rf"|новости)\b[^.!?]{{0,40}}\b(?:в|на)\b[^.!?]{{0,6}} наш[^.!?]{{0,20}}{CHANNEL}[^.!?]{{0,20}}"
        rf"|(?:(?:главные|самые важные|оперативные|срочные|свежие) )?новости (?:в|на) {CHANNEL}\w*(?:-канале)?(?: «[^»]{{2,40}})?"
        rf"|кстати, у нас (?:теперь )?(?:есть|появился) [^.!?]{{0,20}}канал (?:в|на) {CHANNEL}\b[^.!?]{{0,60}}"
        r"|став(?:ь|ьте) лайк\w*[^.!?]{0,20}\sподпи[сш][^.!?]{0,40}"
        r"|читайте нас на удобн\w+[^.!?]{0,30}"
        rf"|хо(?:чешь|тите) .{{0,70}}(?:подпи(?:шись|шитесь|сывай)|присоединяй).{{0,60}}"
        rf"|(?:оставайтесь|будьте) (?:с нами|в курсе|на связи|в теме)(?: (?:событий|новостей|всех|главных|последних|вместе"
        rf"|с нами|нами))*(?:\W.{{0,30}}(?:подпи(?:ш|сыв)|включите|{CHANNEL}).{{0,60}})?"
        r"|не пропусти(?:те)? [^.!?]{0,40}подпи(?:ш|сыв).{0,60}|узнавай(?:те)? (?:\w+ ){0,2}новости (?:\w+ )?первым\w*.{0,40}"
        r"|(?:включить|разрешить|получать) (?:push-?)?уведомления"
        rf"|добав(?:ь|ьте|ить|ляйте)\b(?!.*{VERB}).{{0,60}}(?:избранн|закладк|источник\w* (?:в|на)|google|яндекс|дзен).{{0,40}}"
        rf"|(?:отправь|отправьте|прислать|пришлите|присылайте|отправляйте|сообщите|предложите)(?: нам)?(?: свою| свои"
        rf"| ваши)? новост\w+.{{0,60}}"
        rf"|есть новость(?:\W+(?:при[сш]\w*л|пиш|отправ|сообщ|подел|расска|звон|whats|telegram).{{0,60}})?"
        rf"|(?:хотите|хочешь|можете) (?:поделиться|прислать|рассказать|сообщить"
        rf"|предложить)[^.!?]{{0,30}}(?:новост\w*\?.{{0,60}}|\?\s*(?:пиш|напиш|звон|сообщ|присыл|свяж)\w+.{{0,60}})"
        rf"|(?:follow|join|like) [\w ]{{2,40}} on {NETWORK}[^.!?]{{0,60}}"
        rf"|(?:пишите|звоните) нам\b(?!,)[^.!?]{{0,50}}(?:[.!]\s(?:звоните|пишите|присылайте)\b[^.!?]{{0,30}})*"
        rf"|(?:следите|читайте|смотрите|слушайте)(?: за)?\b(?:[^.!?,]|\.(?=\w)){{0,50}}\b(?:в|на)\b[^.!?,]{{0,12}}{CHANNEL}[^.!?,]{{0,30}}"
        r"|бізге (?:жазылыңыз|қосылыңыз)\w*|хабарласыңыз\W.{2,40}"
        r"|(?:get|receive) (?:the |our )?(?:latest|daily|breaking|top)\b.{0,60}(?:inbox|newsletter|email|phone).{0,20}"
        r"|(?:join|follow|find|like) us\b(?!,| they)[^.!?]{0,50}|join our [^.!?]{2,40}"
        r"|stay (?:up to date|informed|tuned|connected|in touch)\b[^.!?]{0,60}|sign up (?:for|to) our\b[^.!?]{0,60}",
        "typo": r"орфографическая ошибка.{0,60}|система orphus"
        r"|қате (?:тапсаң|көрсең|байқасаң|таптың|көрдің|байқадың|байқалса)\w*.{0,80}"
        r"|(?:сообщить|сообщите)(?: нам)? об? (?:ошибк|опечатк)\w+(?: (?:в|на) (?:тексте|стать|материал|новост|сайт|страниц"
        r"|публикац|этой|нашем|данн)[^.!?]{0,50})?"
        r"|мәтін\w* қате.{0,80}",
        "cookie": r"(?:этот |наш |данный )?(?:сайт|веб-сайт|портал)\b.{0,40}cookies?.{0,110}"
        r"|(?:this|our) (?:web)?site uses\b.{0,30}cookies?.{0,110}|бұл сайт\w* .{0,30}cookie.{0,80}"
        r"|принять(?: все| cookies?)|accept(?: all)?(?: cookies?)?|i agree",
        "paywall": rf"(?:полн\w+ (?:версия|текст)|(?:эта |этот |данн\w+ )?{NEWS}) (?:доступ|открыт)\w+.{{0,30}}подпис\w+.{{0,30}}"
        rf"|для (?:чтения|просмотра|доступа)\b.{{0,40}}(?:подписк|зарегистрир|авториз).{{0,40}}"
        r"|осталось бесплатных .{2,30}|уже (?:есть подписка|подписаны|подписчик|зарегистрированы).{0,30}"
        r"|already (?:a subscriber|registered|subscribed).{0,30}|(?:log|sign) in to (?:continue|read).{0,30}"
        r"|(?:continue|keep) reading.{0,40}|подробнее|читать (?:далее|дальше|полностью|целиком|вс[её]|ещ[её])|толығырақ"
        r"|(?:read|show|learn|see) more",
        "copyright": r"\d{4}\W+©.{0,80}|\([cс]\)\s.{0,60}\d{4}.{0,20}"
        r"|(?:разработка|создание|дизайн|поддержка)(?: и \w+)? сайт\w+(?:\W*|\s*[:—–-].{0,60}|\s(?:(?-i:[A-ZА-Я«])|студи"
        r"|компани|агентств|веб).{0,60})"
        r"|сайт (?:разработан|создан|сделан)\b(?! для\b| чтобы\b).{0,60}|powered by\b.{0,40}"
        r"|(?:сайт |біздің |бұл )?материал\w*\s(?:.{0,30}\s)?(?:пайдалан|көшір|жариял)\w+.{0,100}(?:сілтеме|рұқсат|міндетті).{0,40}"
        r"|политика (?:конфиденциальности|обработки .{2,40})|пользовательское соглашение|privacy (?:policy|notice)"
        r"|terms (?:of|and) (?:use|service|conditions)|карта сайта|обратная связь"
        r"|(?:(?:иа|сми|тоо|сетевое издание)\b.{0,40})?свидетельство о (?:постановке|регистрации)\b.{0,90}№.{0,40}"
        r"|согласие на обработку .{2,40}|құпиялылық саясаты"
        r"|копирование (?=[^.!?]*(?:материал|информац|контент|текст|стат[ье]|сайт|публикац|фото))[^.!?]{2,60} запрещ\w+.{0,60}",
        "advert": r"реклама(?: на (?:сайте|портале)| (?:от )?партн[её]р(?:а|ов))?|на правах рекламы"
        r"|размещение рекламы|жарнама|advertise?ment|advertorial|sponsored(?: content)?|erid\W+\w+",
        "tags": r"(?:#[\w-]+[\s,;]*)+|#[^\W\d][\w-]* [\w-]+"
        r"|(?:тег|раздел(?=:\s(?-i:[А-Я]))|хэштег\w*|кілт сөздер|topics?|санат\w*|айдар\w*|упоминаемые персоны|в этой статье"
        r"|тақырыптар)(?:\s?[:–—]\s?.{0,120})?",
        "read-also": rf"(?:вам )?(?:также )?(?:может|могут) быть (?:также )?интересн\w+"
        rf"|вам (?:будет|может|также) .{{0,20}}интересн\w+|лента новостей|популярн\w+(?: {NEWS})?(?: за .{{2,12}})?"
        rf"|топ[- ]?\d{{0,3}} {NEWS}(?: .{{2,14}})?|сейчас (?:читают|обсуждают|смотрят)"
        rf"|(?:самое|самые) (?:читаем|популярн|обсуждаем|просматриваем|комментируем|интересн)\w+(?: {NEWS})?(?: за .{{2,12}})?"
        rf"|выбор (?:редакции|редактора)|(?:главное|важное) (?:сегодня|сейчас|за .{{2,12}}|к этому часу)"
        rf"|{NEWS} (?:сми ?2?|партн[её]ров|раздела|рубрики|компаний|по теме|дня|часа|казахстана)"
        rf"|(?:показать|загрузить|смотреть|посмотреть) (?:ещё|еще|больше|все)(?: {NEWS})?|загрузка"
        rf"|(?:следующ|предыдущ)\w+ (?:{NEWS}|страница)"
        rf"|(?:читайте|смотрите|самая читаемая статья|(?:(?:другие|все|ещё|еще|последние) )?{NEWS})(?: ещё| также)?(?: (?:в|из"
        rf"|на)(?: этом| этой| данном| данной| нашем)?)? (?:раздел[еа]|рубрик[еи]|категори[еи]|сюжет[еа])(?:\W.{{0,30}})?"
        rf"|(?:ең )?көп (?:оқылған|қаралған|талқыланған)\w*(?: {MORE})?"
        rf"|(?:соңғы|басқа|ұқсас|негізгі|өзекті|басты|тағы) {MORE}|тақырып (?:бойынша|аясында)"
        rf"|тағы (?:да )?оқы\w*|ұсынамыз|оқуға кеңес береміз"
        r"|(?:most|more) (?:read|popular|viewed|stories|news|headlines)(?: .{2,20})?|trending(?: now| stories)?"
        r"|you (?:may|might) (?:also )?(?:like|be interested).{0,15}|recommended(?: for you| stories| reading)?"
        r"|related(?: (?:news|posts|content|stories|articles|reading))?|latest (?:news|stories|headlines)"
        r"|(?:don.t miss|editor.?s.? (?:pick|choice)s?)"
        rf"|(?:рекомендуем|советуем)(?: (?:по теме|прочитать|почитать|посмотреть|{NEWS}))?"
        rf"|(?:другие|все|свежие|актуальные|похожие|последние|остальные|ещё|еще|больше) (?:{NEWS}|комментарии)(?: (?:раздела"
        rf"|рубрики|по теме|за .{{2,12}}|дня|часа|казахстана|сайта))?"
        rf"|(?:также|ещё|еще|больше|читайте|смотрите|ранее) по теме|в продолжение темы|об этом же|это интересно|не пропустите"
        rf"|ещё интересное|ранее мы (?:писали|сообщали)|что (?:(?:ещё|еще) почитать|почитать (?:ещё|еще|дальше|далее|по теме))"
        rf"|(?:также|тоже) (?:читайте|смотрите)(?:\s?:\s?.{{3,140}})?"
        r"|auch interessant|(?:lesen|sehen) sie auch\b.{0,60}|mehr zum thema"
        r"|weitere (?:beiträge|artikel|nachrichten|meldungen|themen)\b[^.!?]{0,40}|das könnte (?:sie|dich) auch interessieren"
        r"|(?:à )?lire aussi|sur le même sujet|(?:lee|lea|leer|leia) (?:también|además|também)|te puede interesar|leggi anche"
        r"|potrebbe interessarti|czytaj (?:też|także|również)|zobacz (?:też|także)"
        r"|(?:рекомендуем|советуем)(?: прочитать| почитать)?\s?:\s?.{3,140}",
        "share": r"ссылка скопирована(?: в буфер.{0,10})?|(?:скопировать|копировать) ссылку|share|tweet"
        r"|достарыңызбен бөлісіңіз"
        r"|сілтемені көшіру|copy (?:the )?link|в закладки"
        r"|print|e-?mail|мне нравится|репост|like"
        rf"|{NET}(?:[\s|,/·•]+{NET})+",
        "tools": r"(?:про)?слушать(?: (?:новость|статью|текст|материал|аудио\w*))?|озвучить(?: текст)?|[aа][+-]?(?:\s[aа][+-]?){1,3}"
        r"|аудиоверсия(?: \w+)?|шрифт\W.{0,12}|(?:мақаланы )?тыңдау|listen(?: to (?:this |the )?article)?|свернуть|развернуть"
        r"|показать полностью|закрыть|печать|оглавление|содержание(?: статьи)?",
        "breadcrumb": r"(?:главная|басты бет|home|новости|жаңалықтар|news)(?:\s?[›»>/→|]+\s?[^›»>/→|]{2,60}){1,4}"
        r"|(?:вы здесь|you are here)\b.{2,120}|главная(?: страница)?|(?:басты|негізгі) бет",
        "correction": r"(?:исправлено|уточнение|поправка|исправление|correction"
        r"|түзету)(?: (?:от )?\d.{3,20})?\s?[:.]\s?(?=.*(?:в тексте|в материале|в статье|в заголовке|в (?:предыдущей"
        r"|первой) версии|earlier version|this (?:article|story)|мәтінде|материалда))[^«\"]{5,140}",
        }.items()
    }
)
JOIN_IN_KAZAKH = re.compile(  # the verb stands last, but for an address
    r"(?:(?:жазыл|қосыл|оқ|бақыла|тіркел|таб)[ыі]?ң[ыі]з(?:д[ае]р)?|табасыз)(?:\s*[:–—-]?\s*(?:https?://|www\.|t\.me/|@)\S+)?$", re.I
)
COUNT = re.compile(r"(?<=\w)\s?[(\[]\d{1,5}[)\]]\W*$")  # "Комментарии (12)"
HAS_CHANNEL = re.compile(CHANNEL, re.I)
ENDINGS = Families({name: "|".join(filter(None, (pattern, KAZAKH_ENDING.get(name)))) for name, pattern in ENDING.items()}, KNOWN_BY)
CURRENCY = frozenset(
    """usd eur rub rur cny kgs uzs gbp jpy chf try kzt kase btc eth usdt brent wti доллар доллара
    сша евро рубль рубля российский юань юаня фунт стерлингов сом сум нефть
    биткоин доллары ақш еуро рубльі долар євро гривня""".split()
)
BESIDE = frozenset("курс курсы нбрк нбк ұб купівля продаж покупка продажа нб рк цб рф тенге тг теңге kzt сатып алу сату buy sell".split())
PARTS = re.compile(r"\s(?:[|·•]\s|\s+|(?<=[.!?]\s)(?=[\dA-ZА-ЯӘҒҚҢӨҰҮҺІ]))")  # between labels that stand in one line
SIGN = re.compile(r"[$€₽₸£¥₿]")
WORDS = re.compile(r"[^\W\d_]+")
RATE = re.compile(r"\d[.,]\d|\b[A-Z]{3}\b")  # a fraction, or a currency by its code
DIGIT = re.compile(r"\d")
PICTURE = "\U0001f300-\U0001faff\u2600-\u27bf\u2b50\ufe0f\u200d"
PICTURES = rf"(?=[{PICTURE}\s\d.,+kкmмт-])(?=.*[{PICTURE}])(?=.*\d)(?:[{PICTURE}\s\d.,+kкmм-]|тыс)+"
LONGEST_ANNOUNCEMENT = 40
LONGEST_RATES = 90
LONGEST_ROW = 80  # characters of labels in one line
SIGNS = {
    "counter": PICTURES,
    "photo": r"[📷📸🎥]\W{0,3}\w.{1,60}|!\[[^\]]*\]\([^)]*\)|<(?:img|image|iframe|video|audio)\b[^<>]*>(?:</\w+>)?",
    "reading-time": r"[⏱⏰⌛⏳🕐🕑🕒]\W{0,3}\d{1,3}\s?(?:мин|min).{0,20}",
    "read-also": r"[>»►]{2,}\s?[«\"]?(?-i:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])[^=()\[\]]{10,140}",
    "advert": r"[–—*-]\s?(?:реклама|жарнама|advertisement)\s?[–—*-]",
    "comments": r"(?:name|e-?mail|website|имя|почта|аты)\s?\*",
    "share": r"google\s?\+|класс!",
    "menu": r"\[:[a-z]{0,2}\]|\{+[\w-]+\}+"
    r"|[«‹<]\s*[^\W\d]{3,12} (?:19|20)\d\d\s*[»›>]|дссссрбсжмсбжс|пнвтсрчтптсбвс",  # of a calendar
    "rating": r"[★☆⭐\s]{3,}(?:\d[.,]?\d?)?",
    "copyright": r"\(?\d{1,2}\s?\+\)?",
}
OF_SIGNS = re.compile("|".join(f"({pattern})" for pattern in SIGNS.values()), re.I)


def label_of(text: str) -> str:
    """Return the family of widgets whose label *text* is, whole; the empty string when it is none."""
    if len(text) > LONGEST:
        return ""
    if (sign := OF_SIGNS.fullmatch(text)) and sign.lastindex:
        return [*SIGNS][sign.lastindex - 1]
    if SPEAKS.match(text):
        return ""
    if is_rates(text):
        return "rates"
    before = BEFORE.match(text)
    core = text[before.end() if before else 0 :]
    core = (COUNT.sub("", core) if "(" in core or "[" in core else core).rstrip(BEHIND)
    if ("ң" in core or "Ң" in core) and JOIN_IN_KAZAKH.search(core) and HAS_CHANNEL.search(core):
        return "subscribe"
    return (LABELS.of_whole(core) or ENDINGS.of_whole(core) or _of_parts(text) or _of_announcement(core)) if core else ""


def _of_announcement(core: str) -> str:
    """Return "read-also" where *core* announces a headline behind a colon: "Материал по теме: …"."""
    label, colon, headline = core.partition(":")
    is_headline = bool(colon) and " " in headline.strip() and headline.lstrip(" «\"“")[:1].isupper()
    is_label = is_headline and len(label) <= LONGEST_ANNOUNCEMENT and LABELS.of_whole(label.strip()) == "read-also"
    return "read-also" if is_label else ""


def _of_parts(text: str) -> str:
    """Return the family of the first of several labels that stand in one line."""
    parts = [part for part in PARTS.split(text) if part.strip()] if len(text) <= LONGEST_ROW else []
    family = label_of(parts[0]) if len(parts) > 1 else ""
    return family if family and all(map(label_of, parts[1:])) else ""


def is_rates(text: str) -> bool:
    """Say whether *text* holds nothing but currencies and their rates."""
    if len(text) > LONGEST_RATES or not DIGIT.search(text):
        return False
    words = WORDS.findall(text.casefold())
    if not all(word in CURRENCY or word in BESIDE for word in words):
        return False
    signs = len(SIGN.findall(text))
    return signs > 1 or (any(word in CURRENCY for word in words) and (signs > 0 or RATE.search(text) is not None))
