"""Every setting, read once from ``dilekce.toml`` and ``DILEKCE_*`` into a frozen object."""

import datetime as dt
import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from dilekce.loopback import is_loopback
from domain.arrival import Channel
from domain.errors import Stop
from domain.petition import Kind, Track

#: Seconds: how long to wait for others, between two looks, and at most for one piece of work.
_Wait = Annotated[float, Field(ge=0, le=7 * 86_400)]
_Pause = Annotated[float, Field(ge=0.05, le=3600)]
_Limit = Annotated[float, Field(ge=1, le=86_400)]


class _Section(BaseModel):
    # Not a number is neither too small nor too large: a file would wait for ever.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class WatchSettings(_Section):
    """The drop folder."""

    folder: Path | None = Field(None, description="drop folder; default: home/drop")
    polling: bool = Field(False, description="look by polling: for SMB and NFS shares")  # noqa: FBT003 - a field's default
    window_seconds: _Wait = Field(8.0, description="a file must rest this long before it is taken")
    fax_window_seconds: _Wait = Field(
        2.0, description="the same in fax/, for a file its writer has closed, of all its pages"
    )
    grace_seconds: _Wait = Field(
        600.0,
        description="a file that is not whole, or held by its writer, waits this long",
    )
    rescan_seconds: _Pause = Field(2.0, description="time between two looks at the folder")
    channel: Channel = Field(Channel.POST, description="channel of files outside fax/ and post/")
    most_waiting: int = Field(
        5000, ge=1, description="while so many arrivals wait to be read, files stay in the folder"
    )
    spare_mb: int = Field(
        500, ge=0, description="while less than this is free in home, files stay in the folder"
    )


class WorkSettings(_Section):
    """Reading: processes and limits."""

    jobs: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=1,
        le=1000,
        description="reading processes at once",
    )
    memory_mb: int = Field(
        4096, ge=512, le=1 << 20, description="address space of one reading process"
    )
    file_seconds: _Limit = Field(300.0, description="time limit for decoding one file")
    page_seconds: _Limit = Field(180.0, description="time limit for reading one page")
    max_mb: int = Field(200, gt=0, le=1000, description="largest file taken")
    max_pages: int = Field(500, ge=1, le=10_000, description="most pages in one file")
    reconcile_seconds: _Pause = Field(5.0, description="time between two looks for work")
    silent_seconds: _Wait = Field(
        60.0,
        description="a machine that has not looked for work for so long is taken for dead; "
        "at least 4 × reconcile_seconds",
    )

    @model_validator(mode="after")
    def _leave_time_for_looks(self) -> "WorkSettings":
        if self.silent_seconds < 4 * self.reconcile_seconds:
            raise ValueError("silent_seconds must be at least 4 × reconcile_seconds")
        return self


class TrustSettings(_Section):
    """What may be accepted without a person."""

    largest_error: float = Field(
        0.001,
        gt=0,
        le=0.1,
        description="largest share of wrong values a gate may accept; audits must prove it",
    )


class OidcSettings(_Section):
    """The office's identity provider."""

    issuer: str = Field(description="OpenID Connect issuer, https://…; none: passwords only")
    client_id: str = Field(description="what the provider knows this desk as")
    client_secret_file: Path | None = Field(
        None, description="file that holds the client's secret; none: a public client"
    )


class DeskSettings(_Section):
    """The review desk."""

    host: str = Field("127.0.0.1", description="address to serve; loopback unless behind TLS")
    port: int = Field(8080, gt=0, lt=65_536, description="port to serve")
    https: bool = Field(False, description="the desk stands behind TLS")  # noqa: FBT003 - a default
    proxies: tuple[str, ...] = Field(
        (), description="addresses of the TLS proxies whose X-Forwarded-For is believed"
    )
    lock_minutes: float = Field(
        5.0,
        ge=0,
        le=30,
        description="a screen nobody touches for so long is locked; 0: never, where none is shared",
    )
    second_key: bool = Field(
        True,  # noqa: FBT003 - a default
        description="a number typed by hand is typed again by another person; needs two people",
    )
    metrics_token_file: Path | None = Field(
        None, description="file with the bearer token of /metrics; none: from this machine only"
    )
    oidc: OidcSettings | None = Field(None, description="identity provider")

    @property
    def is_exposed(self) -> bool:
        """Whether other machines would reach it in the clear: nobody has said TLS is before it."""
        return not is_loopback(self.host) and not self.https


class WebhookSettings(_Section):
    """Delivery by HTTP."""

    url: str = Field(description="address that receives petitions")
    secrets: tuple[SecretStr, ...] = Field(description="whsec_… signing secrets, newest first")
    timeout_seconds: _Limit = Field(15.0, description="time limit of one attempt")


class _Destination(_Section):
    """One downstream of several; a condition that is empty holds for every petition."""

    name: str = Field(pattern="^[a-z0-9][a-z0-9-]{0,39}$", description="short name, never changed")
    units: frozenset[str] = Field(frozenset(), description="only petitions routed to these units")
    kinds: frozenset[Kind] = Field(frozenset(), description="only petitions of these kinds")
    tracks: frozenset[Track] = Field(frozenset(), description="only petitions of these tracks")
    default: bool = Field(False, description="takes what no other destination takes")  # noqa: FBT003 - a field's default


class WebhookDestination(_Destination, WebhookSettings):
    """A downstream that is called by HTTP."""

    kind: Literal["webhook"] = Field(description="how it receives: `webhook`, `folder`, `pull`")
    per_minute: int | None = Field(None, ge=1, description="most attempts a minute")


class FolderDestination(_Destination):
    """A downstream that reads a folder."""

    kind: Literal["folder"]
    folder: Path = Field(description="an existing folder that another program reads")


class PullDestination(_Destination):
    """A downstream that asks for its petitions (`dilekce token`)."""

    kind: Literal["pull"]


AnyDestination = Annotated[
    WebhookDestination | FolderDestination | PullDestination, Field(discriminator="kind")
]


class DeliverSettings(_Section):
    """Where clean petitions go: one webhook, or one folder, or the destinations listed."""

    folder: Path | None = Field(None, description="outbox folder; default: home/outbox")
    webhook: WebhookSettings | None = Field(None, description="HTTP destination")
    destinations: tuple[AnyDestination, ...] = Field(
        (), description="several destinations by rule, instead of `folder` and `webhook`; see below"
    )
    units: Path | None = Field(None, description="own units table (TOML)")
    unit_rows: Path | None = Field(None, description="own units (CSV), laid over the units table")
    calendar: Path | None = Field(None, description="own days off, days on and half days (TOML)")
    max_attempts: int = Field(50, ge=1, description="attempts before a delivery waits for a person")


class S3Settings(_Section):
    """The object store, where `blobs` is an s3:// URL."""

    endpoint: str | None = Field(None, description="https://… of an S3 server; none: AWS")
    region: str = Field("us-east-1", description="region, as the server names it")
    access_key: str | None = Field(
        None, description="id of the access key; none, on AWS: the machine's own role"
    )
    secret_key_file: Path | None = Field(None, description="file that holds the secret key")
    secret_key: SecretStr | None = Field(
        None, description="the secret key itself, for the environment; outranks the file"
    )
    plain_http: bool = Field(False, description="the endpoint may be http:// beyond loopback")  # noqa: FBT003 - a default


class AlarmSettings(_Section):
    """When an administrator should look: ``dilekce.alarms``."""

    silence_minutes: float = Field(
        240.0, ge=0, description="nothing came for so long in office hours; 0: never"
    )
    office_opens: dt.time = Field(dt.time(8, 30), description="office hours of working days")
    office_closes: dt.time = Field(dt.time(17, 30), description="their end")
    stuck_minutes: float = Field(60.0, gt=0, description="a file or delivery waits for so long")
    quarantine_share: float = Field(
        0.2, ge=0, le=1, description="more than this share of a day's files is set aside"
    )
    disk_free_mb: int = Field(2048, ge=0, description="less is free on a disk of the house")
    drift_seconds: float = Field(30.0, gt=0, description="clocks differ by more")
    worker_seconds: float = Field(
        60.0, gt=10, description="a worker or watcher that was silent for so long counts as dead"
    )


class RetentionSettings(_Section):
    """How long what people sent is kept; `dilekce purge` takes away what is over."""

    images_days: int | None = Field(
        None,
        ge=1,
        description="days after delivery or closing until originals, page images and words may go; "
        "none: never",
    )


class ReplySettings(_Section):
    """The institution as its letters back name it; what is empty is left for a pen."""

    institution: str = Field("", description="name in the head of a letter, below T.C.")
    unit: str = Field("", description="unit below it")
    contact: str = Field("", description="address, phone and e-mail in the foot")
    signer: str = Field("", description="who signs")
    title: str = Field("", description="as what")


class Settings(BaseSettings):
    """All settings; unknown keys are refused."""

    model_config = SettingsConfigDict(
        env_prefix="DILEKCE_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        toml_file="dilekce.toml",
    )

    home: Path = Field(Path("var"), description="folder of everything the product writes")
    database: str | None = Field(None, description="SQLAlchemy URL; default: SQLite in home")
    blobs: str | None = Field(None, description="file:// or s3:// URL; default: home/blobs")
    language: Literal["tr", "en"] = Field("tr", description="language of the desk at first sight")
    watch: WatchSettings = WatchSettings()
    work: WorkSettings = WorkSettings()
    trust: TrustSettings = TrustSettings()
    desk: DeskSettings = DeskSettings()
    deliver: DeliverSettings = DeliverSettings()
    reply: ReplySettings = ReplySettings()
    s3: S3Settings = S3Settings()
    alarms: AlarmSettings = AlarmSettings()
    retention: RetentionSettings = RetentionSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - not a source of ours
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - nor this one
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments outrank the environment, which outranks the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def database_url(self) -> str:
        """Where the truth lives."""
        return self.database or f"sqlite:///{self.home.absolute() / 'dilekce.db'}"

    @property
    def engine_url(self) -> str:
        """Where this machine's durable engine keeps its disposable memory."""
        return f"sqlite:///{self.home.absolute() / 'engine.db'}"

    @property
    def blobs_url(self) -> str:
        """Where bytes live."""
        return self.blobs or f"file://{self.home.absolute() / 'blobs'}"

    @property
    def drop(self) -> Path:
        """The drop folder."""
        return self.watch.folder or self.home / "drop"

    @property
    def uploads(self) -> Path:
        """The drop folder of a desk that is served alone: what people upload there lands in it."""
        return self.home / "uploads"

    @property
    def outbox(self) -> Path:
        """The folder that receives clean petitions."""
        return self.deliver.folder or self.home / "outbox"

    @property
    def models(self) -> Path:
        """Folder of the curves that retraining made."""
        return self.home / "models"

    @property
    def scratch(self) -> Path:
        """Folder for work in hand; safe to empty when nothing runs."""
        return self.home / "work"


def load(**overrides: Any) -> Settings:
    """Return the settings; raises ``Stop`` that names each wrong key, never its value."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, e['loc']))}: {e['msg']}"
            for e in error.errors(include_input=False, include_url=False)
        )
    except SettingsError as error:
        wrong = str(error)
    except tomllib.TOMLDecodeError as error:
        wrong = f"dilekce.toml is no TOML: {error}"
    except (UnicodeDecodeError, RecursionError, OSError) as error:
        wrong = f"dilekce.toml cannot be read: {type(error).__name__}"
    raise Stop("settings.invalid", f"settings are wrong: {wrong}")
