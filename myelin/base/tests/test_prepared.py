"""Statements of hot pages are prepared and planned once by each connection."""

import pytest
from django.db import connection

from myelin.base.prepared import prepared

pytestmark = pytest.mark.django_db

ASKED = "SELECT count(*) FROM members_member WHERE joined_at > %(since)s"
PLANS = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s"


def test_a_statement_is_planned_once_for_any_value(noon):
    # As a connection is that has just been opened.
    connection.ensure_connection()
    connection.connection.prepare_threshold = None
    for _ in range(7):
        with prepared() as cursor:
            cursor.execute(ASKED, {"since": noon})
            cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute(PLANS, ["SELECT count(*) FROM members_member WHERE joined_at%"])
        assert cursor.fetchall() == [(7, 0)]
