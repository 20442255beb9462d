"""The schema, as steps that are only ever added to.

A step is never edited after its release. The last one sets `user_version`, the one number
that opening a file reads; sqlite-utils is loaded only when there is a step to take.
"""

import sqlite3
from collections.abc import Callable

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from alliance_cards.store.database import APPLICATION_ID, SCHEMA_VERSION

migrations = Migrations("alliance_cards")


def migrate(connection: sqlite3.Connection, before: Callable[[], object]) -> None:
    """Bring a file to today's schema, under one write lock for all steps together.

    `before` is called first, unless the file is new; what it raises stops the migration.
    """
    connection.execute("begin immediate")
    try:
        (version,) = connection.execute("pragma user_version").fetchone()
        if 0 < version < SCHEMA_VERSION:  # not new, and nobody was faster
            before()
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute("commit")
    finally:
        if connection.in_transaction:
            connection.rollback()


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


@migrations()
def m003_totals_for_statistics(db: Database) -> None:
    """Totals know an answer's role and capped time; schedules know what was recalled."""
    for statement in STATISTICS:
        db.execute(statement)
    db.execute("pragma user_version = 3")


@migrations()
def m004_totals_by_day_and_hour(db: Database) -> None:
    """One row for an hour with an answer: a tenth of what it was, to write and to read."""
    for statement in HOURLY:
        db.execute(statement)
    db.execute("pragma user_version = 4")


@migrations()
def m005_shelves_and_digests(db: Database) -> None:
    """Cards that are alike share a shelf; a deck file is known by its content, too."""
    for statement in SHELVES:
        db.execute(statement)
    db.execute("pragma user_version = 5")


@migrations()
def m006_cards_that_keep_their_length(db: Database) -> None:
    """No card has the day 0 any more: its row would grow with its first answer."""
    db.execute("update card set ready = -20000 where ready = 0")
    db.execute("pragma user_version = 6")


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

# An answer's role: 0 again, 1 meeting a new card, 2 recall. A time counts up to two minutes.
ANSWER_ROLE = """case kind when 1 then
    case when was_repetitions is not null and was_due is null then 1 else 2 end
    when 5 then coalesce(value, 0) else 0 end"""
LOCAL_MINUTE = "coalesce(clock, stamp) / 60000 + offset_minutes"

STATISTICS = (
    "drop table total",
    """create table total (
        day integer not null, hour integer not null, kind integer not null,
        grade integer not null, role integer not null,
        answers integer not null, timed integer not null, taken_ms integer not null,
        primary key (day, hour, kind, grade, role)
    ) strict, without rowid""",
    f"""insert into total
        select day, ((({LOCAL_MINUTE}) % 1440 + 1440) % 1440) / 60, kind, grade, {ANSWER_ROLE},
            count(*), sum(coalesce(taken_ms, 0) > 0), sum(min(coalesce(taken_ms, 0), 120000))
        from live where kind in (1, 2, 3, 5) group by 1, 2, 3, 4, 5""",  # noqa: S608
    "alter table schedule add column answers integer not null default 0",
    "alter table schedule add column recalls integer not null default 0",
    "alter table schedule add column recalled integer not null default 0",
    # Each answer counts for the card that its name has become through the renames after it.
    f"""create temp table found as with recursive
        renamed (stamp, old, new) as (select stamp, card, new_name from live where kind = 11),
        moved (id, at, card) as (
            select id, stamp, card from live where kind in (1, 2, 3, 5)
            union all
            select m.id, r.stamp, r.new from moved as m join renamed as r on r.old = m.card
            where r.stamp = (
                select min(stamp) from renamed where old = m.card and stamp > m.at
            )
        )
        select m.card as card, count(*) as answers, sum(({ANSWER_ROLE}) = 2) as recalls,
            sum(({ANSWER_ROLE}) = 2 and grade >= 3) as recalled
        from moved as m join log on log.id = m.id
        where not exists (select 1 from renamed where old = m.card and stamp > m.at)
        group by m.card""",  # noqa: S608
    """update schedule set answers = found.answers, recalls = found.recalls,
        recalled = found.recalled from found where found.card = schedule.card""",
    # A card whose only rows are imported answers had no schedule; 250 is a new card's ease.
    """insert or ignore into schedule
        select card, 0, 250, 0, null, null, 0, 0, 0, 0, 0, 0, null, answers, recalls, recalled
        from found""",
    "drop table found",
)

# Imported history has no hour that is known; its hour is -1.
HOURLY = (
    "alter table total rename to former",
    """create table total (
        day integer not null, hour integer not null,
        answers integer not null, meetings integer not null,
        drills integer not null, crams integer not null,
        timed integer not null, taken_ms integer not null,
        recalls integer not null, recalled integer not null,
        primary key (day, hour)
    ) strict, without rowid""",
    """insert into total
        select day, case kind when 5 then -1 else hour end,
            sum(answers), sum(answers * (role = 1)), sum(answers * (kind = 2)),
            sum(answers * (kind = 3)), sum(timed), sum(taken_ms), sum(answers * (role = 2)),
            sum(answers * (role = 2 and grade >= 3))
        from former group by 1, 2""",
    "drop table former",
)

# A shelf has the cards of a deck that are alike in kind, document (of the source) and tags.
TAGS = "coalesce(json_extract(card.details, '$.tags'), '[]')"
DOCUMENT = "trim(substr(card.source, 1, instr(card.source || ' · ', ' · ') - 1))"

SHELVES = (
    """create table shelf (
        id integer primary key,
        deck integer not null references deck (id) on delete cascade,
        kind text not null,
        document text not null,
        tags text not null
    ) strict""",
    f"""insert into shelf (deck, kind, document, tags)
        select deck, kind, {DOCUMENT}, {TAGS} from card group by 1, 2, 3, 4
        order by min(place)""",  # noqa: S608
    "create index shelf_deck on shelf (deck, kind, document, tags)",
    "alter table card add column shelf integer not null default 0",
    f"""update card set shelf = (select shelf.id from shelf where shelf.deck = card.deck
        and shelf.kind = card.kind and document = {DOCUMENT} and tags = {TAGS})""",  # noqa: S608
    "drop index shelf_deck",
    "create index shelf_deck on shelf (deck)",
    "drop index card_due",
    "drop index card_new",
    "drop index card_count",
    "create index card_due on card (ready, place, shelf) where lane = 1",
    "create index card_new on card (place, shelf, ready) where lane = 0",
    "create index card_count on card (shelf, lane, ready)",
    "alter table file add column digest blob",
)
