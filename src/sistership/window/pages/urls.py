"""Addresses of the pages, one list for each group of readers."""

from sistership.window.pages.administration.urls import urlpatterns as administration
from sistership.window.pages.desk.matchday_urls import urlpatterns as desk_matchdays
from sistership.window.pages.desk.own_desk_urls import urlpatterns as own_desks
from sistership.window.pages.desk.urls import urlpatterns as desk
from sistership.window.pages.public.matchday_urls import urlpatterns as matchdays
from sistership.window.pages.public.urls import urlpatterns as public

urlpatterns = [*public, *matchdays, *own_desks, *desk_matchdays, *desk, *administration]
