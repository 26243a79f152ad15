-- A row is a reminder: when it was due first, and every how many milliseconds since. A range of grains is read by their hash. An index
-- entry has to fit into a third of a page, hence the check.
CREATE TABLE IF NOT EXISTS OrleansRemindersTable
(
    ServiceId    text        NOT NULL,
    GrainId      text        NOT NULL,
    ReminderName text        NOT NULL,
    StartTime    timestamptz NOT NULL,
    Period       bigint      NOT NULL,
    GrainHash    integer     NOT NULL,
    Version      integer     NOT NULL,
    PRIMARY KEY (ServiceId, GrainId, ReminderName),
    CONSTRAINT OrleansRemindersTable_key_of_2048_bytes
        CHECK (octet_length(ServiceId) + octet_length(GrainId) + octet_length(ReminderName) <= 2048)
);

CREATE INDEX IF NOT EXISTS OrleansRemindersTable_by_hash ON OrleansRemindersTable (ServiceId, GrainHash);

INSERT INTO OrleansSchemaVersion (Version) VALUES (2) ON CONFLICT DO NOTHING;
