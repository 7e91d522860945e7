"""Addresses of this group of pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
