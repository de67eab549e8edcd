"""Every table and column. Instants are ISO 8601 texts with offset: exact, sortable, readable.

All instants carry Türkiye's offset (+03:00, no summer time since 2016), so texts sort by time.
"""

import sqlalchemy as sa

from dilekce.store.schema import metadata

arrival = sa.Table(
    "arrival",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),  # domain.arrival.arrival_id
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),  # blob key
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("file_type", sa.String(40)),
    sa.Column("file_name", sa.Text, nullable=False),  # of the first receipt; data only
    sa.Column("channel", sa.String(10), nullable=False),
    sa.Column("received_at", sa.String(32), nullable=False, index=True),
    sa.Column("state", sa.String(20), nullable=False, index=True),
    sa.Column("problem", sa.String(40)),  # code of domain.errors.PROBLEMS
    sa.Column("attempt", sa.Integer, nullable=False, default=0),  # retries asked for by a person
    sa.Column("page_count", sa.Integer),  # known once decoded
    sa.Column("purged_at", sa.String(32)),  # since then its bytes are not kept any more
)

receipt = sa.Table(
    "receipt",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("arrival_id", sa.ForeignKey("arrival.id"), nullable=False, index=True),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("channel", sa.String(10), nullable=False),
    sa.Column("received_at", sa.String(32), nullable=False),
)

companion = sa.Table(
    "companion",
    metadata,
    sa.Column("arrival_id", sa.ForeignKey("arrival.id"), primary_key=True),
    sa.Column("suffix", sa.String(16), primary_key=True),
    sa.Column("sha256", sa.String(64), primary_key=True),
)

page = sa.Table(
    "page",
    metadata,
    sa.Column("arrival_id", sa.ForeignKey("arrival.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),  # 1-based
    sa.Column("fate", sa.String(20), nullable=False),  # petition | leftover | failed
    sa.Column("reason", sa.String(40)),  # why leftover or failed
    sa.Column("role", sa.String(20)),  # domain.page.PageRole; none for failed pages
    sa.Column("image_key", sa.String(64)),  # blob of the upright page image
    sa.Column("read_key", sa.String(64)),  # blob of the words as JSON
    sa.Column("width", sa.Integer),
    sa.Column("height", sa.Integer),
    # Degrees clockwise that a person had the image turned by; petition_page holds what is wished.
    sa.Column("rotation", sa.Integer, nullable=False, default=0, server_default="0"),
)

petition = sa.Table(
    "petition",
    metadata,
    sa.Column("id", sa.String(48), primary_key=True),  # domain.arrival.petition_id
    sa.Column("arrival_id", sa.ForeignKey("arrival.id"), nullable=False, index=True),
    sa.Column("state", sa.String(20), nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),  # grows with each write: optimistic lock
    sa.Column("revision", sa.Integer, nullable=False),  # grows with each acceptance
    sa.Column("record", sa.JSON, nullable=False),  # domain.record, as it stands now
    sa.Column("doubts", sa.JSON),  # codes of how it was cut from the file and sent
    sa.Column("unit", sa.String(80), index=True),
    sa.Column("due", sa.String(10), index=True),  # ISO day
    sa.Column("half_on", sa.String(10)),  # ISO day: half of the time is gone
    sa.Column("nearly_on", sa.String(10)),  # ISO day: four fifths are
    sa.Column("created_at", sa.String(32), nullable=False),
    sa.Column("changed_at", sa.String(32), nullable=False),
    sa.Column("snoozed_until", sa.String(32)),  # a reviewer put it off; nobody is given it before
    sa.Column("asked", sa.Boolean, nullable=False, default=False, server_default=sa.false()),
    # The order in which the desk gives records out: claiming reads the first free entry of it.
    sa.Index("ix_petition_queue", "state", "due", "created_at", "id"),
    sa.Index("ix_petition_band", "state", "due", "half_on", "nearly_on"),  # counted by urgency
    sa.Index("ix_petition_changed_at", "changed_at", "state"),  # what was done, newest first
)

deadline_warning = sa.Table(
    "deadline_warning",  # that a petition's time runs out was told, once for each percent
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("percent", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(32), nullable=False),
)

petition_page = sa.Table(
    "petition_page",
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),  # 1-based reading order
    sa.Column("arrival_id", sa.ForeignKey("arrival.id"), nullable=False),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("rotation", sa.Integer, nullable=False, default=0),
    sa.Index("ix_petition_page_arrival_id", "arrival_id", "page"),
)

proposal = sa.Table(
    "proposal",  # what the machine proposed for a gated field, and what a person made of it
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("field", sa.String(30), primary_key=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("reader", sa.String(60), nullable=False),  # OCR engine and version
    sa.Column("model", sa.String(60), nullable=False),  # dilekce.store.proposals.Made.model
    sa.Column("value", sa.JSON),
    sa.Column("p_select", sa.Float, nullable=False),
    sa.Column("p_read", sa.Float, nullable=False),
    sa.Column("measures", sa.JSON, nullable=False),  # numbers by name
    sa.Column("against", sa.JSON, nullable=False),  # codes of domain.decision.REASONS
    sa.Column("settled", sa.JSON),  # the person's value
    sa.Column("is_right", sa.Boolean, index=True),  # none until a person settled it
    sa.Column("settled_in", sa.String(10)),  # review | audit
    sa.Column("settled_at", sa.String(32), index=True),
)

proposal_gate = sa.Table(
    "proposal_gate",  # the gates a proposal passed
    metadata,
    sa.Column("petition_id", sa.String(48), primary_key=True),
    sa.Column("field", sa.String(30), primary_key=True),
    sa.Column("gate", sa.String(40), primary_key=True),
    sa.Column("was_open", sa.Boolean, nullable=False),  # whether the gate accepted then
    sa.ForeignKeyConstraint(
        ["petition_id", "field"], ["proposal.petition_id", "proposal.field"], name="proposal"
    ),
)

audit_sample = sa.Table(
    "audit_sample",  # acceptances by machine that a person must check
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("drawn_at", sa.String(32), nullable=False, index=True),
    sa.Column("done_at", sa.String(32), index=True),
)

revision = sa.Table(
    "revision",
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("record", sa.JSON, nullable=False),  # immutable: what was accepted
    sa.Column("accepted_by", sa.String(60), nullable=False),
    sa.Column("accepted_at", sa.String(32), nullable=False),
)

delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("key", sa.String(120), primary_key=True),  # petition:revision:destination, fixed
    sa.Column("petition_id", sa.ForeignKey("petition.id"), nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("destination", sa.String(40), nullable=False),
    sa.Column("state", sa.String(20), nullable=False, index=True),  # outbox.DeliveryState
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("next_at", sa.String(32), nullable=False, index=True),  # not before this instant
    sa.Column("receipt", sa.JSON),  # what the destination answered
    sa.Column("created_at", sa.String(32), nullable=False),
    sa.Column("done_at", sa.String(32)),
    # Place in the list that a destination pulls from: grows with the order of commits.
    sa.Column("offered", sa.BigInteger),
    sa.Index("ix_delivery_offered", "destination", "offered"),
)

destination = sa.Table(
    "destination",  # how a destination of the settings fares; none until something went wrong
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),  # deliver.breaker.Breaker
    sa.Column("until", sa.String(32)),
    sa.Column("gone", sa.Boolean, nullable=False),
    sa.Column("earliest", sa.String(32)),  # deliver.breaker.Pace, to the millisecond
)

api_token = sa.Table(
    "api_token",  # lets a downstream system read what was offered to its destination
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Column("destination", sa.String(40), nullable=False),
    sa.Column("may_acknowledge", sa.Boolean, nullable=False),
    sa.Column("made_at", sa.String(32), nullable=False),
    sa.Column("expires_at", sa.String(32), nullable=False),
    sa.Column("revoked_at", sa.String(32)),
    sa.Column("used_at", sa.String(32)),  # to the minute
)

delivery_attempt = sa.Table(
    "delivery_attempt",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.ForeignKey("delivery.key"), nullable=False, index=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("outcome", sa.String(40), nullable=False, index=True),  # done | code of the failure
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("actor", sa.String(60), nullable=False),  # machine | user:<id>
    sa.Column("action", sa.String(60), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False, index=True),  # id of a row
    sa.Column("detail", sa.JSON, nullable=False),  # states, codes, counts; no personal data
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

person = sa.Table(
    "person",  # who may sit at the desk; "user" is a reserved word
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("name", sa.String(60), nullable=False, unique=True),
    sa.Column("password_hash", sa.String(200)),  # none until the first sign-in link is used
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("failures", sa.Integer, nullable=False, default=0),
    sa.Column("locked_until", sa.String(32)),
    sa.Column("active", sa.Boolean, nullable=False, default=True),
    sa.Column("created_at", sa.String(32), nullable=False),
)

sign_in = sa.Table(
    "sign_in",  # one-time links
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), nullable=False),
    sa.Column("expires_at", sa.String(32), nullable=False),
    sa.Column("used_at", sa.String(32)),
)

session = sa.Table(
    "session",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), nullable=False, index=True),
    sa.Column("created_at", sa.String(32), nullable=False),
    sa.Column("expires_at", sa.String(32), nullable=False),
    sa.Column("seen_at", sa.String(32)),  # last sign of a person, to the minute
    sa.Column("fresh_until", sa.String(32)),  # until then the password counts as just given
    sa.Column("address", sa.String(45)),
    # Covered screen: until the password is given the session opens nothing.
    sa.Column("locked", sa.Boolean, nullable=False, default=False, server_default=sa.false()),
)

sso_begun = sa.Table(
    "sso_begun",  # sign-ins through the identity provider that are under way
    metadata,
    sa.Column("state_hash", sa.String(64), primary_key=True),
    sa.Column("nonce", sa.String(64), nullable=False),
    sa.Column("verifier", sa.String(64), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("back", sa.String(200), nullable=False),  # a path of ours to go on at
    sa.Column("replaces", sa.String(64)),  # token_hash of the session the browser had
)

sso_link = sa.Table(
    "sso_link",  # whose subject at which provider opens an account
    metadata,
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("issuer", sa.String(300), nullable=False),
    sa.Column("subject", sa.String(255), nullable=False),  # OpenID Connect's longest
    sa.UniqueConstraint("issuer", "subject"),
)

preference = sa.Table(
    "preference",  # what a person chose for their own screen
    metadata,
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("content", sa.JSON, nullable=False),  # review.preferences.Preferences
)

lease = sa.Table(
    "lease",
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), nullable=False, index=True),
    sa.Column("until", sa.String(32), nullable=False),
    sa.Column("token", sa.String(32), nullable=False),  # proves a write comes from this holding
)

draft = sa.Table(
    "draft",  # what a person has settled of a record and not decided yet
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("content", sa.JSON, nullable=False),  # as the browser sent it
    sa.Column("saved_at", sa.String(32), nullable=False, index=True),
)

decision = sa.Table(
    "decision",  # what a person decided, how long it took, and what an undo brings back
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("petition_id", sa.ForeignKey("petition.id"), nullable=False, index=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), nullable=False, index=True),
    sa.Column("at", sa.String(32), nullable=False, index=True),
    sa.Column("outcome", sa.String(20), nullable=False),  # accepted | a code of review.outcomes
    sa.Column("undo_until", sa.String(32), nullable=False),
    sa.Column("undone_at", sa.String(32)),
    sa.Column("before", sa.JSON, nullable=False),  # record, unit, due and draft as they were
    sa.Column("seconds", sa.Float, nullable=False),  # active time, see review/static/activity.js
    sa.Column("keys", sa.Integer, nullable=False),
    sa.Column("doubted", sa.Integer, nullable=False),  # fields the machine asked about
    sa.Column("changed", sa.JSON, nullable=False),  # names of fields whose value changed
)

answer = sa.Table(
    "answer",  # what a write was answered: sent twice, it is done once
    metadata,
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("key", sa.String(64), primary_key=True),  # the browser's Idempotency-Key
    sa.Column("at", sa.String(32), nullable=False, index=True),
    sa.Column("content", sa.JSON, nullable=False),
)

blind_task = sa.Table(
    "blind_task",  # a value keyed again by a person who has not seen it
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("petition_id", sa.ForeignKey("petition.id"), nullable=False, index=True),
    sa.Column("purpose", sa.String(10), nullable=False),  # second | audit
    sa.Column("revision", sa.Integer, nullable=False),  # the petition's when it was asked
    sa.Column("state", sa.String(10), nullable=False, index=True),  # waiting | conflict | settled
    sa.Column("asked_at", sa.String(32), nullable=False),
    sa.Column("first_by", sa.String(60), nullable=False),  # machine | user:<id>
    sa.Column("first", sa.JSON, nullable=False),  # field → {"choice", "value"}
    sa.Column("second_by", sa.String(60)),
    sa.Column("second", sa.JSON),
    sa.Column("keyed_at", sa.String(32), index=True),
    sa.Column("settled_by", sa.String(60)),
    sa.Column("settled", sa.JSON),
    sa.Column("settled_at", sa.String(32)),
    sa.Column("held_by", sa.ForeignKey("person.id")),
    sa.Column("held_until", sa.String(32)),
    sa.UniqueConstraint("petition_id", "purpose", "revision", name="uq_blind_task_petition_id"),
)

finder = sa.Table(
    "finder",  # folded words by which a record is found; while it waits, its reasons
    metadata,
    sa.Column("petition_id", sa.ForeignKey("petition.id"), primary_key=True),
    sa.Column("kind", sa.String(10), primary_key=True),  # a name in dilekce.store.finder
    sa.Column("value", sa.String(200), primary_key=True),
    sa.Index("ix_finder_kind_value", "kind", "value", "petition_id"),  # answers from itself alone
)

turnstile = sa.Table(
    "turnstile",  # how often somebody did something since ``since``
    metadata,
    sa.Column("what", sa.String(20), primary_key=True),
    sa.Column("who", sa.String(60), primary_key=True),
    sa.Column("since", sa.String(32), nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
)

page_plan = sa.Table(
    "page_plan",  # how a person arranged an arrival's pages, and how they were before
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("arrival_id", sa.ForeignKey("arrival.id"), nullable=False, index=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("before", sa.JSON, nullable=False),
    sa.Column("after", sa.JSON, nullable=False),
    sa.Column("undone_at", sa.String(32)),
)

day_report = sa.Table(
    "day_report",  # a closed day: dilekce.store.day_report
    metadata,
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)
