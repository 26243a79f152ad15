-- Orleans' tables on SQLite. The names are those that Orleans 10.2.2 expects; what it does not read is our own.

CREATE TABLE IF NOT EXISTS OrleansSchemaVersion
(
    Version INTEGER NOT NULL PRIMARY KEY
);

INSERT INTO OrleansSchemaVersion (Version) VALUES (1) ON CONFLICT DO NOTHING;

-- The statements that the providers run, by key.
CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
) WITHOUT ROWID;

-- A row is one grain's state: UTF-8 JSON, as CAST(PayloadBinary AS TEXT) shows; NULL after a clear. A key is unique as a
-- whole, so no key part is NULL (unique NULLs differ): a grain without key extension has the empty one. What is large
-- comes last, so that the columns before it are read without it.
CREATE TABLE IF NOT EXISTS OrleansStorage
(
    GrainIdHash            INTEGER NOT NULL,
    GrainTypeHash          INTEGER NOT NULL,
    GrainIdN0              INTEGER NOT NULL,
    GrainIdN1              INTEGER NOT NULL,
    GrainIdExtensionString TEXT    NOT NULL,
    GrainTypeString        TEXT    NOT NULL,
    ServiceId              TEXT    NOT NULL,
    Version                INTEGER NOT NULL,
    ModifiedOn             TEXT    NOT NULL,
    PayloadBinary          BLOB,
    UNIQUE (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
);

CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable
(
    DeploymentId TEXT    NOT NULL PRIMARY KEY,
    Version      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS OrleansMembershipTable
(
    DeploymentId TEXT    NOT NULL REFERENCES OrleansMembershipVersionTable (DeploymentId),
    Address      TEXT    NOT NULL,
    Port         INTEGER NOT NULL,
    Generation   INTEGER NOT NULL,
    SiloName     TEXT    NOT NULL,
    HostName     TEXT    NOT NULL,
    Status       INTEGER NOT NULL,
    ProxyPort    INTEGER NOT NULL,
    SuspectTimes TEXT,
    StartTime    TEXT    NOT NULL,
    IAmAliveTime TEXT    NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
) WITHOUT ROWID;

-- The membership's version advances in the statement that writes a row of it, so that neither is ever seen without the
-- other. A sign of life (IAmAliveTime alone) is no change of the membership.
CREATE TRIGGER IF NOT EXISTS OrleansMembershipJoined AFTER INSERT ON OrleansMembershipTable
BEGIN
    UPDATE OrleansMembershipVersionTable SET Version = Version + 1 WHERE DeploymentId = NEW.DeploymentId;
END;

CREATE TRIGGER IF NOT EXISTS OrleansMembershipChanged AFTER UPDATE OF Status ON OrleansMembershipTable
BEGIN
    UPDATE OrleansMembershipVersionTable SET Version = Version + 1 WHERE DeploymentId = NEW.DeploymentId;
END;
