"""Video sites: hosts of video pages that a body may show as cards, and the players that readers may load in them."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

from newsdesk.i18n.languages import Language, LocalizedText

_ANY_PAGE = re.compile(r"[^/]+/(?P<id>.+)")


class KnownVideoSite(StrEnum):
    """The video sites that are known without configuration."""

    YOUTUBE = "youtube"
    BILIBILI = "bilibili"
    VIMEO = "vimeo"
    TENCENT = "tencent"
    YOUKU = "youku"


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSite:
    """A video site: its name, its hosts without `www.` and `m.`, and whether it opens in mainland China.

    `page` matches the URL of a video page from the host on; its group `id`, which may be empty, identifies the video.
    `player` is the URL of the site's own player, with `{id}`; empty if there is none.
    """

    name: LocalizedText
    hosts: Collection[str]
    mainland_china: bool = True
    page: re.Pattern[str] = _ANY_PAGE
    player: str = ""


def _name(plain: str, chinese: str = "") -> LocalizedText:
    return LocalizedText({Language.EN: plain, Language.ZH: chinese} if chinese else {}, "" if chinese else plain)


VIDEO_SITES: Mapping[str, VideoSite] = {
    KnownVideoSite.YOUTUBE: VideoSite(
        name=_name("YouTube"),
        hosts=("youtube.com", "youtu.be", "youtube-nocookie.com"),
        mainland_china=False,
        page=re.compile(r"(?:youtu\.be/|[^/]+/(?:watch\?(?:.*&)?v=|shorts/|live/|embed/))(?P<id>[\w-]+)"),
        player="https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
    ),
    KnownVideoSite.BILIBILI: VideoSite(
        name=_name("Bilibili", "哔哩哔哩"),
        hosts=("bilibili.com", "b23.tv"),
        page=re.compile(r"b23\.tv/\w+|[^/]+/video/(?:(?P<id>BV\w+)|av\d+)"),
        player="https://player.bilibili.com/player.html?bvid={id}&autoplay=1",
    ),
    KnownVideoSite.VIMEO: VideoSite(
        name=_name("Vimeo"),
        hosts=("vimeo.com",),
        mainland_china=False,
        page=re.compile(r"[^/]+/(?:[\w/]+/)?(?P<id>\d+)"),
        player="https://player.vimeo.com/video/{id}?autoplay=1&dnt=1",
    ),
    KnownVideoSite.TENCENT: VideoSite(
        name=_name("Tencent Video", "腾讯视频"),
        hosts=("v.qq.com",),
        page=re.compile(r"[^/]+/x/(?:page|cover)/(?:\w+/)?(?P<id>\w+)\.html"),
        player="https://v.qq.com/txp/iframe/player.html?vid={id}&autoplay=true",
    ),
    KnownVideoSite.YOUKU: VideoSite(
        name=_name("Youku", "优酷"),
        hosts=("v.youku.com",),
        page=re.compile(r"[^/]+/v_show/id_(?P<id>[\w=]+)\.html"),
        player="https://player.youku.com/embed/{id}?autoplay=true",
    ),
}


def host_of_site(host: str) -> str:
    """Return a host without what browsers and phones put before it: 'youtube.com' for 'm.YouTube.com'."""
    return re.sub(r"^(www|m)\.", "", host.lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoPage:
    """A page with a video: its site, and the URL of the player that a reader may load in its place, empty if none."""

    site: VideoSite
    player: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSites:
    """The video sites that are known to a section, and those of them whose players its pages may load, by id."""

    sites: Mapping[str, VideoSite] = field(default_factory=lambda: MappingProxyType({**VIDEO_SITES}))
    embeds: Collection[str] = ()

    def page(self, url: str) -> VideoPage | None:
        """Return the video page at a URL; None if it is none, or of another site."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        host = host_of_site(parts.hostname or "")
        if parts.scheme not in ("http", "https"):
            return None
        where = f"{host}{parts.path}?{parts.query}" if parts.query else f"{host}{parts.path}"
        for key, site in self.sites.items():
            if host in site.hosts and (found := site.page.match(where)):
                identifier = found["id"]
                loads = key in self.embeds and site.player and identifier
                return VideoPage(site=site, player=site.player.format(id=identifier) if loads else "")
        return None

    @property
    def frame_sources(self) -> Sequence[str]:
        """The origins of the players that pages may load, for `frame-src` of the Content Security Policy."""
        players = (urlsplit(player) for key in self.embeds if (player := self.sites[key].player))
        return [f"{parts.scheme}://{parts.netloc}" for parts in players]
