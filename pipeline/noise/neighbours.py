"""Inscriptions of widgets in the languages of neighbours, by family, as `labels.py` reads them.

Uzbek, Kyrgyz, Azerbaijani, Turkish, Belarusian, and a few in Ukrainian and Chinese.
"""

from __future__ import annotations

from pipeline.noise.words import CAPITAL, NETWORK

MARK = "[‘’'ʻʼ`]?"  # in the Latin letters of Uzbek
HEADLINE = r"(?:\s?:\s?.{3,140})?"
UZBEK = r"(?:yangiliklar|xabarlar|maqolalar|materiallar)"
KYRGYZ = r"(?:жаңылыктар|кабарлар|макалалар|материалдар)"
AZERBAIJANI = r"(?:xəbərlər|yazılar|məqalələr)"
BELARUSIAN = r"(?:навіны|матэрыялы|артыкулы)"
COUNT = r"(?:\W+\d+)?"
NEIGHBOURS = {
    "read-also": rf"mavzuga (?:oid|doir)(?: {UZBEK})?|(?:shuningdek,? )?o{MARK}qing{HEADLINE}"
    rf"|(?:so{MARK}nggi|boshqa|o{MARK}xshash|ko{MARK}proq|tavsiya etilgan) {UZBEK}"
    rf"|(?:eng )?ko{MARK}p (?:o{MARK}qilgan|ko{MARK}rilgan)\w*(?: {UZBEK})?"
    rf"|(?:дагы|ошондой эле) окуңуз\w*{HEADLINE}|ушул эле темада\w*|(?:тема|темага) (?:боюнча|тиешелүү)"
    rf"|(?:эң )?көп окулган\w*(?: {KYRGYZ})?|(?:окшош|акыркы|башка) {KYRGYZ}"
    rf"|həmçinin oxuyun{HEADLINE}|(?:oxşar|digər|son|əlaqəli|bənzər) {AZERBAIJANI}|ən çox oxunan\w*(?: {AZERBAIJANI})?"
    rf"|(?:ayrıca|bunu da|bunları da|şunu da) okuyun{HEADLINE}|(?:en )?çok okunan\w*(?: haberler)?"
    r"|(?:i\W?lgili|benzer|diğer|son(?: dakika)?|güncel) haberler\w?|bunlar da ilginizi çekebilir"
    rf"|(?:чытайце|глядзіце|слухайце) (?:таксама|яшчэ){HEADLINE}|па тэме{HEADLINE}"
    rf"|(?:апошнія|іншыя|падобныя|галоўныя) {BELARUSIAN}|(?:相关|延伸|推荐|热门)(?:阅读|新闻|报道|推荐|文章)|猜你喜欢|为[您你]推荐",
    "share": rf"ulash(?:ish|ing|ingiz)|do{MARK}stlaringizga ulashing|бөлүш(?:үү|үңүз|үңүздөр)"
    r"|paylaş(?:ın|ınız|maq)?|haberi paylaş|(?:xəbər maraqlı gəlib\W+)?sosial şəbəkələrdə paylaşın"
    rf"|поширити|падзяліцца(?: (?:ў|у|з) {NETWORK}\w*)?",
    "comments": rf"(?:izoh(?:lar)?|пикирлер|комментарийлер|şərhlər|yorumlar|каментары){COUNT}"
    r"|izoh (?:qoldirish|qoldiring|yozish)(?: uchun .{3,40})?|пикир (?:калтыр|жаз)\w+"
    r"|şərh (?:yaz|bildir|əlavə et)\w*|yorum (?:yap|yaz|ekle)\w*|(?:пакінуць|напісаць) каментар\w*",
    "tags": r"(?:teglar|teqlər|etiketler|тегдер|тэгі)(?:\s?:\s?.{0,120})?|(?:标签|关键[词字])(?:\s?[:：].{0,80})?",
    "photo": rf"(?:rasm|surat|сүрөт|fotoğraf|фота)\s?:\s?{CAPITAL}.{{1,60}}|fotoğraflı|图片?来源\s?[:：][^。！？]{{1,40}}",
    "byline": rf"(?:muallif|müəllif|yazar|аўтар|тэкст)\s?:\s?{CAPITAL}\S+(?:\s\S+){{0,2}}"
    r"|责任编辑|責任編輯|(?:责任编辑|責任編輯|责编|编辑|校对)\s?[:：|/][^。！？，]{1,40}|(?:作者|采写)\s?[:：][^。！？，]{1,30}",
    "counter": rf"(?:(?:ko{MARK}rishlar|көрүүлөр)(?: s[oa]ni| саны)?|көрүлдү|(?:baxış|okunma|görüntülenme)(?: sayı(?:sı)?)?|праглядаў)"
    r"\W{1,3}\d[\d\s.,]*",
    "subscribe": rf"(?:bizni )?{NETWORK}\S*(?: kanalimiz\w+)? (?:obuna bo{MARK}ling|kuzatib boring|kuzating)"
    rf"|(?:биздин )?{NETWORK}\S*(?:[ -]канал\w*)? (?:жазылыңыз|кошулуңуз)\w*"
    rf"|{NETWORK}\S*(?: kanalımıza)? abunə olun|bizi (?:{NETWORK}\S* )?(?:izləyin|takip edin)"
    rf"|приєднуйтес[ья] до нас (?:у|в) {NETWORK}\w*|(?:падпісвайцеся|падпішыцеся) на наш\w* .{{3,40}}",
    "copyright": r"barcha huquqlar himoyalangan|бардык укуктар корголгон|bütün hüquqları? (?:qorunur|qorunub)"
    r"|tüm hakları saklıdır|усе правы абаронены",
    "advert": r"reklama(?: huquqi asosida)?|reklam|рэклама",
    "stamp": r"(?:son )?güncelle(?:me|nme)(?: tarihi)?\s?:\s?\d[\d\s.:/a-zçğıöşü-]{4,30}"
    r"|(?:yenilənib|yangilandi|абноўлена)\s?:\s?\d.{4,30}",
}
