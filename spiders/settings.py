"""Scrapy's settings. Read ITEM_PIPELINES first: it is the map of the main path."""

BOT_NAME = "kznews"
SPIDER_MODULES = ["spiders.crawlers"]
ITEM_PIPELINES = {
    "spiders.pipelines.Archive": 100,
    "spiders.pipelines.Extract": 200,
    "spiders.pipelines.Store": 300,
}
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
HTTPERROR_ALLOW_ALL = True
METAREFRESH_ENABLED = False
TELNETCONSOLE_ENABLED = False
COOKIES_ENABLED = False
LOG_LEVEL = "WARNING"
DOWNLOADER_MIDDLEWARES = {"scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None}
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Accept-Encoding": "gzip, deflate, br, zstd"}
LOG_INSTALL_ROOT_HANDLER = False
AUTOTHROTTLE_ENABLED = False
CONCURRENT_ITEMS = 1  # default 100: Scrapy starts that many tasks a response, and a visit gives one item
