-- What a silo of TaskFlow needs for Orleans, layout 1, in the MySQL database taskflow at db:3306.

SELECT GET_LOCK(CONCAT('taskflow.orleans.', MD5(DATABASE())), 60);

-- Orleans' tables on MySQL and MariaDB. The names are those that Orleans 10.2.2 expects; what it does not read is our own.
-- These servers cannot undo the making of a table. So each is made if it is missing, and the layout is noted when all are there.

CREATE TABLE IF NOT EXISTS OrleansSchemaVersion
(
    Version INT NOT NULL PRIMARY KEY
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The statements that the providers run, by key.
CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey  VARCHAR(64) NOT NULL PRIMARY KEY,
    QueryText MEDIUMTEXT  NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A row is one grain's state: UTF-8 JSON, as CONVERT(PayloadBinary USING utf8mb4) shows; NULL after a clear. Version 0 is no
-- state: see WriteToStorageKey. Keys are the bytes of their UTF-8, for every collation takes some different texts for the same;
-- a grain without key extension has the empty one. Together they are as long as a key may be.
CREATE TABLE IF NOT EXISTS OrleansStorage
(
    GrainIdHash            INT             NOT NULL,
    GrainTypeHash          INT             NOT NULL,
    GrainIdN0              BIGINT          NOT NULL,
    GrainIdN1              BIGINT          NOT NULL,
    GrainIdExtensionString VARBINARY(2048) NOT NULL,
    GrainTypeString        VARBINARY(400)  NOT NULL,
    ServiceId              VARBINARY(600)  NOT NULL,
    Version                INT             NOT NULL,
    ModifiedOn             DATETIME(6)     NOT NULL,
    PayloadBinary          LONGBLOB,
    PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable
(
    DeploymentId VARBINARY(600) NOT NULL PRIMARY KEY,
    Version      INT            NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Status 0 is no member: see InsertMembershipKey.
CREATE TABLE IF NOT EXISTS OrleansMembershipTable
(
    DeploymentId VARBINARY(600) NOT NULL,
    Address      VARCHAR(45)    NOT NULL,
    Port         INT            NOT NULL,
    Generation   INT            NOT NULL,
    SiloName     VARCHAR(150)   NOT NULL,
    HostName     VARCHAR(255)   NOT NULL,
    Status       INT            NOT NULL,
    ProxyPort    INT            NOT NULL,
    SuspectTimes MEDIUMTEXT,
    StartTime    DATETIME(6)    NOT NULL,
    IAmAliveTime DATETIME(6)    NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT IGNORE INTO OrleansSchemaVersion (Version) VALUES (1);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('CleanupDefunctSiloEntriesKey', '-- Those that gave no sign of life since, but for active ones (3): only the silos themselves may declare one of these dead.
DELETE FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ClearStorageKey', '-- Keeps the row, for its version. Returns no row on a conflict.
UPDATE OrleansStorage
SET Version = Version % 2147483647 + 1, ModifiedOn = UTC_TIMESTAMP(6), PayloadBinary = NULL
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version = @GrainStateVersion;
SELECT @GrainStateVersion % 2147483647 + 1 AS NewGrainStateVersion FROM DUAL WHERE ROW_COUNT() > 0')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteMembershipTableEntriesKey', 'DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId;
DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteStorageKey', '-- Returns no row on a conflict, otherwise a version that differs from the deleted one: so Orleans tells them apart.
DELETE FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version = @GrainStateVersion;
SELECT @GrainStateVersion % 2147483647 + 1 AS NewGrainStateVersion FROM DUAL WHERE ROW_COUNT() > 0')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('GatewaysQueryKey', 'SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('InsertMembershipKey', '-- Two statements, each whole in itself, because a transaction that fails halfway would keep its locks until its connection is
-- used again. The first one makes a row of status 0, which nobody takes for a member; the second makes it one and advances the
-- version with it, or changes nothing. 0 if the version is not the caller''s or the silo is a member already.
INSERT INTO OrleansMembershipTable
    (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
VALUES
    (@DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, 0, @ProxyPort, @StartTime, @IAmAliveTime)
ON DUPLICATE KEY UPDATE Generation = @Generation;
UPDATE OrleansMembershipVersionTable AS membership
    JOIN OrleansMembershipTable AS silo ON silo.DeploymentId = membership.DeploymentId
SET
    membership.Version = membership.Version + 1,
    silo.SiloName = @SiloName, silo.HostName = @HostName, silo.Status = @Status, silo.ProxyPort = @ProxyPort,
    silo.StartTime = @StartTime, silo.IAmAliveTime = @IAmAliveTime
WHERE membership.DeploymentId = @DeploymentId AND membership.Version = @Version
    AND silo.Address = @Address AND silo.Port = @Port AND silo.Generation = @Generation AND silo.Status = 0;
SELECT ROW_COUNT() > 0')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('InsertMembershipVersionKey', 'INSERT IGNORE INTO OrleansMembershipVersionTable (DeploymentId, Version) VALUES (@DeploymentId, 0);
SELECT ROW_COUNT()')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('MembershipReadAllKey', '-- One row at least, for the version: without members, the other columns are NULL.
SELECT
    silo.Address, silo.Port, silo.Generation, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort,
    silo.SuspectTimes, silo.StartTime, silo.IAmAliveTime, membership.Version
FROM OrleansMembershipVersionTable AS membership
LEFT JOIN OrleansMembershipTable AS silo ON silo.DeploymentId = membership.DeploymentId AND silo.Status <> 0
WHERE membership.DeploymentId = @DeploymentId')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('MembershipReadRowKey', '-- One row always, for the version: without such a member, the other columns are NULL.
SELECT
    silo.Address, silo.Port, silo.Generation, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort,
    silo.SuspectTimes, silo.StartTime, silo.IAmAliveTime, membership.Version
FROM OrleansMembershipVersionTable AS membership
LEFT JOIN OrleansMembershipTable AS silo
    ON silo.DeploymentId = membership.DeploymentId AND silo.Status <> 0
    AND silo.Address = @Address AND silo.Port = @Port AND silo.Generation = @Generation
WHERE membership.DeploymentId = @DeploymentId')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadFromStorageKey', 'SELECT PayloadBinary, Version FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version > 0')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpdateIAmAlivetimeKey', 'UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpdateMembershipKey', '-- One statement: the version advances with the row''s change, or neither is written. 0 if the version is not the caller''s or there is
-- no such member.
UPDATE OrleansMembershipVersionTable AS membership
    JOIN OrleansMembershipTable AS silo ON silo.DeploymentId = membership.DeploymentId
SET
    membership.Version = membership.Version + 1,
    silo.Status = @Status, silo.SuspectTimes = @SuspectTimes, silo.IAmAliveTime = @IAmAliveTime
WHERE membership.DeploymentId = @DeploymentId AND membership.Version = @Version
    AND silo.Address = @Address AND silo.Port = @Port AND silo.Generation = @Generation AND silo.Status <> 0;
SELECT ROW_COUNT() > 0')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('WriteToStorageKey', '-- Inserts where the caller knows of no row, updates where it knows the present version. Anything else is a conflict: no state is
-- written and no row returned. One statement, in which the payload stands once. LAST_INSERT_ID(x) notes the new version for the
-- second one, 0 on a conflict. Who knows a version of a row that is gone makes one of version 0, which is no state and removed at
-- once. A first version is random, so that a row deleted and made again is not taken for the one before; versions stay within 1
-- and 2147483647, because Orleans reads them as Int32. Assignments are made from left to right: the version''s comes last.
INSERT INTO OrleansStorage
    (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId,
     Version, ModifiedOn, PayloadBinary)
VALUES
    (@GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, COALESCE(@GrainIdExtensionString, ''''), @GrainTypeString, @ServiceId,
     LAST_INSERT_ID(IF(@GrainStateVersion IS NULL, 1 + FLOOR(RAND() * 2147483647), 0)), UTC_TIMESTAMP(6), @PayloadBinary)
ON DUPLICATE KEY UPDATE
    PayloadBinary = IF(Version = COALESCE(@GrainStateVersion, 0), VALUES(PayloadBinary), PayloadBinary),
    ModifiedOn = IF(Version = COALESCE(@GrainStateVersion, 0), VALUES(ModifiedOn), ModifiedOn),
    Version = IF(
        Version = COALESCE(@GrainStateVersion, 0),
        LAST_INSERT_ID(IF(Version = 0, VALUES(Version), Version % 2147483647 + 1)),
        Version + LAST_INSERT_ID(0));
SELECT LAST_INSERT_ID() AS NewGrainStateVersion FROM DUAL WHERE LAST_INSERT_ID() > 0;
DELETE FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version = 0 AND LAST_INSERT_ID() = 0')
ON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText);

DO RELEASE_LOCK(CONCAT('taskflow.orleans.', MD5(DATABASE())));
