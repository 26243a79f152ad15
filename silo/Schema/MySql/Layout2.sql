-- A row is a reminder: when it was due first, as UTC, and every how many milliseconds since. A range of grains is read by their hash.
-- Keys are the bytes of their UTF-8, as in OrleansStorage; together they are as long as a key may be.
CREATE TABLE IF NOT EXISTS OrleansRemindersTable
(
    ServiceId    VARBINARY(600)  NOT NULL,
    GrainId      VARBINARY(2048) NOT NULL,
    ReminderName VARBINARY(400)  NOT NULL,
    StartTime    DATETIME(6)     NOT NULL,
    Period       BIGINT          NOT NULL,
    GrainHash    INT             NOT NULL,
    Version      INT             NOT NULL,
    PRIMARY KEY (ServiceId, GrainId, ReminderName),
    KEY OrleansRemindersTable_by_hash (ServiceId, GrainHash)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT IGNORE INTO OrleansSchemaVersion (Version) VALUES (2);
