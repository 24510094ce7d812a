from django.urls import path

from myelin.exchange.views import bringing, taking_out

app_name = "exchange"
urlpatterns = [
    path("care/exchange/", bringing.exchange, name="exchange"),
    path("care/exchange/copy/", taking_out.copy, name="copy"),
    path("care/exchange/<int:pk>/", bringing.reading, name="reading"),
    path("care/exchange/<int:pk>/removal/", bringing.removal, name="removal"),
]
