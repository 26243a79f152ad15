-- What a silo of TaskFlow needs for Orleans, layout 1, in the PostgreSQL database taskflow at db:5432.

BEGIN; SELECT 1 FROM pg_advisory_xact_lock(7235406891265843);

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

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('CleanupDefunctSiloEntriesKey', '-- Those that gave no sign of life since, but for active ones (3): only the silos themselves may declare one of these dead.
DELETE FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ClearStorageKey', '-- Keeps the row, for its version. Returns no row on a conflict.
UPDATE OrleansStorage SET Version = Version % 2147483647 + 1, ModifiedOn = now(), PayloadBinary = NULL
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteMembershipTableEntriesKey', 'DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId;
DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteStorageKey', '-- Returns no row on a conflict, otherwise a version that differs from the deleted one: so Orleans tells them apart.
DELETE FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version = @GrainStateVersion
RETURNING Version % 2147483647 + 1 AS NewGrainStateVersion')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('GatewaysQueryKey', 'SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('InsertMembershipKey', '-- One statement: the version advances with the new row, or neither is written. 0 if the version is not the caller''s or the row is there.
WITH advanced AS
(
    UPDATE OrleansMembershipVersionTable SET Version = Version + 1
    WHERE DeploymentId = @DeploymentId AND Version = @Version AND NOT EXISTS
    (
        SELECT 1 FROM OrleansMembershipTable
        WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
    )
    RETURNING DeploymentId
),
joined AS
(
    INSERT INTO OrleansMembershipTable
        (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
    SELECT DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM advanced
    RETURNING 1
)
SELECT count(*) FROM joined')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('InsertMembershipVersionKey', 'WITH made AS
(
    INSERT INTO OrleansMembershipVersionTable (DeploymentId, Version) VALUES (@DeploymentId, 0)
    ON CONFLICT DO NOTHING
    RETURNING 1
)
SELECT count(*) FROM made')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('MembershipReadAllKey', '-- One row at least, for the version: without members, the other columns are NULL.
SELECT
    member.Address, member.Port, member.Generation, member.SiloName, member.HostName, member.Status, member.ProxyPort,
    member.SuspectTimes, member.StartTime, member.IAmAliveTime, membership.Version
FROM OrleansMembershipVersionTable AS membership
LEFT JOIN OrleansMembershipTable AS member ON member.DeploymentId = membership.DeploymentId
WHERE membership.DeploymentId = @DeploymentId')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('MembershipReadRowKey', '-- One row always, for the version: without such a member, the other columns are NULL.
SELECT
    member.Address, member.Port, member.Generation, member.SiloName, member.HostName, member.Status, member.ProxyPort,
    member.SuspectTimes, member.StartTime, member.IAmAliveTime, membership.Version
FROM OrleansMembershipVersionTable AS membership
LEFT JOIN OrleansMembershipTable AS member
    ON member.DeploymentId = membership.DeploymentId
    AND member.Address = @Address AND member.Port = @Port AND member.Generation = @Generation
WHERE membership.DeploymentId = @DeploymentId')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadFromStorageKey', 'SELECT PayloadBinary, Version FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpdateIAmAlivetimeKey', 'UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpdateMembershipKey', '-- One statement: the version advances with the row''s change, or neither is written. The row is locked first, so that the version
-- cannot advance for one that is just being cleaned up. 0 if the version is not the caller''s or there is no row.
WITH present AS
(
    SELECT DeploymentId FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
    FOR UPDATE
),
advanced AS
(
    UPDATE OrleansMembershipVersionTable AS membership SET Version = membership.Version + 1
    FROM present
    WHERE membership.DeploymentId = present.DeploymentId AND membership.Version = @Version
    RETURNING membership.DeploymentId
),
changed AS
(
    UPDATE OrleansMembershipTable AS silo
    SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
    FROM advanced
    WHERE silo.DeploymentId = advanced.DeploymentId AND silo.Address = @Address AND silo.Port = @Port AND silo.Generation = @Generation
    RETURNING 1
)
SELECT count(*) FROM changed')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('WriteToStorageKey', '-- Inserts where the caller knows of no row, updates where it knows the present version. Anything else is a conflict:
-- nothing is written and no row returned. A first version is random, so that a row deleted and made again is not taken
-- for the one before; versions stay within 1 and 2147483647, because Orleans reads them as Int32.
WITH changed AS
(
    UPDATE OrleansStorage SET Version = Version % 2147483647 + 1, ModifiedOn = now(), PayloadBinary = @PayloadBinary
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
        AND ServiceId = @ServiceId AND Version = @GrainStateVersion
    RETURNING Version
),
made AS
(
    INSERT INTO OrleansStorage
        (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId,
         Version, ModifiedOn, PayloadBinary)
    SELECT
        @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @GrainTypeString, @ServiceId,
        1 + floor(random() * 2147483647)::integer, now(), @PayloadBinary
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING
    RETURNING Version
)
SELECT Version AS NewGrainStateVersion FROM changed UNION ALL SELECT Version FROM made')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

COMMIT;
