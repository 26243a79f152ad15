-- A first version is random, so that a reminder deleted and made again is not taken for the one before; Orleans reads it as Int32.
-- LAST_INSERT_ID(x) notes the version for the second statement.
INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, LAST_INSERT_ID(1 + FLOOR(RAND() * 2147483647)))
ON DUPLICATE KEY UPDATE
    StartTime = VALUES(StartTime), Period = VALUES(Period), GrainHash = VALUES(GrainHash),
    Version = LAST_INSERT_ID(Version % 2147483647 + 1);
SELECT LAST_INSERT_ID() AS Version
