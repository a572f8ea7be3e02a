"""What a browser says it is, in a few words."""

SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")),
)
# In this order: each of the later ones also names those before.
BROWSERS = (
    *(("Line/", "LINE"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet")),
    *(("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")),
)


def device_of(user_agent):
    """("Chrome", "Android"): browser and system as far as they can be told."""
    return _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)


def _first(known, user_agent):
    return next((name for mark, name in known if mark in user_agent), "")
