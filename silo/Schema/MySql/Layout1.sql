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
