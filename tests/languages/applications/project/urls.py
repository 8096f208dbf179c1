"""Where the pages are. Django is in a place of its own, so that it is named here when it runs, not when it is read."""

from __future__ import annotations

from importlib import import_module

_urls = import_module("django.urls")
_admin = import_module("django.contrib.admin")

urlpatterns = [
    _urls.path("accounts/", _urls.include("allauth.urls")),
    _urls.path("django-admin/", _admin.site.urls),
    _urls.path("admin/", _urls.include("wagtail.admin.urls")),
    _urls.path("documents/", _urls.include("wagtail.documents.urls")),
    _urls.path("", _urls.include("wagtail.urls")),
]
