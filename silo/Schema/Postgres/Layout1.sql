-- Orleans' tables on PostgreSQL. The names are those that Orleans 10.2.2 expects; what it does not read is our own.

CREATE TABLE IF NOT EXISTS OrleansSchemaVersion
(
    Version integer NOT NULL PRIMARY KEY
);

-- The statements that the providers run, by key.
CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

-- A row is one grain's state: UTF-8 JSON, as convert_from(PayloadBinary, 'UTF8') shows; NULL after a clear. A grain without
-- key extension has the empty one, for a key has no NULL. An index entry has to fit into a third of a page, hence the check.
-- Room is left in each page for the next version of its rows.
CREATE TABLE IF NOT EXISTS OrleansStorage
(
    GrainIdHash            integer     NOT NULL,
    GrainTypeHash          integer     NOT NULL,
    GrainIdN0              bigint      NOT NULL,
    GrainIdN1              bigint      NOT NULL,
    GrainIdExtensionString text        NOT NULL,
    GrainTypeString        text        NOT NULL,
    ServiceId              text        NOT NULL,
    Version                integer     NOT NULL,
    ModifiedOn             timestamptz NOT NULL,
    PayloadBinary          bytea,
    PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId),
    CONSTRAINT OrleansStorage_key_of_2048_bytes
        CHECK (octet_length(GrainIdExtensionString) + octet_length(GrainTypeString) + octet_length(ServiceId) <= 2048)
)
WITH (fillfactor = 70);

CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable
(
    DeploymentId text    NOT NULL PRIMARY KEY,
    Version      integer NOT NULL
);

CREATE TABLE IF NOT EXISTS OrleansMembershipTable
(
    DeploymentId text        NOT NULL,
    Address      text        NOT NULL,
    Port         integer     NOT NULL,
    Generation   integer     NOT NULL,
    SiloName     text        NOT NULL,
    HostName     text        NOT NULL,
    Status       integer     NOT NULL,
    ProxyPort    integer     NOT NULL,
    SuspectTimes text,
    StartTime    timestamptz NOT NULL,
    IAmAliveTime timestamptz NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
);

INSERT INTO OrleansSchemaVersion (Version) VALUES (1) ON CONFLICT DO NOTHING;
