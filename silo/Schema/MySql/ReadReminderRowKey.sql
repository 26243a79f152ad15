SELECT CONVERT(GrainId USING utf8mb4) AS GrainId, CONVERT(ReminderName USING utf8mb4) AS ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName
