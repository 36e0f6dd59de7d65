"""Scrapy's settings. Read ITEM_PIPELINES first: it is the map of the main path."""

BOT_NAME = "kznews"
SPIDER_MODULES = ["spiders.crawlers"]
ITEM_PIPELINES = {
    "spiders.pipelines.Archive": 100,
    "spiders.pipelines.Extract": 200,
    "spiders.pipelines.Store": 300,
}
WARN_ON_GENERATOR_RETURN_VALUE = False  # default True: parses the source of a callback for every response
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 12 << 20  # default 5 MB of pages: too few for all workers, as each waits for a commit, too
CONCURRENT_ITEMS = 1  # default 100: Scrapy starts that many tasks a response, and a visit gives one item

# Which requests are sent
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # default remembers every request; the catalog leases a URL once
DOWNLOADER_MIDDLEWARES = {
    "spiders.middlewares.robots.RobotsMiddleware": 100,
    "spiders.politeness.Politeness": 110,
    "spiders.middlewares.retry.Retries": 550,
    "spiders.middlewares.redirect.GuardedRedirects": 600,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # allows all on 5xx, forgets Crawl-delay
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,  # searches every body
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # the archive keeps it
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,  # the guard cannot look behind a proxy
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # no site asks for it
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,  # the catalog counts
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,  # the archive keeps it
}
METAREFRESH_ENABLED = False  # default True
COOKIES_ENABLED = False  # default True
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # drops all but 2xx; every status is an end state here
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,  # tells nobody where a link was
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # each walk has its own end
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,  # warns developers of spiders
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # drops requests unsaid: a run would wait for them for ever
}
REFERER_ENABLED = False  # default True

# How a host is treated
USER_AGENT = "kznews (no contact given)"  # default names Scrapy; `kznews crawl` puts version and contact here
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8; a site's facts decide
DOWNLOAD_DELAY = 2.0  # default 0; a site's facts decide
DOWNLOAD_DELAY_JITTER = 0.0  # default 0.5, which would halve a Crawl-delay now and then
AUTOTHROTTLE_ENABLED = True  # default False; off for a site without a delay
AUTOTHROTTLE_START_DELAY = 0.0  # default 5: begin with the site's own delay
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 520, 522, 524]  # default without 520
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # default ERROR; the run's summary names what failed
REDIRECT_MAX_TIMES = 5  # default 20
DEFAULT_REQUEST_HEADERS = {  # default asks for English pages
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
}

# What an answer may cost
DOWNLOAD_HANDLERS = {
    "http": "spiders.connections.GuardedHandler",
    "https": "spiders.connections.GuardedHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"  # default knows IPv4 only
DOWNLOAD_TIMEOUT = 60  # default 180; from the request to the last byte of the answer
DOWNLOAD_MAXSIZE = 16 << 20  # default 1 GiB
DOWNLOAD_WARNSIZE = 0  # default 32 MiB
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False

# What listens, and what is said
TELNETCONSOLE_ENABLED = False  # default True
REMOTE_CONTROL_ENABLED = False  # default True
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.corestats.CoreStats": None,  # the catalog counts
    "scrapy.extensions.logcount.LogCount": None,
    "scrapy.extensions.closespider.CloseSpider": None,  # a crawl ends by its own limit
    "scrapy.extensions.spiderstate.SpiderState": None,  # the catalog keeps it
}
LOG_LEVEL = "WARNING"  # default DEBUG
LOG_FORMATTER = "spiders.entries.Entries"  # default scrapy.logformatter.LogFormatter
LOG_INSTALL_ROOT_HANDLER = False  # default True
STATS_DUMP = False  # default True
