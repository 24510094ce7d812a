from django.urls import path

from myelin.exchange.views import taking_out

app_name = "exchange"
urlpatterns = [
    path("care/exchange/copy/", taking_out.copy, name="copy"),
]
