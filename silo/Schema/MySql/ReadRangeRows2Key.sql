-- A range that goes on at the lowest hash after the highest one; all of them, if it ends where it begins.
SELECT CONVERT(GrainId USING utf8mb4) AS GrainId, CONVERT(ReminderName USING utf8mb4) AS ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)
