"""Take care out, as a file."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.db import transaction

from myelin.audit import actions as audit
from myelin.exchange import files
from myelin.members.models import Member


@transaction.atomic
def take_out(*, member: Member, as_tables: bool, now: datetime) -> IO[bytes]:
    """One's own care as an open file: a FHIR bundle, or tables in a ZIP."""
    audit.record(actor=member, action="care.taken_out", subject=member, now=now)
    return files.tables_file(member) if as_tables else files.bundle_file(member, now=now)
