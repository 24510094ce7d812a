"""Default deny: a route without a rule is a fault."""

from __future__ import annotations

from myelin.config.policy import PREFIXES, ROUTES
from tests.authz.routes import all_routes


def is_classified(route):
    return route.name in ROUTES or any(route.path.startswith(prefix) for prefix in PREFIXES)


def test_every_route_has_a_rule():
    assert sorted({f"{route.name} {route.path}" for route in all_routes() if not is_classified(route)}) == []


def test_no_rule_is_left_over():
    names = {route.name for route in all_routes()}
    assert sorted(set(ROUTES) - names) == []
