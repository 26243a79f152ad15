-- A first version is random, so that a reminder deleted and made again is not taken for the one before; Orleans reads it as Int32.
INSERT INTO OrleansRemindersTable AS reminder (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 1 + floor(random() * 2147483647)::integer)
ON CONFLICT (ServiceId, GrainId, ReminderName)
DO UPDATE SET
    StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash, Version = reminder.Version % 2147483647 + 1
RETURNING Version
