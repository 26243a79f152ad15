-- A row is a reminder: when it was due first, as UTC, and every how many milliseconds since. A range of grains is read by their hash.
CREATE TABLE IF NOT EXISTS OrleansRemindersTable
(
    ServiceId    TEXT    NOT NULL,
    GrainId      TEXT    NOT NULL,
    ReminderName TEXT    NOT NULL,
    StartTime    TEXT    NOT NULL,
    Period       INTEGER NOT NULL,
    GrainHash    INTEGER NOT NULL,
    Version      INTEGER NOT NULL,
    PRIMARY KEY (ServiceId, GrainId, ReminderName)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS OrleansRemindersTable_by_hash ON OrleansRemindersTable (ServiceId, GrainHash);

INSERT INTO OrleansSchemaVersion (Version) VALUES (2) ON CONFLICT DO NOTHING;
