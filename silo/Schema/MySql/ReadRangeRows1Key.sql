-- The range begins after its first hash and ends with its last one.
SELECT CONVERT(GrainId USING utf8mb4) AS GrainId, CONVERT(ReminderName USING utf8mb4) AS ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainHash > @BeginHash AND GrainHash <= @EndHash
