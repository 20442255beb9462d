"""The schema, as steps that are only ever added to.

A step is never edited after its release. The last one sets `user_version`, the one number
that opening a file reads; sqlite-utils is loaded only when there is a step to take.
"""

import sqlite3
from time import sleep

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from alliance_cards.store.versions import APPLICATION_ID

TRIES, PAUSE_SECONDS = 200, 0.05

migrations = Migrations("alliance_cards")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to today's schema, under one write lock for all steps together."""
    _use_write_ahead_log(connection)
    connection.execute("begin immediate")
    try:
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute("commit")
    finally:
        if connection.in_transaction:
            connection.rollback()


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file over. SQLite does not wait here for others who do the same."""
    for attempt in range(TRIES):
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if attempt == TRIES - 1:
                raise
            sleep(PAUSE_SECONDS)
        else:
            return


@migrations()
def m001_the_log_and_what_follows_from_it(db: Database) -> None:
    """Truth, what is folded from it, and the cache of the deck files."""
    for statement in (*TRUTH, *DERIVED, *INDEX):
        db.execute(statement)
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute("pragma user_version = 1")


@migrations()
def m002_what_an_import_brought(db: Database) -> None:
    """Beside what was written: the two differ where a person's own edits were kept."""
    db.execute("alter table file_change add column brought blob")
    db.execute("pragma user_version = 2")


TRUTH = (
    """create table device (
        id integer primary key,
        uuid blob not null unique check (length(uuid) = 16)
    ) strict""",
    """create table name (
        id integer primary key,
        text text not null unique
    ) strict""",
    """create table known (
        card integer primary key,
        front text not null,
        back text not null
    ) strict""",
    # action and clock are null where they equal uuid and stamp, which is nearly always.
    """create table log (
        id integer primary key,
        uuid blob not null unique check (length(uuid) = 16),
        action blob check (length(action) = 16),
        device integer not null,
        stamp integer not null,
        clock integer,
        offset_minutes integer not null,
        day integer not null,
        kind integer not null check (kind between 1 and 14),
        card integer,
        grade integer check (grade between 0 and 5),
        taken_ms integer check (taken_ms >= 0),
        was_repetitions integer, was_ease integer, was_interval integer, was_due integer,
        repetitions integer, ease integer, interval integer, due integer,
        value integer,
        new_name integer,
        target blob check (length(target) = 16)
    ) strict""",
    # What an action wrote to deck files, compressed; before is null where there was no file.
    """create table file_change (
        action blob not null check (length(action) = 16),
        path text not null,
        before blob,
        after blob not null,
        primary key (action, path)
    ) strict, without rowid""",
    "create index log_card on log (card)",
    "create index log_action on log (action) where action is not null",
    "create index log_target on log (target) where target is not null",
    "create index log_undo on log (uuid) where kind = 12",
    "create index log_rename on log (stamp) where kind = 11",
    """create trigger log_keeps before update on log
        begin select raise(abort, 'the log only grows'); end""",
    """create trigger log_stays before delete on log
        begin select raise(abort, 'the log only grows'); end""",
    # A row is live unless its action is named by an undo (12) that no redo (13) names.
    """create view live as select * from log where not exists (
        select 1 from log as undo
        where undo.kind = 12 and undo.target = coalesce(log.action, log.uuid)
        and not exists (
            select 1 from log as redo
            where redo.kind = 13 and redo.target = coalesce(undo.action, undo.uuid)
        )
    )""",
)

DERIVED = (
    """create table schedule (
        card integer primary key,
        repetitions integer not null, ease integer not null, interval integer not null,
        due integer, last_day integer,
        reviews integer not null, lapses integer not null, taken_ms integer not null,
        suspended integer not null, buried_until integer not null, flagged integer not null,
        seen blob
    ) strict""",
    """create table total (
        day integer not null, hour integer not null, kind integer not null,
        grade integer not null,
        answers integer not null, taken_ms integer not null,
        primary key (day, hour, kind, grade)
    ) strict, without rowid""",
)

# lane: 0 new, 1 review, 2 suspended; ready: the study day from which the card may be asked.
INDEX = (
    """create table deck (
        id integer primary key,
        name text not null unique,
        title text not null,
        description text not null,
        position integer,
        rank integer not null
    ) strict""",
    """create table file (
        path text primary key,
        deck integer not null references deck (id) on delete cascade,
        size integer not null,
        modified_ns integer not null,
        changed_ns integer not null,
        read_ns integer not null,
        reader integer not null,
        problems text not null
    ) strict""",
    """create table card (
        id integer primary key,
        deck integer not null references deck (id) on delete cascade,
        place integer not null,
        lane integer not null,
        ready integer not null,
        kind text not null,
        front text not null,
        back text not null,
        explanation text not null,
        source text not null,
        details text not null
    ) strict""",
    "create index card_due on card (ready, place, deck) where lane = 1",
    "create index card_new on card (place, deck, ready) where lane = 0",
    "create index card_count on card (deck, lane, ready)",
)
