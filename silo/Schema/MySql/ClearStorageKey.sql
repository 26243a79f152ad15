-- Keeps the row, for its version. Returns no row on a conflict.
UPDATE OrleansStorage
SET Version = Version % 2147483647 + 1, ModifiedOn = UTC_TIMESTAMP(6), PayloadBinary = NULL
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version = @GrainStateVersion;
SELECT @GrainStateVersion % 2147483647 + 1 AS NewGrainStateVersion FROM DUAL WHERE ROW_COUNT() > 0
