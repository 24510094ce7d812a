from django.urls import URLPattern

app_name = "therapies"
urlpatterns: list[URLPattern] = []
