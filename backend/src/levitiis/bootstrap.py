"""The composition root: the only file that knows every module."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial
from importlib import import_module

from fastapi import APIRouter, FastAPI
from sqlalchemy import MetaData

from levitiis.background import Background, live_hub
from levitiis.infra import logging
from levitiis.infra.crypto import Keys, load_keys
from levitiis.infra.db.base import Base
from levitiis.infra.db.engine import Database
from levitiis.infra.files.storage import blobs_of
from levitiis.infra.files.store import FILES_KEY, FileStore
from levitiis.infra.history.authors.queries import AUTHORS_KEY
from levitiis.infra.history.queries import HISTORY_KEY
from levitiis.infra.http.app import build
from levitiis.infra.http.server import settle
from levitiis.infra.http.services import Services
from levitiis.infra.http.web import WebApp, built_web_app
from levitiis.infra.realtime.routes import LIVE_KEY
from levitiis.infra.safety import refuse_unsafe
from levitiis.infra.settings import Settings, settings_from_environment
from levitiis.modules.approvals.api import SUBJECTS, Subject
from levitiis.modules.approvals.queries.bound import APPROVALS_WAITING, DELEGATIONS, RULES_NAMING
from levitiis.modules.assets.actions.person_merge import AssetHolder
from levitiis.modules.assets.attached import ASSET_ATTACHMENTS
from levitiis.modules.assets.holding import HOLDS
from levitiis.modules.assets.queries.bound import ASSETS_HELD
from levitiis.modules.assets.queries.counts import count_in_categories, count_in_places
from levitiis.modules.attachments.routes import attachment_router
from levitiis.modules.catalogue.routes import COUNTER as COUNT_IN_CATEGORIES
from levitiis.modules.identity.actions.person_links import UserHolder
from levitiis.modules.identity.actions.place_moves import GrantsOverPlaces
from levitiis.modules.identity.api import Identity
from levitiis.modules.identity.queries.bound import ACCOUNT
from levitiis.modules.identity.secrets import USER_SECRETS
from levitiis.modules.locations.moves import MOVE_GUARD
from levitiis.modules.locations.routes import COUNTER as COUNT_IN_PLACES
from levitiis.modules.movements.actions.person_merge import TransferHolder
from levitiis.modules.movements.approval import TransferSubject
from levitiis.modules.movements.attached import ITEM_ATTACHMENTS, TRANSFER_ATTACHMENTS
from levitiis.modules.movements.clearances.actions.person_merge import ClearanceHolder
from levitiis.modules.movements.clearances.books import ClearanceBook
from levitiis.modules.movements.disposals.actions.holding import HeldByDisposal
from levitiis.modules.movements.disposals.actions.person_merge import DisposalHolder
from levitiis.modules.movements.disposals.approval import DisposalSubject
from levitiis.modules.movements.disposals.attached import DISPOSAL_ATTACHMENTS, DISPOSAL_ITEM_ATTACHMENTS
from levitiis.modules.movements.disposals.queries.bound import DISPOSALS_OPEN
from levitiis.modules.movements.disposals.terms import DisposalTerms
from levitiis.modules.movements.loans.actions.person_merge import LoanHolder
from levitiis.modules.movements.loans.approval import ExtensionSubject, LoanSubject
from levitiis.modules.movements.loans.attached import LOAN_ATTACHMENTS
from levitiis.modules.movements.loans.queries.bound import LOANS_OUT
from levitiis.modules.movements.loans.reservations.actions.feeds import UserFeeds
from levitiis.modules.movements.loans.terms import LoanTerms
from levitiis.modules.movements.occurrences.attached import OCCURRENCE_ATTACHMENTS
from levitiis.modules.movements.queries.bound import TRANSFERS_OPEN
from levitiis.modules.movements.terms import TransferTerms
from levitiis.modules.people.api import BINDINGS, HOLDERS
from levitiis.modules.signatures.actions.person_merge import TermHolder
from levitiis.modules.signatures.api import TERM_DESK, PaperBook, TermDesk, TermSubject
from levitiis.modules.signatures.queries.bound import TERMS_TO_SIGN
from levitiis.trail_authors import trail_authors
from levitiis.trail_readers import trail_readers

TABLE_MODULES = (
    "levitiis.infra.db.counting",
    "levitiis.infra.history.models",
    "levitiis.infra.outbox.models",
    "levitiis.infra.jobs.models",
    "levitiis.infra.files.models",
    "levitiis.infra.http.idempotency",
    "levitiis.modules.locations.models",
    "levitiis.modules.people.models",
    "levitiis.modules.identity.models",
    "levitiis.modules.attachments.models",
    "levitiis.modules.approvals.models",
    "levitiis.modules.signatures.models",
    "levitiis.modules.calendars.models",
    "levitiis.modules.catalogue.models",
    "levitiis.modules.suppliers.models",
    "levitiis.modules.assets.models",
    "levitiis.modules.movements.models",
    "levitiis.modules.movements.loans.models",
    "levitiis.modules.movements.disposals.models",
    "levitiis.modules.movements.loans.reservations.models",
    "levitiis.modules.movements.occurrences.models",
    "levitiis.modules.movements.clearances.models",
)

ATTACHMENT_OWNERS = (
    ASSET_ATTACHMENTS,
    TRANSFER_ATTACHMENTS,
    ITEM_ATTACHMENTS,
    LOAN_ATTACHMENTS,
    DISPOSAL_ATTACHMENTS,
    DISPOSAL_ITEM_ATTACHMENTS,
    OCCURRENCE_ATTACHMENTS,
)
"""Every kind of thing that files are attached to."""

APPROVAL_SUBJECTS: tuple[Subject, ...] = (
    TransferSubject(),
    LoanSubject(),
    ExtensionSubject(),
    DisposalSubject(),
)
"""Every kind of document that is decided on."""

TERM_SUBJECTS: tuple[TermSubject, ...] = (TransferTerms(), LoanTerms(), DisposalTerms())
"""Every kind of document that brings terms with it."""

WHAT_BINDS = (
    ASSETS_HELD,
    LOANS_OUT,
    TRANSFERS_OPEN,
    DISPOSALS_OPEN,
    TERMS_TO_SIGN,
    APPROVALS_WAITING,
    ACCOUNT,
    DELEGATIONS,
    RULES_NAMING,
)
"""Everything that binds a person, in the order in which it is shown."""

PAPER_BOOKS: tuple[PaperBook, ...] = (ClearanceBook(),)
"""Papers besides terms that are verified by their codes."""

ROUTE_MODULES = (
    "levitiis.infra.history.routes",
    "levitiis.infra.history.authors.routes",
    "levitiis.infra.jobs.routes",
    "levitiis.infra.realtime.routes",
    "levitiis.search_routes",
    "levitiis.modules.identity.routes.sign_in",
    "levitiis.modules.identity.routes.account",
    "levitiis.modules.identity.routes.users",
    "levitiis.modules.identity.routes.roles",
    "levitiis.modules.locations.routes",
    "levitiis.modules.people.routes",
    "levitiis.modules.calendars.routes",
    "levitiis.modules.catalogue.routes",
    "levitiis.modules.suppliers.routes",
    # Fixed addresses below /ativos come before /ativos/{asset_id}.
    "levitiis.modules.assets.labels.routes",
    "levitiis.modules.assets.imports.routes",
    "levitiis.modules.assets.exports.routes",
    "levitiis.modules.assets.position.routes",
    "levitiis.modules.assets.routes",
    # Likewise below /movimentacoes.
    "levitiis.modules.approvals.routes.rules",
    "levitiis.modules.approvals.routes.approvals",
    "levitiis.modules.signatures.routes.templates",
    "levitiis.modules.signatures.routes.by_link",
    "levitiis.modules.signatures.routes.terms",
    # Likewise below /movimentacoes/emprestimos.
    "levitiis.modules.movements.loans.reservations.routes.feeds",
    "levitiis.modules.movements.loans.reservations.routes.reserving",
    "levitiis.modules.movements.loans.routes",
    "levitiis.modules.movements.disposals.routes",
    "levitiis.modules.movements.occurrences.routes.occurrences",
    "levitiis.modules.movements.occurrences.routes.found",
    "levitiis.modules.movements.clearances.routes",
    "levitiis.modules.movements.routes",
)


def metadata() -> MetaData:
    """The tables of every module."""
    for name in TABLE_MODULES:
        import_module(name)
    return Base.metadata


@cache
def routers() -> tuple[APIRouter, ...]:
    """The routers of every module, in the order in which addresses are tried."""
    of_modules = [import_module(name).router for name in ROUTE_MODULES]
    return (*of_modules, *(attachment_router(owner) for owner in ATTACHMENT_OWNERS))


def make_services(settings: Settings, database: Database, keys: Keys, identity: Identity) -> Services:
    """What a process shares between its requests."""
    services = Services(settings, database, identity.authenticate, keys.trail_key)
    files = FileStore(blobs_of(settings))
    term_subjects = {subject.kind: subject for subject in TERM_SUBJECTS}
    services.extras.update(
        {
            "keys": keys,
            "identity": identity,
            FILES_KEY: files,
            HISTORY_KEY: trail_readers(),
            AUTHORS_KEY: trail_authors,
            COUNT_IN_PLACES: count_in_places,
            COUNT_IN_CATEGORIES: count_in_categories,
            MOVE_GUARD: GrantsOverPlaces(),
            HOLDS: HeldByDisposal(),
            USER_SECRETS: UserFeeds(),
            HOLDERS: (
                UserHolder(),
                TransferHolder(),
                LoanHolder(),
                DisposalHolder(),
                TermHolder(),
                ClearanceHolder(),
                AssetHolder(),
            ),
            BINDINGS: WHAT_BINDS,
            SUBJECTS: {subject.kind: subject for subject in APPROVAL_SUBJECTS},
            TERM_DESK: TermDesk(files, settings, keys, identity, term_subjects, PAPER_BOOKS),
        }
    )
    services.extras[LIVE_KEY] = live_hub(services, identity)
    return services


def create_app(settings: Settings, database_url: str | None = None) -> FastAPI:
    """The application, as it serves in production and in tests.

    Raises ``UnsafeSettings`` when production settings are missing, short or examples.
    """
    refuse_unsafe(settings)
    metadata()
    url = database_url or settings.database_address
    if url is None:
        raise ValueError("no database address: start through `levitiis serve`, or set LEVITIIS_DATABASE_URL")
    keys, database = load_keys(settings), Database(url, settings)
    identity = Identity(settings, database, keys)
    services = make_services(settings, database, keys, identity)
    app = build(services, routers(), partial(_lifespan, services, identity))
    folder = settings.web_dir or built_web_app()
    if folder is not None:
        app.mount("/", WebApp(folder))
    return app


@asynccontextmanager
async def _lifespan(services: Services, identity: Identity, _: FastAPI) -> AsyncIterator[None]:
    background = Background(services, identity)
    try:
        await background.start(serving=True, working=services.settings.run_worker)
        yield
    finally:
        await background.stop()
        await services.database.dispose()


def app_from_environment() -> FastAPI:
    """What a server process loads: settings come from the environment."""
    settings = settings_from_environment()
    logging.configure_for(settings)
    app = create_app(settings)
    settle()
    return app
